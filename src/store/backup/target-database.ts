// The database that a backup is restored into: that nobody uses it meanwhile, that nothing in it is lost unasked, and that
// nothing of another program is touched.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { MIGRATION_LOCK } from '../migrate.ts';
import { RESTORING } from '../open-store.ts';
import { BackupUnusable } from './backup-format.ts';

/** A connection that its client has closed is still there for a moment: whoever has just stopped serve is no reason to refuse. */
const LOOKS = 20;
const LOOK_EVERY_MS = 100;

/** Whoever starts meanwhile waits for us; whoever runs already is told of. The lock ends with the session. */
export async function lockAlone(client: pg.ClientBase): Promise<void> {
  await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
  let others = await countOthers(client);
  for (let look = 1; others > 0 && look < LOOKS; look += 1) {
    await pause(LOOK_EVERY_MS);
    others = await countOthers(client);
  }
  if (others === 0) return;
  throw new BackupUnusable(
    `The database is in use: it has ${others} other ${others === 1 ? 'connection' : 'connections'}.`,
    'Stop every serve and work process and other clients of this database, and restore then. Nothing was changed.',
  );
}

async function countOthers(client: pg.ClientBase): Promise<number> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
       and application_name <> $1`,
    [RESTORING],
  );
  return rowCount ?? 0;
}

/** Empties the database if it may; the caller's transaction brings everything back when the restore fails. */
export async function applyEmptySchema(client: pg.ClientBase, replace: boolean): Promise<void> {
  const names = await readNames(
    client,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema::regnamespace order by 1`,
  );
  if (names.length === 0) return;
  if (!names.includes('schema_migrations') || !names.includes('sync_templates')) {
    throw new BackupUnusable(
      'The database holds tables of another program.',
      'Restore into a database of its own. Nothing was changed.',
    );
  }
  if (!replace && (await hasContent(client, names))) {
    throw new BackupUnusable(
      'The database is not empty.',
      'Restore into an empty one, or add --replace: then everything in it is replaced by the backup. Nothing was changed.',
    );
  }
  await client.query('drop schema if exists pgboss cascade');
  await client.query(`drop table ${names.map((name) => pg.escapeIdentifier(name)).join(', ')} cascade`);
  const routines = await readNames(
    client,
    `select p.oid::regprocedure::text as name from pg_proc p
     where pronamespace = current_schema::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  // PostgreSQL's own spelling, quoted where it has to be.
  for (const routine of routines) await client.query(`drop routine ${routine} cascade`);
}

async function hasContent(client: pg.ClientBase, names: readonly string[]): Promise<boolean> {
  for (const name of ['companies', 'administrators']) {
    if (!names.includes(name)) continue;
    const { rowCount } = await client.query(`select from ${pg.escapeIdentifier(name)} limit 1`);
    if (rowCount) return true;
  }
  return false;
}

async function readNames(client: pg.ClientBase, query: string): Promise<string[]> {
  return (await client.query<{ name: string }>(query)).rows.map(({ name }) => name);
}
