// Which runs the clock asks for: nights with summer time on both sides, catching up, intervals, first nights, refusals,
// many templates at once and several processes that look at the same time. The clock is an argument.
import { noLog } from '../log.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts } from '../../test/scripted-tenant.ts';
import { decideNextStart } from '../run/next-start.ts';
import { markDeadRuns } from '../run/dead-runs.ts';
import { readStatus } from '../run/status.ts';
import { cancelRun } from './cancel-run.ts';
import { openQueue, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { orderDueRuns } from './scheduler.ts';

const at = (text: string) => Date.parse(text);
const [minute, hour] = [60_000, 3_600_000];

let world: RunWorld;
let queue: Queue;

beforeAll(async () => {
  world = await runWorld({ schedule: { nightlyAt: '02:00', everyMinutes: null } });
  queue = await openQueue(world.database, { maintains: false, log: noLog });
});

afterAll(async () => {
  await queue.close();
  await world.close();
});

beforeEach(async () => {
  await world.database.kysely.deleteFrom('runs').execute();
  await queue.boss.deleteAllJobs(QUEUE);
  await world.change({ mode: 'full', schedule: { nightlyAt: '02:00', everyMinutes: null } });
  await world.database.kysely
    .updateTable('sync_templates')
    .set({ next_start_at: null, next_start_why: null })
    .execute();
});

const anna = { kind: 'administrator', id: '7', name: 'Anna Administratör' } as const;

const writeNextStart = (at: number) =>
  world.database.kysely
    .updateTable('sync_templates')
    .set({ next_start_at: new Date(at), next_start_why: 'nightly' })
    .execute();

const readRuns = () =>
  world.database.kysely
    .selectFrom('runs')
    .select(['id', 'state', 'trigger', 'nominal_at', 'template_id'])
    .orderBy('nominal_at')
    .execute();

/** As a worker ends it, at this moment of the clock. */
async function endWaiting(finishedAt: number, state = 'succeeded') {
  await world.database.kysely
    .updateTable('runs')
    .set((eb) => ({ state, started_at: eb.ref('nominal_at'), finished_at: new Date(finishedAt) }))
    .where('state', '=', 'queued')
    .execute();
  await world.database.kysely.updateTable('sync_templates').set({ next_start_at: null }).execute();
}

/** Looks every five minutes; runs end a minute after they were asked for. */
async function pass(from: number, to: number): Promise<string[]> {
  for (let now = from; now <= to; now += 5 * minute) {
    if ((await orderDueRuns(queue, now)) > 0) await endWaiting(now + minute);
  }
  return (await readRuns()).map((run) => run.nominal_at.toISOString());
}

const slotOf = (date: string) =>
  decideNextStart({
    templateId: world.templateId,
    mode: 'full',
    schedule: { nightlyAt: '02:00', everyMinutes: null },
    timeZone: 'Europe/Stockholm',
    lastNominalAt: null,
    lastFinishedAt: null,
    lastRefusedAt: null,
    expectedAt: null,
    now: at(`${date}T00:00:00+01:00`),
  })?.at ?? 0;

const isoOf = (date: string) => new Date(slotOf(date)).toISOString();

describe('a night', () => {
  test('comes once a day, also the first of a template that never ran', async () => {
    const nights = await pass(at('2026-01-10T12:00:00Z'), at('2026-01-13T12:00:00Z'));
    expect(nights).toEqual(['2026-01-11', '2026-01-12', '2026-01-13'].map(isoOf));
  });

  test('comes once on the day on which summer time begins and on those around it', async () => {
    const nights = await pass(at('2026-03-27T12:00:00Z'), at('2026-03-30T12:00:00Z'));
    expect(nights).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'].map(isoOf));
    const wallClock = nights.map((iso) =>
      new Date(iso).toLocaleTimeString('sv', { timeZone: 'Europe/Stockholm' }),
    );
    // 02:00 does not exist on the 29th; the night is at the first moment after the gap then.
    expect(wallClock.map((time) => time.slice(0, 2))).toEqual(['02', '03', '02']);
  });

  test('comes once on the day on which summer time ends, although its hour comes twice', async () => {
    const nights = await pass(at('2026-10-23T12:00:00Z'), at('2026-10-26T12:00:00Z'));
    expect(nights).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'].map(isoOf));
  });

  test('that nobody was there for is caught up once, as the night that it was', async () => {
    await pass(at('2026-01-10T12:00:00Z'), at('2026-01-11T12:00:00Z'));
    const nights = await pass(at('2026-01-12T18:00:00Z'), at('2026-01-13T12:00:00Z'));
    expect(nights).toEqual(['2026-01-11', '2026-01-12', '2026-01-13'].map(isoOf));
  });

  test('that was missed by 20 hours is not caught up, and a week of them is one', async () => {
    await pass(at('2026-01-10T12:00:00Z'), at('2026-01-11T12:00:00Z'));
    const nights = await pass(slotOf('2026-01-18') + 20 * hour + minute, at('2026-01-19T12:00:00Z'));
    expect(nights).toEqual(['2026-01-11', '2026-01-19'].map(isoOf));
  });

  test('finds a manual run waiting and is served by it', async () => {
    const slot = slotOf('2026-01-11');
    await orderDueRuns(queue, slot - hour);
    const manual = randomUUID();
    await world.database.kysely
      .insertInto('runs')
      .values({
        id: manual,
        template_id: world.templateId,
        trigger: 'manual',
        state: 'queued',
        nominal_at: new Date(slot - minute),
        started_at: new Date(slot - minute),
        fence: 0,
        order_key: 'run',
      })
      .execute();
    expect(await orderDueRuns(queue, slot + minute)).toBe(0);
    expect(await readRuns()).toMatchObject([{ id: manual, nominal_at: new Date(slot) }]);
    await endWaiting(slot + 2 * minute);
    expect(await orderDueRuns(queue, slot + 3 * minute)).toBe(0);
  });
});

describe('an interval', () => {
  const schedule = { nightlyAt: '02:00', everyMinutes: 15 };

  test('counts from the end of the last run and does not run out while one waits or goes', async () => {
    await world.change({ schedule });
    const start = at('2026-01-10T12:00:00Z');
    expect(await orderDueRuns(queue, start)).toBe(1);
    for (const minutes of [1, 20, 40]) expect(await orderDueRuns(queue, start + minutes * minute)).toBe(0);
    await endWaiting(start + 50 * minute);
    expect(await orderDueRuns(queue, start + 64 * minute)).toBe(0);
    expect(await orderDueRuns(queue, start + 65 * minute)).toBe(1);
  });

  test('does not keep a night from being asked for while a run goes', async () => {
    await world.change({ schedule });
    const slot = slotOf('2026-01-11');
    await orderDueRuns(queue, slot - hour);
    await world.database.kysely.updateTable('runs').set({ state: 'running' }).execute();
    expect(await orderDueRuns(queue, slot + minute)).toBe(1);
    expect(await orderDueRuns(queue, slot + 2 * minute)).toBe(0);
    expect((await readRuns()).at(-1)?.nominal_at.getTime()).toBe(slot);
  });
  test('goes on after the run that was asked for was called off before it began', async () => {
    await world.change({ schedule });
    const start = at('2026-01-10T12:00:00Z');
    await orderDueRuns(queue, start);
    const [waiting] = await readRuns();
    const cancelling = { companyId: world.companyId, run: waiting?.id ?? '', by: anna, now: start + minute };
    await world.database.kysely.transaction().execute((trx) => cancelRun(trx, queue, cancelling));
    expect(await orderDueRuns(queue, start + 15 * minute)).toBe(0);
    expect(await orderDueRuns(queue, start + 16 * minute)).toBe(1);
  });

  test('goes on after a run whose process died and that nobody tries again', async () => {
    await world.change({ schedule });
    const start = at('2026-01-10T12:00:00Z');
    await orderDueRuns(queue, start);
    await world.database.kysely.updateTable('runs').set({ state: 'running' }).execute();
    expect(await orderDueRuns(queue, start + minute)).toBe(0);
    expect(await markDeadRuns(world.database, start + 2 * minute)).toHaveLength(1);
    expect(await orderDueRuns(queue, start + 16 * minute)).toBe(0);
    expect(await orderDueRuns(queue, start + 17 * minute)).toBe(1);
  });

  test('goes on after a preview that was to be applied and is not as it was seen any more', async () => {
    await world.change({ schedule });
    const start = at('2026-01-10T12:00:00Z');
    const preview = await world.run({ at: start, preview: true });
    hire(world.tenant, 'later', personFacts(1));
    await writeNextStart(start + 12 * hour);
    const applied = await world.run({ at: start, apply: preview.run });
    expect(applied).toMatchObject({ state: 'refused', error: { code: 'plan.changed' } });
    expect(await orderDueRuns(queue, start)).toBe(1);
  });
});

test('an undo stands for no night and no interval: it reads nothing', async () => {
  const slot = slotOf('2026-01-11');
  await orderDueRuns(queue, slot - hour);
  const undo = {
    id: randomUUID(),
    template_id: world.templateId,
    trigger: 'undo',
    state: 'succeeded',
    fence: 0,
  };
  const [began, ended] = [new Date(slot + minute), new Date(slot + 2 * minute)];
  await world.database.kysely
    .insertInto('runs')
    .values({ ...undo, nominal_at: began, started_at: began, finished_at: ended })
    .execute();
  expect(await orderDueRuns(queue, slot + 3 * minute)).toBe(1);
  expect((await readRuns()).map((run) => run.nominal_at.getTime())).toEqual([slot, slot + minute]);
});

describe('a template', () => {
  test('that is paused is never asked for, and from the next look on when it is full again', async () => {
    await pass(at('2026-01-10T12:00:00Z'), at('2026-01-11T12:00:00Z'));
    await world.change({ mode: 'paused' });
    expect(await pass(at('2026-01-11T12:00:00Z'), at('2026-01-13T12:00:00Z'))).toHaveLength(1);
    await world.change({ mode: 'full' });
    const nights = await pass(at('2026-01-13T12:05:00Z'), at('2026-01-14T12:00:00Z'));
    // The night that it slept through is caught up, for it is not yet 20 hours ago.
    expect(nights).toEqual(['2026-01-11', '2026-01-13', '2026-01-14'].map(isoOf));
  });

  test('that was refused is asked for again an hour later, for the same night', async () => {
    await pass(at('2026-01-10T12:00:00Z'), at('2026-01-11T12:00:00Z'));
    const slot = slotOf('2026-01-12');
    expect(await orderDueRuns(queue, slot)).toBe(1);
    await endWaiting(slot + minute, 'refused');
    expect(await orderDueRuns(queue, slot + 30 * minute)).toBe(0);
    expect(await orderDueRuns(queue, slot + 62 * minute)).toBe(1);
    expect((await readRuns()).at(-1)?.nominal_at.getTime()).toBe(slot);
  });

  test('whose schedule was changed starts by the new one, and status tells the very time', async () => {
    const now = at('2026-01-10T12:00:00Z');
    await orderDueRuns(queue, now);
    await world.change({ schedule: { nightlyAt: '04:00', everyMinutes: null } });
    await orderDueRuns(queue, now);
    const [stored] = await world.database.kysely
      .selectFrom('sync_templates')
      .select(['next_start_at', 'next_start_why'])
      .execute();
    expect(stored?.next_start_at?.getTime()).toBe(slotOf('2026-01-11') + 2 * hour);
    const [status] = await readStatus(world.database, { companyId: null, now });
    expect(status?.nextStart).toBe(stored?.next_start_at?.toISOString());
    expect(status?.nextStartWhy).toBe('nightly');
  });

  test('of a company whose time zone was changed starts in the new one', async () => {
    const now = at('2026-01-10T12:00:00Z');
    await orderDueRuns(queue, now);
    await world.database.kysely.updateTable('companies').set({ time_zone: 'Europe/Helsinki' }).execute();
    await orderDueRuns(queue, now);
    const [stored] = await world.database.kysely
      .selectFrom('sync_templates')
      .select('next_start_at')
      .execute();
    expect(stored?.next_start_at?.getTime()).toBe(slotOf('2026-01-11') - hour);
    await world.database.kysely.updateTable('companies').set({ time_zone: 'Europe/Stockholm' }).execute();
  });
});

test('five hundred that are due at once are asked for once each, by however many processes look at the same time', async () => {
  const many = 500;
  for (let nth = 1; nth < many; nth += 1)
    await writeTestTemplate(world.database, world.companyId, { name: `Mall ${nth}` });
  await orderDueRuns(queue, at('2026-01-10T12:00:00Z'));
  const afterTheNight = at('2026-01-11T06:00:00Z');
  const looks = await Promise.all(Array.from({ length: 3 }, () => orderDueRuns(queue, afterTheNight)));
  expect(looks.reduce((sum, ordered) => sum + ordered)).toBe(many);
  const runs = await readRuns();
  expect(new Set(runs.map((run) => run.template_id)).size).toBe(many);
  expect(await queue.boss.findJobs(QUEUE)).toHaveLength(many);
  expect(await orderDueRuns(queue, afterTheNight)).toBe(0);
});
