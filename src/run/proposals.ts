// Who may be which user that no sync keeps, worked out afresh from roster and directory by the planner's own rules: also
// while a template is paused, before its first run, and whatever the last plan said. Changes nothing.
import type { Kysely } from 'kysely';
import { decideIntent } from '../plan/intent.ts';
import type { Candidate, Evidence } from '../plan/likeness.ts';
import type { Mapped } from '../plan/mapping.ts';
import { openUnlinkedUsers } from '../plan/match.ts';
import { lacksNumber } from '../plan/new-user.ts';
import type { LinkedUser, PlanContext, PlanPerson } from '../plan/person.ts';
import type { Search } from '../plan/search.ts';
import { readPeopleWithoutUser } from '../store/proposals.ts';
import type { UnlinkedPersonRow } from '../store/proposals.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readUnlinkedUsers } from '../store/unlinked-users.ts';
import type { UnlinkedRow } from '../store/unlinked-users.ts';
import { mapUnlinkedUser } from './plan-person.ts';
import { presentRuleGroups } from './rule-groups.ts';

/** A person to be created who is like users that no sync keeps. */
export interface Proposal {
  person: PlanPerson;
  candidates: Candidate[];
  /** An administrator has said that she is none of them. */
  createAnyway: boolean;
  /** Its sort key. */
  key: [string, string];
}

export interface Proposing {
  db: Kysely<Tables>;
  companyId: string;
  timeZone: string;
  stored: StoredSyncTemplate;
  /** ms */
  now: number;
}

export interface Proposals {
  users: ReadonlyMap<string, LinkedUser>;
  /** After a sort key, in slices. */
  read(asked?: {
    search?: Search | null;
    after?: readonly [string, string] | null;
    /** Only as many people as a page may need are asked for at first. */
    isPage?: boolean;
  }): AsyncGenerator<Proposal[]>;
  /** null: nobody is like her, or she is not to be created. */
  match(row: UnlinkedPersonRow): Proposal | null;
}

/** Where few people have a user, a page is full after these. */
const PAGE_SLICE = 1_000;

export async function openProposals(proposing: Proposing): Promise<Proposals> {
  const { db, companyId, stored, now } = proposing;
  const rows = await readUnlinkedUsers(db, companyId);
  const context = presentContext(proposing);
  const unlinked = openUnlinkedUsers(rows.map(presentHolding));
  const groups = presentSeriesGroups(stored);
  const match = (row: UnlinkedPersonRow): Proposal | null => {
    const person = mapPerson(row, groups);
    const intent = decideIntent(person, context, unlinked);
    if (intent.is !== 'joining' || intent.joining.is !== 'conflict') return null;
    const { candidates } = intent.joining;
    return { person, candidates, createAnyway: row.createAnyway, key: [row.search, row.person] };
  };
  return {
    users: new Map(rows.map((row) => [row.user, mapUnlinkedUser(row)])),
    match,
    async *read({ search = null, after = null, isPage = false } = {}) {
      if (rows.length === 0) return;
      const asked = { templateId: stored.template.id, companyId, search, after, now: new Date(now) };
      for await (const slice of readPeopleWithoutUser(db, asked, isPage ? PAGE_SLICE : Infinity))
        yield slice.flatMap((row) => match(row) ?? []);
    },
  };
}

/** Only what decides about a person by herself. */
function presentContext({ stored, timeZone, now }: Proposing): PlanContext {
  const { template } = stored;
  return {
    now,
    timeZone,
    template: { ...template, mode: template.mode === 'paused' ? 'full' : template.mode },
    brakes: template.brakes,
    holdings: [],
    numberStates: [],
    series: [],
    keptExtensions: [],
    usedExtensions: [],
    resumed: false,
    counting: { linkedNow: 0, linkedThen: 0, removalsInLastDay: 0, inScope: 0 },
    approved: null,
  };
}

function presentHolding(row: UnlinkedRow) {
  const { user, alias, name, surname, pstnFixed, extension, email } = row;
  const displayName = `${name} ${surname}`;
  return { user, alias, displayName, pstnFixed, extension, email, leaving: null, unlinked: true };
}

/** Groups whose rules give a number: to somebody without one it is as good as given, and whose user she is comes first. */
function presentSeriesGroups({ template }: StoredSyncTemplate): string[] {
  return presentRuleGroups(template.rules.filter(({ numberSeries }) => numberSeries !== null));
}

/** The word "create anyway" is shown and not acted on here. */
function mapPerson(row: UnlinkedPersonRow, seriesGroups: readonly string[]): PlanPerson {
  const mapped = JSON.parse(row.mapped) as Mapped;
  return {
    id: row.person,
    createdAt: row.createdAt,
    presence: { is: 'in' },
    isGuest: row.isGuest,
    isDisabled: row.isDisabled,
    mapped,
    link: null,
    otherTemplate: null,
    alsoIn: null,
    ignored: row.isIgnored,
    createAnyway: false,
    mailMatch: null,
    ownNumber: null,
    // Whom she is like does not depend on what else a rule would give her.
    ruleGroups: lacksNumber({ mapped, ruleGroups: null }) ? seriesGroups : [],
    keptExtension: null,
    factsUnchanged: true,
    mappingChanged: false,
  };
}

export function hasEvidence({ candidates }: Proposal, kind: Evidence): boolean {
  return candidates.some(({ evidence }) => evidence.includes(kind));
}
