// What new users of a sync template get by rule, and where automatic numbers come from: the keys "rules" and
// "automaticNumbers". Names of other things are checked where those are known (decide-rules.ts).
import type { CreationRule, RuleCondition } from '../plan/creation-rules.ts';
import { matchFieldFault } from './entra-fields.ts';
import { parseDigits, parseLanguage } from './parse-company.ts';
import { parseExpression } from './parse-expression.ts';
import { fault, parseItems, parseMembers, parseNullable, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

/** settingsTemplate is a name here, and an id once it is decided. */
export interface RuleDocument {
  spot: Spot;
  members: Map<string, Spot>;
  rule: CreationRule;
}

/** Each rule is asked for each new person, and read by people. */
const MOST_RULES = 100;
const MOST_VALUES = 500;

const ruleKeys = ['name', 'when', 'settingsTemplate', 'callerId', 'numberSeries', 'language'];

export function parseRules(spot: Spot): RuleDocument[] | undefined {
  const items = parseItems(spot, 'Write "rules" as a list of { "name": "…", "when": { … }, … }.');
  if (!items) return undefined;
  if (items.length > MOST_RULES)
    return fault(
      spot,
      `There are ${items.length} rules; at most ${MOST_RULES} fit.`,
      'Put several into one.',
    );
  const parsed = items.map(parseRule);
  faultRepeats(parsed);
  return parsed.every((rule) => rule !== undefined) ? parsed : undefined;
}

function faultRepeats(parsed: readonly (RuleDocument | undefined)[]): void {
  const seen = new Set<string>();
  for (const one of parsed) {
    if (one && seen.has(one.rule.name)) {
      const message = `Two rules are called ${JSON.stringify(one.rule.name)}.`;
      fault(one.members.get('name') ?? one.spot, message, 'Rename or remove one of the two.');
    }
    if (one) seen.add(one.rule.name);
  }
}

function parseRule(spot: Spot): RuleDocument | undefined {
  const members = parseMembers(spot, ruleKeys, 'a rule');
  if (!members) return undefined;
  const [nameSpot, whenSpot] = [members.get('name'), members.get('when')];
  if (!nameSpot)
    fault(spot, 'The rule has no name.', 'Add "name": the preview tells by it which rule decided.');
  if (!whenSpot) fault(spot, 'The rule has no "when".', whenCure);
  const name = nameSpot && parseText(nameSpot, 100);
  const when = whenSpot && parseCondition(whenSpot);
  const optional = <T>(key: string, parse: (given: Spot) => T | undefined) => {
    const given = members.get(key);
    return given ? parseNullable(given, parse) : null;
  };
  const settingsTemplate = optional('settingsTemplate', parseText);
  const callerId = optional('callerId', parseDigits);
  const numberSeries = optional('numberSeries', parseDigits);
  const language = optional('language', parseLanguage);
  if (name === undefined || when === undefined || settingsTemplate === undefined) return undefined;
  if (callerId === undefined || numberSeries === undefined || language === undefined) return undefined;
  if (settingsTemplate === null && callerId === null && numberSeries === null && language === null) {
    const cure = 'Add settingsTemplate, callerId, numberSeries or language.';
    return fault(spot, 'The rule chooses nothing.', cure);
  }
  return { spot, members, rule: { name, when, settingsTemplate, callerId, numberSeries, language } };
}

const whenCure =
  'Write { "field": "city", "is": ["Malmö"] }, { "group": "a group’s name or id" } or { "expression": "…" }.';

function parseCondition(spot: Spot): RuleCondition | undefined {
  const members = parseMembers(spot, ['field', 'is', 'group', 'expression'], '"when"');
  if (!members) return undefined;
  const [field, is, group, expression] = ['field', 'is', 'group', 'expression'].map((key) =>
    members.get(key),
  );
  const given = [field ?? is, group, expression].filter((one) => one !== undefined);
  if (given.length !== 1 || (field === undefined) !== (is === undefined))
    return fault(spot, 'The condition is not one of the three there are.', whenCure);
  if (group) {
    const name = parseText(group);
    return name === undefined ? undefined : { group: name };
  }
  if (expression) {
    const text = parseExpression(expression, 'condition');
    return text === undefined ? undefined : { expression: text };
  }
  return field && is ? parseFieldCondition(field, is) : undefined;
}

function parseFieldCondition(fieldSpot: Spot, is: Spot): RuleCondition | undefined {
  const field = parseText(fieldSpot);
  const wrong = field === undefined ? null : matchFieldFault(field);
  if (wrong) return fault(fieldSpot, wrong.message, wrong.cure);
  const items = is.node.type === 'string' ? [is] : parseItems(is, 'Write "is" as a list of texts.');
  if (items && (items.length === 0 || items.length > MOST_VALUES))
    return fault(
      is,
      `"is" has ${items.length} values; 1 to ${MOST_VALUES} fit.`,
      'Write those that are to fit.',
    );
  const values = items?.map((item) => parseText(item, 256)) ?? [];
  if (field === undefined || !items || values.some((value) => value === undefined)) return undefined;
  return { field, is: values.filter((value) => value !== undefined) };
}

export function parseAutomaticNumbers(spot: Spot): { series: string } | undefined {
  const series = parseMembers(spot, ['series'], '"automaticNumbers"')?.get('series');
  if (!series) {
    if (spot.node.type !== 'object') return undefined;
    return fault(
      spot,
      'There is no "series" in it.',
      'Add "series": the "from" of one of the company’s series.',
    );
  }
  const digits = parseDigits(series);
  return digits === undefined ? undefined : { series: digits };
}
