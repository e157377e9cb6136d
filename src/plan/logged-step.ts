// An applied step as the change log keeps it: what a sync, an undo or an administrator did to a user, with all that is
// needed to take it back. Shapes only; written by run/step-rows and run/hand-*, carried out by store/apply-*.
import type { Reason } from './reasons.ts';
import type { Candidate } from './likeness.ts';
import type { CreateGets, Step, Values } from './steps.ts';

/** What only administrators do: words that a sync respects, and links. */
export type Word =
  | 'hold'
  | 'unhold'
  | 'keepUntil'
  | 'ignore'
  | 'unignore'
  | 'createAnyway'
  | 'notCreateAnyway'
  | 'release'
  | 'link'
  | 'unlink'
  | 'freeNumber'
  | NumbersWord;

/** What is said of ranges of numbers and of nobody in particular. */
export type NumbersWord = 'reserve' | 'unreserve' | 'addSeries' | 'removeSeries';

/** Digits as numbers; kind and note as they are, or were. */
export interface LoggedRange {
  first: number;
  last: number;
  kind?: string;
  note?: string;
}

/** Values by field as the log has them: those of the planner, `callerId`, `settingsTemplate` (id), `settings.<name>`. */
export type LoggedValues = Readonly<Record<string, unknown>>;

export interface StepDetails {
  /** The alias as it is compared. */
  aliasKey?: string;
  /** Further user fields, without the prefix; null empties one. */
  fields?: Record<string, string | null>;
  /** Settings without the prefix; null takes one away. */
  settings?: Record<string, unknown>;
  toTemplate?: { id: string; name: string };
  /** ms. Of a leave. */
  missingSince?: number;
  until?: number;
  deleteOn?: string;
  leaveCode?: string | null;
  /** The clock that a return has stopped. */
  clock?: { missingSince: number | null; until: number | null; leaveCode: string | null };
  counted?: boolean;
  /** What a sync gave a new user beside its values. */
  gets?: CreateGets;
  /** One deed about many users: all its steps have the same. */
  batch?: string;
  candidates?: Candidate[];
  /** What a deleted user had beside its values. */
  kept?: {
    callerId?: string | null;
    settings?: Record<string, unknown>;
    settingsTemplateId?: string | null;
    createdAt?: string;
    version?: number;
  };
  /** The link of a deleted user; it stands in the step's own template and person. */
  link?: { missingSince?: string | null; pinned?: Values };
  /** Steps that this one takes back. */
  undoes?: number[];
  /** The step that an undo left as it is. */
  of?: number;
  /** Field → undone value of the source. */
  pins?: Values;
  unpins?: string[];
  /** until: ms; null for ever. */
  hold?: { why: string | null; until: number | null };
  unhold?: true;
  ignores?: { why: string | null; until: number | null };
  unignores?: true;
  createsAnyway?: { why: string | null };
  notCreatesAnyway?: true;
  /** A change that links the user to the step's person and template, or that cuts that link again. */
  links?: true;
  unlinks?: true;
  /** Of words about numbers. */
  ranges?: LoggedRange[];
}

export interface LoggedStep {
  id: number;
  do: Step['do'] | Word;
  /** Id of the sync template that it is about. */
  template?: string | null;
  person: string | null;
  user: string | null;
  alias: string | null;
  before: LoggedValues;
  after: LoggedValues;
  because: Reason;
  details: StepDetails;
  by: 'sync' | 'undo' | 'hand';
  undoneBy: number | null;
  /** Its values were replaced after the retention time. */
  isErased: boolean;
}
