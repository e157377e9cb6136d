// The store as commands open it: embedded or by DATABASE_URL, migrated, and nothing left open when it fails.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { makeFolder, serverPid } from '../../test/postgres-holder.ts';
import { openStore } from './open-store.ts';

test('The embedded store is migrated, shared while open, and its server ends with the last', async () => {
  const dataFolder = await makeFolder();
  const said: string[] = [];
  const store = await openStore({ databaseUrl: null, dataFolder, log: (line) => said.push(line) });
  const other = await openStore({ databaseUrl: null, dataFolder, maxConnections: 2 });
  const { rows } = await other.database.pool.query('select count(*) > 0 as migrated from schema_migrations');
  expect(rows).toEqual([{ migrated: true }]);
  expect(other.url).toBe(store.url);
  expect(said).toEqual(['Setting up the database for the first time.']);
  await store.close();
  await store.close();
  await other.database.pool.query('select 1');
  await other.close();
  expect(await serverPid(join(dataFolder, 'postgres/cluster'))).toBeNull();
});

test('With DATABASE_URL no data folder is made or looked at', async () => {
  const { url, close } = await testDatabase();
  onTestFinished(close);
  const file = join(await makeFolder(), 'not-a-folder');
  await writeFile(file, '');
  const store = await openStore({ databaseUrl: url, dataFolder: file });
  expect((await store.database.pool.query('select 1 as up')).rows).toEqual([{ up: 1 }]);
  await store.close();
});

test('A store whose database a later version made is refused, and its server not left running', async () => {
  const dataFolder = await makeFolder();
  const store = await openStore({ databaseUrl: null, dataFolder });
  await store.database.pool.query(
    `insert into schema_migrations (number, name, checksum) values (9999, '9999-later.sql', 'x')`,
  );
  await store.close();
  await expect(openStore({ databaseUrl: null, dataFolder })).rejects.toMatchObject({
    code: 'database.unavailable',
    message: expect.stringContaining('9999-later.sql'),
  });
  expect(await serverPid(join(dataFolder, 'postgres/cluster'))).toBeNull();
});
