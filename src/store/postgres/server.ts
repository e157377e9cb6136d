// Rollcall's own PostgreSQL on a data folder: every process that opens it uses one server, which the first starts and
// the last to close stops. An orphan left by a killed process is taken over when it answers and stopped when not.
// What is in the database is migrate.ts' matter.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { type Binaries, openBinaries } from './binaries.ts';
import { readClients, type Registration, writeRegistration } from './clients.ts';
import {
  clearHalfMade,
  createCluster,
  DATABASE_USER,
  readClusterMajor,
  readPassword,
  refuseOtherMajor,
} from './cluster.ts';
import { codeOf, mapFileFault, OTHER_DATABASE } from './failures.ts';
import { withFolderLock } from './folder-lock.ts';
import { applyHome, type Home } from './home.ts';
import { keepRunning, type RestartNews } from './keep-running.ts';
import { type Postmaster, readPostmaster, startPostmaster, stopPostmaster, waitWhile } from './postmaster.ts';
import { STALE_AFTER_MS } from './process-identity.ts';

export interface PostgresServer {
  /** postgres://… of the database `rollcall`; carries the password, never log it. */
  url: string;
  started: 'created' | 'started' | 'joined';
  close(): Promise<void>;
}

export interface PostgresOptions {
  dataFolder: string;
  log?: (line: string) => void;
  /** Over the settings below. Tests do without waiting for the disk. */
  settings?: Record<string, string>;
  /** Where root puts what the server's user could not reach otherwise. */
  reachableFolder?: string;
  patience?: Partial<Patience>;
  /** For a process that stays: the server is started again when it has ended, and this hears of it. */
  keepsRunning?: RestartNews;
}

/** In milliseconds. */
interface Patience {
  /** A busy server may be slow to answer, and stopping it breaks the work of those who use it … */
  used: number;
  /** … while nobody minds an orphan. */
  orphan: number;
  /** Signs of life from another container must stop within this time, or we give up. */
  elsewhere: number;
}

const PATIENCE: Patience = { used: 60_000, orphan: 10_000, elsewhere: STALE_AFTER_MS + 2_000 };

const DATABASE = 'rollcall';
/** Shutdown writes everything out, which takes a while on a slow disk. */
const STOPPING_PATIENCE_MS = 60_000;
const ATTEMPTS = 20;

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // TCP alone: a socket's path may not be longer than 107 bytes, and data folders are.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '32MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '2GB',
  min_wal_size: '80MB',
  wal_compression: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '15min',
  // No work is shared out to more processes: containers give 64 MB of the memory that takes, and the machine is small.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'posix',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  // Statements and the details of errors hold people's names and numbers.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

export async function openPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const home = await applyHome(options.dataFolder, options.reachableFolder);
  try {
    // Registered before the lock: whoever closes meanwhile sees that the server is still wanted.
    const registration = await writeRegistration(join(home.folder, 'clients'));
    try {
      const lock = join(home.folder, 'lock');
      const start = () => withFolderLock(lock, () => ensureRunning(home, options, registration.mark));
      const up = await start();
      const isRunning = async () => (await readPostmaster(home.cluster)).running !== null;
      const endKeeping = options.keepsRunning && keepRunning({ isRunning, start }, options.keepsRunning);
      let closing: Promise<void> | null = null;
      const leave = async () => {
        await endKeeping?.();
        await withFolderLock(lock, () => leaveServer(home, registration));
      };
      return { ...up, close: () => (closing ??= leave()) };
    } catch (error) {
      await registration.remove();
      throw error;
    }
  } catch (error) {
    throw mapFileFault(error, options.dataFolder);
  }
}

async function leaveServer(home: Home, registration: Registration): Promise<void> {
  await registration.remove();
  const { here, elsewhere } = await readClients(join(home.folder, 'clients'));
  if (here.length + elsewhere.length > 0) return;
  const { running } = await readPostmaster(home.cluster);
  if (running) await stopPostmaster(running.pid, 'fast');
}

interface Attempt {
  home: Home;
  ownMark: string;
  log: (line: string) => void;
  patience: Patience;
}

async function ensureRunning(
  home: Home,
  options: PostgresOptions,
  ownMark: string,
): Promise<Omit<PostgresServer, 'close'>> {
  const log = options.log ?? (() => undefined);
  const patience = { ...PATIENCE, ...options.patience };
  const attempt = { home, ownMark, log, patience };
  const joined = await joinRunning(attempt);
  if (joined) return { url: joined, started: 'joined' };
  await refuseElsewhere(attempt);
  const binaries = await openBinaries(home);
  await clearHalfMade(home.folder);
  const major = await readClusterMajor(home.cluster);
  if (major === null) {
    log('Setting up the database for the first time.');
    await createCluster(home, binaries, options.settings?.['fsync'] !== 'off');
  } else {
    refuseOtherMajor(home.cluster, major, binaries);
  }
  const url = await start(attempt, binaries, { ...SETTINGS, ...options.settings });
  return { url, started: major === null ? 'created' : 'started' };
}

/** The URL of the server that runs, once it has answered. One that does not answer is stopped. */
async function joinRunning({ home, ownMark, log, patience }: Attempt): Promise<string | null> {
  let { running } = await readPostmaster(home.cluster);
  if (running?.state === 'starting') await waitWhile(home.cluster, 'starting', STOPPING_PATIENCE_MS);
  if (running?.state === 'stopping') await waitWhile(home.cluster, 'stopping', STOPPING_PATIENCE_MS);
  ({ running } = await readPostmaster(home.cluster));
  if (!running) return null;
  if (running.state === 'ready') {
    try {
      const { here } = await readClients(join(home.folder, 'clients'));
      const isUsed = here.some((mark) => mark !== ownMark);
      return await connect(home, running, isUsed ? patience.used : patience.orphan);
    } catch (error) {
      if (error instanceof pg.DatabaseError) throw refusal(home, error);
      log(`The database server (process ${running.pid}) does not answer and is restarted: ${String(error)}`);
    }
  }
  await stopPostmaster(running.pid, 'immediate');
  return null;
}

/** Two servers on one folder destroy it, and a container cannot see the processes of another: their signs of life
 * are all there is to go by. They go stale by themselves when the other was killed. */
async function refuseElsewhere({ home, ownMark, patience }: Attempt): Promise<void> {
  const clients = join(home.folder, 'clients');
  const giveUpAt = Date.now() + patience.elsewhere;
  while ((await readClients(clients)).elsewhere.some((mark) => mark !== ownMark)) {
    if (Date.now() > giveUpAt) {
      throw new DatabaseUnavailable(
        `The database in ${home.folder} is in use in another container or on another machine.`,
        `Run the command there (docker exec), or end the other one, or ${OTHER_DATABASE}.`,
      );
    }
    await pause(100);
  }
}

async function start(
  attempt: Attempt,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<string> {
  const { home, log, patience } = attempt;
  // The port of last time: a process that has the server open goes on working when the server had to be restarted.
  let port = (await readPort(home)) ?? (await findFreePort());
  let lastError: Error | null = null;
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    const { stalePid } = await readPostmaster(home.cluster);
    const outcome = await startPostmaster({ home, binaries, port, settings, stalePid, log });
    if ('running' in outcome) {
      await writePort(home, port);
      return await connect(home, outcome.running, patience.used);
    }
    lastError = outcome.error;
    if (outcome.fault === 'other') break;
    if (outcome.fault === 'portTaken') port = await findFreePort();
    // Started by a process that was killed before it could say so.
    const joined = outcome.fault === 'alreadyRunning' ? await joinRunning(attempt) : null;
    if (joined) return joined;
    // The last connections of a server that was killed take a moment to notice.
    if (outcome.fault === 'memoryInUse') await pause(250);
  }
  throw lastError ?? new Error('unreachable');
}

async function readPort(home: Home): Promise<number | null> {
  const text = await readFile(join(home.folder, 'port'), 'utf8').catch(() => '');
  const port = Number(text);
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : null;
}

async function writePort(home: Home, port: number): Promise<void> {
  const draft = join(home.folder, `port.${process.pid}`);
  await writeFile(draft, `${port}\n`, { mode: 0o644 });
  await rename(draft, join(home.folder, 'port'));
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** Answers, with our password, and has our database: the first start makes it, or the one after a first that was killed. */
async function connect(home: Home, running: Postmaster, patienceMs: number): Promise<string> {
  const password = await readPassword(home);
  const url = (database: string) =>
    `postgres://${DATABASE_USER}:${password}@127.0.0.1:${running.port}/${database}?sslmode=disable`;
  try {
    await ask(url(DATABASE), 'select 1', patienceMs);
  } catch (error) {
    // All connections being taken is an answer too.
    if (codeOf(error) === '53300') return url(DATABASE);
    if (codeOf(error) !== '3D000') throw error;
    await ask(url('postgres'), `create database ${DATABASE}`, patienceMs).catch((fault: unknown) => {
      // The server was still making it for a first start that was killed, and has ended that meanwhile.
      if (!['42P04', '23505'].includes(codeOf(fault) ?? '')) throw fault;
    });
  }
  return url(DATABASE);
}

async function ask(connectionString: string, sql: string, patienceMs: number): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** It answers, but not as our server would: nothing to stop and start over, somebody has to look. */
function refusal(home: Home, error: Error): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `The database server in ${home.folder} refuses: ${error.message}`,
    `Read postgres.log in that folder, or ${OTHER_DATABASE}.`,
    { cause: error },
  );
}
