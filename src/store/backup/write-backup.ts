// Writes everything that a database of ours holds to one file, while it is in use: one snapshot, read page by page, so that the
// memory does not grow with it. The file is whole or not there: it gets its name when its last byte is on disk.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import type { Database } from '../database.ts';
import type { AppliedMigration } from '../migrate.ts';
import { BackupUnusable, FORMAT } from './backup-format.ts';
import type { BackupHeader } from './backup-format.ts';
import { readBackupTables, readSequences, selectRows, sessionSettings } from './backup-tables.ts';

/** Few enough to be a few MB, enough for one round trip not to matter. */
const ROWS_AT_A_TIME = 2_000;

export interface BackupSummary {
  file: string;
  bytes: number;
  rows: Record<string, number>;
  masterKeys: string[];
}

/** Throws BackupUnusable when the file is there already or can not be written. */
export async function writeBackup(
  database: Database,
  file: string,
  about: { version: string; now: Date; signal: AbortSignal },
): Promise<BackupSummary> {
  if (await stat(file).catch(() => null)) {
    throw new BackupUnusable(`${file} is there already.`, 'Remove it, or choose another name.');
  }
  const draft = `${file}.${randomUUID()}.part`;
  const client = await database.pool.connect();
  let isBroken = true;
  try {
    const summary = await writeDraft(client, draft, about);
    await rename(draft, file);
    isBroken = false;
    return { ...summary, file };
  } catch (error) {
    throw explain(error, file);
  } finally {
    // Whatever went wrong, its transaction ends with the connection.
    client.release(isBroken);
    // Where it could not be made there is nothing to remove, and that is told above.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function writeDraft(
  client: pg.PoolClient,
  draft: string,
  about: { version: string; now: Date; signal: AbortSignal },
): Promise<Omit<BackupSummary, 'file'>> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(sessionSettings);
  const header = await readHeader(client, about);
  const rows: Record<string, number> = {};
  const text = Readable.from(presentBackup(client, header, rows), { objectMode: true });
  // For its owner alone: names and numbers of everybody are in it. On disk before it gets its name.
  const out = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(text, createGzip({ level: 5 }), out, { signal: about.signal });
  await client.query('commit');
  return { bytes: out.bytesWritten, rows, masterKeys: header.masterKeys };
}

async function readHeader(
  client: pg.ClientBase,
  { version, now }: { version: string; now: Date },
): Promise<BackupHeader> {
  const migrations = await client.query<AppliedMigration>(
    'select number, name, checksum from schema_migrations order by number',
  );
  const keys = await client.query<{ print: string }>('select print from master_keys order by position desc');
  return {
    rollcall: 'backup',
    format: FORMAT,
    version,
    madeAt: now.toISOString(),
    migrations: migrations.rows,
    masterKeys: keys.rows.map(({ print }) => print),
  };
}

async function* presentBackup(
  client: pg.ClientBase,
  header: BackupHeader,
  rows: Record<string, number>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (text: string) => {
    hash.update(`${text}\n`);
    return `${text}\n`;
  };
  yield line(JSON.stringify(header));
  for (const table of await readBackupTables(client)) {
    yield line(JSON.stringify({ table: table.name, columns: table.columns }));
    rows[table.name] = 0;
    await client.query(`declare backup no scroll cursor for ${selectRows(table)}`);
    for (;;) {
      const page = await client.query<{ line: string }>(`fetch ${ROWS_AT_A_TIME} from backup`);
      if (page.rows.length === 0) break;
      rows[table.name] = (rows[table.name] ?? 0) + page.rows.length;
      yield page.rows.map((row) => line(row.line)).join('');
    }
    await client.query('close backup');
    yield line('.');
  }
  const sequences = await readSequences(client);
  yield `${JSON.stringify({ end: true, rows, sequences, sha256: hash.digest('hex') })}\n`;
}

const fileCures: Readonly<Record<string, string>> = {
  ABORT_ERR: 'It was interrupted. Start it again.',
  ENOSPC: 'Free some space, or choose a folder on another disk.',
  EACCES: 'Choose a folder that this user may write to.',
  EROFS: 'Choose a folder that can be written to.',
  ENOENT: 'Make the folder first.',
  ENOTDIR: 'Make the folder first: something of that name is no folder.',
};

function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // PostgreSQL's codes have digits, those of files have none.
  const isFile = /^E[A-Z]+$/.test(code) && error instanceof Error && 'path' in error;
  const cure = fileCures[code] ?? (isFile ? 'Correct the path, or choose another one.' : undefined);
  if (cure === undefined) return error;
  return new BackupUnusable(`${file} can not be written (${code}).`, cure, { cause: error });
}
