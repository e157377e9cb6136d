// Starts the programs that kill themselves (kill-at.ts) and waits for their end. Each is put into one file first, with all that it
// imports: tests start them hundreds of times, and for most of its life such a process would look for its five hundred files.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

type Program = 'killed-run' | 'killed-send' | 'killed-guard' | 'killed-feed';

/** Waits for its end. said: how many statements there were, when it was not killed. */
export async function runKilledChild(
  program: Program,
  args: readonly string[],
): Promise<{ said: string; signal: string | null }> {
  const child = await startKilledChild(program, args);
  const [said, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { said, signal: signal as string | null };
}

export async function startKilledChild(program: Program, args: readonly string[]) {
  const file = await bundle(program);
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Once in a run of the tests, whichever file asks first; two that ask at once make the same. */
async function bundle(program: Program): Promise<string> {
  const folder = inject('runFolder');
  const file = join(folder, `${program}.mjs`);
  if (existsSync(file)) return file;
  const { build } = await import('vite');
  const outDir = await mkdtemp(join(folder, 'bundle-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, `${program}.ts`),
      target: 'node22',
      minify: false,
      outDir,
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'program.mjs' } },
    },
  });
  await rename(join(outDir, 'program.mjs'), file);
  return file;
}
