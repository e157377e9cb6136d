// The PostgreSQL and the folder of one test run, kept by a process of its own: it ends the server and removes the
// folder when its standard input closes, which happens however the test run ends – done, failed, Ctrl-C or kill -9.
// Not meant to be started by hand.

import { once } from 'node:events';
import { join } from 'node:path';
import { openPostgres } from '../src/store/postgres/server.ts';
import { makeRunFolder, removeWithProcesses } from './run-folder.ts';

const folder = await makeRunFolder();
try {
  const server = await openPostgres({
    dataFolder: join(folder, 'data'),
    settings: {
      // The data is thrown away with the run: nothing waits for the disk.
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      // The folder may be in memory.
      max_wal_size: '256MB',
    },
  });
  try {
    process.stdout.write(`${JSON.stringify({ url: server.url, folder })}\n`);
    await Promise.race([once(process.stdin.resume(), 'close'), once(process, 'SIGTERM')]);
  } finally {
    await server.close();
  }
} finally {
  await removeWithProcesses(folder);
}
process.exit(0); // standard input may still be open after a signal
