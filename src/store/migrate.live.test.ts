// The migrations runner: order, one at a time, all or nothing for each file, and what it refuses.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { migrate, planMigrations, readMigrations } from './migrate.ts';

async function aFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
  return folder;
}

/** A database without a single migration. */
async function anEmptyDatabase() {
  const { database, url, close } = await testDatabase();
  onTestFinished(close);
  await database.pool.query('drop schema public cascade');
  await database.pool.query('create schema public');
  return { pool: database.pool, url };
}

const TWO = {
  '0001-people.sql': 'create table people (id int);',
  '0002-names.sql': 'alter table people add name text;',
};

test('Files are applied in order, and once', async () => {
  const { pool } = await anEmptyDatabase();
  const folder = await aFolder(TWO);
  expect(await migrate(pool, { folder })).toEqual(['0001-people.sql', '0002-names.sql']);
  expect(await migrate(pool, { folder })).toEqual([]);
  await writeFile(
    join(folder, '0003-age.sql'),
    'alter table people add age int; create index on people (age);',
  );
  expect(await migrate(pool, { folder })).toEqual(['0003-age.sql']);
  await pool.query('insert into people (id, name, age) values (1, null, 3)');
});

test('Several processes at once apply each file once', async () => {
  const { url } = await anEmptyDatabase();
  const folder = await aFolder(TWO);
  const done = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { folder })));
  expect(done.flat().toSorted()).toEqual(Object.keys(TWO));
});

test('Of a file that fails nothing stays, the ones before it do, and line and file are told', async () => {
  const { pool } = await anEmptyDatabase();
  const folder = await aFolder({ ...TWO, '0003-bad.sql': 'create table half (id int);\nselect nonsense;\n' });
  await expect(migrate(pool, { folder })).rejects.toMatchObject({
    code: 'database.unavailable',
    message: expect.stringMatching(/0003-bad\.sql failed in line 2: .*nonsense/),
  });
  const { rows } = await pool.query(
    `select to_regclass('half') as half, to_regclass('people')::text as people`,
  );
  expect(rows).toEqual([{ half: null, people: 'people' }]);
  await writeFile(join(folder, '0003-bad.sql'), 'create table half (id int);');
  expect(await migrate(pool, { folder })).toEqual(['0003-bad.sql']);
});

test('A database that another version made is refused and left alone', async () => {
  const { pool } = await anEmptyDatabase();
  await migrate(pool, { folder: await aFolder(TWO) });
  const older = await aFolder({ '0001-people.sql': TWO['0001-people.sql'] });
  await expect(migrate(pool, { folder: older })).rejects.toMatchObject({
    message: expect.stringContaining('it has migration 0002-names.sql'),
    cure: expect.stringContaining('a later one'),
  });
  const changed = await aFolder({ ...TWO, '0001-people.sql': 'create table people (id bigint);' });
  await expect(migrate(pool, { folder: changed })).rejects.toThrow('its migration 0001-people.sql is not');
  const { rows } = await pool.query('select count(*) as count from schema_migrations');
  expect(rows).toEqual([{ count: 2 }]);
});

test('A folder with a number missing, given twice or a name of another form is refused', async () => {
  const gap = await aFolder({ '0001-a.sql': '', '0003-c.sql': '' });
  await expect(readMigrations(gap)).rejects.toThrow('number 0002 is missing before 0003-c.sql');
  const twice = await aFolder({ '0001-a.sql': '', '0001-b.sql': '' });
  await expect(readMigrations(twice)).rejects.toThrow('0001-a.sql and 0001-b.sql have the same number');
  const odd = await aFolder({ '1_start.sql': '' });
  await expect(readMigrations(odd)).rejects.toThrow('1_start.sql is not named NNNN-name.sql');
});

test('Line ends of another system do not make another migration', async () => {
  const unix = await readMigrations(await aFolder({ '0001-a.sql': 'select 1;\nselect 2;\n' }));
  const windows = await readMigrations(await aFolder({ '0001-a.sql': 'select 1;\r\nselect 2;\r\n' }));
  expect(windows).toEqual(unix);
});

test('A migration that was left out in the middle is a fault, not something to apply late', () => {
  const file = (number: number) => ({
    number,
    name: `000${number}-x.sql`,
    sql: '',
    checksum: `sum${number}`,
  });
  const files = [file(1), file(2), file(3)];
  expect(planMigrations(files, [file(1), file(3)])).toEqual({
    fault: 'it lacks 0002-x.sql, though later ones were applied',
  });
  expect(planMigrations(files, [file(1)])).toEqual([file(2), file(3)]);
});
