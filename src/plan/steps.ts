// The shape of a plan: what a run would do, each step with its reason. A plan is a JSON value at the edge
// (preview, change log, "why was she skipped?" all show it) and rows everywhere else.
import type { Candidate } from './likeness.ts';
import type { FieldName, Reason } from './reasons.ts';
import type { UserField } from './sync-template.ts';

export type PersonId = string;
export type UserId = string;

/** Values of a user by field; further user fields are named `fields.<name>`. Null is an empty field. */
export type Values = Partial<Record<UserField | `fields.${string}`, string | null>>;

/** Kinds of step that a brake can withhold. */
export type BrakeKind = 'removals' | 'numbers' | 'creates';

type StepBase = { person: PersonId; alias: string | null; because: Reason };
/** What the new user gets beside its values; a key that is not there gives nothing. */
export interface CreateGets {
  /** Name of the rule that decided. */
  rule?: string;
  /** Digits. */
  callerId?: string;
  /** Id of a settings template. */
  settingsTemplate?: string;
  language?: string;
}
type CreateStep = StepBase & CreateGets & { do: 'create'; to: Values };
/** Also the step by which a link passes to another template (`toTemplate`), and the one that links (`links`). */
export type ChangeStep = StepBase & {
  do: 'change';
  user: UserId;
  from: Values;
  to: Values;
  toTemplate?: { id: string; name: string };
  /** The user was nobody's and is linked to the person by it; `from` and `to` may be empty. */
  links?: true;
};
/** until: the instant, in ms, from which the user is deleted; deleteOn: that date in the company's time zone. */
export type LeaveStep = StepBase & {
  do: 'leave';
  user: UserId;
  missingSince: number;
  until: number;
  deleteOn: string;
};
/** Followed by a change when values differ. */
type ReturnStep = StepBase & { do: 'return'; user: UserId };
/** counted: whether the brake counts it as a removal (SPEC §6). from: everything the user had. */
export type DeleteStep = StepBase & { do: 'delete'; user: UserId; from: Values; counted: boolean };
type SkipStep = StepBase & { do: 'skip' };
type ConflictStep = StepBase & { do: 'conflict'; candidates: Candidate[] };
export type Step = CreateStep | ChangeStep | LeaveStep | ReturnStep | DeleteStep | SkipStep | ConflictStep;

/** What a person's plan comes to. */
export interface Outcome {
  person: PersonId;
  /** In the order in which they are applied: a return may be followed by a change. */
  steps: Step[];
  /** Steps that a brake withholds; never in `steps`. A number change leaves its other fields in `steps`. */
  withheld: { kind: BrakeKind; step: Step }[];
  /** Everything that keeps her, or a field of hers, from being synced; empty when all is well. */
  reasons: Reason[];
  /** linked: has a user of this template (also leaving); outside: neither user nor in scope. */
  standing: 'linked' | 'skip' | 'conflict' | 'outside';
  /** Pins whose source says something else than what was undone: they are over, whether it can be had or not. */
  fallenPins: FieldName[];
  /** False when the next run has to look at her again although nothing about her changed. */
  settled: boolean;
}

export interface Withheld {
  kind: BrakeKind;
  /** Steps of this run. */
  count: number;
  /** With those of the last 24 hours. */
  counted: number;
  /** counted as a share of the linked users; one decimal. */
  percent: number;
  limit: { count: number | null; percent: number | null };
}
