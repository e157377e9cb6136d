// Alarms over days by the command line alone, against the emulated tenant: a secret that expires, a group that is renamed and
// deleted, a brake and its approval. What the mails say comes from what Entra answered.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { readMails } from '../mails.ts';
import type { ToldMail } from '../mails.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

const to = 'it@nordvik.example';
const people = 24;
let world: World;
let ids: string[];
beforeEach(async () => {
  world = await openWorld();
  ids = Array.from({ length: people }, (_, nth) =>
    world.emulator.tenant.hire({
      givenName: `Namn${nth}`,
      surname: 'Ek',
      displayName: `Namn${nth} Ek`,
      mailNickname: `namn${nth}`,
      businessPhones: [`08-465 004 ${String(nth + 10)}`],
    }),
  );
});
afterEach(() => world.close());

const night = (nth: number, hour = 1) => new Date(Date.UTC(2026, 4, nth, hour)).toISOString();
const run = async (nth: number) => (await world.cli<Report>(['run', 'Alla'], night(nth))).json;

async function mails(): Promise<ToldMail[]> {
  const database = await openDatabase(world.databaseUrl);
  try {
    return await readMails(database);
  } finally {
    await database.close();
  }
}
const subjects = async () => (await mails()).map(({ content }) => content.subject);
const days = async (kind: string) =>
  (await mails()).filter((mail) => mail.kind === kind).map(({ at }) => at.getUTCDate());

const withProvider = (changed: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const { emulator } = world;
  const provider = {
    tenant_id: emulator.tenantId,
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    user_filter: { memberOf: [''] },
    cloud: 'emulator',
    ...changed,
  };
  return world.importDocument(world.document({ errorMailTo: to, provider, ...more }));
};

test('a secret that expires is told that night, after 1 day and 3, and once when there is a new one', async () => {
  await withProvider({});
  expect(await run(1)).toMatchObject({ state: 'succeeded', counts: { create: people } });
  const { apps } = world.emulator.tenant;
  apps.expireSecrets(world.emulator.clientId);
  for (let nth = 2; nth <= 6; nth += 1)
    expect(await run(nth)).toMatchObject({ state: 'failed', error: { code: 'credential.expired' } });
  await withProvider({ client_secret: apps.addSecret(world.emulator.clientId) });
  expect(await run(7)).toMatchObject({ state: 'succeeded' });
  expect(await run(8)).toMatchObject({ state: 'succeeded' });
  expect(await days('error')).toEqual([2, 3, 5]);
  expect(await days('allClear')).toEqual([7]);
  expect(await subjects()).toContain('Fel: Alla (Nordvik Energi AB) – hemligheten har gått ut');
}, 120_000);

test('a group that is deleted is told with those of its name now, a brake with its list until somebody approves, and a permission by its name', async () => {
  const { tenant } = world.emulator;
  const group = tenant.createGroup({ displayName: 'Telefoni', members: ids });
  await withProvider({ user_filter: { memberOf: ['Telefoni'] } }, { keepDays: 30 });
  expect(await run(1)).toMatchObject({ counts: { create: people } });
  tenant.deleteGroup(group);
  const heir = tenant.createGroup({ displayName: 'Telefoni', members: ids.slice(8) });
  expect(await run(2)).toMatchObject({ state: 'failed', error: { code: 'group.notFound' } });
  const [gone] = await mails();
  expect(gone?.content.subject).toBe(
    'Fel: Alla (Nordvik Energi AB) – gruppen Telefoni finns inte kvar i Entra',
  );
  expect(gone?.content.text.replaceAll(/\s+/g, ' ')).toContain(heir);

  await withProvider({ user_filter: { memberOf: [heir] } }, { keepDays: 30 });
  const braked = await run(3);
  expect(braked.state).toBe('withheld');
  const [, brake] = await mails();
  expect(brake?.content.subject).toBe(
    'Spärr: Alla (Nordvik Energi AB) – 8 användare skulle sluta eller tas bort',
  );
  for (let nth = 0; nth < people; nth += 1)
    expect(brake?.content.text.includes(`- Namn${nth} Ek\n`)).toBe(nth < 8);
  expect(brake?.content.text).toContain(`/runs/${braked.run}`);
  await world.cli(['approve', braked.run, 'removals'], night(3, 9));
  expect((await mails()).map(({ kind }) => kind)).toEqual(['error', 'error', 'allClear', 'allClear']);

  tenant.apps.setRoles(world.emulator.clientId, ['User.Read.All']);
  expect(await run(4)).toMatchObject({ state: 'failed', error: { code: 'permission.missing' } });
  expect(await subjects()).toContain(
    'Fel: Alla (Nordvik Energi AB) – appen saknar behörigheten Group.Read.All',
  );
}, 120_000);
