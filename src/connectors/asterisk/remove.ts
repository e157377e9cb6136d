// Takes users off an Asterisk: endpoint first, so that nobody registers in between, and the contacts last – Asterisk itself never clears
// those of an endpoint that is gone, and calls would still go to them.
import { presentDone } from '../sql-target/batch-outcome.ts';
import { textOf } from '../sql-target/catalogue.ts';
import type { Query } from '../sql-target/connection.ts';
import type { Db } from '../sql-target/open-sql-target.ts';
import type { Applied, Outcome } from '../target.ts';
import { DIALLED, hasAccountCode } from './read-present.ts';
import { lockSql } from './tables.ts';

export async function removeUsers(
  { query, catalogue }: Db,
  context: string,
  all: readonly Applied[],
): Promise<Outcome[]> {
  await query(lockSql);
  const others = hasAccountCode(catalogue) ? await readOthers(query, all) : new Set();
  const items = all.filter(({ user }) => !others.has(user));
  const accounts = items.map(({ externalId }) => externalId);
  const gone = await query(`delete from ps_endpoints where id = any($1) returning id, auth, aors`, [
    accounts,
  ]);
  const made = items.filter(({ origin }) => origin === 'made').map(({ externalId }) => externalId);
  const adopted = new Set(accounts.filter((account) => !made.includes(account)));
  const rows = gone.filter((row) => adopted.has(String(row['id'])));
  for (const [table, column] of [
    ['ps_auths', 'auth'],
    ['ps_aors', 'aors'],
  ] as const) {
    await query(`delete from ${table} where id = any($1)`, [made]);
    const names = rows.flatMap((row) => namesOf(row[column]));
    await deleteUnused(query, table, column, [...adopted, ...names]);
  }
  await removeNumbers(query, items, (stored) => [...new Set([context, stored ?? context])]);
  await endContacts(query, accounts);
  return all.map(({ user, externalId, entry }) => presentDone(user, externalId, entry));
}

/**
 * Whose entry is gone already, and whose account another user of Rollcall's has since, by her mark: who takes up the work of a feeder that
 * stood still, or did not hear of what it did, must not take her phone.
 */
async function readOthers(query: Query, items: readonly Applied[]): Promise<Set<unknown>> {
  const made = items.filter(({ origin }) => origin === 'made');
  const given = made.map(({ user, externalId }) => ({ user, account: externalId }));
  const rows = await query(
    `select n."user" from ps_endpoints e join json_to_recordset($1) n("user" text, account text) on n.account = e.id
      where e.accountcode <> n."user" and e.accountcode ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`,
    [JSON.stringify(given)],
  );
  return new Set(rows.map((row) => row['user']));
}

/** contexts: those to look into, given the one where the numbers were written. */
export async function removeNumbers(
  query: Query,
  items: readonly Pick<Applied, 'externalId' | 'entry'>[],
  contexts: (stored: string | null) => readonly string[],
): Promise<void> {
  const places = items.flatMap(({ externalId, entry }) =>
    contexts(entry['numberContext'] ?? null).map((context) => ({ context, account: externalId })),
  );
  for (const [context, some] of Map.groupBy(places, (place) => place.context))
    await query(
      `delete from extensions where context = $1 and priority = 1 and app = 'Dial' and ${DIALLED} = any($2)`,
      [context, some.map(({ account }) => account)],
    );
}

const namesOf = (value: unknown): string[] =>
  (textOf(value) ?? '').split(/[\s,]+/).filter((name) => name !== '');

/** Of an adopted user they may have other names than the account, and somebody else's endpoint may share them. */
async function deleteUnused(
  query: Query,
  table: string,
  column: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await query(
    `delete from ${table} where id = any($1) and id not in
       (select unnest(regexp_split_to_array(${column}, '[\\s,]+')) from ps_endpoints where ${column} is not null)`,
    [names],
  );
}

/** By endpoint, and by the name that Asterisk makes of account and address, since a contact need not say whose it is. */
export async function endContacts(query: Query, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  await query(
    `delete from ps_contacts where endpoint = any($1) or split_part(replace(id, '^3B', ';'), ';@', 1) = any($1)`,
    [accounts],
  );
}
