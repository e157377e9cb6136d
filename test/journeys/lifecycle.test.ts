// From the first preview to the last user of a deleted template, by the command line alone and with days that pass
// between the commands (SPEC §2, §3, §5).
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StatusEntry } from '../../src/run/status.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

const names = ['Ada', 'Bo', 'Cilla', 'Doris', 'Egon', 'Frida'];
let world: World;
let people: string[];
beforeEach(async () => {
  world = await openWorld();
  people = names.map((givenName, nth) =>
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: [`08-465 004 ${String(nth + 10)}`],
    }),
  );
  const brakes = { removals: { count: 100, percent: 100 } };
  await world.importDocument(world.document({ keepDays: 3, brakes }));
});
afterEach(() => world.close());

const onDay = (nth: number, hour = 1) => new Date(Date.UTC(2026, 4, nth, hour)).toISOString();
const command = async (args: string[], now: string) => {
  const { code, json } = await world.cli<Report & Record<string, unknown>>(args, now);
  return { code, ...json };
};
const aliases = async () => (await world.users()).map((user) => user.alias);
const status = async () => (await world.cli<StatusEntry[]>(['status'])).json;

test('a preview is applied as it was seen, people leave, return and are deleted, and the template goes with its users', async () => {
  const seen = await command(['plan', 'Alla'], onDay(1));
  world.emulator.tenant.update(people[0] ?? '', { givenName: 'Adele' });
  const changed = await command(['apply', seen.run], onDay(1, 2));
  expect(changed).toMatchObject({
    code: 1,
    state: 'refused',
    preview: true,
    error: { code: 'plan.changed' },
  });
  expect(await aliases()).toEqual([]);
  expect(await command(['apply', changed.run], onDay(1, 3))).toMatchObject({
    code: 0,
    counts: { create: 6 },
  });
  expect(await command(['apply', changed.run], onDay(1, 4))).toMatchObject({
    code: 1,
    error: { code: 'preview.used' },
  });

  world.emulator.tenant.remove(people[1] ?? '');
  world.emulator.tenant.remove(people[2] ?? '');
  expect(await command(['run', 'Alla'], onDay(2))).toMatchObject({ code: 0, counts: { leave: 2 } });
  const bo = (await world.users()).find((user) => user.alias === 'bo.ek');
  expect(bo).toMatchObject({ state: 'leaving', deleteOn: '2026-05-05' });
  world.emulator.tenant.restore(people[1] ?? '');
  expect(await command(['run', 'Alla'], onDay(4))).toMatchObject({ counts: { return: 1, delete: 0 } });
  expect((await world.users()).find((user) => user.alias === 'bo.ek')).toEqual({
    ...bo,
    state: 'active',
    deleteOn: null,
  });
  expect(await command(['run', 'Alla'], onDay(5))).toMatchObject({ counts: { delete: 1 } });
  expect(await aliases()).toEqual(['ada.ek', 'bo.ek', 'doris.ek', 'egon.ek', 'frida.ek']);

  expect(await command(['delete-template', 'Alla'], onDay(6))).toMatchObject({
    code: 2,
    error: { code: 'usage' },
  });
  expect(await command(['delete-template', 'Alla', '--keep-users', '--let-go'], onDay(6))).toMatchObject({
    code: 2,
  });
  const dry = await command(['delete-template', 'Alla', '--let-go', '--dry-run'], onDay(6));
  expect(dry).toMatchObject({ code: 0, dryRun: true, users: 5, leaving: 0, held: 0, deleteOn: '2026-05-09' });
  expect(await status()).toMatchObject([{ retiringSince: null }]);
  const letGo = await command(['delete-template', 'Alla', '--let-go'], onDay(6));
  expect(letGo).toMatchObject({ code: 0, ok: true, isGone: false, leave: 5 });
  expect(await status()).toMatchObject([
    { template: 'Alla', linked: 5, leaving: 5, retiringSince: onDay(6), hasCredentials: false },
  ]);
  expect((await world.cli<{ syncTemplates: unknown[] }>(['export'])).json.syncTemplates).toEqual([]);
  const again = await world.importDocument(world.document());
  expect(again.code).toBe(2);
  expect(again.out).toContain('lets its users go');
  world.emulator.requests.reset();
  expect(await command(['run', 'Alla'], onDay(9, 0))).toMatchObject({ code: 0, counts: { delete: 0 } });
  expect(await command(['run', 'Alla'], onDay(9))).toMatchObject({ code: 0, counts: { delete: 5 } });
  expect(world.emulator.requests.counts()).toEqual({ graph: 0, token: 0, bytes: 0 });
  expect(await aliases()).toEqual([]);
  expect(await status()).toEqual([]);
  expect(await world.importDocument(world.document())).toMatchObject({ code: 0 });
}, 120_000);

test('the users of a template that was pointed at another tenant are kept by one command, or with the template gone', async () => {
  await command(['run', 'Alla'], onDay(1));
  expect(await command(['keep-users', 'Alla'], onDay(1))).toMatchObject({
    code: 1,
    error: { code: 'tenant.unchanged' },
  });
  await pretendOtherTenant();
  const refused = await command(['run', 'Alla'], onDay(2));
  expect(refused).toMatchObject({ code: 1, state: 'refused', error: { code: 'tenant.changed' } });
  expect(refused.error?.cure).toContain('keep-users');
  expect(await command(['keep-users', 'Alla'], onDay(2))).toEqual({ code: 0, ok: true, users: 6 });
  expect((await world.users()).map((user) => user.person)).toEqual(Array(6).fill(null));
  // They are like the people that the tenant has, which an administrator has to settle.
  expect(await command(['run', 'Alla'], onDay(3))).toMatchObject({
    code: 0,
    counts: { conflict: 6, create: 0, delete: 0 },
  });
  expect(await command(['delete-template', 'Alla', '--keep-users'], onDay(4))).toMatchObject({
    code: 0,
    isGone: true,
    kept: 0,
  });
  expect(await aliases()).toHaveLength(6);
}, 60_000);

/** As if the links had been made by runs on another one. */
async function pretendOtherTenant(): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(`update sync_templates set tenant = '11111111-2222-4333-8444-555555555555'`);
  await client.end();
}
