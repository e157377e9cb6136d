// The two mappings of a sync template: each user field's source, an Entra field, a fixed text or an expression, and what
// stands there when the source is empty (R13). Names are checked here, values only when people are read.
import { userFields } from '../plan/sync-template.ts';
import type { FieldMapping, Mapping, OnEmpty, UserFieldMapping } from '../plan/sync-template.ts';
import { matchNearest } from '../plan/json-object.ts';
import { matchFieldFault } from './entra-fields.ts';
import { parseExpression } from './parse-expression.ts';
import { fault, faultOfType, parseFreeMembers, parseMembers, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

/** The longest text that a user's field takes. */
const MAX_CONSTANT = 256;

export function parseFieldMapping(spot: Spot): FieldMapping | undefined {
  const members = parseMembers(spot, userFields, '"fieldMapping"');
  if (!members) return undefined;
  const mapping: FieldMapping = {};
  for (const field of userFields) {
    const member = members.get(field);
    const source = member && parseMapping(member);
    if (source) mapping[field] = source;
  }
  return mapping;
}

export function parseUserFieldMapping(spot: Spot): UserFieldMapping | undefined {
  const members = parseFreeMembers(spot, 'Write { "name of the user field": "Entra field" }.');
  if (!members) return undefined;
  const sources: [string, Mapping][] = [];
  for (const [name, member] of members) {
    const own = matchNearest(name, userFields);
    if (own !== null && own.toLowerCase() === name.toLowerCase()) {
      fault(
        member,
        `${JSON.stringify(name)} is a field that every user has.`,
        `Map it as "${own}" in "fieldMapping".`,
        member.keyOffset,
      );
    } else if (!/^\p{L}[\p{L}\p{N} _.-]{0,63}$/u.test(name) || name !== name.trim()) {
      const cure = 'Begin with a letter, then letters, digits, blanks and . _ - up to 64 characters.';
      fault(member, `${JSON.stringify(name)} can not be the name of a user field.`, cure, member.keyOffset);
    }
    const source = parseMapping(member);
    if (source) sources.push([name, source]);
  }
  return Object.fromEntries(sources);
}

const mappingCure =
  'Write an Entra field’s name, or { "field": "…" }, { "constant": "…" } or { "expression": "…" } with an optional "onEmpty". Leave the key out to map nothing.';

function parseMapping(spot: Spot): Mapping | undefined {
  if (spot.node.type === 'string') {
    const field = parseField(spot);
    return field === undefined ? undefined : { field, onEmpty: 'clear' };
  }
  if (spot.node.type !== 'object') return faultOfType(spot, 'the name of an Entra field', mappingCure);
  const members = parseMembers(spot, ['field', 'constant', 'expression', 'onEmpty'], 'a mapping');
  const [field, constant, expression, onEmpty] = ['field', 'constant', 'expression', 'onEmpty'].map((key) =>
    members?.get(key),
  );
  const empty = onEmpty ? parseOnEmpty(onEmpty) : 'clear';
  const [first, second] = [field, constant, expression].filter((one) => one !== undefined);
  if (first && second)
    return fault(second, 'There are two sources.', 'Keep one of field, constant and expression.');
  if (!first) return fault(spot, 'The mapping has no source.', mappingCure);
  const source = parseSource({ field, constant, expression });
  return source === undefined || empty === undefined ? undefined : { ...source, onEmpty: empty };
}

type Source = { field: string } | { constant: string } | { expression: string };

function parseSource(given: {
  field: Spot | undefined;
  constant: Spot | undefined;
  expression: Spot | undefined;
}): Source | undefined {
  if (given.field) {
    const field = parseField(given.field);
    return field === undefined ? undefined : { field };
  }
  if (given.expression) {
    const expression = parseExpression(given.expression, 'text');
    return expression === undefined ? undefined : { expression };
  }
  const constant = given.constant && parseText(given.constant, MAX_CONSTANT);
  return constant === undefined ? undefined : { constant };
}

function parseField(spot: Spot): string | undefined {
  const field = parseText(spot, MAX_CONSTANT);
  const wrong = field === undefined ? null : matchFieldFault(field);
  return wrong ? fault(spot, wrong.message, wrong.cure) : field;
}

function parseOnEmpty(spot: Spot): OnEmpty | undefined {
  const value: unknown = spot.node.value;
  if (value === 'clear' || value === 'keep') return value;
  const cure = 'Write "clear", "keep" or { "constant": "…" }.';
  if (spot.node.type === 'string') return fault(spot, `${JSON.stringify(value)} is not known here.`, cure);
  if (spot.node.type !== 'object') return faultOfType(spot, '"clear", "keep" or an object', cure);
  const constantSpot = parseMembers(spot, ['constant'], '"onEmpty"')?.get('constant');
  if (!constantSpot) return fault(spot, 'There is no "constant" in it.', cure);
  const constant = parseText(constantSpot, MAX_CONSTANT);
  return constant === undefined ? undefined : { constant };
}
