// Random histories of a small tenant, with faults and kills, driven through the command line and checked after each
// run against what SPEC promises of any history. Prints its seed; ROLLCALL_TEST_SEED plays one again and
// ROLLCALL_TEST_ROUNDS makes it longer.
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openWorld } from '../world.ts';
import type { ListedUser, Report, World } from '../world.ts';

const rounds = Number(process.env['ROLLCALL_TEST_ROUNDS'] ?? 6);
const firstSeed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Date.now() % 1_000_000);
const keepDays = 3;
const day = 86_400_000;

interface Person {
  id: string;
  nick: string;
  givenName: string;
  surname: string | null;
  phone: string | null;
  mail: string;
  is: 'here' | 'inBin';
  isEnabled: boolean;
}

interface Story {
  world: World;
  people: Map<string, Person>;
  now: number;
  random: (below: number) => number;
  hired: number;
  /** Person → when a run first found her gone, by nominal time. */
  goneSince: Map<string, number>;
  before: ListedUser[];
}

// A linear congruential generator: enough to pick from lists, and the same everywhere for a seed.
function openRandom(seed: number): (below: number) => number {
  let state = seed % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function hire(story: Story): void {
  const n = (story.hired += 1);
  const shared = story.random(8) === 0 ? [...story.people.values()][0] : undefined;
  const person = {
    nick: shared && story.random(2) === 0 ? shared.nick : `person.${n}`,
    givenName: `Fia${n}`,
    surname: story.random(10) === 0 ? null : `Ek${n}`,
    phone: shared
      ? shared.phone
      : story.random(10) === 0
        ? null
        : `08-465 004 ${String(n % 100).padStart(2, '0')}`,
    mail: `person.${n}@nordvik.example`,
    is: 'here',
    isEnabled: true,
  } as const;
  const id = story.world.emulator.tenant.hire({
    displayName: `${person.givenName} ${person.surname ?? ''}`.trim(),
    userPrincipalName: person.mail,
    mail: person.mail,
    mailNickname: person.nick,
    givenName: person.givenName,
    surname: person.surname,
    businessPhones: person.phone === null ? [] : [person.phone],
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: new Date(Date.UTC(2020, 0, n)).toISOString(),
  });
  story.people.set(id, { ...person, id });
}

const happenings: ((story: Story, person: Person) => void)[] = [
  (story) => hire(story),
  (story, person) => {
    if (person.is !== 'here') return;
    person.givenName = `Nya${story.random(1000)}`;
    story.world.emulator.tenant.update(person.id, { givenName: person.givenName });
  },
  (story, person) => {
    if (person.is !== 'here') return;
    person.nick = `ny.${story.random(1000)}`;
    story.world.emulator.tenant.update(person.id, { mailNickname: person.nick });
  },
  (story, person) => {
    const other = [...story.people.values()][story.random(story.people.size)];
    if (!other || person.is !== 'here' || other.is !== 'here') return;
    [person.phone, other.phone] = [other.phone, person.phone];
    for (const { id, phone } of [person, other])
      story.world.emulator.tenant.update(id, { businessPhones: phone === null ? [] : [phone] });
  },
  (story, person) => {
    if (person.is !== 'here') return;
    story.world.emulator.tenant.remove(person.id);
    person.is = 'inBin';
  },
  (story, person) => {
    if (person.is !== 'inBin') return;
    story.world.emulator.tenant.restore(person.id);
    person.is = 'here';
  },
  (story, person) => {
    if (person.is !== 'inBin') return;
    story.world.emulator.tenant.purge(person.id);
    story.people.delete(person.id);
  },
  (story, person) => {
    if (person.is !== 'here') return;
    person.isEnabled = !person.isEnabled;
    story.world.emulator.tenant.update(person.id, { accountEnabled: person.isEnabled });
  },
  (story) => {
    story.now += (1 + story.random(3)) * day;
  },
];

const iso = (at: number) => new Date(at).toISOString();

async function runWithFault(story: Story): Promise<void> {
  const paths = ['/users', '/users/delta', '/$batch', 'token'];
  const path = paths[story.random(paths.length)] ?? '/users';
  story.world.emulator.faults.add({ effect: 'status', status: 503, path: `*${path}*`, times: 1000 });
  const { code, json } = await story.world.cli<Report>(['run', 'Alla'], iso(story.now));
  story.world.emulator.faults.clear();
  if (json.state === 'failed') {
    expect(code).toBe(1);
    expect(json.error?.cure).not.toBe('');
    expect(await story.world.users()).toEqual(story.before);
  }
}

async function runAndKill(story: Story): Promise<void> {
  const child = story.world.start(['run', 'Alla', '--json'], iso(story.now));
  const ended = once(child, 'close');
  // Not a wait for something to be ready: the moment of the kill is what is being varied.
  const timer = setTimeout(() => child.kill('SIGKILL'), 150 + story.random(900));
  await ended;
  clearTimeout(timer);
}

async function checkRound(story: Story): Promise<void> {
  const { world, now } = story;
  const { json: report, error } = await world.cli<Report>(['run', 'Alla'], iso(now));
  expect(report.state, `${JSON.stringify(report)} ${error}`).toBe('succeeded');
  const again = await world.cli<Report>(['plan', 'Alla'], iso(now));
  const { create, change, leave, return: back, delete: gone } = again.json.counts;
  expect({ create, change, leave, back, gone }, 'R2: planning again gives no step').toEqual({
    create: 0,
    change: 0,
    leave: 0,
    back: 0,
    gone: 0,
  });
  const users = await world.users();
  checkUnique(users);
  checkClocks(story, users);
  checkEverybody(story, users, again.json);
  story.before = users;
}

function checkUnique(users: ListedUser[]): void {
  for (const field of ['alias', 'pstnFixed', 'extension', 'person'] as const) {
    const values = users
      .map((u) => u[field])
      .filter((v) => v !== null)
      .map((v) => v.toLowerCase());
    expect(new Set(values).size, `R11: ${field} is unique`).toBe(values.length);
  }
}

function checkClocks(story: Story, users: ListedUser[]): void {
  const byPerson = new Map(users.map((u) => [u.person, u]));
  for (const was of story.before) {
    const is = byPerson.get(was.person);
    if (is) {
      expect(is.id, 'R9, R10: the same person keeps the same user').toBe(was.id);
      continue;
    }
    const since = story.goneSince.get(was.person ?? '');
    expect(since, `R3: ${was.alias} was deleted without having left`).toBeDefined();
    expect(story.now - (since ?? 0), `R3: ${was.alias} was kept ${keepDays} days`).toBeGreaterThanOrEqual(
      keepDays * day,
    );
  }
  for (const user of users) {
    const isHere = story.people.get(user.person ?? '')?.is === 'here';
    expect(user.state, `${user.alias}`).toBe(isHere ? 'active' : 'leaving');
    if (isHere) story.goneSince.delete(user.person ?? '');
    else if (!story.goneSince.has(user.person ?? '')) story.goneSince.set(user.person ?? '', story.now);
  }
}

function checkEverybody(story: Story, users: ListedUser[], plan: Report): void {
  const byPerson = new Map(users.map((u) => [u.person, u]));
  const skipped = new Map(
    (plan.steps ?? []).filter((s) => s.do === 'skip' || s.do === 'conflict').map((s) => [s.person, s]),
  );
  for (const person of story.people.values()) {
    if (person.is !== 'here') continue;
    const user = byPerson.get(person.id);
    if (!user) {
      const step = skipped.get(person.id);
      expect(step, `R12: ${person.nick} has no user and no reason`).toBeDefined();
      expect(step?.because.cure, `R12: ${person.nick} has no cure`).not.toBe('');
      continue;
    }
    expect(user.name, `${person.nick} is renamed`).toBe(person.givenName);
    expect(user.email).toBe(person.mail);
    const number = person.phone === null ? null : `46${person.phone.slice(1).replace(/\D/gu, '')}`;
    const isHeldByOther = users.some((u) => u.id !== user.id && u.pstnFixed === number);
    if (number !== null && user.pstnFixed !== number) {
      const isListed = plan.reasons.some((r) => r.code.startsWith('pstnFixed.'));
      expect(isHeldByOther || isListed, `${person.nick} has ${user.pstnFixed} and not ${number}`).toBe(true);
    }
  }
}

test.each([firstSeed, firstSeed + 1])(
  'a random history keeps every promise (seed %i)',
  async (seed) => {
    process.stdout.write(`history seed ${seed}\n`);
    const world = await openWorld();
    try {
      const story: Story = {
        world,
        people: new Map(),
        now: Date.UTC(2026, 2, 20, 1),
        random: openRandom(seed),
        hired: 0,
        goneSince: new Map(),
        before: [],
      };
      for (let n = 0; n < 30; n += 1) hire(story);
      const brakes = {
        removals: { count: 1000, percent: 100 },
        numbers: { count: 1000, percent: 100 },
        creates: { count: null },
      };
      const imported = await world.importDocument(world.document({ keepDays, brakes }));
      expect(imported.code, imported.error + imported.out).toBe(0);
      await checkRound(story);
      for (let round = 0; round < rounds; round += 1) {
        const count = 1 + story.random(8);
        for (let n = 0; n < count; n += 1) {
          const person = [...story.people.values()][story.random(story.people.size)];
          if (person) happenings[story.random(happenings.length)]?.(story, person);
        }
        story.now += 60_000;
        if (story.random(3) === 0) await runWithFault(story);
        if (story.random(3) === 0) await runAndKill(story);
        await checkRound(story);
      }
    } finally {
      await world.close();
    }
  },
  300_000,
);
