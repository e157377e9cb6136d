// Two templates of one company, two processes on one template, and an outsider's hand in the directory (R6, R16).
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, scriptedTenant, update } from '../../test/scripted-tenant.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { writeReservedRanges } from '../store/reserved-numbers.ts';
import { readListedUsers } from '../store/users.ts';

let world: RunWorld;
afterEach(() => world.close());

const users = () => readListedUsers(world.database.kysely, world.companyId);

it('lists a person whom another template keeps, and takes her over when that one lets her go', async () => {
  world = await runWorld({ keepDays: 5 });
  const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg', keepDays: 5 });
  const other = scriptedTenant();
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  hire(other, 'p1', personFacts(1));
  await world.run();
  const listed = await world.run({ template: second, tenant: other, at: firstNight + 60_000 });
  expect(listed).toMatchObject({
    counts: { create: 0, skip: 1 },
    reasons: [{ code: 'person.otherTemplate', count: 1 }],
  });
  const [before] = await users();
  leaveGroup(world.tenant, 'p1');
  const moved = await world.run({ at: firstNight + 3_600_000 });
  expect(moved).toMatchObject({
    counts: { change: 1, leave: 0 },
    reasons: [{ code: 'link.moved', count: 1 }],
  });
  const after = await world.run({ template: second, tenant: other, at: firstNight + 2 * 3_600_000 });
  expect(after.counts).toMatchObject({ create: 0, change: 0, skip: 0, unchanged: 1 });
  expect((await users())[0]).toMatchObject({ id: before?.id, person: 'p1', missingSince: null });
  expect((await world.run({ at: firstNight + day })).counts).toMatchObject({
    unchanged: 2,
    leave: 0,
    delete: 0,
  });
});

it('does not take a stale read of the other template for hers', async () => {
  world = await runWorld();
  const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg' });
  const other = scriptedTenant();
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  hire(other, 'p1', personFacts(1));
  await world.run();
  await world.run({ template: second, tenant: other });
  leaveGroup(world.tenant, 'p1');
  expect((await world.run({ at: firstNight + 27 * 3_600_000 })).counts).toMatchObject({
    change: 0,
    leave: 1,
  });
});

it('shows nothing of one company to the other, even with the same people and numbers', async () => {
  world = await runWorld();
  const company = randomUUID();
  await writeTestCompany(world.database, company, 'Sydvik Vatten AB');
  const there = await writeTestTemplate(world.database, company, {});
  hire(world.tenant, 'p1', personFacts(1));
  expect((await world.run()).counts.create).toBe(1);
  expect((await world.run({ template: there })).counts.create).toBe(1);
  expect(await users()).toHaveLength(1);
});

it('conflicts with an unlinked user of the same mail or alias, and never touches it', async () => {
  world = await runWorld();
  const byHand = {
    company_id: world.companyId,
    name: 'Berit',
    surname: 'Larsson',
    fields: '{}',
    settings: '{}',
  };
  const db = world.database.kysely;
  await db
    .insertInto('users')
    .values({ ...byHand, id: randomUUID(), alias: 'Namn1', alias_key: 'NAMN1' })
    .execute();
  const mail = {
    ...byHand,
    id: randomUUID(),
    alias: 'berit',
    alias_key: 'BERIT',
    email: 'Namn2@Nordvik.example',
  };
  await db.insertInto('users').values(mail).execute();
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const report = await world.run();
  expect(report).toMatchObject({
    counts: { create: 1, conflict: 2, skip: 0 },
    reasons: [{ code: 'link.conflict', count: 2 }],
  });
  expect((await world.run({ at: firstNight + day })).counts).toMatchObject({ conflict: 2, unchanged: 1 });
  expect((await users()).filter((user) => user.name === 'Berit')).toHaveLength(2);
});

it('sets back a mapped field that was changed by hand, and leaves what is not mapped', async () => {
  world = await runWorld();
  hire(world.tenant, 'p1', personFacts(1));
  hire(world.tenant, 'p2', personFacts(2));
  await world.run();
  const db = world.database.kysely;
  await db
    .updateTable('users')
    .set((eb) => ({ name: 'Handskriven', caller_id: '46812345000', version: eb('version', '+', 1) }))
    .where('alias', '=', 'namn1')
    .execute();
  await db
    .updateTable('users')
    .set((eb) => ({ caller_id: '46812345000', version: eb('version', '+', 1) }))
    .where('alias', '=', 'namn2')
    .execute();
  const report = await world.run({ at: firstNight + day });
  expect(report).toMatchObject({
    counts: { change: 1, unchanged: 1 },
    reasons: [{ code: 'source.drift', count: 1 }],
  });
  expect((await users())[0]).toMatchObject({ name: 'Namn1', callerId: '46812345000' });
  expect((await world.run({ at: firstNight + 2 * day })).counts).toMatchObject({ change: 0, unchanged: 2 });
});

it('gives nobody the number of the switchboard or a reserved one', async () => {
  world = await runWorld();
  const series = { single: false, note: null };
  await writeNumberSeries(world.database.kysely, world.companyId, [
    { first: 46_812_345_000, last: 46_812_345_999, kind: 'fixed', ...series },
    { first: 46_812_345_001, last: 46_812_345_001, kind: 'service', ...series, single: true },
  ]);
  const reserved = { first: 46_812_345_002, last: 46_812_345_002, note: null, by: null, at: new Date() };
  await writeReservedRanges(world.database.kysely, world.companyId, [reserved]);
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const report = await world.run();
  expect(report.counts).toMatchObject({ create: 1, skip: 2 });
  expect(report.reasons).toEqual([{ code: 'pstnFixed.reserved', count: 2 }]);
});

it('lets one run go at a time and one wait, and refuses a third', async () => {
  world = await runWorld();
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const beforePage = () => {
    start();
    return gate;
  };
  const first = world.run({ beforePage });
  await started;
  const others = [world.run({ at: firstNight + 1 }), world.run({ at: firstNight + 2 })];
  const refused = await Promise.race(others);
  expect(refused).toMatchObject({ state: 'refused', error: { code: 'template.busy' } });
  open();
  expect(await first).toMatchObject({ state: 'succeeded', counts: { create: 6 } });
  const states = (await Promise.all(others)).map((report) => `${report.state} ${report.counts.create}`);
  expect(states.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['refused 0', 'succeeded 0']);
});

it('ends a run that waits for another when it is called off', async () => {
  world = await runWorld();
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const beforePage = () => {
    start();
    return gate;
  };
  const first = world.run({ beforePage });
  await started;
  const controller = new AbortController();
  const waiting = world.run({ at: firstNight + 1, signal: controller.signal });
  controller.abort();
  expect(await waiting).toMatchObject({ state: 'refused', error: { code: 'run.interrupted' } });
  open();
  expect(await first).toMatchObject({ state: 'succeeded', counts: { create: 6 } });
});

it('believes nothing when the database lost the session that held its lock, for what was staged may be lost too', async () => {
  world = await runWorld();
  for (let n = 1; n <= 9; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  const beforePage = async (page: number) => {
    if (page !== 1) return;
    const { rows } = await world.database.pool.query(`
      select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`);
    expect(rows).toHaveLength(1);
    await world.database.kysely.deleteFrom('staged_people').execute();
  };
  const report = await world.run({ at: firstNight + 8 * day, beforePage });
  expect(report).toMatchObject({
    state: 'failed',
    read: { complete: false },
    error: { code: 'run.interrupted' },
  });
  const { counts } = await world.run({ at: firstNight + 8 * day + 1 });
  expect(counts).toMatchObject({ unchanged: 9, leave: 0 });
});

it('is not applied when the template is paused while it reads (R8)', async () => {
  world = await runWorld();
  for (let n = 1; n <= 9; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const report = await world.run({ beforePage: () => world.change({ mode: 'paused' }) });
  expect(report).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
  expect(await users()).toEqual([]);
});

it('fails with a cure, and leaves everything as it was, when the database goes away in the middle of applying', async () => {
  world = await runWorld();
  for (let n = 1; n <= 9; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  // Reading goes on, writing users waits: there the run is caught.
  const holder = await world.database.pool.connect();
  await holder.query('begin; lock table users in share mode');
  const going = world.run();
  const inTheWay = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await world.database.pool.query(inTheWay)).rowCount).toBe(1);
  await world.database.pool.query(`select pg_terminate_backend(pid) from (${inTheWay}) as w`);
  await holder.query('rollback');
  holder.release();
  const report = await going;
  expect(report).toMatchObject({ state: 'failed', error: { code: 'database.unavailable' } });
  expect(await users()).toEqual([]);
  expect((await world.run({ at: firstNight + day })).counts.create).toBe(9);
});

it('may write nothing once another run of the template has taken over', async () => {
  world = await runWorld();
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const beforePage = async (page: number) => {
    if (page !== 1) return;
    await world.database.kysely.updateTable('sync_templates').set({ fence: 99 }).execute();
  };
  expect(await world.run({ beforePage })).toMatchObject({
    state: 'failed',
    error: { code: 'run.interrupted' },
  });
  expect(await users()).toEqual([]);
  expect(await world.database.kysely.selectFrom('staged_people').select('person_id').execute()).toEqual([]);
});

it('leaves people of an excluded group out, and lets those who get into it go', async () => {
  world = await runWorld();
  for (let n = 1; n <= 4; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  world.tenant.excluded = ['p4'];
  expect(await world.run()).toMatchObject({ counts: { create: 3, skip: 0 }, read: { people: 3 } });
  world.tenant.excluded = ['p3', 'p4'];
  const left = await world.run({ at: firstNight + day });
  expect(left).toMatchObject({
    counts: { leave: 1, unchanged: 2 },
    reasons: [{ code: 'scope.left', count: 1 }],
  });
  world.tenant.excluded = [];
  expect((await world.run({ at: firstNight + 2 * day })).counts).toMatchObject({
    return: 1,
    create: 1,
    unchanged: 2,
  });
});

it('counts a disabled person as gone when the template says so, and enabled again as back', async () => {
  world = await runWorld({ disabledPeople: 'asLeaver', keepDays: 1 });
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  update(world.tenant, 'p1', { accountEnabled: false });
  update(world.tenant, 'p2', { accountEnabled: false });
  const left = await world.run({ at: firstNight + day });
  expect(left).toMatchObject({ counts: { leave: 2 }, reasons: [{ code: 'person.disabled', count: 2 }] });
  update(world.tenant, 'p2', { accountEnabled: true });
  const due = await world.run({ at: firstNight + 2 * day });
  expect(due.counts).toMatchObject({ delete: 1, return: 1, unchanged: 4 });
  const after = await world.run({ at: firstNight + 3 * day });
  expect(after).toMatchObject({
    counts: { create: 0, skip: 1, unchanged: 5 },
    reasons: [{ code: 'person.disabled', count: 1 }],
  });
});

it('does not make a user again whose creation was undone, by way of another template that has her in scope', async () => {
  world = await runWorld();
  const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg' });
  hire(world.tenant, 'p1', personFacts(1));
  hire(world.tenant, 'p2', personFacts(2));
  const { run } = await world.run();
  await world.run({ template: second, at: firstNight + 60_000 });
  const undone = await world.run({ undo: { run }, at: firstNight + 120_000 });
  expect(undone.counts.delete).toBe(2);
  expect((await world.run({ at: firstNight + day })).counts).toMatchObject({ create: 0, skip: 2 });
  const other = await world.run({ template: second, at: firstNight + day });
  expect(other).toMatchObject({ counts: { create: 0 }, reasons: [{ code: 'person.ignored', count: 2 }] });
  await world.run({ undo: { run: undone.run }, at: firstNight + day + 60_000 });
  const again = await world.run({ template: second, at: firstNight + 2 * day });
  expect(again.reasons).toEqual([{ code: 'person.otherTemplate', count: 2 }]);
  expect(await world.database.kysely.selectFrom('ignored_people').select('person_id').execute()).toEqual([]);
});
