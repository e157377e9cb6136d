// Which default caller ids are free numbers, so that it can be said what will happen to them (plan/caller-id-notes.ts).
import type { Kysely } from 'kysely';
import { isServiceNumber } from '../plan/numbers.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { readNumberHolders } from '../store/number-facts.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readReservedAmong } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';

/** Those that users get at their creation: the template's own and its rules'. */
export function presentCallerIds({
  defaultCallerId,
  rules,
}: Pick<SyncTemplate, 'defaultCallerId' | 'rules'>) {
  return [
    ...new Set([defaultCallerId, ...rules.map(({ callerId }) => callerId)].flatMap((one) => one ?? [])),
  ];
}

/** Of these numbers those that are neither somebody's nor reserved nor a service's; one that cools is free soon. */
export async function readFreeCallerIds(
  db: Kysely<Tables>,
  companyId: string,
  digits: readonly string[],
): Promise<Set<string>> {
  if (digits.length === 0) return new Set();
  const held = new Set((await readNumberHolders(db, companyId, digits)).map((one) => one.digits));
  const reserved = await readReservedAmong(db, companyId, digits);
  const series = await readNumberSeries(db, companyId);
  return new Set(
    digits.filter((one) => !held.has(one) && !reserved.has(one) && !isServiceNumber(one, series)),
  );
}
