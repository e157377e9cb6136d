// The planner alone: people a second when nothing changed, when every value is new (mapping included), and when everybody gets
// a number from a series besides.
// Prints one JSON line. Run by bench.ts in a process of its own.
import type { Facts } from '../src/plan/facts.ts';
import { openMapping } from '../src/plan/mapping.ts';
import type { PlanContext, PlanPerson } from '../src/plan/person.ts';
import { openPlan } from '../src/plan/plan.ts';
import { defaultBrakes } from '../src/plan/sync-template.ts';
import type { FieldMapping } from '../src/plan/sync-template.ts';

const count = Number(process.argv[2] ?? 100_000);
const from = (field: string) => ({ field, onEmpty: 'clear' }) as const;
const fieldMapping: FieldMapping = {
  alias: from('mailNickname'),
  name: from('givenName'),
  surname: from('surname'),
  pstnFixed: from('businessPhones'),
  email: from('mail'),
  mobile: from('mobilePhone'),
  title: from('jobTitle'),
  department: from('department'),
};
const context: PlanContext = {
  now: Date.UTC(2026, 10, 1),
  timeZone: 'Europe/Stockholm',
  template: {
    mode: 'full',
    keepDays: 30,
    fieldMapping,
    userFieldMapping: {},
    disabledPeople: 'keep',
    guests: 'leaveOut',
    linkByMail: false,
    automaticNumbers: null,
    rules: [],
    defaultCallerId: null,
    defaultSettingsTemplate: null,
  },
  brakes: defaultBrakes,
  holdings: [],
  numberStates: [],
  keptExtensions: [],
  usedExtensions: [],
  series: [],
  resumed: false,
  counting: { linkedNow: 0, linkedThen: 0, removalsInLastDay: 0, inScope: count },
  approved: null,
};
const mapping = openMapping({
  fieldMapping,
  userFieldMapping: {},
  country: 'SE',
  series: [],
  ownNumbersOnly: false,
  lookups: {},
  filter: null,
  rules: [],
});

function presentFacts(n: number): Facts {
  return {
    mailNickname: `anna.ek${n}`,
    givenName: 'Anna',
    surname: `Ek${n}`,
    businessPhones: [`08-${String(12_000_000 + n).replace(/(\d{3})(\d{3})(\d{2})/u, '$1 $2 $3')}`],
    mail: `anna.ek${n}@nordvik.example`,
    mobilePhone: `070-${1_740_605 + (n % 95)}`,
    jobTitle: 'Elmontör',
    department: `Avdelning ${n % 200}`,
  };
}

function presentPerson(n: number, facts: Facts, isLinked: boolean): PlanPerson {
  const mapped = mapping.map(facts);
  const values = { ...mapped.values, extension: null };
  const link = {
    id: `u${n}`,
    values,
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    pinned: {},
    drifted: false,
  };
  return {
    id: `p${String(n).padStart(7, '0')}`,
    createdAt: n,
    presence: { is: 'in' },
    isGuest: false,
    isDisabled: false,
    mapped,
    link: isLinked ? link : null,
    otherTemplate: null,
    alsoIn: null,
    ignored: false,
    createAnyway: false,
    mailMatch: null,
    keptExtension: null,
    ownNumber: null,
    ruleGroups: [],
    factsUnchanged: isLinked,
    mappingChanged: false,
  };
}

function measure(
  makePeople: (start: number, end: number) => PlanPerson[],
  around: PlanContext = context,
): { perSecond: number; steps: number } {
  const slice = 5_000;
  const started = performance.now();
  const plan = openPlan(around);
  const slices: PlanPerson[][] = [];
  for (let n = 0; n < count; n += slice) {
    const people = makePeople(n, Math.min(n + slice, count));
    slices.push(people);
    plan.claim(people);
  }
  plan.settle();
  let steps = 0;
  for (const people of slices) for (const outcome of plan.steps(people)) steps += outcome.steps.length;
  return { perSecond: Math.round(count / ((performance.now() - started) / 1000)), steps };
}

const facts = Array.from({ length: count }, (_, n) => presentFacts(n));
const make = (isLinked: boolean) => (start: number, end: number) =>
  facts.slice(start, end).map((f, n) => presentPerson(start + n, f, isLinked));
const linked = make(true)(0, count);
const unchanged = measure((start, end) => linked.slice(start, end));
const allNew = measure(make(false));
// Nobody has a number, and every other one of the series is taken.
const series = '46800000000';
const free = Array.from({ length: count }, (_, n) => Number(series) + 2 * n).map((n) => [n, n] as const);
const last = String(Number(series) + 2 * count);
const template = { ...context.template, automaticNumbers: { series } };
const withoutNumber = facts.map((f) => ({ ...f, businessPhones: [] }));
const automatic = measure(
  (start, end) => withoutNumber.slice(start, end).map((f, n) => presentPerson(start + n, f, false)),
  { ...context, template, series: [{ series, last, free }] },
);
process.stdout.write(`${JSON.stringify({ count, unchanged, allNew, automatic })}\n`);
