// A migrated database of its own for each test: cloned from a template that the first test of a run makes, dropped
// on close. A change of a migration makes another template, so that none is ever stale.

import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate, readMigrations } from '../src/store/migrate.ts';

export interface TestDatabase {
  url: string;
  database: Database;
  close: () => Promise<void>;
}

/** Any number, the same in all workers: one of them makes the template, the others wait. */
const TEMPLATE_LOCK = '5521907734120021';

export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(server, async (client) => {
    const template = await applyTemplate(client, server);
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const url = addressOf(server, name);
  const database = await openDatabase(url, { applicationName: name });
  return {
    url,
    database,
    async close() {
      await database.close();
      await withClient(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function applyTemplate(client: pg.Client, server: string): Promise<string> {
  const sums = (await readMigrations()).map((migration) => migration.checksum).join();
  const name = `template_${createHash('sha256').update(sums).digest('hex').slice(0, 16)}`;
  if (await isThere(client, name)) return name;
  await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`);
  try {
    if (await isThere(client, name)) return name;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft}`);
    await client.query(`create database ${draft}`);
    await migrate(addressOf(server, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.query(`select pg_advisory_unlock(${TEMPLATE_LOCK})`);
  }
}

async function isThere(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
