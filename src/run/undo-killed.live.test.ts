// R14 for an undo: killed at any statement and asked for again, the outcome is as if it had not been killed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKilledChild } from '../../test/killed-child.ts';
import { readOutcome } from '../../test/run-outcome.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';

const at = firstNight + 4 * day;

/** A run that does everything at once: changes with a swap, new users, leaves, returns and deletes. */
async function openHistory(): Promise<{ world: RunWorld; run: string }> {
  const world = await runWorld({ keepDays: 1 });
  const { tenant } = world;
  for (let n = 1; n <= 20; n += 1) hire(tenant, `p${n}`, personFacts(n));
  await world.run();
  for (const person of ['p1', 'p2', 'p3']) remove(tenant, person);
  await world.run({ at: firstNight + day });
  hire(tenant, 'p3', personFacts(3));
  remove(tenant, 'p4');
  update(tenant, 'p5', { businessPhones: ['+46812345006'], mailNickname: 'namn6' });
  update(tenant, 'p6', { businessPhones: ['+46812345005'], mailNickname: 'namn5' });
  for (let n = 7; n <= 12; n += 1) update(tenant, `p${n}`, { jobTitle: 'Chef' });
  for (let n = 31; n <= 34; n += 1) hire(tenant, `p${n}`, personFacts(n));
  const { run, counts } = await world.run({ at: firstNight + 3 * day });
  expect(counts).toMatchObject({ create: 4, change: 8, leave: 1, return: 1, delete: 2 });
  return { world, run };
}

it('an undo ends the same whether it was killed at any statement and asked for again, or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-undo-'));
  const peaceful = await openHistory();
  const killed = await openHistory();
  try {
    const tenantFile = join(folder, 'tenant.json');
    await writeFile(tenantFile, JSON.stringify(killed.world.tenant));
    const undo = ({ world, run }: typeof killed, killAt: number, when: string) => {
      const args = [world.url, world.templateId, tenantFile, String(at), String(killAt), when, run];
      return runKilledChild('killed-run', args);
    };
    const before = await readOutcome(killed.world);
    const inPeace = await undo(peaceful, 0, 'never');
    const statements = Number(inPeace.said);
    expect(statements).toBeGreaterThan(20);
    let kills = 0;
    // Spread over all of it, and every one of the last statements, among them the commit.
    const early = Array.from({ length: 5 }, (_, nth) => 1 + Math.floor((nth * (statements - 4)) / 5));
    const late = [4, 3, 2, 1, 0].map((back) => statements - back);
    for (const killAt of [...early, ...late]) {
      const { signal } = await undo(killed, killAt, kills % 2 === 0 ? 'before' : 'after');
      if (signal === 'SIGKILL') kills += 1;
      // All of it or nothing, every time.
      const is = await readOutcome(killed.world);
      expect([before.users, (await readOutcome(peaceful.world)).users]).toContainEqual(is.users);
    }
    await undo(killed, 0, 'never');
    expect(kills).toBeGreaterThan(6);
    const ended = await readOutcome(killed.world);
    const applied = (outcome: typeof ended) => ({
      ...outcome,
      steps: outcome.steps.filter((step) => (step as { outcome?: string }).outcome === 'applied'),
    });
    expect(withoutUndone(applied(ended))).toEqual(withoutUndone(applied(await readOutcome(peaceful.world))));
    const next = await killed.world.run({ at: at + day });
    expect(next.counts).toMatchObject({ create: 0, change: 0, leave: 0, return: 0, delete: 0 });
  } finally {
    await peaceful.world.close();
    await killed.world.close();
    await rm(folder, { recursive: true });
  }
}, 120_000);

/** Ids of steps are drawn anew with each try. */
function withoutUndone(outcome: unknown): unknown {
  const ids = new Set(['undone_by', 'undoes']);
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) => (ids.has(key) ? Boolean(value) : value)),
  );
}
