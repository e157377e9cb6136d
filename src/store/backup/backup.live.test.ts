import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import type { TestDatabase } from '../../../test/database.ts';
import { putIncident, putMail, putWebhook } from '../../../test/outbox-rows.ts';
import { firstNight, runWorld, scriptedDeps } from '../../../test/run-world.ts';
import type { RunWorld } from '../../../test/run-world.ts';
import { hire, personFacts } from '../../../test/scripted-tenant.ts';
import { writeAudit } from '../audit-log.ts';
import type { MailState } from '../../plan/mail-states.ts';
import { runTemplate } from '../../run/run.ts';
import { openDatabase } from '../database.ts';
import type { Database } from '../database.ts';
import { RESTORING } from '../open-store.ts';
import { readBackupTables, readSequences, selectRows, sessionSettings } from './backup-tables.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const actor = { kind: 'cli', id: null, name: 'test' } as const;
const never = new AbortController().signal;
const about = { version: '0.1.0', now: new Date('2026-03-02T03:00:00Z'), signal: never };

let world: RunWorld;
let other: TestDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  world = await runWorld();
  other = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
  file = join(folder, 'rollcall.backup');
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `person-${n}`, personFacts(n));
  await world.run();
});
afterEach(async () => {
  await world.close();
  await other.close();
  await rm(folder, { recursive: true, force: true });
});

/** As the command does: a pool of its own, when nobody else has the database open. */
async function restoreInto(target: TestDatabase, from = file, replace = false) {
  await target.database.close();
  const database = await openDatabase(target.url, { applicationName: RESTORING });
  try {
    return await restoreBackup(database, from, { replace, signal: never, actor });
  } finally {
    await database.close();
    target.database = await openDatabase(target.url);
  }
}

/** Every row of every table that a backup has, and where the sequences stand. */
async function readAll(database: Database): Promise<Record<string, unknown>> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(sessionSettings);
    const all: Record<string, unknown> = {};
    for (const table of await readBackupTables(client)) {
      const { rows } = await client.query<{ line: string }>(`${selectRows(table)} order by 1`);
      all[table.name] = rows.map(({ line }) => line);
    }
    all['sequences'] = await readSequences(client);
    await client.query('commit');
    return all;
  } finally {
    client.release();
  }
}

test('what is restored elsewhere is the same, row by row, and the next run has nothing to do', async () => {
  const before = await readAll(world.database);
  const written = await writeBackup(world.database, file, about);
  expect(written.rows).toMatchObject({ users: 3, links: 3, roster: 3, runs: 1, steps: 3 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await restoreInto(other)).toMatchObject({ rows: written.rows, interrupted: 0, version: '0.1.0' });
  const after = await readAll(other.database);
  const entries = await other.database.kysely.selectFrom('audit_log').selectAll().execute();
  expect(entries.map(({ action }) => action)).toEqual(['database.restore']);
  const { audit_log: _, sequences: __, ...rest } = after;
  expect(rest).toEqual({ ...before, audit_log: undefined, sequences: undefined });

  const again = await runTemplate(scriptedDeps(other.database, world.tenant, {}), {
    templateId: world.templateId,
    trigger: 'cli',
    preview: false,
    nominalAt: firstNight + 3_600_000,
  });
  expect(again).toMatchObject({ state: 'succeeded', counts: { create: 0, change: 0, unchanged: 3 } });
});

test('values of every kind come back as they were: null and "null", line ends, quotes, bytes, arrays, microseconds', async () => {
  const db = world.database.kysely;
  const odd = 'rad 1\nrad 2\t"citat" \\ \u2028 ö 😀';
  await writeAudit(db, {
    companyId: null,
    actor: { ...actor, name: odd },
    action: 'test.odd',
    subject: { kind: 'test', id: null, name: odd },
    before: null,
    after: { text: odd, none: null },
  });
  await db
    .updateTable('sync_templates')
    .set({ credentials: randomBytes(500) })
    .execute();
  await db
    .updateTable('roster')
    .set({ facts: `{"a" :  "${'å'.repeat(9)}",\n "b":1.0}`, codes: ['a"b', 'c,d', 'NULL', ''] })
    .execute();
  await sql`update runs set finished_at = '2026-03-02 01:02:03.456789+00'`.execute(db);
  const before = await readAll(world.database);
  await writeBackup(world.database, file, about);
  await restoreInto(other);
  const after = await readAll(other.database);
  for (const table of ['sync_templates', 'roster', 'runs', 'users', 'steps']) {
    expect(after[table], table).toEqual(before[table]);
  }
  expect(after['audit_log']).toEqual(expect.arrayContaining(before['audit_log'] as unknown[]));
});

test('runs that waited or went when the backup was made stand as interrupted', async () => {
  const db = world.database.kysely;
  await db.updateTable('runs').set({ state: 'running', finished_at: null }).execute();
  await writeBackup(world.database, file, about);
  expect(await restoreInto(other)).toMatchObject({ interrupted: 1 });
  const [run] = await other.database.kysely.selectFrom('runs').selectAll().execute();
  expect(run).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
  expect(run?.finished_at).not.toBeNull();
});

test('exchanges are paused after a restore, and everybody is looked at before any is written to again', async () => {
  const { database, companyId } = world;
  const settings = JSON.stringify({ suspendLeaving: false, byDefault: 'x', byTemplate: {} });
  const [id, user] = [randomUUID(), randomUUID()];
  await sql`insert into targets (id, company_id, name, kind, settings, state, created_at, wants_everybody)
    values (${id}, ${companyId}, 'Växeln', 'asterisk', ${settings}::jsonb, 'ending', now(), false)`.execute(
    database.kysely,
  );
  await sql`insert into users (id, company_id, alias, alias_key, name, surname)
    values (${user}, ${companyId}, 'asa', 'ASA', 'Åsa', 'Lind')`.execute(database.kysely);
  await sql`insert into target_users (target_id, user_id, company_id, state, is_gone, external_id, hash)
    values (${id}, ${user}, ${companyId}, 'pending', true, 'asa', 'x')`.execute(database.kysely);
  await writeBackup(database, file, about);
  expect(await restoreInto(other)).toMatchObject({ targets: 1 });
  const { kysely } = other.database;
  const [target] = await kysely.selectFrom('targets').selectAll().execute();
  expect(target).toMatchObject({
    state: 'paused',
    wants_everybody: true,
    trouble: { code: 'target.restored' },
  });
  const [standing] = await kysely.selectFrom('target_users').selectAll().execute();
  expect(standing).toMatchObject({ is_gone: false, hash: null, external_id: 'asa' });
});

test('nothing that waited to be told when the backup was made is told by itself after a restore, and nothing is lost', async () => {
  const { database, companyId } = world;
  await putWebhook(database, companyId, ['incident.opened']);
  const put = (kind: 'welcome' | 'summary', state: MailState) =>
    putMail(database, companyId, { kind, state, ...(kind === 'welcome' ? { user: randomUUID() } : {}) });
  const ids = {
    waiting: await put('welcome', 'waiting'),
    sending: await put('welcome', 'sending'),
    held: await put('welcome', 'held'),
    sent: await put('welcome', 'sent'),
    kept: await put('summary', 'kept'),
    summary: await put('summary', 'sending'),
  };
  const tomorrow = new Date(Date.now() + 86_400_000);
  const incident = await putIncident(database, companyId, { at: tomorrow });
  await writeBackup(database, file, about);
  const summary = await restoreInto(other);
  expect(summary).toMatchObject({ mails: { uncertain: 2, held: 1, discarded: 2 }, deliveries: 1 });
  const rows = await other.database.kysely.selectFrom('mails').selectAll().execute();
  const stateOf = (id: string) => rows.find((row) => row.id === id);
  expect(stateOf(ids.waiting)).toMatchObject({
    state: 'uncertain',
    answer: expect.stringContaining('restored'),
  });
  expect(stateOf(ids.sending)).toMatchObject({ state: 'uncertain', claim: null });
  expect(stateOf(ids.held)).toMatchObject({ state: 'held', answer: expect.stringContaining('restored') });
  expect(stateOf(ids.sent)).toMatchObject({ state: 'sent', answer: null });
  expect(stateOf(ids.kept)).toMatchObject({ state: 'kept' });
  expect(stateOf(ids.summary)).toMatchObject({ state: 'discarded' });
  const deliveries = await other.database.kysely.selectFrom('webhook_deliveries').selectAll().execute();
  expect(deliveries).toMatchObject([{ state: 'failed', answer: expect.stringContaining('restored') }]);
  // Trouble whose mail was not sent is told again by the next run that meets it.
  const lasting = await other.database.kysely
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', incident)
    .executeTakeFirstOrThrow();
  expect(lasting.closed_at).toBeNull();
  expect(lasting.tell_after.getTime()).toBeLessThan(tomorrow.getTime());
});

test('an id that was given before the backup is not given again after it', async () => {
  await sql`select nextval(pg_get_serial_sequence('steps', 'id')) from generate_series(1, 50)`.execute(
    world.database.kysely,
  );
  const given = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('steps', 'id')) as id`.execute(world.database.kysely);
  await writeBackup(world.database, file, about);
  await restoreInto(other);
  const next = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('steps', 'id')) as id`.execute(other.database.kysely);
  expect(next.rows[0]?.id).toBe((given.rows[0]?.id ?? 0) + 1);
});

test('what is cut off, changed or no backup at all is refused, and nothing is changed', async () => {
  await writeBackup(world.database, file, about);
  const whole = await readFile(file);
  const before = await readAll(other.database);
  const text = gunzipSync(whole).toString();
  const lines = text.split('\n');
  const without = (at: number) => gzipSync(lines.toSpliced(at, 1).join('\n'));
  const flip = (at: number) => {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    return changed;
  };
  const bad: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    noise: randomBytes(5_000),
    'other gzip': gzipSync('hello\nworld\n'),
    'an SQL dump': Buffer.from('-- PostgreSQL database dump\n'),
    'a newer form': gzipSync(text.replace('"format":1', '"format":2')),
    'another schema': gzipSync(text.replace(/"checksum":"..../, '"checksum":"0000')),
    'no end': gzipSync(lines.slice(0, -2).join('\n')),
    'two ends': gzipSync(`${text}${lines.at(-2)}\n`),
    'a value changed': gzipSync(text.replace('Namn2', 'Namn7')),
  };
  for (const share of [0.1, 0.5, 0.9, 0.99]) bad[`cut at ${share}`] = whole.subarray(0, whole.length * share);
  for (let at = 3; at < lines.length - 2; at += Math.ceil(lines.length / 10))
    bad[`line ${at} gone`] = without(at);
  for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 12)) bad[`byte ${at}`] = flip(at);
  const path = join(folder, 'bad');
  for (const [name, bytes] of Object.entries(bad)) {
    await writeFile(path, bytes);
    await expect(checkBackup(path), name).rejects.toMatchObject({ code: 'backup.unusable' });
    await expect(restoreInto(other, path, true), name).rejects.toMatchObject({ code: 'backup.unusable' });
  }
  await expect(checkBackup(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'backup.unusable' });
  expect(await readAll(other.database)).toEqual(before);
});

test('a database that is not empty, in use, or of another program is left alone', async () => {
  await writeBackup(world.database, file, about);
  const second = await runWorld({ name: 'Annan' });
  try {
    const target = { url: second.url, database: second.database, close: second.close };
    await expect(restoreInto(target)).rejects.toThrow(/not empty/);
    const guest = new pg.Client({ connectionString: second.url });
    await guest.connect();
    await expect(restoreInto(target, file, true)).rejects.toThrow(/in use/);
    await guest.end();
    expect(await restoreInto(target, file, true)).toMatchObject({ rows: { users: 3 } });
    await sql`drop table sync_templates cascade`.execute(target.database.kysely);
    await expect(restoreInto(target, file, true)).rejects.toThrow(/another program/);
    await target.database.close();
  } finally {
    await second.close();
  }
});

test('a file that is there is not written over, and a failed backup leaves none', async () => {
  await writeFile(file, 'mine');
  await expect(writeBackup(world.database, file, about)).rejects.toThrow(/there already/);
  expect(await readFile(file, 'utf8')).toBe('mine');
  const called = AbortSignal.abort();
  const late = join(folder, 'late');
  await expect(writeBackup(world.database, late, { ...about, signal: called })).rejects.toMatchObject({
    code: 'backup.unusable',
  });
  await expect(writeBackup(world.database, join(folder, 'no', 'such'), about)).rejects.toMatchObject({
    cure: 'Make the folder first.',
  });
  await expect(writeBackup(world.database, join(file, 'in-a-file'), about)).rejects.toMatchObject({
    code: 'backup.unusable',
  });
  await expect(stat(late)).rejects.toThrow(/ENOENT/);
});

test('a backup that is made while a run is applied has all of the run or nothing of it', async () => {
  for (let n = 4; n <= 203; n += 1) hire(world.tenant, `person-${n}`, personFacts(n));
  let [isDone, nth] = [false, 0];
  const run = world.run({ at: firstNight + 7_200_000 }).finally(() => (isDone = true));
  const counts = new Set<number>();
  while (!isDone) {
    nth += 1;
    const { rows } = await writeBackup(world.database, join(folder, `b${nth}`), about);
    expect(rows['links']).toBe(rows['users']);
    expect(rows['steps']).toBe(rows['users']);
    counts.add(rows['users'] ?? 0);
  }
  await run;
  expect([...counts].every((count) => count === 3 || count === 203)).toBe(true);
  expect(nth).toBeGreaterThan(0);
});
