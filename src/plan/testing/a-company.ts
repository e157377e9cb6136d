// A company as a property test keeps it, for tests alone: people in a tenant, users in a directory, and what a
// run does to them when it carries out a plan. Value spaces are small, so that people collide all the time.
// Written from SPEC §5-§7 and not from the planner; it decides nothing, and asserts what must be so anyway.
import assert from 'node:assert/strict';
import type { Facts } from '../facts.ts';
import type { LoggedStep } from '../logged-step.ts';
import { openMapping } from '../mapping.ts';
import type { OpenMapping } from '../mapping.ts';
import type { Holding, LinkedUser, NumberState, PlanContext, PlanPerson } from '../person.ts';
import type { Plan } from '../plan.ts';
import { decideScope } from '../scope.ts';
import type { ChangeStep, Outcome, Step, Values } from '../steps.ts';
import { defaultBrakes } from '../sync-template.ts';
import type { Brakes, FieldMapping, Mapping } from '../sync-template.ts';
import { presentLog } from './undo-company.ts';

export const hour = 3_600_000;
export const dayMs = 24 * hour;
const coolingMs = 30 * dayMs;

export interface TenantPerson {
  id: string;
  /** in: takes part; out: deleted or out of the groups; unreadable: could not be told. */
  presence: 'in' | 'out' | 'unreadable';
  facts: Facts;
  ignored: boolean;
  createAnyway: boolean;
  alsoIn: boolean;
}

export interface DirectoryUser {
  id: string;
  values: Values;
  person: string | null;
  /** The template whose link it is; null for users that no sync keeps. */
  template: 'ours' | 'other' | null;
  clock: Pick<LinkedUser, 'missingSince' | 'announcedUntil' | 'deleteWithheld' | 'held' | 'drifted'>;
  pinned: Values;
}

export interface Settings {
  mode: 'full' | 'onlyNew';
  keepDays: number;
  guests: 'leaveOut' | 'include';
  disabledPeople: 'keep' | 'asLeaver';
  mapsExtension: boolean;
  filter: string | null;
  linkByMail: boolean;
  brakes: Brakes;
}

export interface Company {
  now: number;
  settings: Settings;
  resumed: boolean;
  people: Map<string, TenantPerson>;
  users: Map<string, DirectoryUser>;
  numbers: Map<string, NumberState>;
  kept: { extension: string; person: string; until: number }[];
  /** Removals applied without approval. */
  removals: number[];
  /** How many users were linked after each run. */
  linked: { at: number; count: number }[];
  /** What each person was planned from last, and whether that settled her. */
  planned: Map<string, { hash: string; settled: boolean }>;
  nextUser: number;
  /** What the last runs did, the newest first. */
  logs: LoggedStep[][];
}

export function aCompany(): Company {
  return {
    now: Date.parse('2026-01-05T01:00:00Z'),
    settings: {
      mode: 'full',
      keepDays: 30,
      guests: 'leaveOut',
      disabledPeople: 'keep',
      mapsExtension: false,
      filter: null,
      linkByMail: false,
      brakes: defaultBrakes,
    },
    resumed: false,
    people: new Map(),
    users: new Map(),
    numbers: new Map(),
    kept: [],
    removals: [],
    linked: [],
    planned: new Map(),
    nextUser: 1,
    logs: [],
  };
}

const from = (field: string): Mapping => ({ field, onEmpty: 'clear' });
const always: FieldMapping = {
  alias: from('mailNickname'),
  name: from('givenName'),
  surname: from('surname'),
  pstnFixed: from('businessPhones'),
  email: from('mail'),
  title: { field: 'jobTitle', onEmpty: 'keep' },
};

export function presentMapping({ mapsExtension }: Settings): FieldMapping {
  return mapsExtension ? { ...always, extension: from('extension') } : always;
}

const presentMappings = (settings: Settings) => ({
  fieldMapping: presentMapping(settings),
  userFieldMapping: {},
});

const plainMapping = {
  country: 'SE',
  series: [],
  ownNumbersOnly: false,
  lookups: {},
  rules: [],
};

export function openSourceMapping(settings: Settings): OpenMapping {
  return openMapping({ ...presentMappings(settings), ...plainMapping, filter: settings.filter });
}

export interface Snapshot {
  context: PlanContext;
  people: PlanPerson[];
}

/** What run/snapshot would hand the planner: everybody in scope or linked. */
export function presentSnapshot(company: Company): Snapshot {
  const { settings, now } = company;
  const users = [...company.users.values()];
  const linkOf = new Map(users.filter((u) => u.person !== null).map((u) => [u.person, u]));
  const settingsOfMapping = presentMappings(settings);
  const mapping = openSourceMapping(settings);
  const people = [...company.people.values()]
    .filter((p) => p.presence === 'in' || linkOf.get(p.id)?.template === 'ours')
    .map((p) => presentPerson(p, linkOf.get(p.id), company, mapping.map(p.facts)));
  const planned = new Set(people.flatMap((p) => (p.link ? [p.link.id] : [])));
  const linkedNow = users.filter((u) => u.template === 'ours').length;
  const context: PlanContext = {
    now,
    timeZone: 'Europe/Stockholm',
    template: { ...settings, ...settingsOfMapping },
    brakes: settings.brakes,
    holdings: users.filter((u) => !planned.has(u.id)).map(presentHolding),
    numberStates: [...company.numbers.values()],
    keptExtensions: company.kept.filter((k) => k.until > now),
    usedExtensions: users.flatMap((u) => u.values.extension ?? []),
    resumed: company.resumed,
    counting: {
      linkedNow,
      linkedThen: company.linked.findLast((l) => l.at <= now - dayMs)?.count ?? 0,
      removalsInLastDay: company.removals.filter((at) => at > now - dayMs).length,
      inScope: people.filter((p) => p.presence.is === 'in' && p.mapped?.filter?.is !== 'out').length,
    },
    approved: null,
  };
  return { context, people };
}

function presentPerson(
  person: TenantPerson,
  user: DirectoryUser | undefined,
  company: Company,
  mapped: PlanPerson['mapped'],
): PlanPerson {
  const { id, presence, facts, ignored, createAnyway, alsoIn } = person;
  const before = company.planned.get(id)?.hash;
  return {
    id,
    ...decideScope(facts),
    presence:
      presence === 'in'
        ? { is: 'in' }
        : presence === 'out'
          ? { is: 'absent', code: 'person.gone' }
          : { is: 'unreadable', why: 'No answer.' },
    mapped,
    link:
      user?.template === 'ours'
        ? { id: user.id, values: user.values, ...user.clock, pinned: user.pinned }
        : null,
    otherTemplate: user?.template === 'other' ? 'Other' : null,
    alsoIn: alsoIn ? { id: 'other', name: 'Other' } : null,
    ignored,
    createAnyway,
    mailMatch: company.settings.linkByMail ? presentMailMatch(company, mapped?.values.email ?? null) : null,
    keptExtension: company.kept.find((k) => k.person === id && k.until > company.now)?.extension ?? null,
    factsUnchanged: before === presentHash(company, id),
    mappingChanged: false,
  };
}

/** The only user that nobody keeps and that has this mail. */
function presentMailMatch({ users }: Company, email: string | null): LinkedUser | null {
  const fitting = [...users.values()].filter(
    (user) =>
      user.template === null && email !== null && user.values.email?.toLowerCase() === email.toLowerCase(),
  );
  const [only] = fitting;
  return only && fitting.length === 1
    ? { id: only.id, values: only.values, ...only.clock, pinned: {} }
    : null;
}

/** A user as the planner sees those who are not among its people. */
export function presentHolding({ id, values, clock, template }: DirectoryUser): Holding {
  return {
    user: id,
    alias: values.alias ?? '',
    displayName: `${values.name} ${values.surname}`,
    pstnFixed: values.pstnFixed ?? null,
    extension: values.extension ?? null,
    email: values.email ?? null,
    leaving: clock.missingSince === null ? null : { deleteOn: null },
    unlinked: template === null,
  };
}

/** All that a person's plan depends on besides other people and her own user. */
export function presentHash({ people, settings }: Company, id: string): string {
  return JSON.stringify([people.get(id), settings]);
}

/** Carries out a plan as run/apply must: all of it, and nothing else. */
export function applyPlan(company: Company, plan: Plan): void {
  const steps = plan.outcomes.flatMap((outcome) => outcome.steps);
  const log = presentLog(company, [
    ...steps.filter((step) => step.do !== 'create'),
    ...steps.filter((step) => step.do === 'create'),
  ]);
  if (log.length > 0) company.logs = [log, ...company.logs.slice(0, 3)];
  const given: [number: string, person: string | null][] = [];
  for (const step of steps) if (step.do === 'delete') given.push(deleteUser(company, step));
  for (const step of steps) {
    if (step.do === 'leave')
      applyClock(company, step.user, { missingSince: step.missingSince, announcedUntil: step.until });
    if (step.do === 'return') applyClock(company, step.user, { missingSince: null, announcedUntil: null });
    if (step.do === 'change') {
      if (step.links) linkUser(company, step);
      given.push(...applyChange(company, step));
    }
  }
  for (const step of steps) if (step.do === 'create') createUser(company, step.person, step.to);
  const until = company.now + coolingMs;
  for (const [digits, lastPerson] of given)
    company.numbers.set(digits, { digits, state: 'cooling', until, lastPerson });
  for (const { values } of company.users.values()) company.numbers.delete(values.pstnFixed ?? '');
  for (const outcome of plan.outcomes) rememberOutcome(company, outcome);
  const wasRemoval = (step: Step) => step.do === 'leave' || (step.do === 'delete' && step.counted);
  if (!plan.approved.includes('removals'))
    company.removals.push(...steps.filter(wasRemoval).map(() => company.now));
  const count = [...company.users.values()].filter((u) => u.template === 'ours').length;
  company.linked.push({ at: company.now, count });
  if (company.settings.mode === 'full') company.resumed = false;
}

function findUser(company: Company, id: string): DirectoryUser {
  const user = company.users.get(id);
  assert(user, `${id} exists`);
  assert.equal(user.template, 'ours', 'a step is about a user that this template keeps');
  return user;
}

function linkUser(company: Company, { user: id, person }: ChangeStep): void {
  const user = company.users.get(id);
  assert(user, `${id} exists`);
  assert.equal(user.template, null, 'a user that somebody keeps is never linked to another person');
  company.users.set(id, { ...user, template: 'ours', person, pinned: {} });
}

function deleteUser(company: Company, { user: id }: { user: string }): [string, string | null] {
  const { values, person } = findUser(company, id);
  company.users.delete(id);
  const until = company.now + coolingMs;
  if (values.extension && person) company.kept.push({ extension: values.extension, person, until });
  return [values.pstnFixed ?? '', person];
}

function applyClock(company: Company, id: string, clock: Partial<DirectoryUser['clock']>): void {
  Object.assign(findUser(company, id).clock, clock);
}

function applyChange(
  company: Company,
  { user: id, from: before, to, toTemplate }: ChangeStep,
): [string, string | null][] {
  const user = findUser(company, id);
  for (const [field, value] of Object.entries(before))
    assert.equal(user.values[field as 'alias'] ?? null, value, `${field} is what the step says it was`);
  user.values = { ...user.values, ...to };
  user.clock.drifted = false;
  if (toTemplate) user.template = 'other';
  return typeof before.pstnFixed === 'string' ? [[before.pstnFixed, user.person]] : [];
}

function createUser(company: Company, person: string, values: Values): void {
  const id = `user-${company.nextUser++}`;
  const clock = {
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    drifted: false,
  };
  company.users.set(id, { id, values, person, template: 'ours', clock, pinned: {} });
  company.kept = company.kept.filter((k) => k.person !== person);
  const her = company.people.get(person);
  if (her) her.createAnyway = false;
}

function withoutFields(values: Values, fields: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
}

function rememberOutcome(company: Company, { person, settled, withheld, fallenPins }: Outcome): void {
  company.planned.set(person, { hash: presentHash(company, person), settled });
  const user = [...company.users.values()].find((u) => u.person === person && u.template === 'ours');
  // Not in place: the snapshot that was planned shares it.
  if (user) user.pinned = withoutFields(user.pinned, fallenPins);
  if (user && company.people.get(person)?.presence !== 'unreadable')
    user.clock.deleteWithheld = withheld.some(({ step }) => step.do === 'delete');
}
