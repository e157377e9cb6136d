// One connection to the database of an exchange, opened when it is needed and again when it broke; everything goes through
// transactions that end soon, one after the other. Connects only to addresses that are allowed.
import { AssertionError } from 'node:assert';
import { isIP } from 'node:net';
import type { LookupAddress } from 'node:dns';
import pg from 'pg';
import { AddressNotAllowed, openAllowedLookup } from '../webhook/allowed-lookup.ts';
import { openAddressCheck } from '../webhook/network.ts';
import type { AllowedHosts } from '../webhook/network.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { mapSqlFailure } from './sql-failure.ts';

export type Row = Record<string, unknown>;
/** Runs one statement; gives its rows. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface SqlConnection {
  /** What the work throws rolls everything back and comes out as a TargetError. */
  transact<T>(work: (query: Query) => Promise<T>, how?: 'write' | 'read'): Promise<T>;
  /** For messages. */
  where: string;
  close(): Promise<void>;
}

/** An exchange's database is near; who feeds it has others to feed. */
const CONNECT_MS = 8_000;
const STATEMENT_MS = 20_000;
/** Longer than an exchange itself ever holds a row. */
const LOCK_MS = 5_000;

export function openSqlConnection(options: {
  settings: ConnectionSettings;
  password: string;
  allowed: AllowedHosts;
  connectMs?: number;
}): SqlConnection {
  const where = `${options.settings.host}:${options.settings.port}`;
  const line = openLine(options);
  let last: Promise<unknown> = Promise.resolve();
  const attempt = async <T>(work: (query: Query) => Promise<T>, how: 'write' | 'read'): Promise<T> => {
    try {
      const client = await line.take();
      try {
        return await runTransaction(client, options.settings.schema, how, work);
      } catch (error) {
        // Whatever state the line is in, the next one begins anew.
        if (!isOfStatement(error)) await line.drop();
        throw error;
      }
    } catch (error) {
      throw isOurFault(error) ? error : mapSqlFailure(error, where);
    }
  };
  return {
    where,
    transact(work, how = 'write') {
      const turn = last.then(() => attempt(work, how));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      await line.drop();
    },
  };
}

/** The client that is connected, or one that is made when it is asked for. */
function openLine(options: {
  settings: ConnectionSettings;
  password: string;
  allowed: AllowedHosts;
  connectMs?: number;
}) {
  const { settings, password, allowed, connectMs = CONNECT_MS } = options;
  const lost = new WeakSet<pg.Client>();
  let open: Promise<pg.Client> | null = null;
  const connect = async (): Promise<pg.Client> => {
    const addresses = await findAddresses(settings.host, allowed);
    const client = await connectFirst(settings, password, addresses, connectMs);
    client.once('end', () => lost.add(client));
    return client;
  };
  return {
    /** One at a time: transactions wait for each other. */
    async take(): Promise<pg.Client> {
      const held = await open?.catch(() => null);
      if (held && !lost.has(held)) return held;
      open = connect();
      return open;
    },
    async drop(): Promise<void> {
      const dropped = open;
      open = null;
      const client = await dropped?.catch(() => null);
      await client?.end().catch(() => undefined);
    },
  };
}

const isOfStatement = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(57P|08)/.test(error.code ?? '');

/** A mistake in this program is no failure of an exchange. */
const isOurFault = (error: unknown): boolean =>
  [TypeError, ReferenceError, RangeError, AssertionError].some((kind) => error instanceof kind);

async function runTransaction<T>(
  client: pg.Client,
  schema: string,
  how: 'write' | 'read',
  work: (query: Query) => Promise<T>,
): Promise<T> {
  await client.query(
    `begin ${how === 'read' ? 'read only' : ''};
     set local search_path to ${pg.escapeIdentifier(schema)}, pg_temp;
     set local statement_timeout to ${STATEMENT_MS};
     set local lock_timeout to ${LOCK_MS};
     set local idle_in_transaction_session_timeout to ${2 * STATEMENT_MS}`,
  );
  try {
    const result = await work(async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function findAddresses(host: string, allowed: AllowedHosts): Promise<string[]> {
  const notAllowed = `${host} is in a network of the server's own`;
  if (isIP(host) !== 0) {
    if (openAddressCheck(allowed, host)(host)) return [host];
    throw new AddressNotAllowed(notAllowed);
  }
  const lookup = openAllowedLookup({ allowed, notAllowed });
  const found = await new Promise<string | LookupAddress[]>((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

/** A name may stand for several addresses, of which one answers. */
async function connectFirst(
  settings: ConnectionSettings,
  password: string,
  addresses: readonly string[],
  connectMs: number,
): Promise<pg.Client> {
  let failure: unknown;
  for (const address of addresses) {
    const client = new pg.Client({
      host: address,
      port: settings.port,
      database: settings.database,
      user: settings.user,
      password,
      ssl: presentTls(settings),
      application_name: 'rollcall',
      connectionTimeoutMillis: connectMs,
      query_timeout: 2 * STATEMENT_MS,
      keepAlive: true,
    });
    // Until somebody listens, a failure of the line would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      failure = error;
      await client.end().catch(() => undefined);
      if (error instanceof pg.DatabaseError) break;
    }
  }
  throw failure;
}

function presentTls({ tls, host }: ConnectionSettings) {
  if (tls === 'off') return false;
  // The certificate bears the name that was asked for, not the address it stands for.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return { rejectUnauthorized: tls === 'verify', ...servername };
}
