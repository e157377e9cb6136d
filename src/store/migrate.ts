// Brings a database to this program's schema: the numbered SQL files in order, each in a transaction of its own, one
// process at a time. Refuses a database that another version made. Never goes back; knows no table but its own.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DatabaseUnavailable } from './database-unavailable.ts';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any number that no other program is likely to take in the same database. */
export const MIGRATION_LOCK = '7305808869231650';

export interface Migration {
  number: number;
  /** The file's name. */
  name: string;
  sql: string;
  checksum: string;
}

export interface AppliedMigration {
  number: number;
  name: string;
  checksum: string;
}

/** The files in order of number; faults of the folder itself are told by name. */
export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1];
      if (number === undefined) throw folderFault(`${name} is not named NNNN-name.sql`);
      // A checkout on Windows has other line ends, and is the same migration.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  for (const [at, migration] of migrations.entries()) {
    const previous = migrations[at - 1];
    if (previous?.number === migration.number) {
      throw folderFault(`${previous.name} and ${migration.name} have the same number`);
    }
    if (migration.number !== at + 1) {
      throw folderFault(`number ${String(at + 1).padStart(4, '0')} is missing before ${migration.name}`);
    }
  }
  return migrations;
}

function folderFault(what: string): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `The program's migrations are faulty: ${what}.`,
    'Install this version of Rollcall again.',
  );
}

/** What is still to be applied, or why this database and this program do not belong together. */
export function planMigrations(
  files: Migration[],
  applied: AppliedMigration[],
): Migration[] | { fault: string } {
  const newest = files.length;
  for (const row of applied) {
    const file = files[row.number - 1];
    if (!file) return { fault: `it has migration ${row.name}, and this version ends at number ${newest}` };
    if (file.checksum !== row.checksum) {
      return { fault: `its migration ${row.name} is not the ${file.name} of this version` };
    }
  }
  const done = new Set(applied.map((row) => row.number));
  const pending = files.filter((file) => !done.has(file.number));
  const hole = pending.find((file) => file.number < Math.max(0, ...done));
  return hole ? { fault: `it lacks ${hole.name}, though later ones were applied` } : pending;
}

/** The names of the migrations that were applied now. */
export async function migrate(
  database: string | pg.Pool,
  options: { folder?: string } = {},
): Promise<string[]> {
  const files = await readMigrations(options.folder);
  if (typeof database !== 'string') {
    const client = await database.connect();
    try {
      return await migrateUnderLock(client, files);
    } finally {
      client.release();
    }
  }
  const client = new pg.Client({ connectionString: database, application_name: 'rollcall migrate' });
  try {
    await client.connect();
    return await migrateUnderLock(client, files);
  } finally {
    await client.end();
  }
}

const MIGRATIONS_TABLE = `create table if not exists schema_migrations (
  number integer primary key, name text not null, checksum text not null,
  applied_at timestamptz not null default now())`;

/** The schema that these files make, in the caller's transaction. The database is empty. */
export async function createSchema(client: pg.ClientBase, files: readonly Migration[]): Promise<void> {
  await client.query(MIGRATIONS_TABLE);
  for (const file of files) await writeMigration(client, file);
}

async function writeMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(migration.sql);
  await client.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
    migration.number,
    migration.name,
    migration.checksum,
  ]);
}

async function migrateUnderLock(client: pg.ClientBase, files: Migration[]): Promise<string[]> {
  // Held by the session: it ends with the connection, so that a killed process leaves no lock behind.
  await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query<AppliedMigration>(
      'select number, name, checksum from schema_migrations order by number',
    );
    const pending = planMigrations(files, rows);
    if ('fault' in pending) {
      throw new DatabaseUnavailable(
        `The database was made by another version of Rollcall: ${pending.fault}.`,
        'Run the version that made it or a later one, or use another data folder or database.',
      );
    }
    for (const migration of pending) await applyMigration(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // A connection that broke has let go of it, and its own error is the one to be told.
    await client.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
  }
}

async function applyMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await writeMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    const line = lineOf(error, migration.sql);
    const failure = new DatabaseUnavailable(
      `Migration ${migration.name} failed${line}: ${error instanceof Error ? error.message : String(error)}`,
      'Nothing of it was kept. Put right what it complains about (rights, disk space) and start again.',
      { cause: error },
    );
    // A broken connection has rolled back already and cannot be asked to.
    await client.query('rollback').catch(() => undefined);
    throw failure;
  }
}

function lineOf(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isInteger(position) ? ` in line ${sql.slice(0, position).split('\n').length}` : '';
}
