// The filter in runs (SPEC §2, §4): whoever it leaves out is out of scope, whoever it can not be worked out for stays
// where she was (M1, M2), and another template takes over only whom its own filter takes.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, scriptedTenant, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { readPeoplePage } from '../store/people-list.ts';
import { readListedUsers } from '../store/users.ts';

let world: RunWorld;
afterEach(() => world.close());

const none = { create: 0, change: 0, leave: 0, return: 0, delete: 0, skip: 0, conflict: 0 };
const filter = 'department != "Lab"';
/** Fails for those who have no number. */
const failing = 'phone(businessPhones[0]) != ""';
const users = () => readListedUsers(world.database.kysely, world.companyId);
const fill = (count: number, facts: Parameters<typeof personFacts>[1] = {}) => {
  for (let n = 1; n <= count; n += 1) hire(world.tenant, `p${n}`, personFacts(n, facts));
};
const people = async () => {
  const ask = { search: null, templates: [world.templateId], standing: null, code: null, isPresent: null };
  const { rows } = await readPeoplePage(world.database.kysely, world.companyId, {
    ...ask,
    after: null,
    limit: 100,
  });
  return new Map(rows.map((row) => [row.person, row]));
};

describe('whoever the filter leaves out', () => {
  it('is neither created nor listed nor counted, and joins when the filter takes her', async () => {
    world = await runWorld({ filter });
    fill(4);
    update(world.tenant, 'p1', { department: 'Lab' });
    const report = await world.run();
    expect(report).toMatchObject({ state: 'succeeded', read: { people: 3 }, reasons: [] });
    expect(report.counts).toEqual({ ...none, create: 3, unchanged: 0 });
    expect((await people()).get('p1')).toMatchObject({
      isPresent: true,
      isFilteredOut: true,
      standing: 'outside',
      reasons: [],
    });
    const again = await world.run({ at: firstNight + day });
    expect(again).toMatchObject({ read: { people: 3 }, counts: { ...none, unchanged: 3 } });
    update(world.tenant, 'p1', { department: 'Drift' });
    const joined = await world.run({ at: firstNight + 2 * day });
    expect(joined).toMatchObject({ read: { people: 4 }, counts: { create: 1, unchanged: 3 } });
  });

  it('leaves after she was asked for in the same run, is deleted on her day, and comes back as a return', async () => {
    world = await runWorld({ keepDays: 2, filter });
    fill(6);
    await world.run();
    update(world.tenant, 'p1', { department: 'Lab' });
    update(world.tenant, 'p2', { department: 'Lab' });
    const left = await world.run({ at: firstNight + day });
    expect(left.counts).toEqual({ ...none, leave: 2, unchanged: 4 });
    expect(left.reasons).toEqual([{ code: 'filter.false', count: 2 }]);
    expect(world.source().lookedUp).toEqual(['p1', 'p2']);
    const waiting = await world.run({ at: firstNight + 2 * day });
    expect(waiting.counts).toEqual({ ...none, unchanged: 6 });
    update(world.tenant, 'p2', { department: 'Drift' });
    const last = await world.run({ at: firstNight + 3 * day });
    expect(last.counts).toEqual({ ...none, delete: 1, return: 1, change: 1, unchanged: 4 });
    expect(world.source().lookedUp.toSorted()).toEqual(['p1', 'p2']);
    expect((await users()).map((user) => user.person)).toEqual(['p2', 'p3', 'p4', 'p5', 'p6']);
  });

  it('does not leave when the source can not be asked about her', async () => {
    world = await runWorld({ filter });
    fill(3);
    await world.run();
    update(world.tenant, 'p1', { department: 'Lab' });
    const report = await world.run({
      at: firstNight + day,
      lookUps: { p1: { is: 'unreadable', why: 'No answer.' } },
    });
    expect(report.counts).toEqual({ ...none, unchanged: 3 });
    expect(report.reasons).toEqual([{ code: 'person.unreadable', count: 1 }]);
  });

  it('counts for the brake, and a filter that is false for everybody lets nobody go', async () => {
    world = await runWorld({ brakes: defaultBrakes });
    fill(20);
    await world.run();
    await world.change({ filter: 'department == "Finns inte"' });
    const report = await world.run({ at: firstNight + day });
    expect(report).toMatchObject({ state: 'withheld', read: { people: 0 }, counts: { ...none } });
    expect(report.withheld).toMatchObject([{ kind: 'removals', count: 20 }]);
    await world.change({ filter: null });
    const back = await world.run({ at: firstNight + 2 * day });
    expect(back).toMatchObject({ state: 'succeeded', read: { people: 20 }, counts: { unchanged: 20 } });
  });

  it('is withheld even below the limits when that leaves nobody in scope', async () => {
    world = await runWorld({
      brakes: { ...defaultBrakes, removals: { count: 1000, percent: 100 } },
    });
    fill(12);
    await world.run();
    await world.change({ filter: 'department == "Finns inte"' });
    const preview = await world.run({ at: firstNight + day, preview: true });
    expect(preview).toMatchObject({ state: 'withheld', read: { people: 0 } });
    expect(preview.withheld).toMatchObject([{ kind: 'removals', count: 12 }]);
    const report = await world.run({ at: firstNight + day });
    expect(report).toMatchObject({ state: 'withheld', counts: { leave: 0 }, read: { people: 0 } });
  });

  it('stays while only new users are made', async () => {
    world = await runWorld({ mode: 'onlyNew', filter });
    fill(3);
    await world.run();
    update(world.tenant, 'p1', { department: 'Lab' });
    const report = await world.run({ at: firstNight + day });
    expect(report).toMatchObject({ read: { people: 2 }, counts: { ...none, unchanged: 3 } });
  });

  it('is listed no more when she was left out for another reason before', async () => {
    world = await runWorld();
    fill(3);
    update(world.tenant, 'p1', { surname: null });
    expect((await world.run()).counts).toMatchObject({ create: 2, skip: 1 });
    await world.change({ filter: 'surname != ""' });
    const report = await world.run({ at: firstNight + day });
    expect(report).toMatchObject({ counts: { ...none, unchanged: 2 }, reasons: [], read: { people: 2 } });
    expect((await world.run({ at: firstNight + 2 * day, preview: true })).counts.skip).toBe(0);
  });
});

describe('whoever the filter can not be worked out for', () => {
  it('stays as she was, changed or leaving, and is listed with what to do about it', async () => {
    world = await runWorld({ keepDays: 2, filter: failing });
    fill(4);
    await world.run();
    update(world.tenant, 'p1', { businessPhones: [], givenName: 'Annat' });
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, unchanged: 4 });
    expect(report.reasons).toEqual([{ code: 'filter.failed', count: 1 }]);
    expect(report.read.people).toBe(4);
    expect((await people()).get('p1')?.reasons).toMatchObject([{ code: 'filter.failed' }]);
    const quiet = await world.run({ at: firstNight + 2 * day });
    expect(quiet).toMatchObject({ counts: { ...none, unchanged: 4 } });
    expect(quiet.reasons).toEqual([{ code: 'filter.failed', count: 1 }]);
    update(world.tenant, 'p1', { businessPhones: ['+46812345001'] });
    const told = await world.run({ at: firstNight + 3 * day });
    expect(told.counts).toEqual({ ...none, change: 1, unchanged: 3 });
  });

  it('is not created, and neither comes back nor is deleted while it fails', async () => {
    world = await runWorld({ keepDays: 2, filter: failing });
    fill(3);
    await world.run();
    hire(world.tenant, 'p9', personFacts(9, { businessPhones: [] }));
    remove(world.tenant, 'p1');
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, leave: 1, skip: 1, unchanged: 2 });
    hire(world.tenant, 'p1', personFacts(1, { businessPhones: [] }));
    const due = await world.run({ at: firstNight + 9 * day });
    expect(due.counts).toEqual({ ...none, skip: 1, unchanged: 3 });
    expect(due.reasons).toEqual([{ code: 'filter.failed', count: 2 }]);
    expect(await users()).toHaveLength(3);
  });
});

it('another template takes over whom its own filter takes, and nobody else', async () => {
  world = await runWorld({ filter });
  const second = await writeTestTemplate(world.database, world.companyId, {
    name: 'Göteborg',
    filter: 'jobTitle == "Chef"',
  });
  const other = scriptedTenant();
  fill(4);
  for (let n = 1; n <= 2; n += 1)
    hire(other, `p${n}`, personFacts(n, { jobTitle: n === 1 ? 'Chef' : 'Säljare' }));
  await world.run();
  const listed = await world.run({ template: second, tenant: other });
  expect(listed).toMatchObject({ read: { people: 1 }, counts: { ...none, skip: 1 } });
  update(world.tenant, 'p1', { department: 'Lab' });
  update(world.tenant, 'p2', { department: 'Lab' });
  const report = await world.run({ at: firstNight + 3_600_000 });
  expect(report.counts).toMatchObject({ change: 1, leave: 1 });
  expect((await users()).find((user) => user.person === 'p1')).toMatchObject({ missingSince: null });
  expect((await users()).find((user) => user.person === 'p2')?.missingSince).not.toBeNull();
});
