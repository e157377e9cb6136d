// Tells whether the process that left a file behind is still the same one: pid, start time and, on Linux, the pid
// namespace. A pid alone is worth nothing after a crash, it is soon another program's. Starts and ends no process.

import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';

/** How often a process shows on its files that it lives, and how old such a sign may be. Only processes in another
 * container or on another machine are judged by it, whose pid says nothing here: 20 s is far more than Node is ever
 * busy in one piece, and a container that died is waited for no longer than that. */
export const SIGN_OF_LIFE_MS = 3_000;
export const STALE_AFTER_MS = 20_000;

/** When the process started, in whatever the system counts; null when there is no such process. */
export function readProcessStart(pid: number): string | null {
  if (process.platform === 'linux') return readLinuxStart(pid);
  if (process.platform === 'win32') return isSignalled(pid) ? 'running' : null;
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+/, '').replace(/\W+/g, '');
  } catch {
    return null; // ps says "no such process" by its exit code
  }
}

function readLinuxStart(pid: number): string | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // no such process
  }
  // The name in parentheses may hold anything; the fields are counted from its end. A zombie is dead.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' || started === undefined ? null : started;
}

function isSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}

/** Where pids mean the same: one boot of one kernel and one pid namespace. */
export function readPidSpace(): string {
  let space = hostname();
  if (process.platform === 'linux') {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    space = `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  }
  return createHash('sha256').update(space).digest('hex').slice(0, 12);
}

/** A file name that tells who wrote it and is never used twice. */
export function readOwnMark(): string {
  const start = readProcessStart(process.pid) ?? 'unknown';
  return `${process.pid}-${start}-${readPidSpace()}-${randomBytes(4).toString('hex')}`;
}

export type Liveness = 'alive' | 'dead' | 'elsewhere';

/** Does the process that wrote this file live? `elsewhere`: yes, but in another container or on another machine. */
export function readLiveness(file: string, mark: string, nowMs: number): Liveness {
  const [pid, start, space] = mark.split('-');
  if (pid === undefined || start === undefined || space === undefined) return 'dead';
  if (space === readPidSpace()) return readProcessStart(Number(pid)) === start ? 'alive' : 'dead';
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && nowMs - touched < STALE_AFTER_MS ? 'elsewhere' : 'dead';
}
