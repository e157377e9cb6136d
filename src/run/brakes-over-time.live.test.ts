// The brake on removals over many small runs of one day, and approvals by the orders that the API gives (SPEC §6, R7):
// what was let through by somebody is not counted, everything else of the last 24 hours is.
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { day, firstNight, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import type { BrakeKind } from '../plan/steps.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { carryOutOrder } from './run-order.ts';

let world: RunWorld;
afterEach(() => world.close());

const minute = 60_000;
const start = firstNight + 10 * day;

async function openCompany(people: number, keepDays: number): Promise<void> {
  world = await runWorld({
    brakes: defaultBrakes,
    keepDays,
    schedule: { nightlyAt: '02:00', everyMinutes: 5 },
  });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

let gone = 0;
function lose(count: number): void {
  for (let n = 0; n < count; n += 1) remove(world.tenant, `p${(gone += 1)}`);
}

const every = (run: number) => start + run * 5 * minute;
const approve = (run: string, kind: BrakeKind, nominalAt: number) =>
  carryOutOrder(
    scriptedDeps(world.database, world.tenant, {}),
    { do: 'approve', run, kind },
    { runId: randomUUID(), templateId: world.templateId, trigger: 'approval', nominalAt },
  );

it('adds removals up over runs of five minutes each, and withholds the one that goes past, whole', async () => {
  gone = 0;
  await openCompany(100, 0);
  for (let run = 0; run < 5; run += 1) {
    lose(2);
    expect((await world.run({ at: every(run) })).counts.delete).toBe(2);
  }
  lose(2);
  const past = await world.run({ at: every(5) });
  // 12 of the 100 users that there were when the 24 hours began, although only 90 are left.
  expect(past).toMatchObject({ state: 'withheld', counts: { delete: 0 } });
  expect(past.withheld).toMatchObject([{ count: 2, counted: 12, percent: 12 }]);
  lose(1);
  expect((await world.run({ at: every(6) })).withheld).toMatchObject([
    { count: 3, counted: 13, percent: 13 },
  ]);
  // A day after the first of them two fewer count, and ten per cent of what is left is still less than eleven.
  expect((await world.run({ at: every(0) + day })).withheld).toMatchObject([{ count: 3, counted: 11 }]);
  expect(await world.run({ at: every(1) + day })).toMatchObject({
    state: 'succeeded',
    counts: { delete: 3 },
  });
});

it('does not count what somebody approved, nor what falls due on its announced day', async () => {
  gone = 0;
  await openCompany(100, 3);
  lose(10);
  expect((await world.run({ at: start })).counts.leave).toBe(10);
  lose(20);
  const withheld = await world.run({ at: every(1) });
  expect(withheld.withheld).toMatchObject([{ count: 20, counted: 30 }]);
  expect(await approve(withheld.run, 'removals', every(2))).toMatchObject({
    state: 'succeeded',
    counts: { leave: 20 },
  });
  expect(await approve(withheld.run, 'removals', every(3))).toMatchObject({
    state: 'refused',
    error: { code: 'approval.stale' },
  });
  // The ten of before count, the twenty do not: one more makes eleven.
  lose(1);
  expect((await world.run({ at: every(4) })).withheld).toMatchObject([{ count: 1, counted: 11 }]);
  const due = await world.run({ at: start + 3 * day + 10 * minute });
  expect(due).toMatchObject({ state: 'succeeded', counts: { delete: 30, leave: 1 } });
});

it('counts users who came in the same day: a company that grows may lose more', async () => {
  gone = 0;
  await openCompany(60, 0);
  for (let n = 101; n <= 160; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  expect((await world.run({ at: start })).counts.create).toBe(60);
  lose(12);
  expect(await world.run({ at: every(1) })).toMatchObject({ state: 'succeeded', counts: { delete: 12 } });
  lose(1);
  expect((await world.run({ at: every(2) })).withheld).toMatchObject([{ count: 1, counted: 13 }]);
});

it('always withholds when nobody is left in scope, however few they were', async () => {
  gone = 0;
  await openCompany(1, 30);
  lose(1);
  const report = await world.run({ at: start });
  expect(report).toMatchObject({ state: 'withheld', counts: { leave: 0 }, withheld: [{ count: 1 }] });
  expect(await approve(report.run, 'removals', every(1))).toMatchObject({
    state: 'succeeded',
    counts: { leave: 1 },
  });
});

it('lets two who approve at the same moment do it once', async () => {
  gone = 0;
  await openCompany(20, 30);
  lose(6);
  const withheld = await world.run({ at: start });
  const reports = await Promise.all([
    approve(withheld.run, 'removals', every(1)),
    approve(withheld.run, 'removals', every(1)),
  ]);
  expect(reports.map((report) => report.state).toSorted()).toEqual(['refused', 'succeeded']);
  const steps = await world.database.kysely
    .selectFrom('steps')
    .select('id')
    .where('do_what', '=', 'leave')
    .where('outcome', '=', 'applied')
    .execute();
  expect(steps).toHaveLength(6);
});
