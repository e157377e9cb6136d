// Rules of a sync template that never decide, as far as that can be told before anybody is looked at: the condition of an
// earlier one, an expression that is the same for everybody. Which rules fit nobody today, the preview tells. Pure.
import { foldText } from '../plan/fold-text.ts';
import { isDeepStrictEqual } from 'node:util';
import type { CreationRule, RuleCondition } from '../plan/creation-rules.ts';
import { openExpression } from '../plan/expression.ts';
import type { ExpressionRules } from '../plan/expression-functions.ts';

interface IdleRule {
  name: string;
  /** A sentence. */
  message: string;
  cure: string;
}

export function findIdleRules(rules: readonly CreationRule[], settings: ExpressionRules): IdleRule[] {
  const idle: IdleRule[] = [];
  const seen: CreationRule[] = [];
  /** The first rule that fits everybody. */
  let all: CreationRule | null = null;
  for (const rule of rules) {
    const always = decideAlways(rule.when, settings);
    const other = all ?? findCovering(rule.when, seen);
    if (other !== null) idle.push(presentCovered(rule, other, all !== null));
    else if (always === false) idle.push(presentFalse(rule));
    else if (always === true) all = rule;
    seen.push(rule);
  }
  return idle;
}

/** true, false: whoever it is; null: it depends on the person. */
function decideAlways(when: RuleCondition, settings: ExpressionRules): boolean | null {
  if (!('expression' in when)) return null;
  const opened = openExpression(when.expression, 'condition', settings);
  if ('fault' in opened || opened.fields.length > 0) return null;
  const told = opened.evaluate({});
  return 'value' in told ? told.value === true : false;
}

/** An earlier rule that fits whomever this one fits. */
function findCovering(when: RuleCondition, earlier: readonly CreationRule[]): CreationRule | null {
  for (const rule of earlier) if (isWithin(when, rule.when)) return rule;
  return null;
}

function isWithin(when: RuleCondition, other: RuleCondition): boolean {
  if (!('field' in when) || !('field' in other)) return isDeepStrictEqual(when, other);
  const taken = new Set(other.is.map(foldText));
  return when.field === other.field && when.is.every((value) => taken.has(foldText(value)));
}

function presentCovered({ name }: CreationRule, other: CreationRule, isAll: boolean): IdleRule {
  const quoted = JSON.stringify(other.name);
  const why = isAll ? `${quoted} before it fits everybody` : `${quoted} before it fits whomever it fits`;
  return {
    name,
    message: `The rule ${JSON.stringify(name)} never decides: ${why}.`,
    cure: 'Put it before that one, change its condition, or remove it.',
  };
}

const presentFalse = ({ name }: CreationRule): IdleRule => ({
  name,
  message: `The rule ${JSON.stringify(name)} never decides: its expression is true for nobody.`,
  cure: 'Change its expression so that it asks for a field of the person, or remove it.',
});
