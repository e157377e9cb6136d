// Random histories of a company with expressions, a filter, automatic numbers from series that run out, and rules by field and by
// group in a group: runs, runs of one person, faults and kills through the command line, and after each the directory, the counts
// and the reasons against an oracle of its own. Prints its seed; ROLLCALL_TEST_SEED and ROLLCALL_TEST_ROUNDS as in history.test.ts.
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openWorld } from '../world.ts';
import type { ListedUser, Report, World } from '../world.ts';
import { expectRun } from './expected-users.ts';
import type { Company, Expected, Person } from './expected-users.ts';

const rounds = Number(process.env['ROLLCALL_TEST_ROUNDS'] ?? 4);
const firstSeed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Date.now() % 1_000_000);
const day = 86_400_000;

interface Story {
  world: World;
  people: Map<string, Person & { line: string | null; isInBin: boolean }>;
  company: Company;
  /** Object id of the group in the group. */
  group: string;
  lines: string[];
  now: number;
  hired: number;
  random: (below: number) => number;
}

function openRandom(seed: number): (below: number) => number {
  let state = seed % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const template = {
  keepDays: 3,
  filter: 'department != "Extern" && phone(mobilePhone) != "0"',
  automaticNumbers: { series: '46812345000' },
  defaultCallerId: '46812345003',
  defaultSettingsTemplate: 'Bas',
  rules: [
    {
      name: 'Malmö',
      when: { field: 'city', is: ['Malmö'] },
      settingsTemplate: 'Malmö',
      numberSeries: '46812346000',
    },
    { name: 'Sälj', when: { group: 'Säljare' }, callerId: '46812345004', language: 'en' },
  ],
  fieldMapping: {
    alias: { expression: 'lower(ascii(givenName)) + "." + mailNickname' },
    name: { field: 'displayName' },
    surname: 'surname',
    pstnFixed: { expression: 'phone(firstOf(businessPhones))' },
    department: { expression: 'lookup("avdelning", department, "Övrigt")' },
  },
  userFieldMapping: { land: { constant: 'Sverige' } },
  brakes: {
    removals: { count: 1000, percent: 100 },
    numbers: { count: 1000, percent: 100 },
    creates: { count: null },
  },
};
const companyPart = {
  company: {
    name: 'Nordvik Energi AB',
    country: 'SE',
    timeZone: 'Europe/Stockholm',
    language: 'sv',
    lookups: { avdelning: { IT: 'Teknik', Ekonomi: 'Ekonomi och lön' } },
  },
  numbers: [
    { from: '46812345000', to: '46812345011', kind: 'fixed' },
    { from: '46812346000', to: '46812346004', kind: 'fixed' },
    { from: '46812345001', kind: 'service', note: 'Växeln' },
  ],
  settingsTemplates: [
    { name: 'Bas', settings: { ringTimeSeconds: 30 } },
    { name: 'Malmö', settings: { callWaiting: true } },
  ],
};
const departments = [
  ['IT', 'Teknik'],
  ['Ekonomi', 'Ekonomi och lön'],
  ['Drift', 'Övrigt'],
] as const;

const phones = (number: string | null) => (number === null ? [] : [`+${number}`]);

function hire(story: Story): void {
  const { world, random } = story;
  const n = (story.hired += 1);
  const line = random(2) === 0 ? (story.lines.pop() ?? null) : null;
  const [department, mapped] = departments[random(3)] ?? departments[0];
  const person = {
    createdAt: random(5) === 0 ? null : Date.UTC(2020, 0, random(300)),
    alias: `asa.p${n}`,
    givenName: `Namn ${n}`,
    surname: random(8) === 0 ? null : `Ek${n}`,
    number: line !== null && random(3) > 0 ? line : null,
    department: mapped,
    city: random(3) === 0 ? 'Malmö' : 'Lund',
    filter: 'in' as const,
    isMember: false,
    isEnabled: random(8) > 0,
    isHere: true,
  };
  const id = world.emulator.tenant.hire({
    displayName: person.givenName,
    givenName: 'Åsa',
    userPrincipalName: `p${n}@nordvik.example`,
    mailNickname: `p${n}`,
    surname: person.surname,
    businessPhones: phones(person.number),
    mobilePhone: null,
    department,
    city: person.city,
    accountEnabled: person.isEnabled,
    userType: 'Member',
    createdDateTime: person.createdAt === null ? null : new Date(person.createdAt).toISOString(),
  });
  story.people.set(id, { ...person, id, line, isInBin: false });
}

type Happening = (story: Story, person: Person & { line: string | null; isInBin: boolean }) => void;

const update = (
  { world }: Story,
  { id }: Person,
  props: Record<string, string | string[] | boolean | null>,
) => world.emulator.tenant.update(id, props);

const happenings: Happening[] = [
  hire,
  hire,
  (story, p) => {
    if (p.isInBin) return;
    p.givenName = `Ny ${story.random(1000)}`;
    update(story, p, { displayName: p.givenName });
  },
  (story, p) => {
    if (p.isInBin) return;
    p.surname = p.surname === null ? 'Nyss' : story.random(3) === 0 ? null : 'Bytt';
    update(story, p, { surname: p.surname });
  },
  // A number comes and goes; whoever has none of her own gets a line now.
  (story, p) => {
    if (p.isInBin) return;
    p.line ??= story.lines.pop() ?? null;
    p.number = p.number === null ? p.line : null;
    update(story, p, { businessPhones: phones(p.number) });
  },
  // Two people swap their lines.
  (story, p) => {
    const other = [...story.people.values()][story.random(story.people.size)];
    if (!other || other.id === p.id || p.isInBin || other.isInBin) return;
    [p.line, other.line] = [other.line, p.line];
    for (const one of [p, other]) {
      one.number = one.line;
      update(story, one, { businessPhones: phones(one.number) });
    }
  },
  (story, p) => {
    if (p.isInBin) return;
    p.filter = (['in', 'out', 'fails'] as const)[story.random(3)] ?? 'in';
    p.department = p.filter === 'out' ? 'Övrigt' : 'Teknik';
    update(story, p, {
      department: p.filter === 'out' ? 'Extern' : 'IT',
      mobilePhone: p.filter === 'fails' ? 'ring inte' : null,
    });
  },
  (story, p) => {
    if (p.isInBin) return;
    p.city = p.city === 'Malmö' ? 'Lund' : 'Malmö';
    update(story, p, { city: p.city });
  },
  (story, p) => {
    if (p.isInBin || !p.isHere) return;
    p.isMember = !p.isMember;
    const { tenant } = story.world.emulator;
    if (p.isMember) tenant.addMember(story.group, p.id);
    else tenant.removeMember(story.group, p.id);
  },
  (story, p) => {
    if (p.isInBin) return;
    p.isEnabled = !p.isEnabled;
    update(story, p, { accountEnabled: p.isEnabled });
  },
  (story, p) => {
    const { tenant } = story.world.emulator;
    if (p.isInBin) tenant.restore(p.id);
    else tenant.remove(p.id);
    p.isInBin = !p.isInBin;
    p.isHere = !p.isInBin;
  },
  (story) => {
    story.now += (1 + story.random(3)) * day;
  },
];

const iso = (at: number) => new Date(at).toISOString();

async function runAndKill({ world, now, random }: Story): Promise<void> {
  const child = world.start(['run', 'Alla', '--json'], iso(now));
  const ended = once(child, 'close');
  // Not a wait for something to be ready: the moment of the kill is what is being varied.
  const timer = setTimeout(() => child.kill('SIGKILL'), 150 + random(900));
  await ended;
  clearTimeout(timer);
}

async function runWithFault({ world, now, random }: Story): Promise<void> {
  const path = ['/users', '/users/delta', '/$batch', '/groups', 'token'][random(5)] ?? '/users';
  world.emulator.faults.add({ effect: 'status', status: 503, path: `*${path}*`, times: 1000 });
  await world.cli<Report>(['run', 'Alla'], iso(now));
  world.emulator.faults.clear();
}

async function runOne(story: Story): Promise<void> {
  const { world, company, now } = story;
  const person = [...story.people.values()][story.random(story.people.size)];
  // Whoever no run has read, or who is gone and has no user, is told as unknown: not this oracle's affair.
  if (!person || person.isInBin || !company.read.has(person.id)) return;
  const { json } = await world.cli<Report>(['run', 'Alla', person.id], iso(now));
  expect(json.state, JSON.stringify(json.error)).toBe('succeeded');
  checkReport(json, expectRun(company, [...story.people.values()], now, person.id), person.alias);
  checkUsers(await world.users(), company);
}

/** Why steps are taken is told beside what keeps people out, and is not this oracle's affair. */
const isTrouble = (code: string) => !/^(?:source|scope|filter\.false|person\.gone|mapping)/u.test(code);

function checkReport(report: Report, { counts, reasons }: Expected, about: string): void {
  const { conflict, ...rest } = report.counts;
  expect({ ...rest, conflict }, about).toEqual({ ...counts, conflict: 0 });
  expect(
    Object.fromEntries(
      report.reasons.filter(({ code }) => isTrouble(code)).map(({ code, count }) => [code, count]),
    ),
    about,
  ).toEqual(Object.fromEntries(reasons));
}

function checkUsers(users: readonly ListedUser[], company: Company): void {
  const shown = users.map((user) => ({
    person: user.person,
    alias: user.alias,
    name: user.name,
    surname: user.surname,
    number: user.pstnFixed,
    department: user.department,
    callerId: user.callerId,
    settingsTemplate: user.settingsTemplate,
    language: user.settings['language'] ?? null,
    isLeaving: user.state === 'leaving',
    land: user.fields['land'],
  }));
  const expected = [...company.users.values()].map(({ leftAt, ...user }) => ({
    ...user,
    isLeaving: leftAt !== null,
    land: 'Sverige',
  }));
  const order = (a: { person: string | null }, b: { person: string | null }) =>
    (a.person ?? '') < (b.person ?? '') ? -1 : 1;
  expect(shown.toSorted(order)).toEqual(expected.toSorted(order));
  const extensions = users.map(({ extension }) => extension);
  expect(new Set(extensions).size, 'R11: extensions').toBe(users.length);
}

async function checkRound(story: Story): Promise<void> {
  const { world, company, people, now } = story;
  const preview = await world.cli<Report>(['plan', 'Alla'], iso(now));
  const { json: report, error } = await world.cli<Report>(['run', 'Alla'], iso(now));
  expect(report.state, `${JSON.stringify(report)} ${error}`).toBe('succeeded');
  const expected = expectRun(company, [...people.values()], now);
  checkUsers(await world.users(), company);
  checkReport(report, expected, 'the run');
  checkReport(preview.json, expected, 'the preview');
  expect(report.read?.people, 'in scope').toBe(
    [...people.values()].filter((p) => p.isHere && p.filter !== 'out').length,
  );
  const again = await world.cli<Report>(['plan', 'Alla'], iso(now));
  checkReport(again.json, expectRun(company, [...people.values()], now), 'R2: planning again');
}

test.each([firstSeed])(
  'a random history with filter, automatic numbers and rules is what an oracle of its own says (seed %i)',
  async (seed) => {
    process.stdout.write(`numbers and rules seed ${seed}\n`);
    const world = await openWorld();
    try {
      const outer = world.emulator.tenant.createGroup({ displayName: 'Säljare' });
      const group = world.emulator.tenant.createGroup({ displayName: 'Säljare Syd' });
      world.emulator.tenant.addMember(outer, group);
      const random = openRandom(seed);
      const lines = [1, 2, 5, 6, 8, 9].map((nth) => `4681234500${nth}`);
      const others = Array.from({ length: 10 }, (_, nth) => `46846500${410 + nth}`);
      const story: Story = {
        world,
        people: new Map(),
        company: {
          keepDays: template.keepDays,
          series: { '46812345000': 12, '46812346000': 5 },
          service: ['46812345001'],
          callerIds: ['46812345003', '46812345004'],
          users: new Map(),
          cooling: new Map(),
          read: new Map(),
        },
        group,
        lines: [...lines, ...others].toSorted(() => random(3) - 1),
        now: Date.UTC(2026, 3, 20, 1),
        hired: 0,
        random,
      };
      for (let n = 0; n < 14; n += 1) hire(story);
      const imported = await world.importDocument(world.document(template, companyPart));
      expect(imported.code, imported.error + imported.out).toBe(0);
      await checkRound(story);
      for (let round = 0; round < rounds; round += 1) {
        const count = 1 + random(8);
        for (let n = 0; n < count; n += 1) {
          const person = [...story.people.values()][random(story.people.size)];
          if (person) happenings[random(happenings.length)]?.(story, person);
        }
        story.now += 60_000;
        if (random(3) === 0) await runOne(story);
        story.now += 60_000;
        const trouble = random(4);
        if (trouble === 0) await runAndKill(story);
        if (trouble === 1) await runWithFault(story);
        // What the run in trouble has done before it was killed is done by the next at the same moment, or not at all.
        if (trouble < 2) await settle(story);
        else await checkRound(story);
      }
    } finally {
      await world.close();
    }
  },
  300_000,
);

/** After a run in trouble that may have been carried out: the outcome counts, not which of the two has done it. */
async function settle(story: Story): Promise<void> {
  const { world, company, people, now } = story;
  const { json } = await world.cli<Report>(['run', 'Alla'], iso(now));
  expect(json.state, JSON.stringify(json.error)).toBe('succeeded');
  expectRun(company, [...people.values()], now);
  checkUsers(await world.users(), company);
}
