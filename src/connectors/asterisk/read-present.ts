// What is there of a batch before it is written: the endpoints by these accounts, other rows that bear an account's name, and the rows
// of the number context that are wanted or lead to one of them.
import { textOf } from '../sql-target/catalogue.ts';
import type { Catalogue } from '../sql-target/catalogue.ts';
import type { Query } from '../sql-target/connection.ts';
import type { NumberRow } from '../sql-target/numbers.ts';
import type { Db } from '../sql-target/open-sql-target.ts';
import type { Applied, Tried } from '../target.ts';
import { lockSql } from './tables.ts';

export interface PresentEndpoint {
  account: string;
  accountcode: string | null;
  callerid: string | null;
  auth: string | null;
  aors: string | null;
}

export async function readEndpoints(
  query: Query,
  accounts: readonly string[],
  isCoded: boolean,
): Promise<Map<string, PresentEndpoint>> {
  const rows = await query(
    `select id, ${isCoded ? 'accountcode' : 'null as accountcode'}, callerid, auth, aors
       from ps_endpoints where id = any($1)`,
    [accounts],
  );
  return new Map(
    rows.map((row) => [
      String(row['id']),
      {
        account: String(row['id']),
        accountcode: textOf(row['accountcode']),
        callerid: textOf(row['callerid']),
        auth: textOf(row['auth']),
        aors: textOf(row['aors']),
      },
    ]),
  );
}

/** Ours by the account code, which is the user's id. */
export async function readTried({ query, catalogue }: Db, items: readonly Tried[]): Promise<Applied[]> {
  await query(lockSql);
  const there = await readEndpoints(
    query,
    items.map(({ account }) => account),
    hasAccountCode(catalogue),
  );
  return items.flatMap(({ user, account, entry }) =>
    there.get(account)?.accountcode === user ? [{ user, externalId: account, entry, origin: 'made' }] : [],
  );
}

export const hasAccountCode = (catalogue: Catalogue): boolean =>
  catalogue.get('ps_endpoints')?.columns.has('accountcode') === true;

/** Accounts that a table other than ps_endpoints knows ─▶ which. */
export async function readNamesakes(query: Query, accounts: readonly string[]): Promise<Map<string, string>> {
  const rows = await query(
    `select id, 'ps_auths' as found from ps_auths where id = any($1)
     union all select id, 'ps_aors' from ps_aors where id = any($1)`,
    [accounts],
  );
  return new Map(rows.map((row) => [String(row['id']), String(row['found'])]));
}

/** Of these rows of ps_auths, those that more than one endpoint goes by. */
export async function readSharedAuths(query: Query, auths: readonly string[]): Promise<Set<string>> {
  if (auths.length === 0) return new Set();
  const rows = await query(
    `select name from ps_endpoints e, unnest(regexp_split_to_array(e.auth, '[\\s,]+')) name
      where name = any($1) group by name having count(*) > 1`,
    [auths],
  );
  return new Set(rows.map((row) => String(row['name'])));
}

/** What a row dials before seconds and options. */
const FIRST = `split_part(appdata, ',', 1)`;
/** All phones of an account. */
const ALL_PHONES = '${PJSIP_DIAL_CONTACTS(';

/** Whom a row dials, alone: PJSIP/account, or all her phones. Is worked out for each row of a context, so no regular expression. */
export const DIALLED = `case when appdata like 'PJSIP/%' then substr(${FIRST}, 7)
  when ${FIRST} like '${ALL_PHONES}%)}'
    then substr(${FIRST}, ${ALL_PHONES.length + 1}, length(${FIRST}) - ${ALL_PHONES.length + 2}) end`;

/** Written so: PJSIP/account would ring the first of her phones alone. */
export const presentDialled = (account: string): string => `${ALL_PHONES}${account})}`;

/** Rows at these numbers, and rows that dial one of the accounts. A number of several steps is told by its first. */
export async function readNumbers(
  query: Query,
  context: string,
  { numbers, accounts }: { numbers: readonly string[]; accounts: readonly string[] },
): Promise<NumberRow[]> {
  const rows = await query(
    `select exten, priority, app, appdata, case when priority = 1 and app = 'Dial' then ${DIALLED} end as account
       from extensions
      where context = $1 and (exten = any($2) or (priority = 1 and app = 'Dial' and ${DIALLED} = any($3)))
      order by exten, priority`,
    [context, numbers, accounts],
  );
  const byNumber = Map.groupBy(rows, (row) => String(row['exten']));
  return [...byNumber].flatMap(([number, [first]]) =>
    first === undefined
      ? []
      : [
          {
            number,
            account: textOf(first['account']),
            what: `in context ${context} it does ${String(first['app'])}(${String(first['appdata'])})`,
          },
        ],
  );
}
