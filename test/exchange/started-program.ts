// A program of a package that runs while a test does: as an ordinary user where the test is root, with what it says kept, and ended by
// its process id. What it says is copied out of the run's folder when a test fails, since that folder goes with the run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import { isRoot, readServerUser } from '../../src/store/postgres/server-user.ts';

export interface StartedProgram {
  name: string;
  pid: number;
  /** All that it said, on both outputs. */
  said(): string;
  /** Throws when it ends before, with what it said. */
  untilSays(words: RegExp): Promise<void>;
  /** The exit code; null: by a signal. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** How long a program has to end when it is asked to. */
const PATIENCE_MS = 5_000;

export async function startProgram(
  name: string,
  [command, ...words]: readonly [string, ...string[]],
  options: { cwd: string; environment?: Readonly<Record<string, string>> },
): Promise<StartedProgram> {
  const user = isRoot() ? await readServerUser() : null;
  const child = spawn(command, words, {
    cwd: options.cwd,
    // A group of its own: its own children are ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: options.cwd, TERM: 'dumb', LC_ALL: 'C.UTF-8', ...options.environment },
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  });
  let text = '';
  let onSaid = Promise.withResolvers<void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    onSaid.resolve();
    onSaid = Promise.withResolvers();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  let isOver = false;
  void ended.then(() => (isOver = true));
  const pid = child.pid ?? Number.NaN;
  return {
    name,
    pid,
    said: () => text,
    ended,
    async untilSays(words) {
      while (!words.test(text)) {
        if (isOver) throw new Error(`${name} ended before it said ${words}:\n${text.slice(-4_000)}`);
        await Promise.race([onSaid.promise, ended]);
      }
    },
    async stop() {
      if (isOver) return;
      process.kill(-pid, 'SIGTERM');
      const impatience = setTimeout(() => process.kill(-pid, 'SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** A folder that programs started here may write in. */
export async function makeScratch(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder, { mode: 0o755 });
  if (isRoot()) {
    const user = await readServerUser();
    await chown(folder, user.uid, user.gid);
  }
  return folder;
}

/** For every test of a file that fails: what these programs said until then goes where it stays, and the reader is told where. */
export function keepLogsOfFailures(read: () => readonly StartedProgram[]): void {
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      const title = task.name.replaceAll(/[^a-z0-9]+/giu, '-').slice(0, 80);
      const folder = join(tmpdir(), 'rollcall-exchange-logs', title);
      await mkdir(folder, { recursive: true });
      for (const [nth, program] of read().entries())
        await writeFile(join(folder, `${program.name}-${nth}.log`), program.said());
      process.stderr.write(`What the exchanges said is in ${folder}.\n`);
    });
  });
}
