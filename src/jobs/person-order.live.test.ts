// Runs of one person among others that wait and go: one at a time for a template, the same person once, and none of the nights
// and intervals of the template put off or taken for done.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, asked, orderIn } from '../../test/order.ts';
import { day, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, update } from '../../test/scripted-tenant.ts';
import { noLog } from '../log.ts';
import { readStatus } from '../run/status.ts';
import type { RunDeps } from '../run/run-request.ts';
import { pruneIdleRuns } from '../store/maintenance.ts';
import { readSchedules } from '../store/schedule.ts';
import type { RunWish } from './order-run.ts';
import { openQueue } from './queue.ts';
import type { Queue } from './queue.ts';
import { openWorker } from './worker.ts';
import type { Worker } from './worker.ts';

const patience = { timeout: 20_000, interval: 50 };

let world: RunWorld;
let queue: Queue;
let workers: Worker[] = [];
beforeEach(async () => {
  world = await runWorld({ schedule: { nightlyAt: '02:00', everyMinutes: 60 } });
  queue = await openQueue(world.database, { maintains: false, log: noLog });
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await queue.close();
  await world.close();
});

const order = (changed?: Partial<RunWish>) => orderIn(world, queue, changed);
const orderPerson = (person: string, preview = false) =>
  order({ order: { do: 'person', person, preview }, trigger: 'person' });

function work(deps: Partial<RunDeps> = {}): void {
  const scripted = scriptedDeps(world.database, world.tenant, {});
  const options = { queue, runsAtATime: 2, now: () => asked, log: noLog };
  workers.push(openWorker({ ...options, deps: { ...scripted, ...deps } }));
}

/** A source that does not begin to read until it is let, and tells that it was asked. */
function gate() {
  const asking = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { openSource } = scriptedDeps(world.database, world.tenant, {});
  const open: RunDeps['openSource'] = async (template) => {
    const source = await openSource(template);
    const tenant = async () => {
      asking.resolve();
      await answer.promise;
      return source.tenant();
    };
    return { ...source, tenant };
  };
  return { openSource: open, asked: asking.promise, letGo: () => answer.resolve() };
}

const readRuns = () =>
  world.database.kysely.selectFrom('runs').selectAll().orderBy('started_at').orderBy('id').execute();
const readStates = async () => (await readRuns()).map(({ state }) => state);

describe('a run of one person', () => {
  test('waits while one of everybody goes, and finds what it left', async () => {
    const held = gate();
    work({ openSource: held.openSource });
    await order();
    await held.asked;
    await orderPerson('p2');
    expect(await readStates()).toEqual(['running', 'queued']);
    held.letGo();
    await expect.poll(readStates, patience).toEqual(['succeeded', 'succeeded']);
    const [all, hers] = await readRuns();
    expect([all?.counts, hers?.counts]).toMatchObject([
      { create: 3, unchanged: 0 },
      { create: 0, unchanged: 1 },
    ]);
    expect((hers?.started_at.getTime() ?? 0) >= (all?.finished_at?.getTime() ?? 0)).toBe(true);
    expect(hers).toMatchObject({ person_id: 'p2', trigger: 'person', requested_by: anna });
  });

  test('waits once for the same person, and apart for another, for a preview and for everybody', async () => {
    const first = await orderPerson('p1');
    const again = await orderPerson('p1');
    expect(again).toEqual({ run: first.run, isNew: false });
    for (const one of [await orderPerson('p2'), await orderPerson('p1', true), await order()])
      expect(one.isNew).toBe(true);
    work();
    await expect.poll(readStates, patience).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
    expect(await world.database.kysely.selectFrom('users').select('id').execute()).toHaveLength(3);
  });

  test('is not what a command takes for the run of everybody that waits', async () => {
    await orderPerson('p1');
    const report = await world.run({ at: asked + 1 });
    expect(report).toMatchObject({ person: null, counts: { create: 3 } });
    expect(await readStates()).toContain('queued');
  });

  test('puts no interval off, stands for no night, and keeps no scheduled run from being asked for', async () => {
    await world.run({ at: asked });
    const read = async () => {
      const [schedule] = await readSchedules(world.database.kysely, { companyId: null });
      const { expectedAt: _, ...decided } = schedule ?? {};
      return decided;
    };
    const before = await read();
    await world.run({ at: asked + day, person: 'p1' });
    await world.run({ at: asked + day, person: 'nobody@nordvik.example' });
    await orderPerson('p2');
    expect(await read()).toEqual(before);
    expect(before).toMatchObject({ isOpen: false });
  });

  test('is seen in the status and in the audit log, by an id only', async () => {
    await world.run({ at: asked });
    await orderPerson('ny.anstalld@nordvik.example');
    await orderPerson('6f1b0f9e-3c1d-4c39-8f0e-0b6c7f1f0a01', true);
    const entries = await world.database.kysely.selectFrom('audit_log').selectAll().orderBy('id').execute();
    expect(entries.map(({ action }) => action)).toEqual(['run.start', 'run.preview']);
    expect(JSON.stringify(entries[0])).not.toContain('ny.anstalld');
    expect(JSON.stringify(entries[1])).toContain('6f1b0f9e');
    work();
    await expect.poll(readStates, patience).toEqual(['succeeded', 'refused', 'refused']);
    const [status] = await readStatus(world.database, { companyId: null, now: asked });
    expect(status?.lastRun).toMatchObject({ state: 'refused', error: { code: 'person.unknown' } });
    expect(JSON.stringify(await readRuns())).not.toContain('ny.anstalld');
  });

  test('does not make the newest run of everybody one that may be thrown away', async () => {
    await world.run({ at: asked });
    await world.run({ at: asked + day });
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await world.run({ at: asked + 2 * day, person: 'p1' });
    await world.run({ at: asked + 2 * day, person: 'p1' });
    const [, everybody, , idle] = await readRuns();
    await pruneIdleRuns(world.database.kysely, new Date(Date.now() + day));
    const left = (await readRuns()).map(({ id }) => id);
    expect(left).toContain(everybody?.id);
    // One that did nothing goes once a run of everybody has come after it.
    expect(left).toContain(idle?.id);
    await world.run({ at: asked + 3 * day });
    await pruneIdleRuns(world.database.kysely, new Date(Date.now() + day));
    expect((await readRuns()).map(({ id }) => id)).not.toContain(idle?.id);
  });
});
