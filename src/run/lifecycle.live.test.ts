// A user's life over days and months, with the nominal time of each run as the only clock (SPEC §5; R3, R8, R9): leaving,
// returning, deletion when due, both nights on which the clock changes, late nights, numbers that cool, tombstones.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, scriptedTenant, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { listUsers } from './directory-list.ts';

let world: RunWorld;
afterEach(() => world.close());

const hour = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const db = () => world.database.kysely;
const userOf = async (person: string) =>
  (await listUsers(world.database, world.companyId)).find((user) => user.person === person) ?? null;
const numberRow = (digits: string) =>
  db().selectFrom('numbers').selectAll().where('digits', '=', digits).executeTakeFirstOrThrow();

async function openFilled(
  people: number,
  settings: Partial<SyncTemplate>,
  start = firstNight,
): Promise<void> {
  world = await runWorld(settings);
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run({ at: start });
}

describe('the moment from which a leaving user is deleted', () => {
  it.each([
    [
      'the first moment after the gap when summer time skips the hour',
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:00:00Z',
    ],
    ['the later of the two when the hour comes twice', '2026-10-24T00:30:00Z', '2026-10-25T01:30:00Z'],
    [
      'the same wall-clock time, an hour early by the sun, over the start of summer time',
      '2026-03-28T20:00:00Z',
      '2026-03-29T19:00:00Z',
    ],
    [
      'the same wall-clock time, an hour late by the sun, over its end',
      '2026-10-24T20:00:00Z',
      '2026-10-25T21:00:00Z',
    ],
  ])('is %s', async (_, left, due) => {
    await openFilled(3, { keepDays: 1 }, at(left) - hour);
    remove(world.tenant, 'p1');
    expect((await world.run({ at: at(left) })).counts).toMatchObject({ leave: 1, delete: 0 });
    expect((await world.run({ at: at(due) - 1 })).counts).toMatchObject({ delete: 0, unchanged: 3 });
    expect((await userOf('p1'))?.state).toBe('leaving');
    expect((await world.run({ at: at(due) })).counts).toMatchObject({ delete: 1 });
    expect(await userOf('p1')).toBeNull();
  });

  it('counts from the slot of the night that found the absence, however late that night ran', async () => {
    await openFilled(3, { keepDays: 2 });
    remove(world.tenant, 'p1');
    // The slot of the second night, caught up at noon: what counts is the slot.
    await world.run({ at: firstNight + day, trigger: 'schedule' });
    const link = await db().selectFrom('links').selectAll().where('person_id', '=', 'p1').executeTakeFirst();
    expect(link?.missing_since?.getTime()).toBe(firstNight + day);
    expect((await world.run({ at: firstNight + 3 * day, trigger: 'schedule' })).counts.delete).toBe(1);
  });

  it('is delayed by nights that are missed, and never shortened', async () => {
    await openFilled(3, { keepDays: 2 });
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + 9 * day });
    expect((await world.run({ at: firstNight + 11 * day - 1 })).counts.delete).toBe(0);
    expect((await world.run({ at: firstNight + 20 * day })).counts.delete).toBe(1);
  });

  it('follows keepDays as they are today; a deletion before the announced date counts as a removal', async () => {
    await openFilled(20, { keepDays: 30, brakes: { ...defaultBrakes, removals: { count: 1, percent: 1 } } });
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    expect((await userOf('p1'))?.deleteOn).toBe('2026-04-02');
    await world.change({ keepDays: 60 });
    expect((await userOf('p1'))?.deleteOn).toBe('2026-05-02');
    expect((await world.run({ at: firstNight + 40 * day })).counts).toMatchObject({ delete: 0 });
    await world.change({ keepDays: 45 });
    // After the date that was announced: not counted a second time.
    expect(await world.run({ at: firstNight + 46 * day })).toMatchObject({
      state: 'succeeded',
      counts: { delete: 1 },
    });
    for (const person of ['p2', 'p3']) {
      remove(world.tenant, person);
      await world.run({ at: firstNight + (person === 'p2' ? 50 : 52) * day });
    }
    await world.change({ keepDays: 1 });
    const early = await world.run({ at: firstNight + 54 * day });
    expect(early).toMatchObject({
      state: 'withheld',
      counts: { delete: 0 },
      withheld: [{ count: 2, counted: 2 }],
    });
  });
});

describe('a person who comes back', () => {
  it('before the deletion has the very same user, number, extension and settings, whatever was changed in between', async () => {
    await openFilled(3, { keepDays: 5 });
    const before = await userOf('p1');
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    hire(world.tenant, 'p9', personFacts(9, { businessPhones: ['+46812345001'] }));
    const taken = await world.run({ at: firstNight + 2 * day });
    expect(taken.reasons).toContainEqual({ code: 'pstnFixed.leaving', count: 1 });
    hire(world.tenant, 'p1', personFacts(1, { jobTitle: 'Chef' }));
    const back = await world.run({ at: firstNight + 6 * day - 1 });
    expect(back.counts).toMatchObject({ return: 1, change: 1, create: 0, delete: 0 });
    expect(await userOf('p1')).toEqual({ ...before, title: 'Chef' });
    expect((await world.run({ at: firstNight + 30 * day })).counts).toMatchObject({ delete: 0, leave: 0 });
  });

  it('again and again starts a new clock each time', async () => {
    await openFilled(3, { keepDays: 2 });
    for (let round = 0; round < 3; round += 1) {
      const start = firstNight + (1 + round * 4) * day;
      remove(world.tenant, 'p1');
      expect((await world.run({ at: start })).counts.leave).toBe(1);
      hire(world.tenant, 'p1', personFacts(1));
      expect((await world.run({ at: start + day })).counts.return).toBe(1);
    }
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + 20 * day });
    expect((await world.run({ at: firstNight + 21 * day })).counts.delete).toBe(0);
    expect((await world.run({ at: firstNight + 22 * day })).counts.delete).toBe(1);
  });

  it('after the deletion is a new user, with her number and extension while they cool for her and for nobody else', async () => {
    await openFilled(3, { keepDays: 0 });
    const before = await userOf('p1');
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    const tomb = await db().selectFrom('tombstones').selectAll().executeTakeFirstOrThrow();
    expect(tomb).toMatchObject({
      person_id: 'p1',
      user_id: before?.id,
      pstn_fixed: '46812345001',
      extension: '5001',
    });
    hire(world.tenant, 'p8', personFacts(8, { businessPhones: ['+46812345001'] }));
    const cooling = await world.run({ at: firstNight + 20 * day });
    expect(cooling).toMatchObject({
      counts: { create: 0, skip: 1 },
      reasons: [{ code: 'pstnFixed.cooling', count: 1 }],
    });
    hire(world.tenant, 'p1', personFacts(1));
    const back = await world.run({ at: firstNight + 31 * day - 2 * hour });
    expect(back).toMatchObject({
      counts: { create: 1, skip: 1 },
      reasons: [{ code: 'pstnFixed.taken', count: 1 }],
    });
    const after = await userOf('p1');
    expect(after).toMatchObject({ pstnFixed: '46812345001', extension: '5001' });
    expect(after?.id).not.toBe(before?.id);
    expect(await numberRow('46812345001')).toMatchObject({
      state: 'assigned',
      cooling_until: null,
      last_person: 'p1',
    });
  });

  it('after the cooling time finds her number with somebody else, who wanted it all the while', async () => {
    await openFilled(3, { keepDays: 0 });
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    hire(world.tenant, 'p8', personFacts(8, { businessPhones: ['+46812345001'] }));
    // 30 calendar days after 3 March 02:00 is 2 April 02:00, when it is summer: an hour less.
    const ends = firstNight + 31 * day - hour;
    expect((await world.run({ at: ends - 1 })).counts.create).toBe(0);
    expect((await world.run({ at: ends })).counts.create).toBe(1);
    hire(world.tenant, 'p1', personFacts(1));
    const back = await world.run({ at: firstNight + 40 * day });
    expect(back).toMatchObject({
      counts: { create: 0, skip: 1 },
      reasons: [{ code: 'pstnFixed.taken', count: 1 }],
    });
  });
});

describe('while a template is paused or takes only new people', () => {
  it.each(['paused', 'onlyNew'] as const)(
    '(%s) clocks stand without a date; the first run after it reads everybody, looks up who is due and counts the deletes',
    async (mode) => {
      await openFilled(30, {
        keepDays: 10,
        brakes: { ...defaultBrakes, removals: { count: 2, percent: 5 } },
      });
      for (const n of [1, 2, 3]) {
        remove(world.tenant, `p${n}`);
        await world.run({ at: firstNight + 2 * n * day });
      }
      const listLeaving = async () =>
        (await listUsers(world.database, world.companyId)).filter((one) => one.state === 'leaving');
      const leaving = await listLeaving();
      expect(leaving.map((one) => one.deleteOn)).toEqual(['2026-03-14', '2026-03-16', '2026-03-18']);
      await world.change({ mode });
      const during = await world.run({ at: firstNight + 20 * day });
      if (mode === 'paused') expect(during.error?.code).toBe('template.paused');
      else expect(during.counts).toMatchObject({ delete: 0, leave: 0, return: 0, change: 0 });
      const held = await listLeaving();
      expect(held.map((one) => [one.person, one.deleteOn])).toEqual(leaving.map((one) => [one.person, null]));
      await world.change({ mode: 'full' });
      remove(world.tenant, 'p4');
      const first = await world.run({ at: firstNight + 21 * day });
      expect(first).toMatchObject({
        state: 'withheld',
        read: { mode: 'full' },
        counts: { delete: 0, leave: 0 },
      });
      expect(first.withheld).toMatchObject([{ kind: 'removals', count: 4, counted: 4 }]);
      expect(world.source().lookedUp).toEqual(expect.arrayContaining(['p1', 'p2', 'p3', 'p4']));
      const approve = { run: first.run, kind: 'removals' as const };
      const approved = await world.run({ at: firstNight + 21 * day + hour, approve, trigger: 'approval' });
      expect(approved.counts).toMatchObject({ delete: 3, leave: 1 });
    },
  );

  it('only a return clears a clock, also where only new people are taken', async () => {
    await openFilled(6, { keepDays: 2 });
    remove(world.tenant, 'p1');
    remove(world.tenant, 'p2');
    await world.run({ at: firstNight + day });
    await world.change({ mode: 'onlyNew' });
    hire(world.tenant, 'p1', personFacts(1, { givenName: 'Annat' }));
    const report = await world.run({ at: firstNight + 9 * day });
    expect(report.counts).toMatchObject({ return: 1, change: 0, delete: 0 });
    expect(await userOf('p1')).toMatchObject({ state: 'active', name: 'Namn1' });
    expect(await userOf('p2')).toMatchObject({ state: 'leaving', deleteOn: null });
  });

  it('a person who came back in the meantime returns in the first run after it, and is not deleted', async () => {
    await openFilled(6, { keepDays: 2 });
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    await world.change({ mode: 'paused' });
    hire(world.tenant, 'p1', personFacts(1));
    await world.change({ mode: 'full' });
    expect((await world.run({ at: firstNight + 9 * day })).counts).toMatchObject({ return: 1, delete: 0 });
  });
});

it('keeps a leaving user whose person cannot be read on the day, and deletes it the night she is gone for certain', async () => {
  await openFilled(4, { keepDays: 2 });
  remove(world.tenant, 'p1');
  await world.run({ at: firstNight + day });
  const lookUps = { p1: { is: 'unreadable', why: 'Graph said 503.' } } as const;
  expect((await world.run({ at: firstNight + 3 * day, lookUps })).counts.delete).toBe(0);
  expect((await userOf('p1'))?.state).toBe('leaving');
  expect((await world.run({ at: firstNight + 4 * day })).counts.delete).toBe(1);
});

it('frees alias and extension for others in the very run that deletes their holder', async () => {
  await openFilled(3, { keepDays: 1 });
  remove(world.tenant, 'p1');
  await world.run({ at: firstNight + day });
  hire(world.tenant, 'p7', personFacts(7, { mailNickname: 'namn1' }));
  expect((await world.run({ at: firstNight + day + hour })).reasons).toContainEqual({
    code: 'alias.leaving',
    count: 1,
  });
  expect((await world.run({ at: firstNight + 2 * day })).counts).toMatchObject({ delete: 1, create: 1 });
  expect(await userOf('p7')).toMatchObject({ alias: 'namn1' });
});

it('deletes in one template what another of the company keeps looking at: that one makes her a new user', async () => {
  await openFilled(3, { keepDays: 0 });
  const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg', keepDays: 0 });
  const other = scriptedTenant();
  remove(world.tenant, 'p1');
  await world.run({ at: firstNight + day });
  hire(other, 'p1', personFacts(1));
  const report = await world.run({ template: second, tenant: other, at: firstNight + 2 * day });
  expect(report.counts).toMatchObject({ create: 1 });
  expect(await userOf('p1')).toMatchObject({ pstnFixed: '46812345001' });
  update(other, 'p1', { jobTitle: 'Chef' });
  expect((await world.run({ at: firstNight + 3 * day })).counts).toMatchObject({ create: 0, delete: 0 });
});
