// Starts the PostgreSQL that all test files of a run share, and tells them its address and the run's folder.
// Makes no database for a test: database.ts does.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** Everything that tests leave in it is gone after the run. */
    runFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./server-keeper.ts', import.meta.url))], {
    // Out of reach of Ctrl-C, so that it can put things in order after us.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'exit');
  const lines = createInterface({ input: keeper.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (first === null) throw new Error('The PostgreSQL of the tests did not start; its error stands above.');
  const { url, folder } = JSON.parse(String(first[0]));
  project.provide('postgresUrl', url);
  project.provide('runFolder', folder);
  // Tests start this program some two thousand times: what Node makes of its files is made once in a run.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  return async () => {
    keeper.stdin.end();
    await ended;
  };
}
