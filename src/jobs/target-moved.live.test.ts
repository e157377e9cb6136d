// A target whose address is changed: at the new place what Rollcall made is found by its mark, and what only is called the same, or has
// the same id there, is somebody else's and stays.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLookAlike } from '../../test/exchange-look-alike.ts';
import type { LookAlike } from '../../test/exchange-look-alike.ts';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';
import { saveTarget } from '../run/save-target.ts';
import type { StoredTarget } from '../store/targets.ts';

let world: TargetWorld;
let other: LookAlike;
beforeEach(async () => {
  [world, other] = await Promise.all([openTargetWorld(), openLookAlike()]);
  return () => other.close();
});
afterEach(() => world.close());

const move = (target: StoredTarget, settings: object) => {
  const after = { ...target, settings: { ...target.settings, ...settings } };
  const asked = { ...after, state: 'active' as const, secrets: 'keep' as const };
  return saveTarget(world.database.kysely, world.deps.openBox, target, asked);
};

test('somebody else’s entry with the same id at the new place is neither written over nor removed', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  await world.user('bo.ek', { pstn_fixed: '46846500411' });
  const target = await world.target();
  await world.feed();
  for (const id of world.exchange.entries.keys())
    other.entries.set(id, { externalId: id, account: `annan-${id}`, entry: { number: null } });
  const theirs = structuredClone([...other.entries.values()]);
  const moved = await move(target, { url: other.url });
  await world.remove(asa);
  await world.feed();
  expect([...other.entries.values()]).toEqual(expect.arrayContaining(theirs));
  expect(other.numbers()).toMatchObject({ 'bo.ek': '46846500411' });
  expect(other.entries.size).toBe(3);
  expect(await world.states(moved)).toEqual({ 'bo.ek': 'ok' });
});

test('an exchange that only has another address keeps its entries, and loses whoever was deleted meanwhile', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  const bo = await world.user('bo.ek', { pstn_fixed: '46846500411' });
  const target = await world.target();
  await world.feed();
  for (const [id, entry] of world.exchange.entries) other.entries.set(id, structuredClone(entry));
  const ids = [...other.entries.keys()];
  const moved = await move(target, { url: other.url });
  await world.remove(asa);
  await world.change(bo, { pstn_fixed: '46846500412' });
  await world.feed();
  expect(other.numbers()).toEqual({ 'bo.ek': '46846500412' });
  expect(ids).toEqual(expect.arrayContaining([...other.entries.keys()]));
  expect(await world.states(moved)).toEqual({ 'bo.ek': 'ok' });
});

test('other settings of the same place write over what is there, as before', async () => {
  await world.user('asa.lind');
  const target = await world.target();
  await world.feed();
  const [id] = world.exchange.entries.keys();
  const entry = world.exchange.entries.get(id ?? '');
  if (entry) delete entry.user;
  const moved = await move(target, { byDefault: 'national' });
  await world.feed();
  expect(world.exchange.entries.get(id ?? '')?.entry).toMatchObject({ context: 'national' });
  expect(await world.states(moved)).toEqual({ 'asa.lind': 'ok' });
});
