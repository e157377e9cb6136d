// The database of an exchange as its operator has it: a role of its own, the tables that the exchange's makers ship, and a role for
// Rollcall, made by what docs/exchanges.md tells operators to type. No SQL about people is written here: that is what is being tested.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';

export interface ExchangeDatabase {
  host: string;
  port: number;
  name: string;
  /** The exchange's own. */
  user: string;
  password: string;
  /** For looking, and for what an operator's own rows are. */
  url: string;
  /** With the rights of the document, and no others. */
  rollcall: { user: string; password: string };
  close(): Promise<void>;
}

/** Runs the files in the given order, as the exchange's role. chapter: of the document. */
export async function openExchangeDatabase(
  chapter: 'Asterisk' | 'Kamailio',
  schemas: readonly string[],
): Promise<ExchangeDatabase> {
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
  const rollcall = { user: `rollcall_${name}`, password: randomBytes(12).toString('hex') };
  const inDatabase = new URL(server);
  inDatabase.pathname = `/${name}`;
  await query(inDatabase.href, await readRoleSql(chapter, rollcall));
  return {
    host: server.hostname,
    port: Number(server.port),
    name,
    user: name,
    password,
    url: url.href,
    rollcall,
    async close() {
      await query(server.href, `drop database ${name} with (force)`);
      await query(server.href, `drop role ${name}, ${rollcall.user}`);
    },
  };
}

/** What stands there, with a name and a password of this database's own: many of them are on one server here. */
async function readRoleSql(
  chapter: string,
  { user, password }: ExchangeDatabase['rollcall'],
): Promise<string> {
  const text = await readFile('docs/exchanges.md', 'utf8');
  const [, sql] = new RegExp(`^## ${chapter}$[^]*?^\`\`\`sql$([^]*?)^\`\`\`$`, 'mu').exec(text) ?? [];
  if (!sql?.includes('ROLE rollcall') || !sql.includes("PASSWORD '…'"))
    throw new Error(`docs/exchanges.md has no SQL for a role at ${chapter}.`);
  return sql.replaceAll('rollcall', user).replace("PASSWORD '…'", `PASSWORD '${password}'`);
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
