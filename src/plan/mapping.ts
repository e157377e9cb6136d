// Source field ─▶ user field (SPEC §5): which facts are needed, and what value each of them becomes or why
// it can not; whether the filter and the rules take her. Knows nothing of other people: whether a value is taken is
// decided in claims.ts (R5, R12, R13).
import { openRules } from './creation-rules.ts';
import type { CreationRule } from './creation-rules.ts';
import { openExpression } from './expression.ts';
import type { Expression } from './expression.ts';
import type { ExpressionRules } from './expression-functions.ts';
import type { Facts } from './facts.ts';
import { presentFact, presentValue } from './present-fact.ts';
import type { FieldName } from './reasons.ts';
import { matchField } from './requirements.ts';
import type { Values } from './steps.ts';
import { requiredFields, userFields } from './sync-template.ts';
import type { FieldMapping, Mapping, UserField, UserFieldMapping } from './sync-template.ts';

interface MappingProblem {
  field: FieldName;
  trouble: 'missing' | 'invalid';
  /** The source's name, as mapped. */
  source: string;
  /** The value that was found; null when there was none. */
  found: string | null;
  why: string;
  /** The mapping says that an empty source keeps what stands: no trouble for somebody who has a user. */
  keeps: boolean;
}

export interface Mapped {
  /** The usable values; null is "empty it". A field that is not here stays as it is. */
  values: Values;
  problems: MappingProblem[];
  /** out: the filter is false for her. failed: it could not be told, so she stays where she was, with why. */
  filter?: { is: 'out' } | { is: 'failed'; why: string };
  /** Positions of the rules that her own facts fulfil; absent when none. */
  rules?: number[];
}

export interface MappingSettings extends ExpressionRules {
  fieldMapping: FieldMapping;
  userFieldMapping: UserFieldMapping;
  /** An expression; null takes everybody. */
  filter: string | null;
  rules: readonly CreationRule[];
}

export interface OpenMapping {
  map(facts: Facts): Mapped;
  /** The source fields that it reads, sorted; the part before a dot is what the source is asked for. */
  fields: string[];
}

/** One user field with where it comes from, ready to be read for many. */
interface Rule {
  field: FieldName;
  mapping: Mapping;
  /** As people are told where it comes from. */
  source: string;
  read: (facts: Facts) => { text: string | null } | { why: string };
}

export function openMapping(settings: MappingSettings): OpenMapping {
  const fields = new Set<string>();
  const rules: Rule[] = [];
  const add = (field: FieldName, mapping: Mapping) => {
    const source = openMappingSource(mapping, settings);
    for (const name of source.fields) fields.add(name.split('.')[0] ?? '');
    rules.push({ field, mapping, source: source.name, read: source.read });
  };
  for (const field of userFields) {
    const mapping = settings.fieldMapping[field];
    if (mapping) add(field, mapping);
  }
  for (const [name, mapping] of Object.entries(settings.userFieldMapping)) add(`fields.${name}`, mapping);
  const filter = settings.filter === null ? null : openExpression(settings.filter, 'condition', settings);
  const creation = openRules(settings.rules, settings);
  const others = [...creation.fields, ...(filter !== null && 'fields' in filter ? filter.fields : [])];
  for (const name of others) fields.add(name.split('.')[0] ?? '');
  return {
    fields: [...fields].toSorted(),
    map(facts) {
      const mapped: Mapped = mapFacts(facts, rules, settings);
      const verdict = filter === null ? null : decideFilter(filter, facts);
      if (verdict !== null) mapped.filter = verdict;
      const hits = creation.match(facts);
      if (hits.length > 0) mapped.rules = hits;
      return mapped;
    },
  };
}

function decideFilter(
  filter: ReturnType<typeof openExpression>,
  facts: Facts,
): NonNullable<Mapped['filter']> | null {
  // One that was saved under other rules and does not open any more lets nobody in and nobody go.
  if ('fault' in filter) return { is: 'failed', why: filter.fault.message };
  const told = filter.evaluate(facts);
  if ('why' in told) return { is: 'failed', why: told.why };
  return told.value === true ? null : { is: 'out' };
}

/** Where a field comes from: its name for people, the source fields it needs, and how it is read. */
function openMappingSource(
  mapping: Mapping,
  settings: MappingSettings,
): { name: string; fields: string[]; read: Rule['read'] } {
  if ('field' in mapping) {
    const { field } = mapping;
    return { name: field, fields: [field], read: (facts) => ({ text: presentFact(facts, field) }) };
  }
  if ('constant' in mapping) {
    const text = presentValue(mapping.constant);
    return { name: 'a constant', fields: [], read: () => ({ text }) };
  }
  const expression = openExpression(mapping.expression, 'text', settings);
  if ('fault' in expression) {
    const why = `the expression can not be worked out (${expression.fault.message})`;
    return { name: 'the expression', fields: [], read: () => ({ why }) };
  }
  return {
    name: 'the expression',
    fields: expression.fields,
    read: (facts) => readExpression(expression, facts),
  };
}

function readExpression(expression: Expression, facts: Facts): ReturnType<Rule['read']> {
  const told = expression.evaluate(facts);
  return 'why' in told ? told : { text: presentValue(told.value) };
}

function mapFacts(facts: Facts, rules: readonly Rule[], settings: MappingSettings): Mapped {
  const values: Values = {};
  const problems: MappingProblem[] = [];
  for (const { field, mapping, source, read } of rules) {
    const told = read(facts);
    if ('why' in told) {
      problems.push({ field, trouble: 'invalid', source, found: null, why: told.why, keeps: false });
      continue;
    }
    const text =
      told.text ?? (typeof mapping.onEmpty === 'object' ? presentValue(mapping.onEmpty.constant) : null);
    if (text === null) {
      if (isRequired(field)) problems.push(presentMissing(field, source, mapping));
      else if (mapping.onEmpty === 'clear') values[field] = null;
      continue;
    }
    const outcome = matchField(field, text, settings);
    if ('why' in outcome)
      problems.push({ field, trouble: 'invalid', source, found: text, why: outcome.why, keeps: false });
    else values[field] = outcome.value;
  }
  return { values, problems };
}

function presentMissing(field: FieldName, source: string, mapping: Mapping): MappingProblem {
  const keeps = mapping.onEmpty === 'keep';
  return { field, trouble: 'missing', source, found: null, why: 'it is empty', keeps };
}

function isRequired(field: FieldName): boolean {
  return (requiredFields as readonly string[]).includes(field);
}

/** The unique fields that two people of a company can not share. */
export const uniqueFields = ['alias', 'pstnFixed', 'extension'] as const satisfies readonly UserField[];
export type UniqueField = (typeof uniqueFields)[number];
