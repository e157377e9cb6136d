// A company's directory in a SCIM service that nobody here wrote, by the product's own way: marked by the database, fed by the feeder.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScimmy, TOKEN } from '../../test/scimmy-service.ts';
import type { ScimService } from '../../test/scimmy-service.ts';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';
import { targetKinds } from '../connectors/target-kinds.ts';
import { saveTarget } from '../run/save-target.ts';
import type { StoredTarget } from '../store/targets.ts';
import { feedDue } from './target-feeder.ts';

let world: TargetWorld;
let service: ScimService;
let target: StoredTarget;
beforeEach(async () => {
  world = await openTargetWorld();
  service = await openScimmy();
  const checked = targetKinds['scim']?.checkSettings({ url: service.url });
  if (!checked || !('settings' in checked)) throw new Error('the settings are wrong');
  target = await saveTarget(world.database.kysely, world.deps.openBox, null, {
    id: randomUUID(),
    companyId: world.companyId,
    name: 'Molnväxeln',
    kind: 'scim',
    settings: { ...checked.settings },
    secrets: { token: TOKEN },
    state: 'active',
    driftMode: 'show',
  });
});
afterEach(async () => {
  await service.close();
  await world.close();
});

const feed = () => feedDue({ ...world.deps, kinds: targetKinds }, null, new AbortController().signal);
const names = () =>
  [...service.users.values()].map(({ userName }) => userName).toSorted((a, b) => a.localeCompare(b));
const writes = () =>
  service.asked.filter(({ what }) => !what.startsWith('GET')).map(({ what }) => what.split(' ')[0]);

test('users come, change and go, and nothing is sent when nothing has changed', async () => {
  const asa = await world.user('asa.lind', { email: 'asa@nordvik.example', pstn_fixed: '46846500410' });
  await world.user('bo.ek', { email: 'bo@nordvik.example' });
  await feed();
  expect(names()).toEqual(['asa@nordvik.example', 'bo@nordvik.example']);
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok', 'bo.ek': 'ok' });
  service.asked.length = 0;
  await world.change(asa, { pstn_fixed: '46846500411', title: 'Ekonom' });
  await feed();
  expect(writes()).toEqual(['PATCH']);
  expect([...service.users.values()].find(({ externalId }) => externalId === asa)).toMatchObject({
    title: 'Ekonom',
    phoneNumbers: [{ type: 'work', value: '+46846500411' }],
  });
  await feed();
  expect(writes()).toEqual(['PATCH']);
  await world.remove(asa);
  await feed();
  expect(writes()).toEqual(['PATCH', 'PATCH', 'DELETE']);
  expect(names()).toEqual(['bo@nordvik.example']);
});

test('somebody else with the same name is a conflict of that user alone, and is over when the name is', async () => {
  service.plant({ userName: 'asa@nordvik.example', displayName: 'En annan Åsa' });
  const asa = await world.user('asa.lind', { email: 'asa@nordvik.example' });
  await world.user('bo.ek', { email: 'bo@nordvik.example' });
  await feed();
  expect(await world.states(target)).toEqual({ 'asa.lind': 'failed', 'bo.ek': 'ok' });
  await world.change(asa, { email: 'asa.lind@nordvik.example' });
  await feed();
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok', 'bo.ek': 'ok' });
  expect(names()).toHaveLength(3);
});

test('a service that is away, slow to answer or loses its answers has everybody once in the end', async () => {
  for (let at = 0; at < 30; at += 1) await world.user(`alias${at}`, { email: `alias${at}@nordvik.example` });
  let posts = 0;
  service.instead = (what) => {
    if (!what.startsWith('POST')) return null;
    posts += 1;
    if (posts === 5) return { status: 429, headers: { 'retry-after': '1' } };
    return posts === 9 ? 'lose' : null;
  };
  for (let round = 0; round < 4; round += 1) {
    await feed();
    await world.passTime();
  }
  await feed();
  expect(new Set(Object.values(await world.states(target)))).toEqual(new Set(['ok']));
  expect(service.users.size).toBe(30);
});

test('a token that is taken back pauses the exchange, and no user is lost', async () => {
  await world.user('asa.lind', { email: 'asa@nordvik.example' });
  service.instead = () => ({ status: 401 });
  await feed();
  expect(await world.again(target)).toMatchObject({ state: 'refused' });
  expect(await world.states(target)).toEqual({ 'asa.lind': 'pending' });
});
