// Builds what the planner is given, for tests alone: aSnapshot().person('Eva').linked().missingSince(day(-3)).
// A person starts out in scope with everything usable; the calls after person() are about her. Her object id
// is her name in lower case, her user's id 'user-' and that. Decides nothing.
import { requiredFields } from '../sync-template.ts';
import type { Mapping, UserField } from '../sync-template.ts';
import { defaultBrakes } from '../sync-template.ts';
import { planSync } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { SeriesToGive } from '../automatic-numbers.ts';
import type { Holding, LinkedUser, NumberState, PersonPresence, PlanContext, PlanPerson } from '../person.ts';
import type { FieldName, Reason } from '../reasons.ts';
import type { Outcome, Step, Values } from '../steps.ts';

/** 02:00 in Stockholm on the nth day; the run is on day 0 and no summer time begins for 80 days. */
export function day(n: number): number {
  return Date.parse('2026-01-05T01:00:00Z') + n * 24 * 3_600_000;
}

/** The nth number of the company. */
export function phone(n: number): string {
  return String(46_812_345_000 + n);
}

export interface Planned extends Plan {
  of(name: string): Outcome;
  /** What is done about her: 'return change', '' for nothing. */
  does(name: string): string;
  step<K extends Step['do']>(name: string, what: K): Extract<Step, { do: K }>;
  codes(name: string): string[];
  reason(name: string, code: string): Reason;
  /** Names of those whose steps of this kind of brake are withheld. */
  withheldOf(kind: string): string[];
}

export interface Snapshot {
  context: PlanContext;
  everybody: PlanPerson[];
  set(context: Partial<PlanContext>): Snapshot;
  template(template: Partial<PlanContext['template']>): Snapshot;
  counting(counting: Partial<PlanContext['counting']>): Snapshot;
  /** A user beside the people of the plan; unlinked unless said otherwise. */
  user(alias: string, holding?: Partial<Holding>): Snapshot;
  /** The first of these series is where automatic numbers come from; free: runs of free numbers. */
  series(first: string, last: string, free: SeriesToGive['free']): Snapshot;
  number(digits: string, state: NumberState['state'], more?: Partial<NumberState>): Snapshot;

  person(name: string, values?: Values): Snapshot;
  /** That many linked people without any change. */
  settled(count: number): Snapshot;
  /** She has a user, with these values other than those mapped. */
  linked(values?: Values, more?: Partial<LinkedUser>): Snapshot;
  missingSince(at: number, more?: Partial<LinkedUser>): Snapshot;
  is(presence: PersonPresence['is'], code?: 'person.gone' | 'scope.left' | 'person.disabled'): Snapshot;
  unusable(field: FieldName, trouble: 'missing' | 'invalid', keeps?: boolean): Snapshot;
  but(person: Partial<PlanPerson>): Snapshot;

  plan(): Planned;
}

const from = (field: string): Mapping => ({ field, onEmpty: 'clear' });

/** Everything that the article maps; extension is not, so new users get default ones. */
const fieldMapping: PlanContext['template']['fieldMapping'] = {
  alias: from('mailNickname'),
  name: from('givenName'),
  surname: from('surname'),
  pstnFixed: from('businessPhones'),
  email: from('mail'),
  title: from('jobTitle'),
};

export function aSnapshot(): Snapshot {
  const people: PlanPerson[] = [];
  const context = aContext();
  const parts = {
    context,
    everybody: people,
    plan: () => presentPlan(completeCounting(context, people), people),
  };
  const self = (): Snapshot => snapshot;
  const snapshot: Snapshot = { ...parts, ...aboutDirectory(context, self), ...aboutPerson(people, self) };
  return snapshot;
}

function aContext(): PlanContext {
  return {
    now: day(0),
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
    counting: { linkedNow: -1, linkedThen: 0, removalsInLastDay: 0, inScope: -1 },
    approved: null,
  };
}

function aboutDirectory(
  context: PlanContext,
  self: () => Snapshot,
): Pick<Snapshot, 'set' | 'template' | 'counting' | 'user' | 'series' | 'number'> {
  return {
    set: (more) => (Object.assign(context, more), self()),
    template: (more) => (Object.assign(context.template, more), self()),
    counting: (more) => (Object.assign(context.counting, more), self()),
    user: (alias, more) => (context.holdings.push(aHolding(alias, more)), self()),
    series(first, last, free) {
      context.template.automaticNumbers ??= { series: first };
      context.series.push({ series: first, last, free });
      return self();
    },
    number(digits, state, more) {
      const until = state === 'cooling' ? day(20) : null;
      context.numberStates.push({ digits, state, until, lastPerson: null, ...more });
      return self();
    },
  };
}

function aboutPerson(
  people: PlanPerson[],
  self: () => Snapshot,
): Pick<Snapshot, 'person' | 'settled' | 'linked' | 'missingSince' | 'is' | 'unusable' | 'but'> {
  const change = (more: Partial<PlanPerson>): Snapshot => (Object.assign(lastOf(people), more), self());
  return {
    person: (name, values) => (people.push(aPerson(name, people.length + 1, values)), self()),
    settled(count) {
      for (let n = 0; n < count; n += 1) self().person(`Settled${people.length}`).linked();
      return self();
    },
    linked: (values = {}, more = {}) => change({ link: aLink(lastOf(people), values, more) }),
    missingSince(at, more = {}) {
      const { link } = lastOf(people);
      if (link === null) throw new Error('missingSince() comes after linked()');
      const announcedUntil = at + 30 * 24 * 3_600_000;
      return change({ link: { ...link, missingSince: at, announcedUntil, ...more } });
    },
    is(presence, code = 'person.gone') {
      if (presence === 'absent') return change({ presence: { is: presence, code } });
      if (presence === 'unreadable') return change({ presence: { is: presence, why: 'No answer.' } });
      return change({ presence: { is: presence } });
    },
    unusable(field, trouble, keeps = false) {
      const mapped = lastOf(people).mapped ?? { values: {}, problems: [] };
      const { [field]: _, ...values } = mapped.values;
      const found = trouble === 'missing' ? null : '???';
      const problem = { field, trouble, source: 'aField', found, why: 'it is not right', keeps };
      return change({ mapped: { values, problems: [...mapped.problems, problem] } });
    },
    but: change,
  };
}

function lastOf(people: PlanPerson[]): PlanPerson {
  const person = people.at(-1);
  if (person === undefined) throw new Error('person() comes first');
  return person;
}

function aPerson(name: string, nth: number, values: Values = {}): PlanPerson {
  const alias = name.toLowerCase();
  const email = `${alias}@nordvik.example`;
  const all = { alias, name, surname: 'Berg', pstnFixed: phone(nth), email, title: 'Engineer', ...values };
  return {
    id: alias,
    createdAt: day(-400) + nth,
    presence: { is: 'in' },
    isGuest: false,
    isDisabled: false,
    mapped: { values: all, problems: [] },
    link: null,
    otherTemplate: null,
    alsoIn: null,
    ignored: false,
    createAnyway: false,
    mailMatch: null,
    keptExtension: null,
    ownNumber: null,
    ruleGroups: [],
    factsUnchanged: false,
    mappingChanged: false,
  };
}

function aLink(person: PlanPerson, values: Values, more: Partial<LinkedUser>): LinkedUser {
  const mapped = person.mapped?.values ?? {};
  const had: Values = {};
  for (const field of requiredFields) had[field] = mapped[field] ?? `old ${field}`;
  const extension = (mapped.pstnFixed ?? '').slice(-4);
  return {
    id: `user-${person.id}`,
    values: { ...had, email: mapped.email ?? null, title: mapped.title ?? null, extension, ...values },
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    pinned: {},
    drifted: false,
    ...more,
  };
}

function aHolding(alias: string, more: Partial<Holding> = {}): Holding {
  const nothing = { pstnFixed: null, extension: null, email: null, leaving: null };
  return { user: `user-${alias}`, alias, displayName: `${alias} Ek`, ...nothing, unlinked: true, ...more };
}

// Whatever a test did not set is as the people say.
function completeCounting(context: PlanContext, people: PlanPerson[]): PlanContext {
  const { counting } = context;
  const linked = people.filter((person) => person.link !== null).length;
  const linkedNow = counting.linkedNow < 0 ? linked : counting.linkedNow;
  const inScope = people.filter((person) => person.presence.is === 'in').length;
  return {
    ...context,
    counting: { ...counting, linkedNow, inScope: counting.inScope < 0 ? inScope : counting.inScope },
  };
}

function presentPlan(context: PlanContext, people: PlanPerson[]): Planned {
  const plan = planSync(context, people);
  const outcomes = new Map(plan.outcomes.map((outcome) => [outcome.person, outcome]));
  const of = (name: string): Outcome => must(outcomes.get(name.toLowerCase()), `no outcome for ${name}`);
  return {
    ...plan,
    of,
    does: (name) =>
      of(name)
        .steps.map((step) => step.do)
        .join(' '),
    step<K extends Step['do']>(name: string, what: K) {
      const isIt = (step: Step): step is Extract<Step, { do: K }> => step.do === what;
      return must(of(name).steps.find(isIt), `no ${what} for ${name}`);
    },
    codes: (name) => of(name).reasons.map((reason) => reason.code),
    reason: (name, code) =>
      must(
        of(name).reasons.find((reason) => reason.code === code),
        `no ${code} for ${name}`,
      ),
    withheldOf: (kind) =>
      plan.outcomes.filter((o) => o.withheld.some((w) => w.kind === kind)).map((o) => o.person),
  };
}

function must<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}

/** A mapping in which extension comes from the source as well. */
export const withExtension: Partial<Record<UserField, Mapping>> = {
  ...fieldMapping,
  extension: from('extension'),
};
