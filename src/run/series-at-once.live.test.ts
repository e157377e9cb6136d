// Many who take numbers of one series at once, over real connections: runs of two templates, users made by hand, others deleted.
// Whatever comes first, no number is given twice and none is lost (N24).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { day, firstNight, scriptedDeps, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, scriptedTenant } from '../../test/scripted-tenant.ts';
import type { ScriptedTenant } from '../../test/scripted-tenant.ts';
import { openDatabase } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readFreeNumbers } from '../store/free-numbers.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { deleteUserNow } from './hand-delete.ts';
import { createUserByHand } from './hand-users.ts';
import { runTemplate } from './run.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
process.stdout.write(`series-at-once: seed ${seed} (ROLLCALL_TEST_SEED)\n`);
const SIZE = 60;
const FIRST = 46_812_345_000;
const ROUNDS = 6;

let server: TestDatabase;
let databases: Database[];
beforeAll(async () => {
  server = await testDatabase();
  const other = () => openDatabase(server.url, { applicationName: 'other' });
  databases = [server.database, await other(), await other()];
});
afterAll(async () => {
  for (const database of databases.slice(1)) await database.close();
  await server.close();
});

function dice(): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface World {
  companyId: string;
  templates: { id: string; tenant: ScriptedTenant }[];
  /** Everybody who is in scope of one of them. */
  inScope: Map<string, number>;
  next: number;
}

async function openWorld(): Promise<World> {
  const companyId = randomUUID();
  await writeTestCompany(server.database, companyId, 'Nordvik Energi AB');
  const series = { first: FIRST, last: FIRST + SIZE - 1, kind: 'fixed' as const, single: false, note: null };
  await writeNumberSeries(server.database.kysely, companyId, [series]);
  const settings = { automaticNumbers: { series: String(FIRST) }, keepDays: 0 };
  const templates = [];
  for (const name of ['Kontor', 'Lager']) {
    const id = await writeTestTemplate(server.database, companyId, { ...settings, name });
    templates.push({ id, tenant: scriptedTenant() });
  }
  return { companyId, templates, inScope: new Map(), next: 1 };
}

function changeEntra(world: World, roll: (below: number) => number): void {
  const { templates, inScope } = world;
  const isFirst = inScope.size === 0;
  for (let n = isFirst ? 40 : 2 + roll(4); n > 0; n -= 1) {
    const at = roll(2);
    const person = `p${world.next}`;
    hire(templates[at]?.tenant ?? scriptedTenant(), person, personFacts(world.next, { businessPhones: [] }));
    inScope.set(person, at);
    world.next += 1;
  }
  for (const [person, at] of inScope) {
    // In a template with ten users or fewer the brake would withhold half of them.
    const remaining = [...inScope.values()].filter((one) => one === at).length;
    if (isFirst || remaining <= 12 || roll(6) !== 0) continue;
    leaveGroup(templates[at]?.tenant ?? scriptedTenant(), person);
    inScope.delete(person);
  }
}

const pick = (roll: (below: number) => number) => databases[roll(databases.length)] ?? server.database;

async function runBoth(world: World, now: number, roll: (below: number) => number): Promise<void> {
  const runs = world.templates.map(({ id, tenant }) => {
    const deps = scriptedDeps(pick(roll), tenant, { pageSize: 5 });
    return runTemplate(deps, { templateId: id, trigger: 'cli', preview: false, nominalAt: now });
  });
  for (const report of await Promise.all(runs))
    expect([report.state, report.error]).toEqual(['succeeded', null]);
}

async function doByHand(world: World, now: number, roll: (below: number) => number): Promise<void> {
  const { companyId } = world;
  const hand = () => ({
    database: pick(roll),
    companyId,
    actor: { kind: 'system' as const, id: null, name: 'test' },
    now,
  });
  const make = async () => {
    const alias = `hand${world.next++}`;
    const input = { values: { alias, name: 'Hanna', surname: 'Hand' }, numberSeries: String(FIRST) };
    const made = await createUserByHand(hand(), randomUUID(), input);
    expect(made.ok ? null : made.code).toBeOneOf([null, 'numberSeries.full']);
  };
  const byHand = await server.database.kysely
    .selectFrom('users')
    .select('id')
    .where('company_id', '=', companyId)
    .where('alias', 'like', 'hand%')
    .execute();
  const gone = byHand.filter(() => roll(4) === 0);
  await Promise.all([
    ...Array.from({ length: 1 + roll(4) }, make),
    ...gone.map(({ id }) => deleteUserNow(hand(), id)),
  ]);
}

async function check({ companyId }: World): Promise<string[]> {
  const db = server.database.kysely;
  const users = await db.selectFrom('users').selectAll().where('company_id', '=', companyId).execute();
  const held = users.map((user) => user.pstn_fixed ?? 'none').toSorted();
  expect(new Set(held).size).toBe(held.length);
  for (const digits of held)
    expect(Number(digits) - FIRST).toBeOneOf(Array.from({ length: SIZE }, (_, n) => n));
  const ledger = await db
    .selectFrom('numbers')
    .select('digits')
    .where('company_id', '=', companyId)
    .where('state', '=', 'assigned')
    .orderBy('digits')
    .execute();
  expect(ledger.map(({ digits }) => digits)).toEqual(held);
  return held;
}

test('no number of a series is given twice and none is lost, whoever takes and gives at once (N24)', async () => {
  const world = await openWorld();
  const roll = dice();
  let now = firstNight;
  for (let round = 0; round < ROUNDS; round += 1) {
    changeEntra(world, roll);
    await Promise.all([runBoth(world, now, roll), doByHand(world, now, roll), doByHand(world, now, roll)]);
    await check(world);
    now += roll(3) === 0 ? 31 * day : day;
  }
  // What has cooled is there to be given again: whoever went without gets one, and nothing lies idle in between.
  now += 31 * day;
  await runBoth(world, now, roll);
  const held = await check(world);
  const asked = { companyId: world.companyId, first: FIRST, last: FIRST + SIZE - 1, needed: SIZE };
  const free = await readFreeNumbers(server.database.kysely, { ...asked, now: new Date(now), planned: null });
  expect(free.reduce((sum, [low, high]) => sum + high - low + 1, 0)).toBe(SIZE - held.length);
  const linked = await server.database.kysely
    .selectFrom('links')
    .select('person_id')
    .where('company_id', '=', world.companyId)
    .execute();
  if (held.length < SIZE)
    expect(linked.map((link) => link.person_id).toSorted()).toEqual([...world.inScope.keys()].toSorted());
}, 60_000);
