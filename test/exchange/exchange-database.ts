// The database of an exchange as its operator has it: a role of its own, and the tables that the exchange's makers ship. No SQL about
// people is written here or anywhere in the test: that is what is being tested.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';

export interface ExchangeDatabase {
  host: string;
  port: number;
  name: string;
  user: string;
  password: string;
  /** For looking, and for what an operator's own rows are. */
  url: string;
  close(): Promise<void>;
}

/** Runs the files in the given order, as the exchange's role. */
export async function openExchangeDatabase(schemas: readonly string[]): Promise<ExchangeDatabase> {
  const server = new URL(inject('postgresUrl'));
  const name = `exchange_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await query(server.href, `create role ${name} login password '${password}'`);
  await query(server.href, `create database ${name} owner ${name}`);
  const url = new URL(server);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  for (const schema of schemas) await query(url.href, await readFile(schema, 'utf8'));
  return {
    host: server.hostname,
    port: Number(server.port),
    name,
    user: name,
    password,
    url: url.href,
    async close() {
      await query(server.href, `drop database ${name} with (force)`);
      await query(server.href, `drop role ${name}`);
    },
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
