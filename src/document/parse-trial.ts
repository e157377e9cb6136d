// What is to be tried on everybody before it is saved: a mapping, a filter, lookup tables, by the checks that saving them
// has. An absent key means what is stored.
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { TrialChanges } from '../run/try-mapping.ts';
import type { Company } from '../store/companies.ts';
import { checkTables } from './decide-lookups.ts';
import { parseExpression } from './parse-expression.ts';
import { parseLookups } from './parse-lookups.ts';
import { parseFieldMapping, parseUserFieldMapping } from './parse-mapping.ts';
import { parseMembers, parseNullable } from './spot.ts';
import type { Spot } from './spot.ts';

const keys = ['fieldMapping', 'userFieldMapping', 'filter', 'lookups'] as const;

/** Faults go to the reading of the spot; undefined when nothing can be made of it. */
export function parseTrial(
  spot: Spot,
  stored: SyncTemplate,
  company: Pick<Company, 'lookups'>,
): TrialChanges | undefined {
  const members = parseMembers(spot, keys, 'what is tried');
  if (!members) return undefined;
  const of = <T>(key: (typeof keys)[number], parse: (member: Spot) => T | undefined) => {
    const member = members.get(key);
    const value = member && parse(member);
    return value === undefined ? {} : { [key]: value };
  };
  const changes: TrialChanges = {
    ...of('fieldMapping', parseFieldMapping),
    ...of('userFieldMapping', parseUserFieldMapping),
    ...of('filter', (member) => parseNullable(member, (given) => parseExpression(given, 'condition'))),
    ...of('lookups', parseLookups),
  };
  checkTables(spot, stored, changes.lookups ?? company.lookups);
  return changes;
}
