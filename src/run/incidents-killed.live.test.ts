// Trouble and processes that die: what a run tells stands with the run or not at all, dead runs are trouble of their own, and an
// outage of the database in mid-run is nobody's mail.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { runKilledChild } from '../../test/killed-child.ts';
import { readMails } from '../../test/mails.ts';
import { day, firstNight, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { openDatabase } from '../store/database.ts';
import { markDeadRuns } from './dead-runs.ts';
import { runTemplate } from './run.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const to = 'it@nordvik.example';

let world: RunWorld;
afterEach(() => world.close());

async function openCompany(people: number): Promise<void> {
  world = await runWorld({ errorMailTo: to, errorMailLevel: 'info', brakes: defaultBrakes });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

const incidents = () => world.database.kysely.selectFrom('incidents').selectAll().execute();
const kinds = async () => (await readMails(world.database)).map(({ kind }) => kind).toSorted();

it('a run that is killed at any statement tells nothing, and the one after it tells everything once', async () => {
  process.stdout.write(`incidents-killed.live.test.ts: seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  await openCompany(40);
  for (let n = 1; n <= 8; n += 1) remove(world.tenant, `p${n}`);
  hire(world.tenant, 'p50', personFacts(50, { businessPhones: [] }));
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-incidents-'));
  const file = join(folder, 'tenant.json');
  await writeFile(file, JSON.stringify(world.tenant));
  let kills = 0;
  let state = seed;
  try {
    for (let kill = 0; kill < 6; kill += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      // The end of a run, where everything is told, is some twenty of its seventy statements.
      const killAt = 30 + (state % 45);
      const args = [world.url, world.templateId, file, String(firstNight + day), String(killAt), 'after'];
      const { signal } = await runKilledChild('killed-run', args);
      if (signal === 'SIGKILL') kills += 1;
    }
    expect(kills).toBeGreaterThan(1);
    await world.run({ at: firstNight + day + 3_600_000 });
    // Of the first night its summary; of this one the brake, its summary and the one who is left out.
    expect(await kinds()).toEqual(['error', 'summary', 'summary', 'warning']);
    expect((await incidents()).filter(({ key }) => key === 'brake.removals')).toMatchObject([{ told: 1 }]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

it('runs whose process dies again and again are told after the fifth, and as over when one comes to its end', async () => {
  await openCompany(3);
  for (let n = 1; n <= 6; n += 1) {
    await world.database.kysely
      .insertInto('runs')
      .values({
        id: `00000000-0000-4000-8000-00000000000${n}`,
        template_id: world.templateId,
        trigger: 'schedule',
        state: 'running',
        nominal_at: new Date(firstNight + day),
        started_at: new Date(firstNight + day + n * 60_000),
        fence: 100 + n,
      })
      .execute();
    expect(await markDeadRuns(world.database, firstNight + day + n * 60_000 + 1_000)).toHaveLength(1);
    expect((await kinds()).filter((kind) => kind === 'error')).toHaveLength(n < 5 ? 0 : 1);
  }
  await world.run({ at: firstNight + 2 * day });
  expect((await kinds()).filter((kind) => kind === 'allClear')).toHaveLength(1);
  expect(await incidents()).toMatchObject([{ key: 'run.interrupted', seen: 6, ended: 'over' }]);
});

it('of runs whose process died only those of everybody are trouble', async () => {
  await openCompany(3);
  const run = { template_id: world.templateId, state: 'running', fence: 100, trigger: 'person' };
  const at = new Date(firstNight + day);
  const times = { nominal_at: at, started_at: at };
  const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await world.database.kysely
    .insertInto('runs')
    .values([
      { ...run, ...times, id: one, person_id: 'p1' },
      { ...run, ...times, id: two, preview: true },
    ])
    .execute();
  expect(await markDeadRuns(world.database, firstNight + day + 1_000)).toHaveLength(2);
  expect(await incidents()).toEqual([]);
});

it('a database that goes away in mid-run is written of by nobody, and the next run tells nothing of it', async () => {
  await openCompany(3);
  // A pool of its own, whose connections the database ends as if it were restarted.
  const database = await openDatabase(world.url, { applicationName: 'goes away' });
  const end = () =>
    world.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'goes away'`,
    );
  try {
    const deps = scriptedDeps(database, world.tenant, {
      beforePage: async () => {
        await end();
      },
    });
    const request = { templateId: world.templateId, trigger: 'schedule', preview: false } as const;
    const run = runTemplate(deps, { ...request, nominalAt: firstNight + 8 * day });
    const code = await run.then(
      ({ error }) => error?.code,
      (error: { code?: string }) => error.code,
    );
    // Which of its connections it misses first, the one that holds its template or another, is chance.
    expect(['database.unavailable', 'run.interrupted']).toContain(code);
  } finally {
    await database.close();
  }
  await world.run({ at: firstNight + 9 * day });
  expect((await kinds()).filter((kind) => kind !== 'summary')).toEqual([]);
  expect((await incidents()).filter(({ closed_at }) => closed_at === null)).toEqual([]);
});
