// R14: killed at any moment and started again, the outcome is as if it had not been killed. A year in small is run once
// in peace, and once with every run killed several times first, at statements drawn from a seed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKilledChild } from '../../test/killed-child.ts';
import { readOutcome } from '../../test/run-outcome.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import type { ScriptedTenant } from '../../test/scripted-tenant.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const killsPerRun = 6;
const people = 60;

/** What happens in Entra before each run. */
const history: ((tenant: ScriptedTenant) => void)[] = [
  (tenant) => {
    for (let n = 1; n <= people; n += 1) hire(tenant, `p${n}`, personFacts(n));
    for (const n of [110, 111]) hire(tenant, `p${n}`, personFacts(n, { businessPhones: [] }));
    tenant.groups['Sälj'] = ['p111', 'p112'];
  },
  (tenant) => {
    update(tenant, 'p1', { businessPhones: ['+46812345002'] });
    update(tenant, 'p2', { businessPhones: ['+46812345001'], mailNickname: 'nytt' });
    remove(tenant, 'p3');
    leaveGroup(tenant, 'p4');
    hire(tenant, 'p100', personFacts(100, { surname: null }));
  },
  (tenant) => {
    hire(tenant, 'p4', personFacts(4, { jobTitle: 'Chef' }));
    hire(tenant, 'p101', personFacts(101, { mailNickname: 'namn2' }));
    remove(tenant, 'p110');
    hire(tenant, 'p112', personFacts(112, { businessPhones: [] }));
  },
  (tenant) => {
    hire(tenant, 'p3', personFacts(3));
    update(tenant, 'p100', { surname: 'Nyman' });
  },
];

function random(): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it('ends the same whether it was killed at any statement and started again, or not', async () => {
  process.stdout.write(`seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-killed-'));
  const peaceful = await openWorld();
  const killed = await openWorld();
  const next = random();
  let kills = 0;
  try {
    for (const [nth, happen] of history.entries()) {
      const at = firstNight + nth * 2 * day;
      happen(peaceful.tenant);
      happen(killed.tenant);
      const tenantFile = join(folder, `${nth}.json`);
      await writeFile(tenantFile, JSON.stringify(killed.tenant));
      const inPeace = await runInChild(peaceful, tenantFile, at, 0, 'never');
      expect(inPeace.signal, inPeace.said).toBeNull();
      const statements = Number(inPeace.said);
      expect(statements).toBeGreaterThan(20);
      for (let kill = 0; kill < killsPerRun; kill += 1) {
        const killAt = 1 + Math.floor(next() * statements);
        const { signal } = await runInChild(
          killed,
          tenantFile,
          at,
          killAt,
          next() < 0.5 ? 'before' : 'after',
        );
        if (signal === 'SIGKILL') kills += 1;
      }
      await runInChild(killed, tenantFile, at, 0, 'never');
      expect(await readOutcome(killed), `after run ${nth}, seed ${seed}`).toEqual(
        await readOutcome(peaceful),
      );
    }
    // Held of the first load, discarded with users who went, and waiting of later nights: each was among what was compared.
    const { mails } = await readOutcome(killed);
    const kinds = new Set(mails.map(({ kind, state }) => `${kind} ${state}`));
    expect([...kinds].toSorted()).toEqual([
      'welcome discarded',
      'welcome held',
      'welcome waiting',
      'welcomeCopy waiting',
    ]);
    // Some draws come after the last statement; most must have struck.
    expect(kills).toBeGreaterThan((killsPerRun * history.length) / 2);
    const runs = await killed.database.kysely.selectFrom('runs').select(['state', 'error']).execute();
    const interrupted = runs.filter((run) => run.state === 'failed');
    expect(interrupted.length).toBeGreaterThan(0);
    expect(interrupted.every((run) => (run.error as { code: string }).code === 'run.interrupted')).toBe(true);
    expect(runs.filter((run) => run.state === 'running')).toEqual([]);
    for (const table of ['staged_people', 'staged_memberships'] as const)
      expect(await killed.database.kysely.selectFrom(table).select('person_id').execute()).toEqual([]);
  } finally {
    await peaceful.close();
    await killed.close();
    await rm(folder, { recursive: true });
  }
}, 240_000);

/** Some get their number from a series, one of them her caller id because of a group; all are welcomed by mail. */
async function openWorld(): Promise<RunWorld> {
  const series = '46812346000';
  const given = { settingsTemplate: null, callerId: series, numberSeries: null, language: null };
  const rules = [{ ...given, name: 'Säljare', when: { group: 'Sälj' } }];
  const mail = { welcomeMail: true, welcomeCopyTo: 'it@nordvik.example' };
  const world = await runWorld({ keepDays: 2, automaticNumbers: { series }, rules, ...mail });
  const [first, last] = [Number(series), Number(series) + 9];
  const all = [{ first, last, kind: 'fixed' as const, single: false, note: null }];
  await writeNumberSeries(world.database.kysely, world.companyId, all);
  return world;
}

function runInChild(world: RunWorld, tenantFile: string, at: number, killAt: number, when: string) {
  const args = [world.url, world.templateId, tenantFile, String(at), String(killAt), when];
  return runKilledChild('killed-run', args);
}
