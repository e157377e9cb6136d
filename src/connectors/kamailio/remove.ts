// Takes users off a Kamailio. Without its subscriber a phone cannot register again, but one that is registered is still reached until it
// expires: so the registration goes, too.
import { presentDone } from '../sql-target/batch-outcome.ts';
import type { Applied, Outcome } from '../target.ts';
import { readMarked, readOthers } from './read-present.ts';
import { lockSql } from './tables.ts';
import type { World } from './world.ts';

export async function removeUsers(world: World, all: readonly Applied[]): Promise<Outcome[]> {
  await world.query(lockSql);
  const { realm } = world.settings;
  // Whose rows are gone already, and whose account another user has since: a removal that is repeated must not take her phone.
  const made = all.filter(({ origin }) => origin === 'made');
  const written = made.map((item) => ({
    user: item.user,
    account: item.externalId,
    domain: domainOf(item, realm),
  }));
  const others = await readOthers(world.query, written);
  const items = all.filter(
    (item) => item.origin !== 'made' || !others.has(`${item.externalId}@${domainOf(item, realm)}`),
  );
  await removeRows(world, items, (stored) => [stored ?? realm]);
  // Her move to the domain of today may have been written without an answer; what else is called so there is somebody else's.
  const moved = items.filter(({ entry }) => (entry['domain'] ?? realm) !== realm);
  const places = moved.map((item) => ({ ...item, account: item.externalId, domain: realm }));
  await removeRows(world, await readMarked(world.query, places), () => [realm]);
  return all.map(({ user, externalId, entry }) => presentDone(user, externalId, entry));
}

const domainOf = ({ entry }: Applied, realm: string): string => entry['domain'] ?? realm;

/** domains: those to look into, given the one that the user was written to. */
export async function removeRows(
  world: World,
  items: readonly Pick<Applied, 'externalId' | 'entry'>[],
  domains: (stored: string | null) => readonly string[],
): Promise<void> {
  const places = items.flatMap(({ externalId, entry }) =>
    domains(entry['domain'] ?? null).map((domain) => ({ domain, account: externalId })),
  );
  for (const [domain, some] of Map.groupBy(places, (place) => place.domain)) {
    const accounts = some.map(({ account }) => account);
    for (const table of ['subscriber', 'dbaliases', 'grp', 'usr_preferences'])
      await world.query(`delete from ${table} where domain = $1 and username = any($2)`, [domain, accounts]);
    await endRegistrations(world, accounts, domain);
  }
}

/** Rows without a domain are of a Kamailio that has only one. Where registrations are Kamailio's own, it is told afterwards. */
export async function endRegistrations(
  { query, settings }: World,
  accounts: readonly string[],
  domain: string,
): Promise<void> {
  if (settings.location !== 'database' || accounts.length === 0) return;
  await query(`delete from location where username = any($2) and coalesce(nullif(domain, ''), $1) = $1`, [
    domain,
    accounts,
  ]);
}
