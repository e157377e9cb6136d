// Reads what is at a Kamailio: subscribers of the domain with their aliases, groups and attributes, in pages or by name, and which phones
// are registered where that is in a table.
import { textOf } from '../sql-target/catalogue.ts';
import type { Row } from '../sql-target/connection.ts';
import type { Found, Registration } from '../target.ts';
import { mapFound } from './present.ts';
import { attributes } from './tables.ts';
import type { World } from './world.ts';

const PAGE = 2_000;

/** The page after this account, in the order of accounts. */
export const readPage = (world: World, after: string): Promise<Found[]> =>
  readWhere(world, `s.username > $2 order by s.username limit ${PAGE}`, after);

export const readSome = (world: World, accounts: readonly string[]): Promise<Found[]> =>
  readWhere(world, 's.username = any($2)', accounts);

async function readWhere({ query, settings }: World, where: string, value: unknown): Promise<Found[]> {
  const of = 'domain = s.domain and username = s.username';
  const preferences = attributes.map(
    (name) =>
      `(select value from usr_preferences where ${of} and attribute = '${name}' order by id limit 1) as preference_${name}`,
  );
  const rows = await query(
    `select s.username, s.domain, s.ha1, s.password, ${preferences.join(', ')},
            array(select alias_username::text from dbaliases where ${of} and alias_domain = s.domain) as dbaliases,
            array(select grp::text from grp where ${of}) as grp
       from subscriber s where s.domain = $1 and ${where}`,
    [settings.realm, value],
  );
  return rows.map(mapFound);
}

/** Kamailio writes times without a zone, in that of its machine: taken for that of the database. */
export async function readRegistrations(
  { query, settings }: World,
  accounts: readonly string[],
): Promise<Map<string, Registration[]>> {
  const rows = await query(
    `select username, contact, user_agent, extract(epoch from expires::timestamptz)::text as seconds
       from location where username = any($2) and coalesce(nullif(domain, ''), $1) = $1 order by username, expires desc`,
    [settings.realm, accounts],
  );
  const found = Map.groupBy(rows, (row) => String(row['username']));
  return new Map(accounts.map((account) => [account, (found.get(account) ?? []).map(mapRegistration)]));
}

const mapRegistration = (row: Row): Registration => ({
  contact: textOf(row['contact']) ?? '',
  userAgent: textOf(row['user_agent']) || null,
  expiresAt: row['seconds'] === null ? null : new Date(Number(row['seconds']) * 1_000),
});
