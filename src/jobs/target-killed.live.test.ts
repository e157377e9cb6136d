// A feeder that is killed at any statement: whoever goes on writes what is missing, and nobody stands at the exchange twice or too few.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runKilledChild } from '../../test/killed-child.ts';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';

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
