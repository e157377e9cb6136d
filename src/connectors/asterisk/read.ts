// Reads what is at an Asterisk: endpoints with their numbers, in pages or by name, and which phones are registered.
import { textOf } from '../sql-target/catalogue.ts';
import type { Catalogue } from '../sql-target/catalogue.ts';
import type { Query, Row } from '../sql-target/connection.ts';
import type { Found, Registration } from '../target.ts';
import { readCallerName } from './caller-id.ts';
import { mapEntry } from './present.ts';
import { DIALLED } from './read-present.ts';

/** Each page looks through all numbers once. */
const PAGE = 10_000;

interface Reading {
  query: Query;
  catalogue: Catalogue;
  context: string;
}

/** The page after this account, in the order of accounts. */
export const readPage = (reading: Reading, after: string): Promise<Found[]> =>
  readWhere(reading, `e.id > $2 order by e.id limit ${PAGE}`, after);

export const readSome = (reading: Reading, accounts: readonly string[]): Promise<Found[]> =>
  readWhere(reading, `e.id = any($2)`, accounts);

async function readWhere(
  { query, catalogue, context }: Reading,
  where: string,
  value: unknown,
): Promise<Found[]> {
  const has = (table: string, column: string) => catalogue.get(table)?.columns.has(column) === true;
  const endpoint = [
    'context',
    'callerid',
    'callerid_privacy',
    'language',
    'device_state_busy_at',
    'accountcode',
  ];
  const auth = ['auth_type', 'username', 'realm', 'md5_cred', 'password', 'password_digest'];
  const columns = [
    ...[...endpoint, 'transport', 'allow'].filter((one) => has('ps_endpoints', one)).map((one) => `e.${one}`),
    ...auth.filter((one) => has('ps_auths', one)).map((one) => `a.${one} as auth_${one}`),
  ];
  const rows = await query(
    `with page as (select e.id, ${columns.join(', ')}, r.max_contacts from ps_endpoints e
        left join ps_auths a on a.id = e.auth left join ps_aors r on r.id = e.aors where ${where}),
      numbers as (select ${DIALLED} as account, json_agg(json_build_object('exten', exten, 'appdata', appdata)) as extens
        from extensions where context = $1 and priority = 1 and app = 'Dial' and ${DIALLED} in (select id from page) group by 1)
     select page.*, coalesce(extens, '[]') as extens from page left join numbers on numbers.account = page.id
      order by page.id`,
    [context, value],
  );
  return rows.map((row) => mapFound(row, context));
}

function mapFound(row: Row, context: string): Found {
  const extens = (Array.isArray(row['extens']) ? row['extens'] : []) as { exten: string; appdata: string }[];
  const account = String(row['id']);
  return {
    externalId: account,
    account,
    displayName: readCallerName(textOf(row['callerid'])),
    numbers: extens.map(({ exten }) => exten).toSorted(),
    email: null,
    entry: mapEntry(row, context, extens),
  };
}

export async function readRegistrations(
  query: Query,
  accounts: readonly string[],
): Promise<Map<string, Registration[]>> {
  const rows = await query(
    `select endpoint, uri, user_agent, expiration_time::text as seconds from ps_contacts
      where endpoint = any($1) order by endpoint, expiration_time desc`,
    [accounts],
  );
  const found = Map.groupBy(rows, (row) => String(row['endpoint']));
  return new Map(accounts.map((account) => [account, (found.get(account) ?? []).map(mapRegistration)]));
}

function mapRegistration(row: Row): Registration {
  const seconds = Number(row['seconds'] ?? 0);
  const userAgent = textOf(row['user_agent']);
  return {
    contact: decode(textOf(row['uri']) ?? ''),
    userAgent: userAgent === null ? null : decode(userAgent),
    expiresAt: seconds > 0 ? new Date(seconds * 1_000) : null,
  };
}

/** Asterisk writes characters that mean something to it as ^ and two hex digits. */
const decode = (text: string): string =>
  text.replaceAll(/\^([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
