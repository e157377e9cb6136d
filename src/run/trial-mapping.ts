// Maps people with a mapping that is tried: from what the last run has stored of them where that came of the very same mapping,
// so that a trial of one field does not read everybody's numbers again. Comes to what mapping them anew would.
import type { Facts } from '../plan/facts.ts';
import { openMapping } from '../plan/mapping.ts';
import type { Mapped, MappingSettings } from '../plan/mapping.ts';
import type { FieldName } from '../plan/reasons.ts';
import type { Mapping } from '../plan/sync-template.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import { shortHash } from './facts-hash.ts';
import { presentMappingSettings } from './read-settings.ts';
import type { RunSetup } from './read-settings.ts';

type Row = Pick<PlannedRow, 'facts' | 'beside' | 'mapped' | 'factsHash'>;

/** before: as it is stored. configHash: of what is stored, as it stands behind the facts of whom it was mapped for. */
export function openTrialMapping(
  before: RunSetup,
  tried: RunSetup,
  configHash: string,
): (row: Row) => Mapped | null {
  const settings = presentMappingSettings(tried);
  const whole = openMapping(settings);
  const { changed, stands } = decideChanged(presentMappingSettings(before), settings);
  const part = changed === null ? null : openMapping(changed);
  return (row) => {
    if (row.facts === null) return null;
    if (row.mapped === null || row.factsHash?.split('.')[1] !== configHash) return whole.map(parseFacts(row));
    const stored = JSON.parse(row.mapped) as Mapped;
    return merge(pick(stored, stands), part === null ? null : part.map(parseFacts(row)));
  };
}

/** Number rules are the same: series and country are not tried. */
function decideChanged(before: MappingSettings, tried: MappingSettings) {
  const sameTables = shortHash(before.lookups) === shortHash(tried.lookups);
  const isSame = (one: Mapping | undefined, other: Mapping) =>
    one !== undefined && shortHash(one) === shortHash(other) && (sameTables || !('expression' in other));
  const fields = new Set<FieldName>();
  const only = <T extends Partial<Record<string, Mapping>>>(mapping: T, was: T, prefix: '' | 'fields.'): T =>
    Object.fromEntries(
      Object.entries(mapping).filter(([name, one]) => {
        const same = one !== undefined && isSame(was[name], one);
        if (same) fields.add(`${prefix}${name}` as FieldName);
        return !same;
      }),
    ) as T;
  const fieldMapping = only(tried.fieldMapping, before.fieldMapping, '');
  const userFieldMapping = only(tried.userFieldMapping, before.userFieldMapping, 'fields.');
  const sameFilter = before.filter === tried.filter && (sameTables || tried.filter === null);
  const changed: MappingSettings = {
    ...tried,
    fieldMapping,
    userFieldMapping,
    filter: sameFilter ? null : tried.filter,
    rules: sameTables ? [] : tried.rules,
  };
  const isNothing =
    sameFilter && sameTables && Object.keys({ ...fieldMapping, ...userFieldMapping }).length === 0;
  return { changed: isNothing ? null : changed, stands: { fields, filter: sameFilter, rules: sameTables } };
}

type Stands = ReturnType<typeof decideChanged>['stands'];

/** What of it comes of the same mapping. */
function pick({ values, problems, filter, rules }: Mapped, stands: Stands): Mapped {
  const of: Mapped = { values: {}, problems: problems.filter(({ field }) => stands.fields.has(field)) };
  for (const field of stands.fields) if (values[field] !== undefined) of.values[field] = values[field];
  if (stands.filter && filter) of.filter = filter;
  if (stands.rules && rules) of.rules = rules;
  return of;
}

function merge(stored: Mapped, anew: Mapped | null): Mapped {
  if (anew === null) return stored;
  Object.assign(stored.values, anew.values);
  const { filter = stored.filter, rules = stored.rules } = anew;
  return {
    values: stored.values,
    problems: [...stored.problems, ...anew.problems],
    ...(filter && { filter }),
    ...(rules && { rules }),
  };
}

const parseFacts = ({ facts, beside }: Row): Facts => {
  const read = JSON.parse(facts ?? '{}') as Facts;
  return beside === null ? read : Object.assign(read, JSON.parse(beside) as Facts);
};
