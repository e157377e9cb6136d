// A run of one person (SPEC §3): every step of the table for her and none for anybody else, brakes and words as in any run,
// and nothing of the template moved by it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { readListedUsers } from '../store/users.ts';
import { approveRun } from './approve.ts';
import { applyPreview } from './apply-preview.ts';
import { readStatus } from './status.ts';

let world: RunWorld;
afterEach(() => world.close());

const later = (days: number) => firstNight + days * day + 3_600_000;
const readUsers = () => readListedUsers(world.database.kysely, world.companyId);
const readAliases = async () => (await readUsers()).map(({ alias }) => alias).toSorted();
const readTemplate = () =>
  world.database.kysely
    .selectFrom('sync_templates')
    .select(['cursor', 'read_hash', 'last_success_at', 'last_complete_read_at', 'last_full_read_at'])
    .select(['full_reads', 'resumed', 'next_start_at', 'tenant'])
    .executeTakeFirstOrThrow();
const readRow = (person: string) =>
  world.database.kysely.selectFrom('roster').selectAll().where('person_id', '=', person).executeTakeFirst();

async function openCompany(people: number, settings: Parameters<typeof runWorld>[0] = {}): Promise<void> {
  world = await runWorld(settings);
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

describe('somebody who was hired a minute ago', () => {
  beforeEach(() => openCompany(3));

  it('becomes a user by her sign-in name, and nobody else is looked at', async () => {
    hire(world.tenant, 'p4', personFacts(4));
    hire(world.tenant, 'p5', personFacts(5));
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const report = await world.run({ at: later(1), person: 'Namn4@Nordvik.Example' });
    expect(report).toMatchObject({ state: 'succeeded', trigger: 'person', person: 'p4' });
    expect(report.counts).toEqual({
      create: 1,
      change: 0,
      leave: 0,
      return: 0,
      delete: 0,
      skip: 0,
      conflict: 0,
      unchanged: 0,
    });
    expect(report.read).toMatchObject({ complete: true, people: 1, requests: 2 });
    expect(await readAliases()).toEqual(['namn1', 'namn2', 'namn3', 'namn4']);
    expect(await readRow('p5')).toBeUndefined();
    const next = await world.run({ at: later(2) });
    expect(next.counts).toMatchObject({ create: 1, change: 1, unchanged: 3 });
  });

  it('is not taken for planned when her number is somebody’s, and the report says why', async () => {
    hire(world.tenant, 'p4', personFacts(4, { businessPhones: ['+46 8 123 45 001'] }));
    const report = await world.run({ at: later(1), person: 'p4' });
    expect(report).toMatchObject({ state: 'succeeded', counts: { create: 0, skip: 1 } });
    expect(report.reasons).toEqual([{ code: 'pstnFixed.taken', count: 1 }]);
    expect((await world.run({ at: later(2) })).counts).toMatchObject({ create: 0, skip: 1 });
  });

  it('whom neither Entra nor the roster knows is refused with a cure, and the row says nothing of what was typed', async () => {
    const report = await world.run({ at: later(1), person: 'nobody@nordvik.example' });
    expect(report).toMatchObject({ state: 'refused', error: { code: 'person.unknown' } });
    const byId = await world.run({ at: later(1), person: '6f1b0f9e-3c1d-4c39-8f0e-0b6c7f1f0a01' });
    expect(byId).toMatchObject({ state: 'refused', error: { code: 'person.unknown' } });
    const rows = await world.database.kysely.selectFrom('runs').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('nobody@');
  });
});

describe('every step of the table', () => {
  it('change, leave, return and delete when due, each for her alone', async () => {
    await openCompany(20, { keepDays: 2 });
    update(world.tenant, 'p1', { jobTitle: 'Chef', businessPhones: ['+46 8 123 45 900'] });
    update(world.tenant, 'p2', { jobTitle: 'Chef' });
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({ change: 1 });
    expect(await readUsers()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ alias: 'namn1', title: 'Chef', pstnFixed: '46812345900' }),
        expect.objectContaining({ alias: 'namn2', title: null }),
      ]),
    );
    remove(world.tenant, 'p1');
    remove(world.tenant, 'p3');
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({ leave: 1 });
    const links = await world.database.kysely.selectFrom('links').selectAll().execute();
    expect(links.filter((link) => link.missing_since !== null).map((link) => link.person_id)).toEqual(['p1']);
    hire(world.tenant, 'p1', personFacts(1));
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({ return: 1, change: 1 });
    remove(world.tenant, 'p1');
    await world.run({ at: later(2), person: 'p1' });
    expect((await world.run({ at: later(3), person: 'p1' })).counts).toMatchObject({
      delete: 0,
      unchanged: 1,
    });
    expect((await world.run({ at: later(4), person: 'p1' })).counts).toMatchObject({
      delete: 1,
      unchanged: 0,
    });
    expect(await readAliases()).not.toContain('namn1');
  });

  it('with no days to keep her she is deleted at once', async () => {
    await openCompany(20, { keepDays: 0 });
    remove(world.tenant, 'p1');
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({ delete: 1, leave: 0 });
  });

  it('where only new people are taken, her user is left alone', async () => {
    await openCompany(3);
    await world.change({ mode: 'onlyNew' });
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({
      change: 0,
      unchanged: 1,
    });
    hire(world.tenant, 'p4', personFacts(4));
    expect((await world.run({ at: later(1), person: 'p4' })).counts).toMatchObject({ create: 1 });
  });
});

describe('a number that she gives up', () => {
  it('is left for somebody who is known to wait for it, and cools for her otherwise', async () => {
    await openCompany(3);
    hire(world.tenant, 'p4', personFacts(4, { businessPhones: ['+46 8 123 45 001'] }));
    await world.run({ at: later(1) });
    for (const [person, phone] of [
      ['p1', '+46 8 123 45 901'],
      ['p2', '+46 8 123 45 902'],
    ] as const) {
      update(world.tenant, person, { businessPhones: [phone] });
      await world.run({ at: later(1), person });
    }
    const numbers = await world.database.kysely.selectFrom('numbers').selectAll().orderBy('digits').execute();
    expect(numbers.slice(0, 2)).toMatchObject([
      { digits: '46812345001', state: 'free', cooling_until: null },
      { digits: '46812345002', state: 'cooling', last_person: 'p2' },
    ]);
    expect((await world.run({ at: later(2) })).counts).toMatchObject({ create: 1, skip: 0 });
  });
});

describe('what it did', () => {
  it('is taken back as what any run did, and stays so the next night', async () => {
    await openCompany(3);
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const hers = await world.run({ at: later(1), person: 'p1' });
    expect(await world.run({ at: later(1), undo: { run: hers.run } })).toMatchObject({
      counts: { change: 1 },
    });
    const titles = async () => (await readUsers()).map(({ title }) => title);
    expect(await titles()).toEqual([null, null, null]);
    expect((await world.run({ at: later(1), person: 'p1' })).counts).toMatchObject({ change: 0 });
    expect((await world.run({ at: later(2) })).counts).toMatchObject({ change: 0, unchanged: 3 });
    expect(await titles()).toEqual([null, null, null]);
    const newest = await world.database.kysely
      .selectFrom('users')
      .select('id')
      .where('alias', '=', 'namn1')
      .execute();
    update(world.tenant, 'p1', { jobTitle: 'Direktör' });
    await world.run({ at: later(3), person: 'p1' });
    expect(await titles()).toEqual(['Direktör', null, null]);
    // The newest run that changed her user was hers.
    await world.run({ at: later(3), undo: { user: newest[0]?.id ?? '' } });
    expect(await titles()).toEqual([null, null, null]);
  });
});

describe('outside the scope', () => {
  it('an excluded group lets her go, and she is back by the run that sees her out of it', async () => {
    await openCompany(20);
    world.tenant.excluded.push('p1');
    const report = await world.run({ at: later(1), person: 'p1' });
    expect(report).toMatchObject({ counts: { leave: 1 }, read: { people: 0 } });
    // Still in the tenant: changes would never bring her back otherwise.
    expect(await readRow('p1')).toMatchObject({ present: true, excluded: true });
    world.tenant.excluded.length = 0;
    expect((await world.run({ at: later(2) })).counts).toMatchObject({ return: 1, unchanged: 19 });
  });

  it('somebody without a user who belongs to no group gets none, and the report says so', async () => {
    await openCompany(3);
    hire(world.tenant, 'p4', personFacts(4));
    leaveGroup(world.tenant, 'p4');
    const report = await world.run({ at: later(1), person: 'p4' });
    expect(report).toMatchObject({ state: 'succeeded', reasons: [{ code: 'scope.left', count: 1 }] });
    expect(report.counts.create).toBe(0);
  });

  it('somebody whom the filter leaves out gets no user, and the report says so however often she is asked for', async () => {
    await openCompany(3, { filter: 'department != "Ute"' });
    hire(world.tenant, 'p4', personFacts(4, { department: 'Ute' }));
    for (const preview of [true, false, false]) {
      const report = await world.run({ at: later(1), person: 'p4', preview });
      expect(report).toMatchObject({ state: 'succeeded', read: { people: 0 }, counts: { create: 0 } });
      expect(report.reasons).toEqual([{ code: 'filter.false', count: 1 }]);
    }
    expect(await readRow('p4')).toMatchObject({ present: true, filtered_out: true });
    update(world.tenant, 'p4', { department: 'Inne' });
    expect(await world.run({ at: later(1), person: 'p4' })).toMatchObject({
      read: { people: 1 },
      counts: { create: 1 },
    });
  });

  it('nobody else’s exclusion is touched', async () => {
    await openCompany(3);
    world.tenant.excluded.push('p2');
    await world.run({ at: later(1) });
    await world.run({ at: later(2), person: 'p1' });
    expect(await readRow('p2')).toMatchObject({ excluded: true });
  });

  it('a server that has not heard of her is asked once more by the next run of everybody', async () => {
    await openCompany(20);
    await world.run({ at: later(1), person: 'p1', lookUps: { p1: { is: 'gone', inBin: null } } });
    expect(await readRow('p1')).toMatchObject({ present: false });
    const next = await world.run({ at: later(2) });
    expect(world.source().lookedUp).toEqual(['p1']);
    expect(next).toMatchObject({ read: { mode: 'delta' }, counts: { return: 1, unchanged: 19 } });
    await world.run({ at: later(3) });
    expect(world.source().lookedUp).toEqual([]);
  });
});

describe('what can not be read', () => {
  it('changes nothing about her: the run fails and says what to do (R1)', async () => {
    await openCompany(20);
    const [row, links] = [
      await readRow('p1'),
      await world.database.kysely.selectFrom('links').selectAll().execute(),
    ];
    const lookUps = { p1: { is: 'unreadable' as const, why: 'Graph answered with status 403.' } };
    const report = await world.run({ at: later(1), person: 'p1', lookUps });
    expect(report).toMatchObject({ state: 'failed', error: { code: 'person.unreadable' } });
    expect(await readRow('p1')).toEqual(row);
    expect(await world.database.kysely.selectFrom('links').selectAll().execute()).toEqual(links);
  });

  it('is everybody while the mapping is not complete: she is read, and fields are offered', async () => {
    world = await runWorld({ fieldMapping: {} });
    hire(world.tenant, 'p1', personFacts(1));
    const report = await world.run({ person: 'p1' });
    expect(report).toMatchObject({ state: 'succeeded', counts: { create: 0 }, read: { people: 1 } });
    expect(report.fields?.map(({ field }) => field)).toContain('mailNickname');
    expect(await readTemplate()).toMatchObject({ cursor: null, last_complete_read_at: null });
  });

  it('is nobody of another tenant than the users came from', async () => {
    await openCompany(3);
    world.tenant.id = '22222222-aaaa-4bbb-8ccc-000000000002';
    expect(await world.run({ person: 'p1' })).toMatchObject({
      state: 'refused',
      error: { code: 'tenant.changed' },
    });
  });
});

describe('the template', () => {
  it('reads on where it was, was last well when it was, and starts when it would have', async () => {
    await openCompany(20, { schedule: { nightlyAt: '02:00', everyMinutes: 60 } });
    const before = await readTemplate();
    const statusAt = async () => (await readStatus(world.database, { companyId: null, now: later(1) }))[0];
    const next = (await statusAt())?.nextStart;
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await world.run({ at: later(1), person: 'p1' });
    await world.run({ at: later(1), person: 'p1', preview: true });
    expect(await readTemplate()).toEqual(before);
    expect(await statusAt()).toMatchObject({ nextStart: next, lastRun: { person: 'p1', preview: true } });
  });

  it('knows its tenant from the first user on, whoever she is', async () => {
    world = await runWorld();
    hire(world.tenant, 'p1', personFacts(1));
    await world.run({ person: 'p1' });
    expect(await readTemplate()).toMatchObject({ tenant: world.tenant.id, last_success_at: null });
  });

  it('that is paused is refused, and its preview plans as full', async () => {
    await openCompany(3);
    await world.change({ mode: 'paused' });
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const at = later(1);
    expect(await world.run({ at, person: 'p1' })).toMatchObject({ error: { code: 'template.paused' } });
    expect(await world.run({ at, person: 'p1', preview: true })).toMatchObject({ counts: { change: 1 } });
    expect((await readUsers()).map(({ title }) => title)).toEqual([null, null, null]);
  });

  it('that comes back from a pause still reads everybody first, whomever a run was for before', async () => {
    await openCompany(3);
    await world.change({ mode: 'paused' });
    await world.change({ mode: 'full' });
    await world.run({ at: later(1), person: 'p1' });
    expect(await readTemplate()).toMatchObject({ resumed: true });
    expect((await world.run({ at: later(2) })).read.mode).toBe('full');
  });
});

describe('brakes', () => {
  const loseFour = async () => {
    await openCompany(40, { brakes: defaultBrakes });
    for (let n = 1; n <= 4; n += 1) remove(world.tenant, `p${n}`);
    await world.run({ at: later(1) });
  };
  const approve = (run: string, at: number) =>
    approveRun(scriptedDeps(world.database, world.tenant, {}), {
      run,
      kind: 'removals' as const,
      nominalAt: at,
      companyTemplates: null,
    });

  it('count her with those of the last 24 hours, and hold her back like anybody (R7)', async () => {
    await loseFour();
    remove(world.tenant, 'p5');
    expect(await world.run({ at: later(1), person: 'p5' })).toMatchObject({ counts: { leave: 1 } });
    remove(world.tenant, 'p6');
    const held = await world.run({ at: later(1), person: 'p6' });
    expect(held).toMatchObject({ state: 'withheld', withheld: [{ count: 1, counted: 6 }] });
    // And hers count for the others.
    remove(world.tenant, 'p7');
    expect((await world.run({ at: later(1.5) })).withheld).toMatchObject([{ count: 2, counted: 7 }]);
  });

  it('let her through when somebody approves her run, and nobody else', async () => {
    await loseFour();
    remove(world.tenant, 'p8');
    await world.run({ at: later(1), person: 'p8' });
    for (const person of ['p5', 'p6', 'p7']) remove(world.tenant, person);
    const all = await world.run({ at: later(1) });
    const hers = await world.run({ at: later(1), person: 'p6' });
    expect([all.state, hers.state]).toEqual(['withheld', 'withheld']);
    const [status] = await readStatus(world.database, { companyId: null, now: later(1) });
    expect(status?.withheld).toEqual([{ run: all.run, kind: 'removals', count: 3 }]);
    const approved = await approve(hers.run, later(1));
    expect(approved).toMatchObject({
      state: 'succeeded',
      trigger: 'approval',
      person: 'p6',
      counts: { leave: 1 },
    });
    expect(await approve(hers.run, later(1))).toMatchObject({ error: { code: 'approval.stale' } });
    // A run of hers makes nothing old that was withheld of all.
    expect(await approve(all.run, later(1))).toMatchObject({ state: 'succeeded', counts: { leave: 2 } });
  });

  it('hold back whoever would leave nobody in scope', async () => {
    await openCompany(1, { brakes: defaultBrakes });
    remove(world.tenant, 'p1');
    const hers = await world.run({ at: later(1), person: 'p1' });
    const all = await world.run({ at: later(1) });
    expect([hers.state, all.state]).toEqual(['withheld', 'withheld']);
  });
});

describe('a preview of her', () => {
  const apply = (run: string) =>
    applyPreview(scriptedDeps(world.database, world.tenant, {}), {
      run,
      templateId: null,
      trigger: 'cli' as const,
      nominalAt: later(1),
    });
  beforeEach(async () => {
    await openCompany(3);
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    update(world.tenant, 'p2', { jobTitle: 'Chef' });
  });

  it('changes nobody, and is carried out as it was seen', async () => {
    const preview = await world.run({ at: later(1), person: 'p1', preview: true });
    expect(preview).toMatchObject({ preview: true, counts: { change: 1 } });
    expect((await readUsers()).map(({ title }) => title)).toEqual([null, null, null]);
    expect(await apply(preview.run)).toMatchObject({
      trigger: 'person',
      person: 'p1',
      counts: { change: 1 },
    });
    expect((await readUsers()).map(({ title }) => title)).toEqual(['Chef', null, null]);
    expect(await apply(preview.run)).toMatchObject({ error: { code: 'preview.used' } });
  });

  it('that no longer fits is not carried out, and the fresh one of her can be', async () => {
    const preview = await world.run({ at: later(1), person: 'p1', preview: true });
    update(world.tenant, 'p1', { jobTitle: 'Direktör' });
    const fresh = await apply(preview.run);
    expect(fresh).toMatchObject({ state: 'refused', preview: true, error: { code: 'plan.changed' } });
    expect(await apply(fresh?.run ?? '')).toMatchObject({ state: 'succeeded', counts: { change: 1 } });
    expect((await readUsers()).map(({ title }) => title)).toEqual(['Direktör', null, null]);
  });
});
