// Brakes and approvals from end to end (R7; SPEC §6): a kind is withheld whole, planned afresh in every run, and let
// through once, for the people and the effects that somebody has seen.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { readListedUsers } from '../store/users.ts';
import { approveRun } from './approve.ts';
import { readRunSteps } from './run-steps.ts';

let world: RunWorld;
afterEach(() => world.close());

const linkedNow = async () => (await readListedUsers(world.database.kysely, world.companyId)).length;

async function openBraked(count: number, settings = {}): Promise<void> {
  world = await runWorld({ brakes: defaultBrakes, keepDays: 30, ...settings });
  for (let n = 1; n <= count; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

const approve = (run: string, kind: 'removals' | 'numbers' | 'creates', at: number) =>
  approveRun(scriptedDeps(world.database, world.tenant, {}), {
    run,
    kind,
    nominalAt: at,
    companyTemplates: null,
  });

describe('removals past the brake', () => {
  it('are all withheld and start no clock, while other kinds go through', async () => {
    await openBraked(20);
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    update(world.tenant, 'p9', { givenName: 'Annat' });
    const report = await world.run({ at: firstNight + 2 * day });
    expect(report).toMatchObject({ state: 'withheld', counts: { leave: 0, change: 1, unchanged: 13 } });
    expect(report.withheld).toEqual([
      { kind: 'removals', count: 6, counted: 6, percent: 30, limit: { count: 5, percent: 10 } },
    ]);
    const clocks = await world.database.kysely.selectFrom('links').select('missing_since').execute();
    expect(clocks.every((link) => link.missing_since === null)).toBe(true);
    expect(
      (await readRunSteps(world.database, report.run)).filter((s) => s.outcome === 'withheld'),
    ).toHaveLength(6);
  });

  it('count together with those of the last 24 hours, and no longer after them', async () => {
    await openBraked(40);
    for (let n = 1; n <= 4; n += 1) remove(world.tenant, `p${n}`);
    expect((await world.run({ at: firstNight + 2 * day })).counts.leave).toBe(4);
    for (let n = 5; n <= 8; n += 1) remove(world.tenant, `p${n}`);
    const soon = await world.run({ at: firstNight + 2 * day + 3_600_000 });
    expect(soon.withheld).toMatchObject([{ kind: 'removals', count: 4, counted: 8 }]);
    const later = await world.run({ at: firstNight + 3 * day + 3_600_000 });
    expect(later).toMatchObject({ state: 'succeeded', counts: { leave: 4 } });
  });

  it('are let through once by an approval, and do not count against the next ones', async () => {
    await openBraked(20);
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    const withheld = await world.run({ at: firstNight + 2 * day });
    const approved = await approve(withheld.run, 'removals', firstNight + 2 * day + 60_000);
    expect(approved).toMatchObject({ state: 'succeeded', trigger: 'approval', counts: { leave: 6 } });
    const again = await approve(withheld.run, 'removals', firstNight + 2 * day + 120_000);
    expect(again).toMatchObject({ state: 'refused', error: { code: 'approval.stale' } });
    remove(world.tenant, 'p7');
    expect(await world.run({ at: firstNight + 2 * day + 180_000 })).toMatchObject({
      state: 'succeeded',
      counts: { leave: 1 },
    });
  });

  it('are not applied when somebody new would be affected; the fresh list can be approved instead', async () => {
    await openBraked(20);
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    const withheld = await world.run({ at: firstNight + 2 * day });
    remove(world.tenant, 'p7');
    hire(world.tenant, 'p1', personFacts(1));
    const changed = await approve(withheld.run, 'removals', firstNight + 2 * day + 60_000);
    expect(changed).toMatchObject({
      state: 'withheld',
      error: { code: 'approval.changed' },
      counts: { leave: 0 },
    });
    expect(changed?.error?.message).toContain('namn7');
    const old = await approve(withheld.run, 'removals', firstNight + 2 * day + 90_000);
    expect(old).toMatchObject({ error: { code: 'approval.stale' } });
    const fresh = await approve(changed?.run ?? '', 'removals', firstNight + 2 * day + 120_000);
    expect(fresh).toMatchObject({ state: 'succeeded', counts: { leave: 6 } });
  });

  it('are not approved on a paused template, nor by the id of a run that does not exist', async () => {
    await openBraked(20);
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    const withheld = await world.run({ at: firstNight + 2 * day });
    await world.change({ mode: 'paused' });
    expect(await approve(withheld.run, 'removals', firstNight + 3 * day)).toMatchObject({
      error: { code: 'template.paused' },
    });
    expect(await approve('nonsense', 'removals', firstNight + 3 * day)).toBeNull();
    expect(await approve(world.templateId, 'removals', firstNight + 3 * day)).toBeNull();
  });

  it('are not even looked up when they are more than 2,000, and are when they were approved', async () => {
    await openBraked(0);
    for (let n = 1; n <= 2_100; n += 1) {
      hire(world.tenant, `p${n}`, personFacts(n, { businessPhones: [`+46812${String(30_000 + n)}`] }));
    }
    expect((await world.run({ at: firstNight, pageSize: 999 })).counts.create).toBe(2_100);
    for (let n = 1; n <= 2_050; n += 1) remove(world.tenant, `p${n}`);
    const withheld = await world.run({ at: firstNight + 2 * day });
    expect(withheld.withheld).toMatchObject([{ kind: 'removals', count: 2_050 }]);
    expect(world.source().lookedUp).toEqual([]);
    const approved = await approve(withheld.run, 'removals', firstNight + 2 * day + 60_000);
    expect(approved).toMatchObject({ state: 'succeeded', counts: { leave: 2_050 } });
    // They fall due together too, and have nobody to approve that: their date was announced.
    const due = await world.run({ at: firstNight + 40 * day });
    expect(due).toMatchObject({ state: 'succeeded', withheld: [], counts: { delete: 2_050 } });
  });
});

describe('deletes past the brake', () => {
  it('stay counted in every run until they are approved', async () => {
    await openBraked(20, { keepDays: 0 });
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    const first = await world.run({ at: firstNight + 2 * day });
    expect(first.withheld).toMatchObject([{ kind: 'removals', count: 6, counted: 6 }]);
    const second = await world.run({ at: firstNight + 4 * day });
    expect(second.withheld).toMatchObject([{ kind: 'removals', count: 6, counted: 6 }]);
    expect(await linkedNow()).toBe(20);
    expect(await approve(second.run, 'removals', firstNight + 5 * day)).toMatchObject({
      counts: { delete: 6 },
    });
    expect(await linkedNow()).toBe(14);
  });
});

it('withholds number changes but lets the other fields of the same people change', async () => {
  await openBraked(20);
  for (let n = 1; n <= 6; n += 1) {
    update(world.tenant, `p${n}`, {
      businessPhones: [`+46812346${String(n).padStart(3, '0')}`],
      jobTitle: 'Chef',
    });
  }
  const report = await world.run({ at: firstNight + 2 * day });
  expect(report).toMatchObject({
    state: 'withheld',
    counts: { change: 6 },
    withheld: [{ kind: 'numbers', count: 6 }],
  });
  const [first] = await readListedUsers(world.database.kysely, world.companyId);
  expect(first).toMatchObject({ title: 'Chef', pstnFixed: '46812345001' });
  expect(await approve(report.run, 'numbers', firstNight + 3 * day)).toMatchObject({
    state: 'succeeded',
    counts: { change: 6 },
  });
  const [after] = await readListedUsers(world.database.kysely, world.companyId);
  expect(after).toMatchObject({ pstnFixed: '46812346001' });
});

it('withholds new users past their count, and creates them on approval', async () => {
  await openBraked(3, { brakes: { ...defaultBrakes, creates: { count: 5 } } });
  for (let n = 4; n <= 10; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const report = await world.run({ at: firstNight + day });
  expect(report).toMatchObject({ counts: { create: 0, skip: 0 }, withheld: [{ kind: 'creates', count: 7 }] });
  expect(await approve(report.run, 'creates', firstNight + 2 * day)).toMatchObject({ counts: { create: 7 } });
});
