// Drift: what somebody has changed at an exchange is found, shown, and written over or left as it is; what is not Rollcall's is never touched.
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';
import { askForComparison, keepUsers, readTargetUsers, repairUsers } from '../store/target-users.ts';
import { readTargetHealth } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import { compareDueTargets } from './target-comparer.ts';

let world: TargetWorld;
let target: StoredTarget;
beforeEach(async () => {
  world = await openTargetWorld();
  await world.user('asa.lind', { pstn_fixed: '46846500410' });
  await world.user('bo.ek', { pstn_fixed: '46846500411' });
  target = await world.target();
  await world.feed();
});
afterEach(() => world.close());

const compare = async () => {
  await askForComparison(world.database.kysely, target.id);
  return compareDueTargets(world.deps, new AbortController().signal);
};
const entryOf = (account: string) => {
  const found = [...world.exchange.entries.values()].find((one) => one.account === account);
  if (!found) throw new Error(`no entry ${account}`);
  return found;
};
const change = (account: string, values: Record<string, string | null>) => {
  const found = entryOf(account);
  world.exchange.entries.set(found.externalId, { ...found, entry: { ...found.entry, ...values } });
};
const driftOf = async () => {
  const ask = { limit: 50, after: null };
  const { rows } = await readTargetUsers(world.database.kysely, { targetId: target.id, state: 'drift' }, ask);
  return Object.fromEntries(rows.map(({ alias, drift }) => [alias, drift]));
};

test('what was changed there, or is gone, is shown with its fields; what is as it was written is not', async () => {
  world.exchange.entries.set('x', { externalId: 'x', account: 'larm', entry: { number: null } });
  expect(await compare()).toBe(1);
  expect(await driftOf()).toEqual({});
  change('asa.lind', { number: '46846500499', ringtone: 'egen' });
  world.exchange.entries.delete(entryOf('bo.ek').externalId);
  await compare();
  expect(await driftOf()).toEqual({
    'asa.lind': { is: 'different', fields: { number: { wanted: '46846500410', there: '46846500499' } } },
    'bo.ek': { is: 'missing', fields: {} },
  });
  const health = (await readTargetHealth(world.database.kysely, [target.id])).get(target.id);
  expect(health).toMatchObject({ unknownEntries: 1, users: { drift: 2, ok: 0 } });
  expect(health?.comparedAt).toBeInstanceOf(Date);
  // Nothing is written by looking.
  expect(world.exchange.numbers()).toEqual({ 'asa.lind': '46846500499', larm: null });
});

test('drift that somebody repairs is written over, and what is gone is made anew', async () => {
  change('asa.lind', { number: '46846500499' });
  world.exchange.entries.delete(entryOf('bo.ek').externalId);
  await compare();
  expect(await repairUsers(world.database.kysely, target.id, null)).toBe(2);
  await world.feed();
  expect(world.exchange.numbers()).toEqual({ 'asa.lind': '46846500410', 'bo.ek': '46846500411' });
  await compare();
  expect(await driftOf()).toEqual({});
});

test('a target that repairs by itself does so the same night', async () => {
  await sql`update targets set drift_mode = 'repair'`.execute(world.database.kysely);
  change('asa.lind', { number: '46846500499' });
  await compare();
  await world.feed();
  expect(world.exchange.numbers()['asa.lind']).toBe('46846500410');
  const { rows } = await sql`select details from audit_log where action = 'target.repair'`.execute(
    world.database.kysely,
  );
  expect(rows).toEqual([{ details: { count: 1 } }]);
});

test('drift that somebody keeps is not shown again, until it is another', async () => {
  change('asa.lind', { number: '46846500499' });
  await compare();
  expect(await keepUsers(world.database.kysely, target.id, null)).toBe(1);
  await compare();
  expect(await driftOf()).toEqual({});
  expect(world.exchange.numbers()['asa.lind']).toBe('46846500499');
  change('asa.lind', { number: '46846500498' });
  await compare();
  expect(Object.keys(await driftOf())).toEqual(['asa.lind']);
});

test('what drifted and is put right there is drift no more', async () => {
  change('asa.lind', { context: 'lobby' });
  await compare();
  expect(Object.keys(await driftOf())).toEqual(['asa.lind']);
  change('asa.lind', { context: 'office' });
  await compare();
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok', 'bo.ek': 'ok' });
});

test('what changes nothing there leaves drift to be seen', async () => {
  change('asa.lind', { context: 'lobby' });
  await compare();
  await sql`update users set version = version + 1`.execute(world.database.kysely);
  await world.feed();
  expect(await world.states(target)).toEqual({ 'asa.lind': 'drift', 'bo.ek': 'ok' });
});

test('a changed user is written over what drifted, and is no drift while she waits', async () => {
  change('asa.lind', { number: '46846500499' });
  await compare();
  await world.change(
    (await sql<{ id: string }>`select id from users where alias = 'asa.lind'`.execute(world.database.kysely))
      .rows[0]?.id ?? '',
    { pstn_fixed: '46846500412' },
  );
  await world.feed();
  expect(world.exchange.numbers()['asa.lind']).toBe('46846500412');
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok', 'bo.ek': 'ok' });
});

test('an exchange that does not answer says nothing of drift', async () => {
  world.exchange.behave('away');
  expect(await compare()).toBe(0);
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok', 'bo.ek': 'ok' });
  world.exchange.behave();
  await world.passTime();
  expect(await compareDueTargets(world.deps, new AbortController().signal)).toBe(1);
});
