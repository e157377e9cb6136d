// The folder for all that one test run throws away. In memory where the system offers that and has room, since a
// test database is some 300 small files and disks differ tenfold in how fast they make those.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readProcessStart } from '../src/store/postgres/process-identity.ts';

const ENOUGH_BYTES = 2_000_000_000;

/** Everybody may enter it: root's database server is another user. */
export async function makeRunFolder(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null);
  const hasRoom = memory !== null && memory.bavail * memory.bsize > ENOUGH_BYTES;
  const folder = await mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), 'rollcall-test-'));
  await chmod(folder, 0o711);
  return folder;
}

const PATIENCE_MS = 5_000;

/** Ends the processes whose command line names the folder – servers and commands that tests left – and removes it. */
export async function removeWithProcesses(folder: string): Promise<void> {
  const left = readProcesses().filter(({ pid, command }) => pid !== process.pid && command.includes(folder));
  // A server that is asked gives its shared memory back, one that is killed does not. Suspended ones have to wake up.
  for (const { pid } of left) sendSignals(pid, 'SIGQUIT', 'SIGCONT');
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (left.some(({ pid }) => isRunning(pid)) && Date.now() < giveUpAt) await pause(10);
  for (const { pid } of left) sendSignals(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

function isRunning(pid: number): boolean {
  return readProcessStart(pid) !== null;
}

function sendSignals(pid: number, ...signals: NodeJS.Signals[]): void {
  try {
    for (const signal of isRunning(pid) ? signals : []) process.kill(pid, signal);
  } catch {
    // it ended by itself this moment
  }
}

function readProcesses(): { pid: number; command: string }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => {
      const pid = Number(name);
      return Number.isInteger(pid) ? [{ pid, command: readLinuxCommand(pid) }] : [];
    });
  }
  if (process.platform === 'win32') return [];
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line }));
}

function readLinuxCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it ended this moment
  }
}
