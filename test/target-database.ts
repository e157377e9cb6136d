// A database of a telephone exchange for tests: the tables as its schema has them (the columns that matter, written for these tests), a
// role with exactly the rights that docs/exchanges.md grants, and the owner's view to see what was written.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TargetDatabase {
  /** Where the connector's role signs in. */
  settings: { host: string; port: number; database: string; user: string; tls: 'off'; schema: string };
  secrets: { password: string };
  /** As the owner of the tables. */
  owner: pg.Client;
  /** The rows of a query as the owner. */
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** ROLE stands for the role's name in `rights`. */
export async function openTargetDatabase(tables: string, rights: string): Promise<TargetDatabase> {
  const url = new URL(inject('postgresUrl'));
  const name = `exchange_${randomBytes(8).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const server = await connect(url.href);
  await server.query(`create database ${name}`);
  url.pathname = `/${name}`;
  const owner = await connect(url.href);
  await owner.query(tables);
  await owner.query(`create role ${name} login password '${password}'`);
  await owner.query(rights.replaceAll('ROLE', name));
  return {
    settings: {
      host: url.hostname,
      port: Number(url.port),
      database: name,
      user: name,
      tls: 'off',
      schema: 'public',
    },
    secrets: { password },
    owner,
    async rows(sql, values = []) {
      return (await owner.query(sql, values)).rows;
    },
    async close() {
      await owner.end();
      await server.query(`drop database ${name} with (force)`);
      await server.query(`drop role ${name}`);
      await server.end();
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** The networks that the tests' own servers are in. */
export const loopback = { names: ['localhost'], networks: ['127.0.0.0/8', '::1'] };
