// Reads who has the values that an administrator wants somebody to have, and which of them nobody may have now.
// What that comes to is decided in plan/open-values.
import type { Kysely } from 'kysely';
import { isServiceNumber } from '../plan/numbers.ts';
import type { OpenState, ValueFacts, ValueHolder } from '../plan/open-values.ts';
import type { Company } from '../store/companies.ts';
import { readKeyHolders } from '../store/hand-users.ts';
import type { UniqueKeys } from '../store/hand-users.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readCoolingNumbers } from '../store/numbers.ts';
import { readReservedAmong } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';
import { readKeptExtensions } from '../store/users.ts';

/** now: ms. The directory has to be locked if anything is written by what this says. */
export async function readValueFacts(
  db: Kysely<Tables>,
  company: Company,
  keys: UniqueKeys,
  now: number,
): Promise<ValueFacts> {
  const at = new Date(now);
  const holders = {
    alias: new Map<string, ValueHolder>(),
    pstnFixed: new Map<string, ValueHolder>(),
    extension: new Map<string, ValueHolder>(),
  };
  for (const { user, person, name, ...held } of await readKeyHolders(db, company.id, keys)) {
    holders.alias.set(held.aliasKey, { user, person, name });
    if (held.pstnFixed !== null) holders.pstnFixed.set(held.pstnFixed, { user, person, name });
    if (held.extension !== null) holders.extension.set(held.extension, { user, person, name });
  }
  const numberStates = await readNumberStates(db, company, keys.numbers, at);
  const kept = keys.extensions.length === 0 ? [] : await readKeptExtensions(db, company.id, at);
  const keptExtensions = new Map(kept.map(({ extension, person, until }) => [extension, { person, until }]));
  return { holders, numberStates, keptExtensions, now, timeZone: company.timeZone };
}

async function readNumberStates(
  db: Kysely<Tables>,
  company: Company,
  numbers: readonly string[],
  at: Date,
): Promise<Map<string, OpenState>> {
  const states = new Map<string, OpenState>();
  if (numbers.length === 0) return states;
  for (const { digits, until, lastPerson, lastUser } of await readCoolingNumbers(db, company.id, numbers, at))
    states.set(digits, { state: 'cooling', until: until?.getTime() ?? null, lastPerson, lastUser });
  // After those that cool: what is kept from everybody is kept from its last holder too.
  const reserved = await readReservedAmong(db, company.id, numbers);
  const series = await readNumberSeries(db, company.id);
  for (const digits of numbers) {
    if (reserved.has(digits) || isServiceNumber(digits, series))
      states.set(digits, { state: 'reserved', until: null, lastPerson: null, lastUser: null });
  }
  return states;
}
