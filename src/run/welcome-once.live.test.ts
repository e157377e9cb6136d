// R15 over whole histories: people come, are linked, leave, return, are deleted and made anew; runs are undone, redone, called
// off, previewed and of one person; the choices change meanwhile. Who has to be welcomed is told by the directory alone: whoever
// a run put there for the first time, by what the template said then.
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { OutsideError } from '../connectors/outside-error.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { listUsers } from './directory-list.ts';
import type { Hand } from './hand-deed.ts';
import { deleteUserNow } from './hand-delete.ts';
import { linkUser, unlinkUser } from './hand-links.ts';
import { createUserByHand } from './hand-users.ts';
import type { RunReport } from './report.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const histories = 4;
const rounds = 30;
const people = 8;

let world: RunWorld;
afterEach(() => world.close());

type Random = (below: number) => number;

function openRandom(start: number): Random {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const actor = { kind: 'cli', id: null, name: 'test' } as const;
const users = () => listUsers(world.database, world.companyId);

/** Something happens in Entra; few values for many people, so that they clash. */
function happen(random: Random): string {
  const { tenant } = world;
  const person = `p${random(people)}`;
  const there = tenant.people[person];
  if (!there) {
    const mail = [{}, {}, { mail: null }, { mail: 'chef@nordvik.example' }][random(4)] ?? {};
    hire(tenant, person, personFacts(random(people), mail));
    return `hire ${person}`;
  }
  const what = random(5);
  if (what === 0) remove(tenant, person);
  if (what === 1) leaveGroup(tenant, person);
  if (what === 2) hire(tenant, person, there.facts);
  if (what === 3)
    update(tenant, person, { mail: random(3) === 0 ? null : `annan${random(9)}@nordvik.example` });
  if (what === 4) update(tenant, person, { mailNickname: `namn${random(people)}` });
  return `${['remove', 'leave', 'back', 'mail', 'alias'][what] ?? ''} ${person}`;
}

/** An administrator does something; refused deeds do nothing, which is as good. */
async function act(random: Random, hand: Hand): Promise<string> {
  const all = await users();
  const some = all[random(Math.max(1, all.length))];
  const what = random(6);
  if (what === 0) {
    const n = random(people);
    const values = {
      alias: `hand${n}`,
      name: `Namn${n}`,
      surname: `Efternamn${n}`,
      pstnFixed: `4681234590${n}`,
    };
    await createUserByHand(hand, randomUUID(), { values: { ...values, email: `namn${n}@nordvik.example` } });
    return `make hand${n}`;
  }
  if (what === 1 && some) {
    await linkUser(hand, some.id, { templateId: world.templateId, person: `p${random(people)}` });
    return `link ${some.alias}`;
  }
  if (what === 2 && some) {
    await unlinkUser(hand, some.id);
    return `unlink ${some.alias}`;
  }
  if (what === 3 && some) {
    await deleteUserNow(hand, some.id, { ignorePerson: random(2) === 0 });
    return `delete ${some.alias}`;
  }
  if (what === 4) {
    await world.change({ welcomeMail: random(4) > 0, linkByMail: random(2) === 0 });
    return 'switch welcomeMail';
  }
  const welcomeFirstLoad = (['send', 'hold', 'none'] as const)[random(3)] ?? 'hold';
  await world.change({ welcomeFirstLoad });
  return `first load ${welcomeFirstLoad}`;
}

interface Ran {
  said: string;
  report: RunReport | null;
  /** Whether whoever is new by it has to be welcomed, and whether it ends the first load. */
  isSync: boolean;
  isOfAll: boolean;
}

async function run(random: Random, at: number, runs: readonly RunReport[]): Promise<Ran> {
  const ran = async (
    said: string,
    options: Parameters<RunWorld['run']>[0],
    is = { isSync: true, isOfAll: true },
  ) => ({
    said,
    ...is,
    report: await world.run({ at, ...options }),
  });
  const neither = { isSync: false, isOfAll: false };
  const last = runs.findLast(({ preview, state }) => !preview && state === 'succeeded');
  switch (random(9)) {
    case 0:
      return ran('preview', { preview: true }, neither);
    case 1:
      return ran('one person', { person: `p${random(people)}` }, { isSync: true, isOfAll: false });
    case 2:
      // Of an undo it is a redo.
      return last ? ran('undo', { undo: { run: last.run } }, neither) : ran('run', {});
    case 3: {
      const seen = await world.run({ at, preview: true });
      return ran('applied preview', { apply: seen.run });
    }
    case 4: {
      const callOff = new AbortController();
      const beforePage = () => Promise.resolve(callOff.abort());
      return ran('called off', { signal: callOff.signal, beforePage, hasDelta: false });
    }
    case 5:
      return ran('failed read', {
        failAtEnd: new OutsideError('entra', 'graph.unavailable', 'Down.', 'Wait.'),
      });
    default:
      return ran('run', {});
  }
}

it('welcomes each user exactly once who has to be, and nobody else, whatever happens', async () => {
  process.stdout.write(`welcome-once.live.test.ts: seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  const seen = new Map<string, number>();
  for (let nth = 0; nth < histories; nth += 1) {
    const random = openRandom(seed + nth);
    if (nth > 0) await world.close();
    world = await runWorld({ keepDays: 1, welcomeMail: true, welcomeFirstLoad: 'hold' });
    await live(random, `seed ${seed}, history ${nth}`, seen);
  }
  // A history in which nothing happens proves nothing.
  for (const state of ['held', 'waiting']) expect(seen.get(state), `seed ${seed}`).toBeGreaterThan(0);
}, 120_000);

async function live(random: Random, told: string, seen: Map<string, number>): Promise<void> {
  const expected = new Map<string, string>();
  const known = new Set<string>();
  const runs: RunReport[] = [];
  let isFirstLoad = true;
  const story: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = firstNight + round * (day / 2);
    for (let n = random(4); n > 0; n -= 1) story.push(happen(random));
    const { database, companyId } = world;
    if (random(3) === 0) story.push(await act(random, { database, companyId, actor, now: at }));
    const before = new Set((await users()).map(({ id }) => id));
    for (const id of before) known.add(id);
    const template = (await readSyncTemplate(database.kysely, world.templateId))?.template;
    const ran = await run(random, at, runs);
    const { report } = ran;
    story.push(`${ran.said}: ${report?.state ?? ''}`);
    if (report) runs.push(report);
    const after = await users();
    const choice = template?.welcomeMail ? (isFirstLoad ? template.welcomeFirstLoad : 'send') : 'none';
    for (const user of after) {
      if (known.has(user.id) || !ran.isSync || choice === 'none' || user.email === null) continue;
      const state = choice === 'hold' ? 'held' : 'waiting';
      expected.set(user.id, `${state} ${user.email}`);
      seen.set(state, (seen.get(state) ?? 0) + 1);
    }
    for (const { id } of after) known.add(id);
    // Whoever was deleted once is not welcomed any more, also when she is brought back.
    for (const [id, mail] of expected)
      if (after.every((user) => user.id !== id)) expected.set(id, mail.replace(/^\w+/, 'discarded'));
    // No brake withholds creates here, so whatever else is withheld is no matter.
    const isWell = ran.isOfAll && isDone(report);
    if (isWell && after.some(({ person }) => person !== null)) isFirstLoad = false;
    if (
      ran.said === 'undo' &&
      (report?.counts.delete ?? 0) > 0 &&
      after.every(({ person }) => person === null)
    )
      isFirstLoad = true;
    const rows = await database.kysely.selectFrom('mails').selectAll().orderBy('id').execute();
    const written = rows.map((row): [string, string] => [
      row.user_id ?? '',
      `${row.state} ${row.to_address ?? ''}`,
    ]);
    expect(new Map(written), `${told}: ${story.join('; ')}`).toEqual(expected);
    expect(written.length, told).toBe(expected.size);
  }
}

function isDone(report: RunReport | null): boolean {
  return report !== null && !report.preview && ['succeeded', 'withheld'].includes(report.state);
}
