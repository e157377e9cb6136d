// Starts child processes for the benchmark and watches how much memory they take at the most. Linux only for
// the memory (it reads /proc); elsewhere memory is reported as null.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setInterval } from 'node:timers';

export interface Ended {
  code: number | null;
  out: string;
  error: string;
  /** Wall clock from spawn to exit. */
  seconds: number;
  /** Peak resident memory of the process, bytes. */
  peakBytes: number | null;
}

export async function runChild(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  let peakBytes: number | null = null;
  const watch = setInterval(() => (peakBytes = readPeak(child.pid ?? 0) ?? peakBytes), 20);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  return { code, out, error, seconds: (performance.now() - started) / 1000, peakBytes };
}

/** Starts a server that prints one JSON line when it is up. */
export async function startServer(
  args: string[],
): Promise<{ child: ChildProcess; line: Record<string, unknown> }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => null)]);
  if (first === null) throw new Error(`${args.join(' ')} ended before it was up`);
  return { child, line: JSON.parse(String(first[0])) as Record<string, unknown> };
}

/** Starts a process that works until it is told to end; what it says goes where ours goes. */
export function startWorker(args: string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function readPeak(pid: number): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/** Memory of a server and all its children now, shared pages counted once, bytes. */
export function readFamilyMemory(parent: number): number | null {
  const family = readFamily(parent);
  return family.length === 0 ? null : family.reduce((sum, pid) => sum + readProportional(pid), 0);
}

/** Process ids of a server and its children; none where the system does not tell. */
function readFamily(parent: number): string[] {
  try {
    return readdirSync('/proc').filter(
      (name) => /^\d+$/u.test(name) && (Number(name) === parent || readParent(name) === parent),
    );
  } catch {
    return [];
  }
}

export function readParent(pid: string): number | null {
  try {
    const parent = /PPid:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return parent === undefined ? null : Number(parent);
  } catch {
    return null;
  }
}

/** Processor time that the process has used so far, in user and system mode, with that of the children it has
 * buried; 0 where the system does not tell. */
export function readCpuSeconds(pid: number): number {
  try {
    // After the name in brackets, which may hold blanks: the 12th to 15th field, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100;
  } catch {
    return 0;
  }
}

/** Of a server and all its children, also those that have ended. */
export function readFamilyCpuSeconds(parent: number): number {
  return readFamily(parent).reduce((sum, pid) => sum + readCpuSeconds(Number(pid)), 0);
}

function readProportional(pid: string): number {
  try {
    return Number(/^Pss:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
