// A database for one command of ours, on a PostgreSQL of its own that goes with it: nothing of it is kept, and nothing waits for the disk.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/store/database.ts';
import type { Database } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { openPostgres } from '../src/store/postgres/server.ts';

export async function openThrowawayDatabase(): Promise<{ database: Database; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-pictures-'));
  // Run by root, the database's own user has to get in.
  await chmod(folder, 0o711);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await openPostgres({ dataFolder: join(folder, 'data'), settings });
  await migrate(server.url);
  const database = await openDatabase(server.url, { applicationName: 'pictures' });
  return {
    database,
    async close() {
      await database.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
