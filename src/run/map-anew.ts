// What is stored of people, mapped by today's mapping and filter as the next run will do it, for an explanation. Pure.
import type { Facts } from '../plan/facts.ts';
import { alwaysSelected, decideScope } from '../plan/scope.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import type { ReadSettings, RunSetup } from './read-settings.ts';

/** Facts that today's mapping can be asked of. */
export function presentKnown(known: unknown, settings: ReadSettings, { stored }: RunSetup): Facts | null {
  const facts = (known ?? null) as Facts | null;
  return facts !== null && canMapAnew(settings, facts, stored.readHash) ? facts : null;
}

/** Whether today's mapping, which the next run goes by, asks for nothing that was never read. asked: hash of what was read. */
export function canMapAnew(settings: ReadSettings, facts: Facts, asked: string | null): boolean {
  // Facts are stored without fields that are empty: that a field is not there says nothing by itself.
  if (settings.readHash.split('.')[0] === asked?.split('.')[0]) return true;
  const always: readonly string[] = alwaysSelected;
  return settings.mapping.fields.every((field) => always.includes(field) || Object.hasOwn(facts, field));
}

export function presentReadNow(row: PlannedRow, { mapping }: ReadSettings, facts: Facts): PlannedRow {
  const mapped = mapping.map(facts);
  return {
    ...row,
    ...decideScope(facts),
    isFilteredOut: mapped.filter?.is === 'out',
    mapped: JSON.stringify(mapped),
  };
}
