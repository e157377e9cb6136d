// A pool of connections to one PostgreSQL and the typed query builder on top of it. Sets how values come back, for
// this pool alone. Starts no server and changes no schema; a database that cannot be used is told by its reason.

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DatabaseUnavailable } from './database-unavailable.ts';
import type { Tables } from './tables.ts';
import { openTurns } from './turns.ts';
import type { Turns } from './turns.ts';

export interface Database {
  kysely: Kysely<Tables>;
  pool: pg.Pool;
  /** For deeds that wait for a lock that one after the other has. */
  turns: Turns;
  close(): Promise<void>;
}

/** Older ones lack what the migrations use: MERGE and unique keys in which null equals null. */
const OLDEST_MAJOR = 15;

const { builtins } = pg.types;
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;
const TEXT_ARRAY: number = 1009;

type Parse = (text: string) => unknown;

/** PostgreSQL's 64-bit integers are counts and ids here; one that JavaScript would round is a bug, never a value. */
function mapInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} does not fit a number`);
  return value;
}

const parseTexts = (text: string): (string | null)[] => pg.types.getTypeParser(TEXT_ARRAY, 'text')(text);

const PARSERS = new Map<number, Parse>([
  [builtins.INT8, mapInt8],
  [INT8_ARRAY, (text) => parseTexts(text).map((item) => (item === null ? null : mapInt8(item)))],
  // A day has no time zone: as a Date it would become the day before in half of the world.
  [builtins.DATE, (text) => text],
  [DATE_ARRAY, parseTexts],
]);

export async function openDatabase(
  url: string,
  options: { maxConnections?: number; applicationName?: string } = {},
): Promise<Database> {
  const pool = openPool(url, options);
  try {
    await refuseUnsuitable(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | null = null;
  return { kysely, pool, turns: openTurns(), close: () => (closing ??= pool.end()) };
}

/**
 * A process that is cut off without a word keeps neither a template (runs-lock.ts says something every other second) nor a
 * company's directory (no transaction of ours pauses that long between two statements). DATABASE_URL may say otherwise.
 */
const SESSION_OPTIONS = '-c idle_session_timeout=60s -c idle_in_transaction_session_timeout=120s';

function openPool(url: string, options: { maxConnections?: number; applicationName?: string }): pg.Pool {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new DatabaseUnavailable(
      'DATABASE_URL is not the address of a PostgreSQL database.',
      'Write it as postgres://user:password@host:5432/database, special characters of the password percent-encoded.',
    );
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'rollcall',
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    options: SESSION_OPTIONS,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && PARSERS.get(id)) || pg.types.getTypeParser(id, format ?? 'text'),
    } as pg.CustomTypesConfig,
  });
  // An idle connection that breaks is dropped by the pool; the next query opens another or fails with the reason.
  pool.on('error', () => undefined);
  // Also while it is lent out: whoever uses it gets the failure with the query, nobody else needs to hear of it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function refuseUnsuitable(pool: pg.Pool): Promise<void> {
  const where = describeAddress(pool);
  let row: { version: number; encoding: string } | undefined;
  try {
    const answer = await pool.query(
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
    );
    row = answer.rows[0];
  } catch (error) {
    throw explainConnectFault(error, where);
  }
  if (!row || row.version < OLDEST_MAJOR) {
    throw new DatabaseUnavailable(
      `The database ${where} is PostgreSQL ${row?.version}; Rollcall needs ${OLDEST_MAJOR} or later.`,
      'Upgrade it, or unset DATABASE_URL to use the embedded one.',
    );
  }
  if (row.encoding !== 'UTF8') {
    throw new DatabaseUnavailable(
      `The database ${where} is encoded in ${row.encoding}; Rollcall needs UTF8.`,
      "Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 and name it in DATABASE_URL.",
    );
  }
}

function describeAddress(pool: pg.Pool): string {
  const { host, port, pathname } = new URL(String(pool.options.connectionString));
  return `${decodeURIComponent(pathname.slice(1)) || '(default)'} at ${host || port || 'the local socket'}`;
}

const CONNECT_CURES: Record<string, string> = {
  ECONNREFUSED: 'Start PostgreSQL there, or correct host and port in DATABASE_URL.',
  ENOTFOUND: 'Correct the host in DATABASE_URL.',
  EAI_AGAIN: 'Correct the host in DATABASE_URL, or see to the name server.',
  '28P01': 'Correct user and password in DATABASE_URL.',
  '28000': 'Correct user and password in DATABASE_URL, or let this user in (pg_hba.conf, sslmode).',
  '3D000': 'Create the database, or correct its name in DATABASE_URL.',
  '42501': 'Give the user of DATABASE_URL the right to connect.',
  '53300': 'Raise max_connections of the server, or end some of its clients.',
  '57P03': 'The server is starting or stopping: try again in a moment.',
};

function explainConnectFault(error: unknown, where: string): DatabaseUnavailable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // Node tells several addresses of one host that all failed in a message of its own, which is empty.
  const said = error instanceof Error ? error.message || code : String(error);
  return new DatabaseUnavailable(
    `The database ${where} cannot be used: ${said}`,
    CONNECT_CURES[code] ?? 'See that PostgreSQL runs and can be reached from here, and check DATABASE_URL.',
    { cause: error },
  );
}
