// Rules that choose what a new user gets: settings template, caller id, number series, language. In their order, the
// first that fits decides and the others are not asked (issue: by Entra field, group or expression). What a person's
// own facts say is told where she is mapped; groups are told where she is planned. Pure.
import type { Expression } from './expression.ts';
import { openExpression } from './expression.ts';
import type { ExpressionRules } from './expression-functions.ts';
import type { Facts } from './facts.ts';
import { foldText } from './fold-text.ts';
import { presentFact } from './present-fact.ts';

/** is: any of these, case and blanks around them not counted. group: name or object id, as for memberOf. */
export type RuleCondition = { field: string; is: string[] } | { group: string } | { expression: string };

/** What a rule leaves out (null) is the sync template's to say. */
export interface CreationRule {
  /** Unique in the template. */
  name: string;
  when: RuleCondition;
  /** Id of a settings template. */
  settingsTemplate: string | null;
  /** Digits of one of the company's numbers. */
  callerId: string | null;
  /** Digits of the first number of a series: an automatic number comes from there. */
  numberSeries: string | null;
  /** Two letters (ISO 639-1): the user's setting `language`. */
  language: string | null;
}

export interface OpenRules {
  /** Positions of the rules that a person's own facts fulfil; those that ask for a group are not among them. */
  match(facts: Facts): number[];
  /** Source fields that they read. */
  fields: string[];
}

export function openRules(rules: readonly CreationRule[], settings: ExpressionRules): OpenRules {
  const opened = rules.map(({ when }) => openCondition(when, settings));
  return {
    fields: opened.flatMap(({ fields }) => fields),
    match: (facts) => opened.flatMap(({ isMet }, at) => (isMet(facts) ? [at] : [])),
  };
}

function openCondition(when: RuleCondition, settings: ExpressionRules) {
  if ('group' in when) return { fields: [], isMet: () => false };
  if ('field' in when) {
    const wanted = new Set(when.is.map(foldText));
    const isMet = (facts: Facts) => {
      const value = presentFact(facts, when.field);
      return value !== null && wanted.has(foldText(value));
    };
    return { fields: [when.field], isMet };
  }
  const expression = openExpression(when.expression, 'condition', settings);
  // One that was saved under other rules and does not open any more is met by nobody.
  if ('fault' in expression) return { fields: [], isMet: () => false };
  return { fields: expression.fields, isMet: (facts: Facts) => isTrue(expression, facts) };
}

function isTrue(expression: Expression, facts: Facts): boolean {
  const told = expression.evaluate(facts);
  return 'value' in told && told.value === true;
}

/** The rule that decides for somebody: the first that fits. groups: ids of the rules' groups that she belongs to. */
export function decideRule(
  rules: readonly CreationRule[],
  hits: readonly number[],
  isMember: (group: string) => boolean,
): { rule: CreationRule; at: number } | null {
  for (const [at, rule] of rules.entries()) {
    if ('group' in rule.when ? isMember(rule.when.group) : hits.includes(at)) return { rule, at };
  }
  return null;
}
