// How values come back from the database, and how a database that cannot be used is told.

import { createServer } from 'node:net';
import { inject } from 'vitest';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { openDatabase } from './database.ts';

async function aPool() {
  const { database, close } = await testDatabase();
  onTestFinished(close);
  return database.pool;
}

test('Counts are numbers, days are text without a time zone, instants are dates', async () => {
  const pool = await aPool();
  const { rows } = await pool.query(
    `select count(*) as count, array[1, null, 9007199254740991]::int8[] as counts, date '2026-03-29' as day,
       array['2026-03-29', null]::date[] as days, timestamptz '2026-03-29 02:30:00+02' as instant, 1.10::numeric as exact`,
  );
  expect(rows).toEqual([
    {
      count: 1,
      counts: [1, null, 9_007_199_254_740_991],
      day: '2026-03-29',
      days: ['2026-03-29', null],
      instant: new Date('2026-03-29T00:30:00Z'),
      exact: '1.10',
    },
  ]);
});

test('A number that would be rounded is an error and not another number', async () => {
  const pool = await aPool();
  await expect(pool.query('select 9007199254740993 as id')).rejects.toThrow('does not fit a number');
});

test('Each test database stands alone, starts migrated and is gone when closed', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  onTestFinished(() => other.close());
  await one.database.pool.query('create table mine (id int)');
  const { rows } = await other.database.pool.query(
    `select to_regclass('mine') as mine, to_regclass('schema_migrations')::text as migrations`,
  );
  expect(rows).toEqual([{ mine: null, migrations: 'schema_migrations' }]);
  await one.close();
  await expect(openDatabase(one.url)).rejects.toMatchObject({ code: 'database.unavailable' });
});

test('Connections carry the program’s name', async () => {
  const { url, close } = await testDatabase();
  onTestFinished(close);
  const database = await openDatabase(url, { applicationName: 'rollcall serve', maxConnections: 1 });
  const { rows } = await database.pool.query(`select current_setting('application_name') as name`);
  await database.close();
  await database.close();
  expect(rows).toEqual([{ name: 'rollcall serve' }]);
});

test('A database that was shut down breaks no process that holds idle connections to it', async () => {
  const { database, close } = await testDatabase();
  onTestFinished(close);
  const { rows } = await database.pool.query('select pg_backend_pid() as pid');
  const { database: other, close: closeOther } = await testDatabase();
  onTestFinished(closeOther);
  await other.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
  await expect.poll(() => database.pool.totalCount).toBe(0);
  expect((await database.pool.query('select 1 as up')).rows).toEqual([{ up: 1 }]);
});

test('Whatever is wrong with DATABASE_URL is told with its cure and without the password', async () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(inject('postgresUrl'));
    change(url);
    return url.href;
  };
  const closed = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const address = closed.address();
  await new Promise((resolve) => closed.close(resolve));
  const port = String(typeof address === 'object' ? address?.port : 0);
  const cases: [url: string, cure: string][] = [
    ['mysql://localhost/rollcall', 'postgres://'],
    ['postgres://user:p ss@:x', 'postgres://'],
    [at((url) => (url.password = 'wrong-secret')), 'Correct user and password'],
    [at((url) => (url.pathname = '/elsewhere')), 'Create the database'],
    [at((url) => (url.port = port)), 'Start PostgreSQL there'],
    [at((url) => (url.hostname = 'nowhere.invalid')), 'host'],
  ];
  for (const [url, cure] of cases) {
    const error = await openDatabase(url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'database.unavailable',
      cure: expect.stringContaining(cure),
    });
    expect(String(error)).not.toMatch(/wrong-secret|p ss/);
  }
});

test('A database that cannot hold every letter is refused', async () => {
  const { url, database, close } = await testDatabase();
  onTestFinished(close);
  const name = new URL(url).pathname.slice(1);
  await database.pool.query(
    `create database ${name}_ascii encoding 'SQL_ASCII' template template0 locale 'C' locale_provider libc`,
  );
  onTestFinished(async () => {
    await database.pool.query(`drop database ${name}_ascii`);
  });
  await expect(openDatabase(`${url.replace(name, `${name}_ascii`)}`)).rejects.toThrow('needs UTF8');
});
