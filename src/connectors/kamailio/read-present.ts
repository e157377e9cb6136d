// What is there of a batch before it is written: the subscribers by these accounts, rows of other tables that bear an account's name,
// and who has the numbers that are wanted.
import { textOf, textsOf } from '../sql-target/catalogue.ts';
import type { Query } from '../sql-target/connection.ts';
import type { NumberRow } from '../sql-target/numbers.ts';
import type { Applied, Tried } from '../target.ts';
import { lockSql } from './tables.ts';

export interface PresentAccount {
  /** Tables that know it. */
  tables: string[];
  /** The users that Rollcall wrote it for; usually one or none. */
  writtenFor: string[];
  ha1: string | null;
}

export async function readAccounts(
  query: Query,
  domain: string,
  accounts: readonly string[],
): Promise<Map<string, PresentAccount>> {
  const rows = await query(
    `select a.account,
            (select s.ha1 from subscriber s where s.username = a.account and s.domain = $1 limit 1) as ha1,
            array(select 'subscriber' from subscriber where username = a.account and domain = $1
              union select 'grp' from grp where username = a.account and domain = $1
              union select 'dbaliases' from dbaliases where username = a.account and domain = $1
              union select 'usr_preferences' from usr_preferences where username = a.account and domain = $1) as tables,
            array(select distinct uuid from usr_preferences
              where username = a.account and domain = $1 and uuid <> '') as written_for
       from unnest($2::text[]) a(account)`,
    [domain, accounts],
  );
  return new Map(
    rows.map((row) => [
      String(row['account']),
      { tables: textsOf(row['tables']), writtenFor: textsOf(row['written_for']), ha1: textOf(row['ha1']) },
    ]),
  );
}

/** Ours by the user's id, which our attributes bear, in the domain that was tried. */
export async function readTried(query: Query, items: readonly Tried[], realm: string): Promise<Applied[]> {
  await query(lockSql);
  const places = items.map((item) => ({ ...item, domain: item.entry['domain'] ?? realm }));
  const marked = await readMarked(query, places);
  return marked.map(({ user, account, entry }) => ({ user, externalId: account, entry, origin: 'made' }));
}

/** Those of these whose id an attribute of the account bears in the domain. */
export async function readMarked<T extends { user: string; account: string; domain: string }>(
  query: Query,
  places: readonly T[],
): Promise<T[]> {
  if (places.length === 0) return [];
  const rows = await query(
    `select distinct n.nth from usr_preferences p
       join json_to_recordset($1) n(nth int, "user" text, account text, domain text)
         on p.uuid = n."user" and p.username = n.account and p.domain = n.domain`,
    [JSON.stringify(places.map(({ user, account, domain }, nth) => ({ nth, user, account, domain })))],
  );
  const marked = new Set(rows.map((row) => Number(row['nth'])));
  return places.filter((_, nth) => marked.has(nth));
}

/** Accounts that bear the mark of another user of Rollcall in that domain, as `account@domain`. */
export async function readOthers(
  query: Query,
  places: readonly { user: string; account: string; domain: string }[],
): Promise<Set<string>> {
  if (places.length === 0) return new Set();
  const rows = await query(
    `select distinct n.account || '@' || n.domain as place from usr_preferences p
       join json_to_recordset($1) n("user" text, account text, domain text) on p.username = n.account and p.domain = n.domain
      where p.uuid <> n."user" and p.uuid ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`,
    [JSON.stringify(places.map(({ user, account, domain }) => ({ user, account, domain })))],
  );
  return new Set(rows.map((row) => String(row['place'])));
}

/**
 * Aliases at these numbers and of these accounts, and subscribers that are called like a number – they lead to themselves, and an alias
 * of that name would take their calls. Kamailio's table takes the same alias twice; that nobody has one twice is kept here.
 */
export async function readNumbers(
  query: Query,
  domain: string,
  { numbers, accounts }: { numbers: readonly string[]; accounts: readonly string[] },
): Promise<NumberRow[]> {
  const rows = await query(
    `select alias_username as number, case when domain = $1 then username end as account,
            'the alias leads to ' || username || '@' || domain as what
       from dbaliases where alias_domain = $1 and alias_username = any($2)
     union select alias_username, username, 'the alias leads to ' || username || '@' || domain
       from dbaliases where alias_domain = $1 and domain = $1 and username = any($3)
     union all select username, username, 'it is the account of a subscriber' from subscriber
      where domain = $1 and username = any($2)`,
    [domain, numbers, accounts],
  );
  return rows.map((row) => ({
    number: String(row['number']),
    account: textOf(row['account']),
    what: String(row['what']),
  }));
}
