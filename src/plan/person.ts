// What the planner is told about one person and about the directory around her: plain values, read by
// run/snapshot. Whatever is not here, the planner does not know and does not decide on.
import type { SeriesToGive } from './automatic-numbers.ts';
import type { Mapped } from './mapping.ts';
import type { PersonId, UserId, Values } from './steps.ts';
import type { Brakes, Mode, SyncTemplate } from './sync-template.ts';

/** in: takes part. absent: confirmed gone, with the reason's code. unreadable: nothing may be concluded (R1).
 * unchecked: too many candidates to look up; planned as gone and always withheld. */
export type PersonPresence =
  | { is: 'in' }
  | {
      is: 'absent';
      code: 'person.gone' | 'scope.left' | 'person.disabled' | 'filter.false';
      inBin?: boolean | null;
    }
  | { is: 'unreadable'; why: string }
  | { is: 'unchecked' };

/** The user a person is linked to by this template. */
export interface LinkedUser {
  id: UserId;
  values: Values;
  /** ms; null while active. */
  missingSince: number | null;
  /** Instant, ms, that the leave step announced for the delete. */
  announcedUntil: number | null;
  /** A brake withheld her delete in an earlier run. */
  deleteWithheld: boolean;
  /** An administrator's word: never leaves, never deleted by a sync. A hold whose time is over is none. */
  held: boolean;
  /** Field → the source's value that was undone: the field stays as it is while the source says just that. */
  pinned: Values;
  /** The user was changed by somebody else since the sync last wrote it. */
  drifted: boolean;
}

export interface PlanPerson {
  id: PersonId;
  /** createdDateTime in ms; null when the source has none. Ranks people who want the same value. */
  createdAt: number | null;
  presence: PersonPresence;
  isGuest: boolean;
  isDisabled: boolean;
  /** Values mapped from her facts; null when nothing is known of her but her absence. */
  mapped: Mapped | null;
  link: LinkedUser | null;
  /** Name of the template of this company that holds her link, when it is another one. */
  otherTemplate: string | null;
  /** An active template that had her in scope in a complete read of the last 26 hours. */
  alsoIn: { id: string; name: string } | null;
  ignored: boolean;
  /** An administrator's word: she is made a user although one that no sync keeps has her mail or name. */
  createAnyway: boolean;
  /** The one user that no sync keeps and that has her mail, with all it has; null also where the template does not link. */
  mailMatch: LinkedUser | null;
  /** Extension of her deleted user while it is kept for her. */
  keptExtension: string | null;
  /** A number that she had and that cools for her; told only where a series may have to give her one. */
  ownNumber: string | null;
  /** The groups of creation rules that she belongs to, as the rules name them; null: not read in this run. */
  ruleGroups: readonly string[] | null;
  /** Her facts stand as they were planned last (so a difference is not the source's doing). */
  factsUnchanged: boolean;
  /** The mapping, or another setting that decides, is another than in the last plan. */
  mappingChanged: boolean;
}

/** A user that no person of this plan is linked to: unlinked, another template's, or not planned now. */
export interface Holding {
  user: UserId;
  alias: string;
  /** Full name, for "taken by". */
  displayName: string;
  pstnFixed: string | null;
  extension: string | null;
  email: string | null;
  /** The date (YYYY-MM-DD) on which a leaving user is deleted; null while active or when no date is set. */
  leaving: { deleteOn: string | null } | null;
  /** True when no template holds it: such a user can be a conflict, and a step only where exact mail links it (R6). */
  unlinked: boolean;
}

/** A number that is not free although nobody has it now. */
export interface NumberState {
  digits: string;
  state: 'reserved' | 'cooling';
  /** ms; null for reserved. */
  until: number | null;
  /** Who had it last; hers to come back to while it cools. */
  lastPerson: PersonId | null;
}

export interface PlanContext {
  /** ms; the nominal time of the run. */
  now: number;
  timeZone: string;
  template: Pick<
    SyncTemplate,
    | 'keepDays'
    | 'fieldMapping'
    | 'userFieldMapping'
    | 'disabledPeople'
    | 'guests'
    | 'automaticNumbers'
    | 'rules'
    | 'defaultCallerId'
    | 'defaultSettingsTemplate'
    | 'linkByMail'
  > & {
    /** What the run plans as: a paused template has no runs, and its preview plans as full (R8). */
    mode: Exclude<Mode, 'paused'>;
  };
  brakes: Brakes;
  holdings: Holding[];
  numberStates: NumberState[];
  /** Extensions of deleted users, kept for their persons: extension → person and end (ms). */
  keptExtensions: { extension: string; person: PersonId; until: number }[];
  /** Every extension in use in the company, needed when extension is unmapped; order does not matter. */
  usedExtensions: string[];
  /** Series that people of this plan may get numbers of. */
  series: SeriesToGive[];
  /** First run after paused or onlyNew: every delete counts for the brake. */
  resumed: boolean;
  counting: {
    /** Users linked by the template when this run began. */
    linkedNow: number;
    /** … when the 24 hours began. */
    linkedThen: number;
    /** Removals applied without approval in the last 24 hours. */
    removalsInLastDay: number;
    /** People in scope by this read. */
    inScope: number;
  };
  /** The one kind that an administrator approved, and what for whom (plan/brakes.ts approvalKey). */
  approved: { kind: 'removals' | 'numbers' | 'creates'; effects: Map<PersonId, string> } | null;
}
