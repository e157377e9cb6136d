// The PostgreSQL of one test run, kept by a process of its own: it ends the server and removes its folder when its
// standard input closes, which happens however the test run ends – done, failed, Ctrl-C or kill -9.
// Not meant to be started by hand.

import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { openPostgres } from '../src/store/postgres/server.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const folder = await makeTemporaryFolder();
try {
  const server = await openPostgres({
    dataFolder: folder,
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
    process.stdout.write(`${server.url}\n`);
    await Promise.race([once(process.stdin.resume(), 'close'), once(process, 'SIGTERM')]);
  } finally {
    await server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(0); // standard input may still be open after a signal
