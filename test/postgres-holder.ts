// Starts and ends processes that hold an embedded PostgreSQL (hold-postgres.ts) for tests, makes their data folders,
// and sees to it that neither process nor folder outlives the test, whatever it did.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { readProcessStart } from '../src/store/postgres/process-identity.ts';
import type { PostgresOptions } from '../src/store/postgres/server.ts';
import { removeWithProcesses } from './run-folder.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export interface Holder {
  started: 'created' | 'started' | 'joined';
  url: string;
  ms: number;
  child: ChildProcess;
  /** Sends the signal and waits for the process to be gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Everybody may enter it, as a data folder in a usual place; servers left in it are ended with the test. */
export async function makeFolder(mode = 0o711): Promise<string> {
  const folder = await makeTemporaryFolder(mode);
  onTestFinished(async () => {
    await removeWithProcesses(folder);
  });
  return folder;
}

/** A data folder whose server has run and was stopped, copied from one that is: quicker than making it. */
export async function copyFolder(original: string): Promise<string> {
  const folder = await makeFolder();
  await promisify(execFile)('cp', ['-a', `${original}/.`, folder]);
  return folder;
}

export interface HoldOptions {
  options?: Partial<PostgresOptions>;
  /** As this user, with this program and these sources. */
  uid?: number;
  node?: string;
  script?: string;
  /** Told the process id as soon as there is one, long before the server is up. */
  onSpawn?: (pid: number) => void;
}

const SCRIPT = fileURLToPath(new URL('./hold-postgres.ts', import.meta.url));

/** What the process printed: a server, or the refusal's words. */
export async function tryToHold(
  dataFolder: string,
  how: HoldOptions = {},
): Promise<Holder | { message: string; cure: string }> {
  const options = { settings: { fsync: 'off' }, ...how.options };
  const child = spawn(
    how.node ?? process.execPath,
    [how.script ?? SCRIPT, dataFolder, JSON.stringify(options)],
    {
      cwd: '/',
      // A process group of its own, so that a test can press Ctrl-C on it.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(how.uid === undefined ? {} : { uid: how.uid, gid: how.uid }),
    },
  );
  const exited = once(child, 'exit');
  how.onSpawn?.(child.pid ?? Number.NaN);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), exited.then(() => null)]);
  if (line === null) throw new Error('The holder ended without a word.');
  const said = JSON.parse(String(line[0]));
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    process.kill(-(child.pid ?? Number.NaN), signal);
    await exited;
  };
  return 'message' in said ? said : { ...said, child, end };
}

export async function hold(dataFolder: string, how: HoldOptions = {}): Promise<Holder> {
  const holder = await tryToHold(dataFolder, how);
  if ('message' in holder) throw new Error(holder.message);
  return holder;
}

export async function refusalOf(
  dataFolder: string,
  how: HoldOptions = {},
): Promise<{ message: string; cure: string }> {
  const holder = await tryToHold(dataFolder, how);
  if ('url' in holder) throw new Error('It opened, and was to refuse.');
  return holder;
}

export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The process id of the server in this cluster, null when none runs. */
export async function serverPid(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 && readProcessStart(pid) !== null ? pid : null;
}
