import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import type { SecretBox } from '../access/secret-box.ts';
import type { Database } from '../store/database.ts';
import { readSealedValues, sealedPlaces, withRotationLock } from '../store/sealed-values.ts';
import type { Tables } from '../store/tables.ts';
import { openTurns } from '../store/turns.ts';
import { openBox } from './open-box.ts';
import { abandonKeys, rotateKeys } from './rotate-keys.ts';
import type { RotationOptions } from './rotate-keys.ts';

const [keyA, keyB] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
let database: Database;
let close: TestDatabase['close'];
let dataFolder: string;
let templates: string[];
beforeEach(async () => {
  ({ database, close } = await testDatabase());
  dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-rotate-'));
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  templates = [];
  for (const name of ['A', 'B', 'C']) {
    templates.push(await writeTestTemplate(database, companyId, { name }));
  }
  await database.kysely.updateTable('sync_templates').set({ credentials: null }).execute();
});
afterEach(async () => {
  await close();
  await rm(dataFolder, { recursive: true, force: true });
});

const options = (more: Partial<RotationOptions> = {}): RotationOptions => ({
  database,
  given: null,
  dataFolder,
  onMade: () => undefined,
  newMaster: null,
  isOnlyFile: true,
  actor: { kind: 'cli', id: null, name: 'test' },
  ...more,
});
const box = (given: Buffer | null = null, on = database): SecretBox =>
  openBox({ database: on, given, dataFolder, onMade: () => undefined });

async function store(by: SecretBox, id: string, text: string): Promise<void> {
  const credentials = await by.seal(text, id);
  await database.kysely.updateTable('sync_templates').set({ credentials }).where('id', '=', id).execute();
}
async function storeAll(by: SecretBox): Promise<void> {
  for (const [nth, id] of templates.entries()) await store(by, id, `secret ${nth}`);
}
async function openAll(by: SecretBox): Promise<string[]> {
  const found = [];
  for await (const { sealed, owner } of readSealedValues(database.kysely)) {
    found.push(await by.open(sealed, owner));
  }
  return found.toSorted();
}
const all = ['secret 0', 'secret 1', 'secret 2'];

test('everything is sealed anew, what runs meanwhile opens it, and the audit log tells of it', async () => {
  const running = box();
  await storeAll(running);
  const before = await database.kysely.selectFrom('sync_templates').select('credentials').execute();
  expect(await rotateKeys(options())).toEqual({
    ok: true,
    resealed: 3,
    unreadable: [],
    masterKey: 'kept',
    oldMasterKeys: 'none',
    deletedDataKeys: 0,
  });
  const after = await database.kysely.selectFrom('sync_templates').select('credentials').execute();
  expect(after).not.toEqual(before);
  expect(await openAll(running)).toEqual(all);
  expect(await openAll(box())).toEqual(all);
  const audit = await database.kysely.selectFrom('audit_log').selectAll().execute();
  expect(audit).toMatchObject([{ action: 'dataKey.rotate', actor: { kind: 'cli' } }]);
});

test('a data key that opens nothing any more goes after a day, and not before', async () => {
  await storeAll(box());
  await rotateKeys(options());
  await database.kysely
    .updateTable('data_keys')
    .set({ retired_at: sql`retired_at - interval '23 hours'` })
    .execute();
  expect(await rotateKeys(options())).toMatchObject({ deletedDataKeys: 0 });
  await database.kysely
    .updateTable('data_keys')
    .set({ retired_at: sql`retired_at - interval '2 hours'` })
    .execute();
  expect(await rotateKeys(options())).toMatchObject({ deletedDataKeys: 1 });
  expect(await openAll(box())).toEqual(all);
});

test('a new key file is noticed by whoever runs, and the old master key opens nothing any more', async () => {
  const running = box();
  await storeAll(running);
  const outcome = await rotateKeys(options({ newMaster: 'file' }));
  expect(outcome).toMatchObject({ masterKey: 'changed', oldMasterKeys: 'forgotten', resealed: 3 });
  expect(await readdir(dataFolder)).toEqual(['secret.key']);
  expect(await openAll(running)).toEqual(all);
  await store(running, templates[0] ?? '', 'secret 0');
  expect(await openAll(box())).toEqual(all);
  expect(await database.kysely.selectFrom('master_keys').selectAll().execute()).toHaveLength(1);
});

test('where several machines have the key, the old one works until the rotation after', async () => {
  const [old, other] = [box(keyA), box(keyA)];
  await storeAll(old);
  const change = options({ given: keyA, newMaster: keyB, isOnlyFile: false });
  expect(await rotateKeys(change)).toMatchObject({ masterKey: 'changed', oldMasterKeys: 'waiting' });
  for (const one of [old, other, box(keyA), box(keyB)]) expect(await openAll(one)).toEqual(all);

  expect(await rotateKeys(options({ given: keyA }))).toMatchObject({ code: 'key.old' });
  expect(await rotateKeys(options({ given: keyB, newMaster: keyB }))).toMatchObject({ code: 'key.same' });
  const last = options({ given: keyB, isOnlyFile: false });
  expect(await rotateKeys(last)).toMatchObject({ oldMasterKeys: 'forgotten' });
  expect(await openAll(box(keyB))).toEqual(all);
  await expect(box(keyA).check()).rejects.toMatchObject({ code: 'key.wrong' });
  await expect(rotateKeys(options({ given: keyA }))).rejects.toMatchObject({ code: 'key.wrong' });
});

/** The server takes a moment to see that a killed process is gone, and until then it holds its locks. */
async function rotateAfterKill(more: Partial<RotationOptions>) {
  for (;;) {
    const outcome = await rotateKeys(options(more));
    if (!('code' in outcome) || outcome.code !== 'rotation.busy') return outcome;
  }
}

/** A database of which the program is gone after so many statements. */
async function withDyingDatabase(statements: number, work: (dying: Database) => Promise<unknown>) {
  const pool = new pg.Pool({ connectionString: String(database.pool.options.connectionString), max: 3 });
  let left = statements;
  const lines: pg.Client[] = [];
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    lines.push(client as pg.Client);
    client.on('error', () => undefined);
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      left -= 1;
      if (left >= 0) return send(...args);
      // A process that is gone sends nothing more, and its lines are cut.
      for (const { connection } of lines as unknown as { connection: { stream: Socket } }[])
        connection.stream.destroy();
      return Promise.reject(new Error('killed'));
    }) as typeof client.query;
  });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const dying = { kysely, pool, turns: openTurns(), close: () => pool.end() };
  const end = await work(dying).then(
    (outcome) => outcome,
    () => 'killed',
  );
  // Whoever is gone gives nothing back, so that the pool may wait for it for ever.
  if (end !== 'killed') await pool.end();
  return end;
}

test(
  'killed after any statement, every secret opens, and starting again ends it',
  { timeout: 120_000 },
  async () => {
    const running = box();
    await storeAll(running);
    let kills = 0;
    for (let statements = 1; ; statements += 1) {
      const end = await withDyingDatabase(statements, (dying) =>
        rotateAfterKill({ database: dying, newMaster: 'file' }),
      );
      expect(await openAll(box()), `killed after ${statements}`).toEqual(all);
      expect(await openAll(running)).toEqual(all);
      if (end !== 'killed') {
        expect(end).toMatchObject({ ok: true });
        break;
      }
      kills += 1;
    }
    expect(kills).toBeGreaterThan(20);
    expect(await readdir(dataFolder)).toEqual(['secret.key']);
    expect(await database.kysely.selectFrom('master_keys').selectAll().execute()).toHaveLength(1);
  },
);

test('a change of the master key that was killed is not left behind by a rotation without one', async () => {
  await storeAll(box());
  let statements = 0;
  while ((await database.kysely.selectFrom('master_keys').selectAll().execute()).length < 2) {
    await withDyingDatabase((statements += 1), (dying) =>
      rotateAfterKill({ database: dying, newMaster: 'file' }),
    );
  }
  expect(await rotateAfterKill({})).toMatchObject({ code: 'rotation.unfinished' });
  expect(await rotateKeys(options({ newMaster: 'file' }))).toMatchObject({ oldMasterKeys: 'forgotten' });
});

test('secrets that are saved while keys are changed stand, whichever key sealed them', async () => {
  const running = box();
  await storeAll(running);
  const saving = (async () => {
    for (let nth = 0; nth < 30; nth += 1) await store(running, templates[nth % 3] ?? '', `new ${nth}`);
  })();
  for (let nth = 0; nth < 3; nth += 1) await rotateKeys(options({ newMaster: nth === 1 ? 'file' : null }));
  await saving;
  expect(await openAll(box())).toEqual(['new 27', 'new 28', 'new 29']);
});

test('of two rotations at once the second is refused', async () => {
  await storeAll(box());
  const second = await withRotationLock(database, () => rotateKeys(options()));
  expect(second).toMatchObject({ code: 'rotation.busy' });
  expect(await rotateKeys(options())).toMatchObject({ ok: true, resealed: 3 });
});

test('a value that no key opens is told, stays, and keeps the keys that may open it one day', async () => {
  await storeAll(box(keyA));
  await rm(join(dataFolder, 'secret.key'), { force: true });
  await expect(rotateKeys(options())).rejects.toMatchObject({ code: 'key.missing' });
  const made: string[] = [];
  const lost = await abandonKeys(options({ onMade: (file) => made.push(file) }));
  expect(lost).toMatchObject({ resealed: 0, unreadable: [{}, {}, {}] });
  expect(made).toEqual([join(dataFolder, 'secret.key')]);

  await store(box(), templates[0] ?? '', 'given again');
  const outcome = await rotateKeys(options());
  expect(outcome).toMatchObject({ resealed: 1, oldMasterKeys: 'needed', unreadable: [{}, {}] });
  expect(await abandonKeys(options())).toMatchObject({ code: 'key.works' });
  // The lost key was found after all.
  const found = await database.kysely.selectFrom('data_key_wraps').select('master').execute();
  expect(new Set(found.map(({ master }) => master)).size).toBe(2);
  for (const [nth, id] of templates.entries()) await store(box(), id, `secret ${nth}`);
  expect(await rotateKeys(options())).toMatchObject({ oldMasterKeys: 'forgotten' });
});

/** Bytes that are no sealed secrets: hashes, from which nothing comes back. */
const isHash = (place: string) => /hash$|^sign_in_failures\.key$/.test(place);

test('every column that could hold sealed secrets is in the list of those that are sealed anew', async () => {
  const { rows } = await sql<{ place: string }>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' order by 1`.execute(database.kysely);
  const listed = sealedPlaces.map(({ table, column }) => `${table}.${column}`);
  const places = rows.map(({ place }) => place).filter((place) => !isHash(place));
  expect(places).toEqual([...listed, 'data_key_wraps.wrapped'].toSorted());
});
