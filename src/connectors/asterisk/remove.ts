// Takes users off an Asterisk: endpoint first, so that nobody registers in between, and the contacts last – Asterisk itself never clears
// those of an endpoint that is gone, and calls would still go to them.
import { presentDone } from '../sql-target/batch-outcome.ts';
import { textOf } from '../sql-target/catalogue.ts';
import type { Query } from '../sql-target/connection.ts';
import type { Applied, Outcome } from '../target.ts';
import { DIALLED } from './read-present.ts';
import { lockSql } from './tables.ts';

export async function removeUsers(
  query: Query,
  context: string,
  items: readonly Applied[],
): Promise<Outcome[]> {
  const accounts = items.map(({ externalId }) => externalId);
  await query(lockSql);
  const gone = await query(`delete from ps_endpoints where id = any($1) returning id, auth, aors`, [
    accounts,
  ]);
  // Of an adopted user they may have other names; somebody else's may share them.
  const named = (column: string) => gone.map((row) => textOf(row[column])).filter((name) => name !== null);
  await deleteUnused(query, 'ps_auths', 'auth', [...accounts, ...named('auth')]);
  await deleteUnused(query, 'ps_aors', 'aors', [...accounts, ...named('aors')]);
  await query(
    `delete from extensions
      where context = $1 and priority = 1 and app = 'Dial' and ${DIALLED} = any($2)`,
    [context, accounts],
  );
  await endContacts(query, accounts);
  return items.map(({ user, externalId, entry }) => presentDone(user, externalId, entry));
}

const deleteUnused = (query: Query, table: string, column: string, names: readonly string[]) =>
  query(
    `delete from ${table} t where id = any($1)
       and not exists (select from ps_endpoints e where t.id = any(string_to_array(replace(e.${column}, ' ', ''), ',')))`,
    [names],
  );

/** By endpoint, and by the name that Asterisk makes of account and address, since a contact need not say whose it is. */
export async function endContacts(query: Query, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  await query(
    `delete from ps_contacts where endpoint = any($1) or split_part(replace(id, '^3B', ';'), ';@', 1) = any($1)`,
    [accounts],
  );
}
