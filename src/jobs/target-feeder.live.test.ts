// What a changed directory comes to at an exchange: everything arrives, in the end and in order, whatever the exchange does meanwhile,
// and no sync ever hears of it.
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../test/webhook-world.ts';
import { openTargetWorld } from '../../test/target-world.ts';
import type { TargetWorld } from '../../test/target-world.ts';
import { readTargetHealth } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';

let world: TargetWorld;
beforeEach(async () => void (world = await openTargetWorld()));
afterEach(() => world.close());

const incidents = async () => {
  const { rows } = await sql<{ code: string; ended: string | null }>`
    select data->>'code' as code, ended from incidents order by opened_at, id`.execute(world.database.kysely);
  return rows;
};
const healthOf = async ({ id }: StoredTarget) =>
  (await readTargetHealth(world.database.kysely, [id])).get(id);

test('a new target is given everybody, and what changes afterwards arrives within seconds', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  await world.user('bo.ek', { pstn_fixed: '46846500411' });
  const target = await world.target();
  world.openFeeder();
  await until(
    async () => world.exchange.numbers(),
    (now) => Object.keys(now).length === 2,
  );
  expect(world.exchange.numbers()).toEqual({ 'asa.lind': '46846500410', 'bo.ek': '46846500411' });
  await world.change(asa, { pstn_fixed: '46846500412' });
  await until(
    async () => world.exchange.numbers(),
    (now) => now['asa.lind'] === '46846500412',
  );
  await world.user('cia.ax');
  await until(
    async () => world.exchange.numbers(),
    (now) => 'cia.ax' in now,
  );
  await until(
    () => world.states(target),
    (states) => Object.values(states).every((state) => state === 'ok'),
  );
});

test('a deleted user is removed, and whoever gets her number in the same moment has it', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  const bo = await world.user('bo.ek', { pstn_fixed: '46846500411' });
  const target = await world.target();
  await world.feed();
  await world.database.kysely.transaction().execute(async (trx) => {
    await trx.deleteFrom('users').where('id', '=', asa).execute();
    await trx.updateTable('users').set({ pstn_fixed: '46846500410' }).where('id', '=', bo).execute();
  });
  world.exchange.asked.length = 0;
  await world.feed();
  expect(world.exchange.asked).toEqual(['remove asa.lind', 'upsert bo.ek']);
  expect(world.exchange.numbers()).toEqual({ 'bo.ek': '46846500410' });
  expect(await world.states(target)).toEqual({ 'bo.ek': 'ok' });
});

test('two who swap numbers have each other’s', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  const bo = await world.user('bo.ek', { pstn_fixed: '46846500411' });
  await world.target();
  await world.feed();
  await sql`update users set pstn_fixed = case id when ${asa} then '46846500411' else '46846500410' end
    where id in (${asa}, ${bo})`.execute(world.database.kysely);
  await world.feed();
  expect(world.exchange.numbers()).toEqual({ 'asa.lind': '46846500411', 'bo.ek': '46846500410' });
});

test('what changes nothing at the exchange is not written there', async () => {
  const asa = await world.user('asa.lind');
  const target = await world.target();
  await world.feed();
  world.exchange.asked.length = 0;
  await world.change(asa, { version: 7 });
  expect(await world.feed()).toMatchObject([{ same: 1, written: 0 }]);
  expect(world.exchange.asked).toEqual([]);
  expect(await world.states(target)).toEqual({ 'asa.lind': 'ok' });
});

test('a change that comes while she is being written is written after it', async () => {
  const asa = await world.user('asa.lind', { pstn_fixed: '46846500410' });
  const target = await world.target();
  world.exchange.behave('hangs');
  const feeder = world.openFeeder();
  await until(
    async () => world.exchange.waiting(),
    (count) => count === 1,
  );
  await world.change(asa, { pstn_fixed: '46846500412' });
  await until(
    () => world.states(target),
    (states) => states['asa.lind'] === 'pending',
  );
  world.exchange.behave();
  await until(
    async () => world.exchange.numbers(),
    (now) => now['asa.lind'] === '46846500412',
  );
  await until(
    () => world.states(target),
    (states) => states['asa.lind'] === 'ok',
  );
  await feeder.close();
  expect(world.exchange.asked).toEqual(['upsert asa.lind', 'upsert asa.lind']);
});

test('an exchange that has been away for a day is caught up with when it is back', async () => {
  const target = await world.target();
  await world.user('asa.lind');
  await world.feed();
  world.exchange.behave('away');
  await world.user('bo.ek');
  expect(await world.feed()).toMatchObject([{ trouble: { class: 'retry', code: 'target.unreachable' } }]);
  expect(await incidents()).toEqual([]);
  // It rests: nobody asks again at once.
  expect(await world.feed()).toEqual([]);
  await sql`update targets set unavailable_since = now() - interval '1 day'`.execute(world.database.kysely);
  for (const alias of ['cia.ax', 'dan.al']) {
    await world.user(alias);
    await world.passTime();
    await world.feed();
  }
  expect(await incidents()).toEqual([{ code: 'target.unavailable', ended: null }]);
  expect(await healthOf(target)).toMatchObject({
    trouble: { code: 'target.unreachable' },
    users: { ok: 1, pending: 3 },
  });
  world.exchange.behave();
  await world.passTime();
  expect(await world.feed()).toMatchObject([{ written: 3, failed: 0, trouble: null }]);
  expect(Object.keys(world.exchange.numbers()).length).toBe(4);
  expect(await incidents()).toEqual([{ code: 'target.unavailable', ended: 'over' }]);
  expect(await healthOf(target)).toMatchObject({ trouble: null, unavailableSince: null });
});

test('an exchange that refuses pauses its target, tells of it once, and nothing else', async () => {
  const target = await world.target();
  const other = await world.target({}, { name: 'Reservväxeln' });
  world.exchange.behave('refuses');
  const asa = await world.user('asa.lind');
  await world.feed();
  expect(await world.again(target)).toMatchObject({ state: 'refused' });
  expect(await world.again(other)).toMatchObject({ state: 'refused' });
  expect(await incidents()).toEqual([
    { code: 'target.refused', ended: null },
    { code: 'target.refused', ended: null },
  ]);
  await world.passTime();
  expect(await world.feed()).toEqual([]);
  // The directory goes on, and what happens is kept for later.
  await world.change(asa, { title: 'Montör' });
  await world.feed();
  expect(await world.states(target)).toEqual({ 'asa.lind': 'pending' });
});

test('one who can not be written stops nobody, says why, and is tried again', async () => {
  const target = await world.target();
  await world.user('asa.lind', { name: 'Ogiltig' });
  await world.user('bo.ek', { pstn_fixed: '46846500411' });
  world.exchange.entries.set('x', {
    externalId: 'x',
    account: 'cia.ax',
    entry: { number: null, secret: 'annans' },
  });
  await world.user('cia.ax');
  expect(await world.feed()).toMatchObject([{ written: 1, failed: 2 }]);
  expect(await world.states(target)).toEqual({ 'asa.lind': 'failed', 'bo.ek': 'ok', 'cia.ax': 'failed' });
  const { rows } = await sql<{ error: object }>`
    select error from target_users where state = 'failed' order by error->>'class'`.execute(
    world.database.kysely,
  );
  expect(rows.map(({ error }) => error)).toMatchObject([
    { class: 'conflict', code: 'target.accountTaken' },
    { class: 'rejected', code: 'target.nameRejected', cure: 'Change the name.' },
  ]);
  expect(world.exchange.entries.get('x')?.entry).toEqual({ number: null, secret: 'annans' });
  world.exchange.entries.delete('x');
  await world.passTime();
  expect(await world.feed()).toMatchObject([{ written: 1, failed: 1 }]);
});

test('whoever leaves is suspended where the settings say so, and is not while held', async () => {
  await world.target({ suspendLeaving: true });
  const asa = await world.user('asa.lind');
  const { kysely } = world.database;
  await sql`insert into links (template_id, person_id, company_id, user_id, synced_version)
    values (gen_random_uuid(), 'p1', ${world.companyId}, ${asa}, 1)`.execute(kysely);
  await world.feed();
  const state = async () => {
    await world.feed();
    return [...world.exchange.entries.values()].map(({ entry }) => entry['state']).join();
  };
  expect(await state()).toBe('active');
  await sql`update links set missing_since = now()`.execute(kysely);
  expect(await state()).toBe('suspended');
  await sql`update links set held = true`.execute(kysely);
  expect(await state()).toBe('active');
  await sql`update links set held = false`.execute(kysely);
  expect(await state()).toBe('suspended');
  await sql`delete from links`.execute(kysely);
  expect(await state()).toBe('active');
});

test('changed settings of a target write everybody anew', async () => {
  const { kysely } = world.database;
  const { rows } = await sql<{ id: string }>`
    insert into settings_templates (company_id, name) values (${world.companyId}, 'Kontor') returning id`.execute(
    kysely,
  );
  const template = rows[0]?.id ?? '';
  await world.user('asa.lind', { settings_template_id: template });
  await world.user('bo.ek');
  const target = await world.target({ byTemplate: { [template]: 'international' } });
  await world.feed();
  const contexts = () =>
    Object.fromEntries(
      [...world.exchange.entries.values()].map((one) => [one.account, one.entry['context']]),
    );
  expect(contexts()).toEqual({ 'asa.lind': 'international', 'bo.ek': 'office' });
  await sql`update targets set settings = jsonb_set(settings, '{byDefault}', '"lobby"'), wants_everybody = true where id = ${target.id}`.execute(
    kysely,
  );
  expect(await world.feed()).toMatchObject([{ written: 2 }]);
  expect(contexts()).toEqual({ 'asa.lind': 'international', 'bo.ek': 'lobby' });
});

test('a user who comes while a target is made is not lost', async () => {
  const { kysely } = world.database;
  const began = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  // As a run does: under the directory's lock, in a transaction that has begun before the target is there.
  const run = kysely.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`directory ${world.companyId}`}, 0))`.execute(
      trx,
    );
    const own = { company_id: world.companyId, name: 'Åsa', surname: 'Lind', alias: 'asa', alias_key: 'ASA' };
    await trx
      .insertInto('users')
      .values({ id: crypto.randomUUID(), ...own })
      .execute();
    began.resolve();
    await goOn.promise;
  });
  await began.promise;
  await world.target();
  await world.feed();
  goOn.resolve();
  await run;
  await world.feed();
  expect(Object.keys(world.exchange.numbers())).toEqual(['asa']);
});
