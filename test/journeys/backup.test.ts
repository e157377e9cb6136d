import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

const PEOPLE = 400;
let world: World;
let other: TestDatabase;
let folder: string;
beforeEach(async () => {
  world = await openWorld();
  other = await testDatabase();
  await other.database.close();
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
  for (let n = 1; n <= PEOPLE; n += 1) hire(n);
  await world.importDocument(world.document());
  await world.cli(['run', 'Alla']);
});
afterEach(async () => {
  await world.close();
  await other.close();
  await rm(folder, { recursive: true, force: true });
});

function hire(n: number): void {
  world.emulator.tenant.hire({
    givenName: `Namn${n}`,
    surname: 'Ek',
    mailNickname: `namn${n}`,
    businessPhones: [`+46812345${String(n).padStart(3, '0')}`],
  });
}

test('a backup made while a sync runs is restored elsewhere: the export is the same and a run has no step', async () => {
  const file = join(folder, 'backup');
  for (let n = PEOPLE + 1; n <= PEOPLE + 100; n += 1) hire(n);
  const syncing = world.cli<Report>(['run', 'Alla']);
  const made = await world.cli<{ rows: Record<string, number>; masterKey: string }>(['backup', file]);
  expect(made.code, made.error).toBe(0);
  expect(made.json.masterKey).toMatch(/secret\.key$/);
  expect((await syncing).json.state).toBe('succeeded');

  const elsewhere = { DATABASE_URL: other.url };
  const restored = await world.cli(['restore', file], undefined, elsewhere);
  expect(restored).toMatchObject({ code: 0, json: { masterKey: 'ok', rows: made.json.rows } });
  const [here, there] = await Promise.all([
    world.cli(['export']),
    world.cli(['export'], undefined, elsewhere),
  ]);
  expect(there.out).toBe(here.out);
  const first = await world.cli<Report>(['run', 'Alla'], undefined, elsewhere);
  expect(first.json.state, first.error).toBe('succeeded');
  const second = await world.cli<Report>(['run', 'Alla'], undefined, elsewhere);
  expect(second.json.counts).toMatchObject({ create: 0, change: 0, leave: 0, unchanged: PEOPLE + 100 });
});

test('a restore that is killed half way has changed nothing', async () => {
  const file = join(folder, 'backup');
  await world.cli(['backup', file]);
  world.emulator.tenant.hire({
    givenName: 'Sist',
    surname: 'Ek',
    mailNickname: 'sist',
    businessPhones: ['+46812345999'],
  });
  await world.cli(['run', 'Alla']);
  const before = (await world.users()).length;
  expect(before).toBe(PEOPLE + 1);
  expect(await world.cli(['restore', file])).toMatchObject({
    code: 1,
    json: { error: { code: 'backup.unusable' } },
  });

  const child = world.start(['restore', file, '--replace']);
  const ended = once(child, 'exit');
  const watch = new pg.Client({ connectionString: withDatabase(world.databaseUrl, 'postgres') });
  await watch.connect();
  await vi.waitFor(
    async () => {
      // From the first table that it drops to its commit it holds such locks, however short its statements are.
      const { rowCount } = await watch.query(
        `select from pg_locks l join pg_stat_activity a using (pid)
         where a.datname = $1 and a.application_name = 'rollcall restore' and l.mode = 'AccessExclusiveLock' limit 1`,
        [new URL(world.databaseUrl).pathname.slice(1)],
      );
      expect(rowCount).toBe(1);
    },
    { timeout: 30_000, interval: 1 },
  );
  child.kill('SIGKILL');
  await ended;
  await watch.end();
  expect(await world.users()).toHaveLength(before);
  expect(await world.cli(['restore', file, '--replace'])).toMatchObject({ code: 0 });
  expect(await world.users()).toHaveLength(PEOPLE);
});

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
