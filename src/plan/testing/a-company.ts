// A company as a property test keeps it, for tests alone: people in a tenant, users in a directory. Value spaces are
// small, so that people collide all the time. Written from SPEC §5-§7 and not from the planner; it decides nothing, and asserts what must be so anyway.
import type { Facts } from '../facts.ts';
import type { LoggedStep } from '../logged-step.ts';
import type { Holding, LinkedUser, NumberState, PlanContext, PlanPerson } from '../person.ts';
import { decideScope } from '../scope.ts';
import type { Values } from '../steps.ts';
import { defaultBrakes } from '../sync-template.ts';
import type { Brakes } from '../sync-template.ts';
import { openSourceMapping, presentMappings } from './company-mapping.ts';
import { findOwnNumber, firstOfSeries, presentSeries } from './company-numbers.ts';

export const hour = 3_600_000;
export const dayMs = 24 * hour;

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
  /** The last number of the series that numbers come from; null: they come from the source alone. */
  automatic: string | null;
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
      automatic: null,
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
    template: {
      ...settings,
      ...settingsOfMapping,
      automaticNumbers: settings.automatic === null ? null : { series: firstOfSeries },
      rules: [],
      defaultCallerId: null,
      defaultSettingsTemplate: null,
    },
    brakes: settings.brakes,
    holdings: users.filter((u) => !planned.has(u.id)).map(presentHolding),
    numberStates: [...company.numbers.values()],
    keptExtensions: company.kept.filter((k) => k.until > now),
    usedExtensions: users.flatMap((u) => u.values.extension ?? []),
    series: presentSeries(company),
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
    ownNumber: findOwnNumber(company, id),
    ruleGroups: [],
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
