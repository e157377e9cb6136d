// Source field ─▶ user field (SPEC §5): which facts are needed, and what value each of them becomes or why
// it can not. Knows nothing of other people: whether a value is taken is decided in claims.ts (R5, R12, R13).
import type { FactValue, Facts } from './facts.ts';
import type { NumberRules } from './numbers.ts';
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
}

export interface MappingSettings extends NumberRules {
  fieldMapping: FieldMapping;
  userFieldMapping: UserFieldMapping;
}

export interface OpenMapping {
  map(facts: Facts): Mapped;
  /** The source fields that it reads, sorted; the part before a dot is what the source is asked for. */
  fields: string[];
}

export function openMapping(settings: MappingSettings): OpenMapping {
  const rules: [FieldName, Mapping][] = [];
  for (const field of userFields) {
    const mapping = settings.fieldMapping[field];
    if (mapping) rules.push([field, mapping]);
  }
  for (const [name, mapping] of Object.entries(settings.userFieldMapping))
    rules.push([`fields.${name}`, mapping]);
  const fields = new Set(
    rules.flatMap(([, mapping]) => ('field' in mapping ? [mapping.field.split('.')[0] ?? ''] : [])),
  );
  return { fields: [...fields].toSorted(), map: (facts) => mapFacts(facts, rules, settings) };
}

function mapFacts(facts: Facts, rules: readonly [FieldName, Mapping][], settings: MappingSettings): Mapped {
  const values: Values = {};
  const problems: MappingProblem[] = [];
  for (const [field, mapping] of rules) {
    const source = 'field' in mapping ? mapping.field : 'a constant';
    const found = 'field' in mapping ? presentFact(facts, mapping.field) : presentValue(mapping.constant);
    const text =
      found ?? (typeof mapping.onEmpty === 'object' ? presentValue(mapping.onEmpty.constant) : null);
    if (text === null) {
      if (isRequired(field)) {
        problems.push({
          field,
          trouble: 'missing',
          source,
          found: null,
          why: 'it is empty',
          keeps: mapping.onEmpty === 'keep',
        });
      } else if (mapping.onEmpty === 'clear') values[field] = null;
      continue;
    }
    const outcome = matchField(field, text, settings);
    if ('why' in outcome)
      problems.push({ field, trouble: 'invalid', source, found: text, why: outcome.why, keeps: false });
    else values[field] = outcome.value;
  }
  return { values, problems };
}

function isRequired(field: FieldName): boolean {
  return (requiredFields as readonly string[]).includes(field);
}

/** A fact as one text; null when there is none. A list gives its first non-empty value. */
export function presentFact(facts: Facts, path: string): string | null {
  const dot = path.indexOf('.');
  if (dot < 0) return presentValue(facts[path]);
  const outer = facts[path.slice(0, dot)];
  if (outer === null || typeof outer !== 'object' || Array.isArray(outer)) return null;
  return presentValue(outer[path.slice(dot + 1)]);
}

function presentValue(value: FactValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return null;
  for (const item of value) {
    const text = presentValue(item);
    if (text !== null) return text;
  }
  return null;
}

/** The unique fields that two people of a company can not share. */
export const uniqueFields = ['alias', 'pstnFixed', 'extension'] as const satisfies readonly UserField[];
export type UniqueField = (typeof uniqueFields)[number];
