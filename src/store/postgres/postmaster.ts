// One PostgreSQL server process: reads who runs on a cluster and how it is, starts one, stops one.
// Decides nothing about who may: server.ts does, under the folder's lock.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { serverEnvironment, serverIdentity } from './cluster.ts';
import { codeOf, mapProgramFault, mapStartFault, type StartFault } from './failures.ts';
import type { Home } from './home.ts';
import { readProcessStart } from './process-identity.ts';

const POLL_MS = 5;
/** A log of an earlier start that grew past this is moved aside, one generation is kept. */
const LOG_LIMIT_BYTES = 5_000_000;

export interface Postmaster {
  pid: number;
  port: number;
  state: 'starting' | 'ready' | 'stopping';
}

/** What postmaster.pid says, if that process lives and is the server of this cluster; a pid that another program
 * has by now is told as stale. */
export async function readPostmaster(
  cluster: string,
): Promise<{ running: Postmaster | null; stalePid: number | null }> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const [pidLine, folder, , port, , , , state] = text.split('\n').map((line) => line.trim());
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 0) return { running: null, stalePid: null };
  if (!isServerOf(pid, [cluster, folder ?? cluster])) return { running: null, stalePid: pid };
  const known = state === 'ready' || state === 'stopping' ? state : 'starting';
  return { running: { pid, port: Number(port) || 0, state: known }, stalePid: null };
}

/** The command line names the data folder; it is readable even where another user's /proc entries are not. */
function isServerOf(pid: number, folders: string[]): boolean {
  if (readProcessStart(pid) === null) return false;
  const words = readCommandLine(pid);
  return words === null || folders.some((folder) => words.includes(folder));
}

function readCommandLine(pid: number): string | null {
  if (process.platform === 'win32') return null;
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return ''; // it ended this moment
  }
}

export type StartOutcome = { running: Postmaster } | { fault: StartFault; error: Error };

export interface StartOptions {
  home: Home;
  binaries: Binaries;
  port: number;
  settings: Record<string, string>;
  stalePid: number | null;
  log: (line: string) => void;
}

export async function startPostmaster(options: StartOptions): Promise<StartOutcome> {
  const { home, binaries, port, settings } = options;
  const logFile = join(home.folder, 'postgres.log');
  const log = await openLog(home, logFile);
  try {
    const args = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', home.cluster, ...args], {
      // A session of its own: Ctrl-C in a terminal reaches Rollcall, which stops the server in good order.
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
      cwd: '/',
      windowsHide: true,
      env: {
        ...serverEnvironment(),
        // PostgreSQL's own way to be told that a process of this pid is no server, for a pid that was given away
        // since. Everything else it checks (above all shared memory still in use) it goes on checking.
        ...(options.stalePid === null ? {} : { PG_GRANDPARENT_PID: String(options.stalePid) }),
      },
      ...serverIdentity(home.user),
    });
    child.unref();
    try {
      await once(child, 'spawn');
    } catch (error) {
      return { fault: 'other', error: mapProgramFault('postgres', String(error), home.folder) };
    }
    const running = await waitUntilReady(child, options);
    if (running) return { running };
    const said = (await readFile(logFile)).subarray(log.offset).toString('utf8');
    return { fault: mapStartFault(said), error: mapProgramFault('postgres', said, home.folder) };
  } finally {
    await log.handle.close();
  }
}

/** Null when the process ended instead. There is no limit: recovery after a crash takes as long as it takes. */
async function waitUntilReady(child: ChildProcess, options: StartOptions): Promise<Postmaster | null> {
  const startedAt = Date.now();
  let toldAt = startedAt;
  while (child.exitCode === null && child.signalCode === null) {
    const { running } = await readPostmaster(options.home.cluster);
    if (running?.pid === child.pid && running?.state === 'ready') return running;
    if (Date.now() - toldAt > 5_000) {
      toldAt = Date.now();
      options.log(`The database is recovering, ${Math.round((toldAt - startedAt) / 1000)} s so far.`);
    }
    await pause(POLL_MS);
  }
  return null;
}

async function openLog(home: Home, file: string) {
  const before = await stat(file).catch(() => null);
  if (before && before.size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
  const handle = await open(file, 'a', 0o600);
  if (home.user) await handle.chown(home.user.uid, home.user.gid);
  return { handle, offset: (await handle.stat()).size };
}

/** Fast shutdown, then the immediate one, which loses nothing that was committed, then the hard way. */
export async function stopPostmaster(pid: number, first: 'fast' | 'immediate'): Promise<void> {
  const steps: [signal: NodeJS.Signals, patienceMs: number][] = [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 30_000],
  ];
  const start = readProcessStart(pid);
  for (const [signal, patienceMs] of first === 'fast' ? steps : steps.slice(1)) {
    if (start === null || readProcessStart(pid) !== start) return;
    sendSignal(pid, process.platform === 'win32' ? 'SIGKILL' : signal);
    // One that was suspended would not notice the signal before it goes on.
    if (process.platform !== 'win32') sendSignal(pid, 'SIGCONT');
    if (await waitForEnd(pid, start, patienceMs)) return;
  }
  throw new Error(`The PostgreSQL server (process ${pid}) does not end.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

async function waitForEnd(pid: number, start: string, patienceMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + patienceMs;
  while (readProcessStart(pid) === start) {
    if (Date.now() > giveUpAt) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** The process leaves `from`, by ending or by getting on. False when it is still there after the time. */
export async function waitWhile(
  cluster: string,
  from: Postmaster['state'],
  patienceMs: number,
): Promise<boolean> {
  const giveUpAt = Date.now() + patienceMs;
  while ((await readPostmaster(cluster)).running?.state === from) {
    if (Date.now() > giveUpAt) return false;
    await pause(POLL_MS);
  }
  return true;
}
