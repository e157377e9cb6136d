// R14 for a run of one person: killed at any statement and asked for again, the outcome is as if it had not been killed, with
// every kind of step. One world runs each person in peace, the other is killed several times before.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKilledChild } from '../../test/killed-child.ts';
import { readOutcome } from '../../test/run-outcome.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import type { ScriptedTenant } from '../../test/scripted-tenant.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const killsPerRun = 5;

/** What happens in Entra, and who is run alone after it. */
const history: { person: string; happen: (tenant: ScriptedTenant) => void }[] = [
  { person: 'namn30@nordvik.example', happen: (tenant) => hire(tenant, 'p30', personFacts(30)) },
  {
    person: 'p1',
    happen: (tenant) => update(tenant, 'p1', { businessPhones: ['+46812345900'], mailNickname: 'nytt' }),
  },
  { person: 'p2', happen: (tenant) => remove(tenant, 'p2') },
  { person: 'p3', happen: (tenant) => tenant.excluded.push('p3') },
  { person: 'p2', happen: (tenant) => hire(tenant, 'p2', personFacts(2, { jobTitle: 'Chef' })) },
  { person: 'p3', happen: () => undefined },
];

function random(): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it('a person’s run ends the same whether it was killed at any statement and asked for again, or not', async () => {
  process.stdout.write(`seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-killed-person-'));
  const worlds = [await runWorld({ keepDays: 2 }), await runWorld({ keepDays: 2 })] as const;
  const [peaceful, killed] = worlds;
  const next = random();
  let kills = 0;
  try {
    for (const world of worlds) {
      for (let n = 1; n <= 20; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
      await world.run();
    }
    for (const [nth, { person, happen }] of history.entries()) {
      const at = firstNight + (nth + 1) * day;
      for (const world of worlds) happen(world.tenant);
      const tenantFile = join(folder, `${nth}.json`);
      await writeFile(tenantFile, JSON.stringify(killed.tenant));
      const inPeace = await runInChild(peaceful, { tenantFile, at, person, killAt: 0, when: 'never' });
      expect(inPeace.signal, inPeace.said).toBeNull();
      const statements = Number(inPeace.said);
      expect(statements).toBeGreaterThan(20);
      for (let kill = 0; kill < killsPerRun; kill += 1) {
        const killAt = 1 + Math.floor(next() * statements);
        const when = next() < 0.5 ? 'before' : 'after';
        const { signal } = await runInChild(killed, { tenantFile, at, person, killAt, when });
        if (signal === 'SIGKILL') kills += 1;
      }
      await runInChild(killed, { tenantFile, at, person, killAt: 0, when: 'never' });
      const about = `after the run of ${person}, seed ${seed}`;
      expect(await readOutcome(killed), about).toEqual(await readOutcome(peaceful));
    }
    expect(kills).toBeGreaterThan((killsPerRun * history.length) / 2);
    const db = killed.database.kysely;
    const runs = await db.selectFrom('runs').select(['state', 'error']).execute();
    const interrupted = runs.filter((run) => run.state === 'failed');
    expect(interrupted.every((run) => (run.error as { code: string }).code === 'run.interrupted')).toBe(true);
    expect(runs.filter((run) => run.state === 'running')).toEqual([]);
    expect(await db.selectFrom('staged_people').select('person_id').execute()).toEqual([]);
  } finally {
    for (const world of worlds) await world.close();
    await rm(folder, { recursive: true });
  }
}, 240_000);

interface Child {
  tenantFile: string;
  at: number;
  person: string;
  killAt: number;
  when: string;
}

function runInChild(world: RunWorld, { tenantFile, at, person, killAt, when }: Child) {
  const args = [world.url, world.templateId, tenantFile, String(at), String(killAt), when, '', person];
  return runKilledChild('killed-run', args);
}
