// Puts a backup into a database, all of it or nothing: the file is read whole and checked before the first change, and
// everything happens in one transaction. The schema is made as it was when the backup was made; later migrations come at
// the next start, as always.
import pg from 'pg';
import type { Actor } from '../audit-log.ts';
import type { Database } from '../database.ts';
import { createSchema, readMigrations } from '../migrate.ts';
import type { Migration } from '../migrate.ts';
import { BackupUnusable, readBackup } from './backup-format.ts';
import type { BackupEnd, BackupHeader } from './backup-format.ts';
import { insertRows, readBackupTables, sessionSettings } from './backup-tables.ts';
import type { BackupTable } from './backup-tables.ts';
import { applyEmptySchema, lockAlone } from './target-database.ts';

/** One statement's worth: rows, or characters where rows are large. */
const ROWS_AT_A_TIME = 2_000;
const CHARACTERS_AT_A_TIME = 4_000_000;

export interface RestoreSummary {
  madeAt: string;
  version: string;
  rows: Record<string, number>;
  masterKeys: string[];
  /** Runs that waited or went when the backup was made; they stand as interrupted. */
  interrupted: number;
  /** Mails that waited then, or were held: none of them is sent by itself. */
  mails: { uncertain: number; discarded: number; held: number };
  /** To webhooks, that waited then. */
  deliveries: number;
  /** Exchanges that were fed then: they are paused, as they know more than the backup. */
  targets: number;
}

/** Reads the file to its end. Throws BackupUnusable unless it is whole and this version can restore it. */
export async function checkBackup(file: string): Promise<{ header: BackupHeader; end: BackupEnd }> {
  let header: BackupHeader | null = null;
  let end: BackupEnd | null = null;
  for await (const line of readBackup(file)) {
    if (line.is === 'header') {
      ({ header } = line);
      planSchema(header, await readMigrations());
    } else if (line.is === 'end') ({ end } = line);
  }
  if (!header || !end) throw new BackupUnusable('The file is no backup of Rollcall.', 'Nothing was changed.');
  return { header, end };
}

/** The migrations that make the schema of the backup. */
function planSchema({ migrations, version }: BackupHeader, files: readonly Migration[]): Migration[] {
  const isKnown = migrations.every(({ checksum }, at) => files[at]?.checksum === checksum);
  if (isKnown && migrations.length > 0) return files.slice(0, migrations.length);
  throw new BackupUnusable(
    `The backup was made by Rollcall ${version}, whose database this version does not know.`,
    `Restore it with version ${version} or a later one. Nothing was changed.`,
  );
}

/**
 * replace: what the database holds goes. Without it only a database without companies and administrators is taken.
 */
export async function restoreBackup(
  database: Database,
  file: string,
  options: { replace: boolean; signal: AbortSignal; actor: Actor },
): Promise<RestoreSummary> {
  const { header } = await checkBackup(file);
  const client = await database.pool.connect();
  try {
    await lockAlone(client);
    await client.query('begin');
    await client.query(sessionSettings);
    await applyEmptySchema(client, options.replace);
    await createSchema(client, planSchema(header, await readMigrations()));
    const end = await applyRows(client, file, options.signal);
    const aftermath = await applyAftermath(client, end);
    await writeEntry(client, options.actor, header);
    await client.query('commit');
    const { madeAt, version, masterKeys } = header;
    return { madeAt, version, rows: end.rows, masterKeys, ...aftermath };
  } finally {
    // Locks, and after a failure the transaction, end with the session.
    client.release(true);
  }
}

async function applyRows(client: pg.ClientBase, file: string, signal: AbortSignal): Promise<BackupEnd> {
  const tables = new Map((await readBackupTables(client)).map((table) => [table.name, table]));
  const triggers = async (how: 'disable' | 'enable') => {
    for (const name of tables.keys()) {
      await client.query(`alter table ${pg.escapeIdentifier(name)} ${how} trigger user`);
    }
  };
  await triggers('disable');
  let into: Awaited<ReturnType<typeof openTable>> | null = null;
  for await (const line of readBackup(file)) {
    if (signal.aborted) {
      throw new BackupUnusable('The restore was interrupted.', 'Nothing was changed. Start it again.');
    }
    if (line.is === 'row') await into?.add(line.text);
    else if (line.is === 'table') {
      await into?.end();
      into = openTable(client, line.table.table, line.table.columns, tables);
    } else if (line.is === 'end') {
      await into?.end();
      await triggers('enable');
      return line.end;
    }
  }
  throw new BackupUnusable('The backup is not whole: its end is missing.', 'Nothing was changed.');
}

function openTable(
  client: pg.ClientBase,
  name: string,
  columns: BackupTable['columns'],
  tables: ReadonlyMap<string, BackupTable>,
) {
  const target = tables.get(name);
  const types = new Map(target?.columns.map((column) => [column.name, column.type]));
  if (!target || columns.some((column) => types.get(column.name) !== column.type)) {
    throw new BackupUnusable(`The backup’s table ${name} is not one of this schema.`, 'Nothing was changed.');
  }
  const statement = insertRows({ name, columns }, types);
  let [lines, characters]: [string[], number] = [[], 0];
  const end = async () => {
    if (lines.length > 0) await client.query(statement, [lines]);
    [lines, characters] = [[], 0];
  };
  return {
    end,
    async add(text: string) {
      lines.push(text);
      characters += text.length;
      if (lines.length >= ROWS_AT_A_TIME || characters >= CHARACTERS_AT_A_TIME) await end();
    },
  };
}

const interruptedError = {
  code: 'run.interrupted',
  message: 'The database was restored from a backup while this run waited or went.',
  cure: 'Start it again: it reads and plans afresh.',
};

async function applyAftermath(
  client: pg.ClientBase,
  { sequences }: BackupEnd,
): Promise<Pick<RestoreSummary, 'interrupted' | 'mails' | 'deliveries' | 'targets'>> {
  for (const { name, value, isCalled } of sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [pg.escapeIdentifier(name), value, isCalled]);
  }
  const runs = await client.query(
    `update runs set state = 'failed', finished_at = now(), error = $1 where state in ('queued', 'running')`,
    [JSON.stringify(interruptedError)],
  );
  const targets = await pauseTargets(client);
  return { interrupted: runs.rowCount ?? 0, ...(await applyTold(client)), targets };
}

const pausedTrouble = {
  code: 'target.restored',
  message: 'The database was restored from a backup; the exchange may have changed since that was made.',
  cure: 'See that this is the installation that should write to it, then resume: everybody is written anew.',
};

/** A copy of an installation must not write to its exchanges by itself; what was written after the backup is not known here. */
async function pauseTargets(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ is_there: boolean }>(
    "select to_regclass('targets') is not null as is_there",
  );
  if (!rows[0]?.is_there) return 0;
  await client.query(
    `update target_users t set hash = null, is_gone = not exists (select from users u where u.id = t.user_id)`,
  );
  // Those that were not fed then are resumed one day, too.
  await client.query(`update targets set wants_everybody = true`);
  const { rowCount } = await client.query(
    `update targets set state = 'paused', state_since = now(), trouble = $1, claim = null, claimed_until = null,
       version = version + 1 where state in ('active', 'ending')`,
    [JSON.stringify(pausedTrouble)],
  );
  return rowCount ?? 0;
}

const mayBeOut = 'The database was restored from a backup: it may have been sent since that was made.';

/**
 * What waited when the backup was made may be out since: nothing of it is sent by itself. Welcome mails are for somebody to decide;
 * of trouble that still stands the next run tells again.
 */
async function applyTold(client: pg.ClientBase): Promise<Pick<RestoreSummary, 'mails' | 'deliveries'>> {
  const { rows } = await client.query<{ is_there: boolean }>(
    "select to_regclass('mails') is not null as is_there",
  );
  // A backup of before there were mails.
  if (!rows[0]?.is_there) return { mails: { uncertain: 0, discarded: 0, held: 0 }, deliveries: 0 };
  const mails = async (set: string, which: string) => {
    const { rowCount } = await client.query(
      `update mails set ${set}, answer = $1, claim = null, state_at = now() where ${which}`,
      [mayBeOut],
    );
    return rowCount ?? 0;
  };
  const waits = "state in ('waiting', 'sending')";
  const uncertain = await mails("state = 'uncertain'", `${waits} and kind = 'welcome'`);
  const held = await mails("state = 'held'", "state = 'held'");
  await client.query(
    `update incidents i set tell_after = least(tell_after, now()) where closed_at is null and exists (
       select from notices n join mails m on m.notice_id = n.id
       where n.kind like 'incident.%' and n.data->>'incident' = i.id::text and m.${waits})`,
  );
  const discarded = await mails("state = 'discarded'", waits);
  const { rowCount: deliveries } = await client.query(
    `update webhook_deliveries set state = 'failed', claim = null, answer = $1 where ${waits}`,
    [mayBeOut],
  );
  return { mails: { uncertain, discarded, held }, deliveries: deliveries ?? 0 };
}

/** The schema may be an older one, so that the builder's tables do not fit it. */
async function writeEntry(client: pg.ClientBase, actor: Actor, header: BackupHeader): Promise<void> {
  const { madeAt, version } = header;
  await client.query(
    `insert into audit_log (actor, action, subject_kind, details) values ($1, 'database.restore', 'database', $2)`,
    [JSON.stringify(actor), JSON.stringify({ madeAt, version })],
  );
}
