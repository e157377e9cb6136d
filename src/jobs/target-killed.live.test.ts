// A feeder that is killed at any statement: whoever goes on writes what is missing, and nobody stands at the exchange twice or too few.
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runKilledChild, startKilledChild } from '../../test/killed-child.ts';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';
import { until } from '../../test/webhook-world.ts';
import { adoptTargetUser } from '../run/adopt-target-user.ts';
import { endTarget } from '../run/save-target.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));

let world: TargetWorld;
beforeEach(async () => void (world = await openTargetWorld()));
afterEach(() => world.close());

const feedInChild = (killAt: number, when: string) =>
  runKilledChild('killed-feed', [world.databaseUrl, String(killAt), when]);

test('killed at any statement, the exchange has what the directory says in the end', async () => {
  process.stdout.write(`seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  const target = await world.target();
  const wanted: Record<string, string> = {};
  let digits = 46_846_500_400;
  const number = () => String((digits += 1));
  /** One who is made, one who is changed and one who is deleted. */
  const change = async (round: number) => {
    const alias = `ny${round}`;
    wanted[alias] = number();
    await world.user(alias, { pstn_fixed: wanted[alias] });
    wanted['bo'] = number();
    await world.change(bo, { pstn_fixed: wanted['bo'] });
    if (last !== null) await world.remove(last);
    last = await world.user(`bort${round}`, { pstn_fixed: number() });
  };
  const bo = await world.user('bo');
  let last: string | null = null;
  await change(0);
  const statements = Number((await feedInChild(0, 'never')).said);
  expect(statements).toBeGreaterThan(15);
  let kills = 0;
  const rounds = 10;
  for (let round = 1; round <= rounds; round += 1) {
    await change(round);
    const killAt = 1 + ((seed + Math.floor((round * statements) / rounds)) % statements);
    const { signal } = await feedInChild(killAt, (seed + round) % 2 === 0 ? 'before' : 'after');
    kills += signal === 'SIGKILL' ? 1 : 0;
    await world.passTime();
    await world.feed();
    const at = `statement ${killAt} of ${statements}, seed ${seed}`;
    const all = { ...wanted, [`bort${round}`]: String(digits) };
    expect(world.exchange.numbers(), at).toEqual(all);
    expect(world.exchange.entries.size, at).toBe(Object.keys(all).length);
    expect(new Set(Object.values(await world.states(target))), at).toEqual(new Set(['ok']));
  }
  expect(kills).toBeGreaterThan(rounds / 2);
}, 120_000);

describe('a feeder that is killed when the exchange has a new user, and before it hears of it,', () => {
  const killOnceWritten = async () => {
    world.exchange.behave('silent');
    const child = await startKilledChild('killed-feed', [world.databaseUrl, '0', 'never']);
    const ended = once(child, 'exit');
    await until(
      async () => world.exchange.waiting(),
      (waiting) => waiting > 0,
    );
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    world.exchange.behave();
    await world.passTime();
  };
  const known = async () => {
    const { rows } = await sql<{ id: string | null; tried: { account: string } | null }>`
      select external_id as id, tried from target_users order by user_id`.execute(world.database.kysely);
    return rows.map(({ id, tried }) => [id, tried?.account ?? null]);
  };
  const accounts = () => Object.keys(world.exchange.numbers()).toSorted();

  test('leaves nothing of her there once she is deleted, and everything of others', async () => {
    world.exchange.entries.set('77', { externalId: '77', account: 'reception', entry: {} });
    const target = await world.target();
    const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
    await killOnceWritten();
    expect(accounts()).toEqual(['asa.lind', 'reception']);
    expect(await known()).toEqual([[null, 'asa.lind']]);
    await world.remove(asa);
    await world.feed();
    expect(accounts()).toEqual(['reception']);
    expect(await world.states(target)).toEqual({});
  });

  test('leaves her there once when she is deleted and brought back before anybody has looked', async () => {
    const target = await world.target();
    const asa = await world.user('asa.lind');
    await killOnceWritten();
    await world.remove(asa);
    await world.user('asa.lind', { id: asa, pstn_fixed: '46846500411' });
    const [entry] = world.exchange.entries.keys();
    await world.feed();
    expect(world.exchange.numbers()).toEqual({ 'asa.lind': '46846500411' });
    expect(await known()).toEqual([[entry, null]]);
    expect(await world.states(target)).toEqual({ 'asa.lind': 'ok' });
    await world.remove(asa);
    await world.feed();
    expect(accounts()).toEqual([]);
  });

  test('leaves nothing by another account when she comes back with that', async () => {
    await world.target();
    const asa = await world.user('asa.lind');
    await killOnceWritten();
    await world.remove(asa);
    await world.user('asa.ek', { id: asa });
    await world.feed();
    expect(accounts()).toEqual(['asa.ek']);
  });

  test('leaves nothing when the target is ended', async () => {
    const target = await world.target();
    await world.user('asa.lind');
    await killOnceWritten();
    await endTarget(world.database.kysely, target, 'remove', Date.now());
    await world.feed();
    expect(accounts()).toEqual([]);
    expect(await world.again(target)).toBeNull();
  });

  test('leaves nothing beside an entry that is adopted for her, whether she is written or deleted', async () => {
    for (const isDeleted of [false, true]) {
      const id = isDeleted ? '78' : '77';
      world.exchange.entries.set(id, { externalId: id, account: `asa${id}`, entry: {} });
      const target = await world.target({}, { name: id });
      const asa = await world.user(`ny${id}`);
      await killOnceWritten();
      expect(accounts()).toContain(`ny${id}`);
      const actor = { kind: 'system', id: null, name: 'test' } as const;
      const hand = { actor, address: null, now: Date.now() };
      const adopted = { userId: asa, externalId: id };
      expect(await adoptTargetUser(world.deps, hand, world.database, target, adopted)).toEqual({ ok: true });
      if (isDeleted) await world.remove(asa);
      await world.feed();
      expect(accounts()).toEqual(isDeleted ? [] : [`asa${id}`]);
      expect(await known()).toEqual(isDeleted ? [] : [[id, null]]);
      await world.remove(asa);
      await world.feed();
      expect(accounts()).toEqual([]);
      await endTarget(world.database.kysely, target, 'leave', Date.now());
    }
  });

  test('takes nothing of somebody else’s by her account', async () => {
    world.exchange.entries.set('77', { externalId: '77', account: 'asa.lind', entry: {}, user: 'somebody' });
    const target = await world.target();
    const asa = await world.user('asa.lind');
    await world.feed();
    expect(await world.states(target)).toEqual({ 'asa.lind': 'failed' });
    await world.remove(asa);
    await world.feed();
    expect(accounts()).toEqual(['asa.lind']);
    expect(await world.states(target)).toEqual({});
  });
});

test('an entry that is adopted for a user while she is being written is hers, and the other one goes', async () => {
  world.exchange.entries.set('77', { externalId: '77', account: 'asa77', entry: {} });
  const target = await world.target();
  const asa = await world.user('asa.lind');
  world.exchange.behave('silent');
  const feeding = world.feed();
  await until(
    async () => world.exchange.waiting(),
    (waiting) => waiting > 0,
  );
  const hand = { actor: { kind: 'system', id: null, name: 'test' } as const, address: null, now: Date.now() };
  const adopted = { userId: asa, externalId: '77' };
  expect(await adoptTargetUser(world.deps, hand, world.database, target, adopted)).toEqual({ ok: true });
  world.exchange.behave();
  await feeding;
  expect(Object.keys(world.exchange.numbers())).toEqual(['asa77']);
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok' });
  await world.remove(asa);
  await world.feed();
  expect(world.exchange.entries.size).toBe(0);
});
