// Parts of an explanation, as plain values for people and for `explain --json`: who it is, whether she is in scope, and
// where each value comes from. Pure.
import type { PersonName } from '../connectors/person-look.ts';
import type { Facts } from '../plan/facts.ts';
import { presentFact } from '../plan/present-fact.ts';
import type { Mapped } from '../plan/mapping.ts';
import type { FieldName } from '../plan/reasons.ts';
import { requiredFields } from '../plan/sync-template.ts';
import type { Mapping, SyncTemplate } from '../plan/sync-template.ts';
import type { FoundPerson } from '../store/roster-search.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';

export interface ExplainedScope {
  isIn: boolean;
  message: string;
  isGuest: boolean;
  isDisabled: boolean;
  isExcluded: boolean;
  /** Groups whose members take part; empty for the whole tenant. */
  groups: string[];
  /** When her facts were last read as other than before. */
  factsSince: string | null;
  lastCompleteReadAt: string | null;
}

export interface ExplainedValue {
  field: FieldName;
  isRequired: boolean;
  /** Name of the source field, or null for a constant or an expression. */
  source: string | null;
  /** The expression, when it is one. */
  expression: string | null;
  /** What the source has. */
  found: string | null;
  /** What the user gets; null when nothing. */
  value: string | null;
  trouble: 'missing' | 'invalid' | null;
  why: string | null;
}

export function presentPerson(found: FoundPerson): PersonName {
  const facts = (found.facts ?? {}) as Facts;
  return {
    person: found.person,
    name: presentFact(facts, 'displayName'),
    userPrincipalName: presentFact(facts, 'userPrincipalName'),
  };
}

export function presentScope(found: FoundPerson, stored: StoredSyncTemplate): ExplainedScope {
  const isIn = found.isPresent === true && found.isExcluded !== true;
  return {
    isIn,
    message: presentScopeMessage(found, stored),
    isGuest: found.isGuest ?? false,
    isDisabled: found.isDisabled ?? false,
    isExcluded: found.isExcluded ?? false,
    groups: stored.provider.memberOf,
    factsSince: found.readAt?.toISOString() ?? null,
    lastCompleteReadAt: stored.lastCompleteReadAt?.toISOString() ?? null,
  };
}

function presentScopeMessage(found: FoundPerson, { provider }: StoredSyncTemplate): string {
  if (found.isPresent === null) return 'No run has read this person yet.';
  if (found.isExcluded)
    return `Belongs to a group that never takes part (${provider.notMemberOf.join(', ')}).`;
  if (!found.isPresent) return 'The last complete read did not have this person.';
  const where =
    provider.memberOf.length === 0 ? 'in the tenant' : `in one of ${provider.memberOf.join(', ')}`;
  return `Was ${where} in the last complete read.`;
}

export function presentMappedValues(found: FoundPerson, template: SyncTemplate): ExplainedValue[] {
  const mapped = (found.mapped ?? { values: {}, problems: [] }) as Mapped;
  const facts = (found.facts ?? {}) as Facts;
  const further = Object.entries(template.userFieldMapping).map(([name, source]) => [
    `fields.${name}`,
    source,
  ]);
  const all = [...Object.entries(template.fieldMapping), ...further] as [FieldName, Mapping][];
  return all.map(([field, mapping]) => {
    const problem = mapped.problems.find((one) => one.field === field);
    return {
      field,
      isRequired: (requiredFields as readonly string[]).includes(field),
      source: 'field' in mapping ? mapping.field : null,
      expression: 'expression' in mapping ? mapping.expression : null,
      found: presentFound(mapping, facts),
      value: mapped.values[field] ?? null,
      trouble: problem?.trouble ?? null,
      why: problem?.why ?? null,
    };
  });
}

function presentFound(mapping: Mapping, facts: Facts): string | null {
  if ('field' in mapping) return presentFact(facts, mapping.field);
  return 'constant' in mapping ? mapping.constant : null;
}
