import { chmod, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';
import { decideProxies } from './doctor/examine-machine.ts';
import { decideDatabase, decideRuns } from './doctor/examine-store.ts';
import type { Finding } from './doctor/finding.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.emulator.tenant.hire({
    givenName: 'Ada',
    surname: 'Ek',
    mailNickname: 'ada.ek',
    businessPhones: ['+46812345010'],
  });
});
afterEach(() => world.close());

async function examine(more: Record<string, string> = {}) {
  const { code, json } = await world.cli<{ ok: boolean; findings: Finding[] }>(['doctor'], undefined, more);
  const bad = json.findings.filter(({ state }) => state !== 'ok');
  // A disk may be nearly full where tests run, which is no matter here.
  return { code, ok: json.ok, bad: bad.filter(({ check }) => check !== 'disk'), all: json.findings };
}

test('a sound installation has no fault, and every check says what it found', async () => {
  await world.importDocument(world.document());
  await world.cli(['run', 'Alla']);
  const { bad, all, code } = await examine();
  expect({ bad, code }).toEqual({ bad: [], code: 0 });
  const checks = new Set(all.map(({ check }) => check));
  for (const check of [
    'database',
    'clock',
    'connections',
    'schema',
    'keys',
    'runs',
    'credentials',
    'folder',
    'network',
  ]) {
    expect(checks).toContain(check);
  }
  expect(all.filter(({ check }) => check === 'network')).toHaveLength(2);
});

test('before anything is stored it makes no key and nothing else', async () => {
  const { code, all } = await examine();
  expect(code).toBe(0);
  expect(all.find(({ check }) => check === 'keys')?.message).toBe('No secret is stored yet.');
  expect((await examine()).all.find(({ check }) => check === 'keys')?.message).toMatch(/^No secret/);
});

test('where nothing was ever started it makes no database', async () => {
  const { code, bad } = await examine({ DATABASE_URL: '' });
  expect(code).toBe(0);
  expect(bad.map(({ check, state }) => `${check} ${state}`)).toEqual(['database warning', 'folder warning']);
  expect(await readdir(dirname(world.dataFolder))).toEqual([]);
});

test('without a database it says so and looks at the rest', async () => {
  const { code, bad, all } = await examine({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(code).toBe(1);
  // The data folder is not there yet either, which is no fault.
  expect(bad.filter(({ state }) => state === 'fault')).toMatchObject([{ check: 'database' }]);
  expect(bad[0]?.cure).toMatch(/DATABASE_URL/);
  expect(all.some(({ check }) => check === 'network')).toBe(true);
});

test('another master key, a readable key file and a cloud that does not answer are faults with a cure each', async () => {
  await world.importDocument(world.document());
  await chmod(join(world.dataFolder, 'secret.key'), 0o644);
  const clouds = { emulator: { login: 'http://127.0.0.1:1', graph: world.emulator.url } };
  const { code, bad } = await examine({
    ROLLCALL_KEY: 'ab'.repeat(32),
    ROLLCALL_CLOUDS: JSON.stringify(clouds),
  });
  expect(code).toBe(1);
  expect(bad.map(({ check, state }) => `${check} ${state}`).toSorted()).toEqual([
    'folder fault',
    'keys fault',
    'network fault',
  ]);
  expect(bad.every(({ cure }) => cure)).toBe(true);
});

test('credentials that have ended or soon will are told by template', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await world.importDocument(world.document({ credentialExpires: inDays(-1) }));
  expect((await examine()).bad).toMatchObject([{ check: 'credentials', state: 'fault' }]);
  await world.importDocument(world.document({ credentialExpires: inDays(10) }));
  const { bad, code } = await examine();
  expect(code).toBe(0);
  expect(bad).toMatchObject([{ check: 'credentials', state: 'warning' }]);
  expect(bad[0]?.message).toContain(`Nordvik Energi AB: Alla (${inDays(10)}, as somebody typed): `);
});

test('what a database may suffer from is told in words', () => {
  const sound = {
    version: '18.4',
    clock: 0,
    bytes: 1,
    connections: 5,
    maxConnections: 100,
    autovacuum: true,
    worn: [],
    oldestTransactionMinutes: 0,
  };
  const states = (changed: object) =>
    decideDatabase({ ...sound, ...changed }, 0)
      .filter(({ state }) => state !== 'ok')
      .map(({ check, state }) => `${check} ${state}`);
  expect(states({})).toEqual([]);
  expect(states({ clock: 9_000 })).toEqual(['clock fault']);
  expect(states({ connections: 90 })).toEqual(['connections warning']);
  expect(states({ autovacuum: false })).toEqual(['vacuum fault']);
  expect(states({ worn: ['users'], oldestTransactionMinutes: 90 })).toEqual([
    'vacuum warning',
    'vacuum warning',
  ]);
});

test('runs that wait too long, go on too long or never succeed are told', () => {
  const quiet = {
    queued: 0,
    oldestQueuedMinutes: 0,
    running: 0,
    oldestRunningHours: 0,
    overdue: [],
    expiring: [],
    notTakingOver: [],
    withoutCredentials: [],
    clouds: [],
  };
  const states = (changed: object) =>
    decideRuns({ ...quiet, ...changed })
      .filter(({ state }) => state !== 'ok')
      .map(({ check, state }) => `${check} ${state}`);
  const one = { template: 'Alla', company: 'Nordvik' };
  expect(states({})).toEqual([]);
  expect(states({ queued: 3, oldestQueuedMinutes: 31 })).toEqual(['runs fault']);
  expect(states({ running: 1, oldestRunningHours: 7 })).toEqual(['runs warning']);
  expect(states({ overdue: [one] })).toEqual(['runs fault']);
  expect(states({ withoutCredentials: [one] })).toEqual(['credentials warning']);
  expect(states({ notTakingOver: [one] })).toEqual(['credentials warning']);
});

test('a proxy that would not be used is told', () => {
  expect(decideProxies({})).toEqual([]);
  expect(decideProxies({ HTTPS_PROXY: 'http://proxy.example:3128' })).toMatchObject([{ state: 'warning' }]);
});
