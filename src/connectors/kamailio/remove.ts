// Takes users off a Kamailio. Without its subscriber a phone cannot register again, but one that is registered is still reached until it
// expires: so the registration goes, too.
import { presentDone } from '../sql-target/batch-outcome.ts';
import type { Applied, Outcome } from '../target.ts';
import { lockSql } from './tables.ts';
import type { World } from './world.ts';

export async function removeUsers(world: World, items: readonly Applied[]): Promise<Outcome[]> {
  const { query, settings } = world;
  const accounts = items.map(({ externalId }) => externalId);
  await query(lockSql);
  for (const table of ['subscriber', 'dbaliases', 'grp', 'usr_preferences'])
    await query(`delete from ${table} where domain = $1 and username = any($2)`, [settings.realm, accounts]);
  await endRegistrations(world, accounts);
  return items.map(({ user, externalId, entry }) => presentDone(user, externalId, entry));
}

/** Rows without a domain are of a Kamailio that has only one. Where registrations are Kamailio's own, it is told afterwards. */
export async function endRegistrations(
  { query, settings }: World,
  accounts: readonly string[],
): Promise<void> {
  if (settings.location !== 'database' || accounts.length === 0) return;
  await query(`delete from location where username = any($2) and coalesce(nullif(domain, ''), $1) = $1`, [
    settings.realm,
    accounts,
  ]);
}
