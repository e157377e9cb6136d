// What taking back one row of the change log comes to by itself (SPEC §5, R17): only where today's value is still the
// "after", row by row and field by field. Who else has the values that come back is undo.ts. Pure.
import { presentDate } from './due.ts';
import type { LoggedStep, LoggedValues, StepDetails } from './logged-step.ts';
import { presentUnique } from './open-values.ts';
import type { UniqueField } from './mapping.ts';
import type { Reason } from './reasons.ts';
import type { Values } from './steps.ts';
import { userFields } from './sync-template.ts';
import { changedSinceReason, undoReason } from './undo-reasons.ts';

/** A row of the change log with what is there today. */
export interface UndoSubject {
  step: LoggedStep;
  /** The user; null when it is gone. */
  today: TodaysUser | null;
  /** Another user that the person has today. */
  personsUser: { id: string; alias: string } | null;
  /** The template that the step was about is still there. */
  templateStands: boolean;
}

interface TodaysUser {
  /** All of them, named as the log names them. */
  values: LoggedValues;
  link: { person: string; isOfStepsTemplate: boolean; missingSince: number | null } | null;
}

export interface ReverseStep {
  do: 'create' | 'change' | 'leave' | 'return' | 'delete';
  /** Id of the sync template whose link it makes or cuts; null: no link is. */
  template: string | null;
  person: string | null;
  user: string;
  alias: string | null;
  before: LoggedValues;
  after: LoggedValues;
  because: Reason;
  details: StepDetails;
}

export type Taking =
  | { is: 'kept'; because: Reason }
  | {
      is: 'taken';
      reverse: ReverseStep;
      /** What of the row stays as it is. */
      left: Reason[];
      /** Unique values that come back. */
      wants: [UniqueField, string, string][];
      /** Unique values that the user has today and gives up. */
      gives: [UniqueField, string, string][];
    };

export function decideTaking(subject: UndoSubject, timeZone: string): Taking {
  const { step } = subject;
  if (step.isErased) return kept('undo.erased');
  if (step.undoneBy !== null) return kept('undo.done');
  switch (step.do) {
    case 'change':
      return takeChange(subject);
    case 'create':
      return takeCreate(subject);
    case 'leave':
      return takeLeave(subject);
    case 'link':
      return takeLink(subject);
    case 'return':
      return takeReturn(subject, timeZone);
    case 'delete':
      return takeDelete(subject);
    case 'skip':
    case 'conflict':
    case 'hold':
    case 'unhold':
    case 'keepUntil':
    case 'ignore':
    case 'unignore':
    case 'createAnyway':
    case 'notCreateAnyway':
    case 'release':
    case 'unlink':
    case 'freeNumber':
    case 'reserve':
    case 'unreserve':
    case 'addSeries':
    case 'removeSeries':
      return kept('undo.word');
  }
}

function kept(code: Parameters<typeof undoReason>[0], more?: string): Taking {
  return { is: 'kept', because: undoReason(code, more) };
}

function presentReverse(
  { step }: UndoSubject,
  what: ReverseStep['do'],
  values: { before?: LoggedValues; after?: LoggedValues },
  details: StepDetails,
): ReverseStep {
  return {
    do: what,
    template: details.links || details.unlinks ? (step.template ?? null) : null,
    person: step.person,
    user: step.user ?? '',
    alias: step.alias,
    before: values.before ?? {},
    after: values.after ?? {},
    because: undoReason('undo.asked'),
    details: { ...details, undoes: [step.id] },
  };
}

const isSame = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null);

function takeChange(subject: UndoSubject): Taking {
  const { step, today } = subject;
  if (step.details.toTemplate) return kept('undo.moved');
  if (today === null) return kept('undo.userGone');
  const { links, unlinks } = step.details;
  if (links && isLinkedByStep(subject)) return takeLink(subject, step.by === 'sync');
  if (unlinks) return takeUnlink(subject);
  if (links && Object.keys(step.after).length === 0) return kept('undo.unlinked');
  return takeValues(subject, (standing) => presentPinning(subject, standing));
}

/** Values that are still what the step wrote, given back. */
function takeValues(
  subject: UndoSubject,
  details: (standing: readonly string[]) => StepDetails,
  written = subject.step.after,
): Taking {
  const { step, today } = subject;
  const isStanding = (field: string) => isSame(today?.values[field], written[field]);
  const standing = Object.keys(written).filter(isStanding);
  const changed = Object.keys(written).filter((field) => !isStanding(field));
  const asked = details(standing);
  if (standing.length === 0 && !asked.links && !asked.unlinks)
    return { is: 'kept', because: changedSinceReason(changed) };
  const before = pick(step.after, standing);
  const after = pick(step.before, standing);
  return {
    is: 'taken',
    reverse: presentReverse(subject, 'change', { before, after }, asked),
    left: changed.length > 0 ? [changedSinceReason(changed)] : [],
    wants: presentUnique(after as Values),
    gives: presentUnique(before as Values),
  };
}

function isLinkedByStep({ step, today }: UndoSubject): boolean {
  return today?.link?.person === step.person && today.link.isOfStepsTemplate;
}

// Whom a sync has linked by her mail it would link again: she is ignored, as one whose user it made would be. A link by
// hand only has to be cut; its values are the next runs' and taken back with those.
function takeLink(subject: UndoSubject, isSync = false): Taking {
  const { step, today } = subject;
  if (today === null) return kept('undo.userGone');
  if (!isLinkedByStep(subject)) return kept('undo.unlinked');
  const ignores = isSync || step.details.unignores === true;
  const details: StepDetails = { unlinks: true, ...(ignores && { ignores: { why: null, until: null } }) };
  return takeValues(subject, () => details, step.do === 'link' ? {} : step.after);
}

/** Of a link that an undo has cut: it is made again, with its values. */
function takeUnlink(subject: UndoSubject): Taking {
  const { step, today, personsUser, templateStands } = subject;
  if (today?.link) return kept('undo.changed', 'The user is linked by now.');
  if (personsUser !== null) return kept('undo.personHasUser', `It is ${personsUser.alias}.`);
  if (!templateStands) return kept('undo.unlinked');
  return takeValues(subject, () => ({ links: true, ...(step.details.ignores && { unignores: true }) }));
}

/** What the source says stays undone until it says something else; taking an undo back ends that. */
function presentPinning({ step, today }: UndoSubject, standing: readonly string[]): StepDetails {
  if (!today?.link || today.link.person !== step.person) return {};
  const { pins, unpins } = step.details;
  const wasPinned = standing.filter((field) => Object.hasOwn(pins ?? {}, field));
  const mayPin = standing.filter((field) => isPinnable(field) && !wasPinned.includes(field));
  const isSources = (field: string) => step.by === 'sync' || (step.by === 'undo' && unpins?.includes(field));
  const pinned = mayPin.filter(isSources);
  return {
    ...(pinned.length > 0 && { pins: pick(step.after, pinned) as Values }),
    ...(wasPinned.length > 0 && { unpins: wasPinned }),
  };
}

function isPinnable(field: string): boolean {
  return (userFields as readonly string[]).includes(field) || field.startsWith('fields.');
}

function pick(values: LoggedValues, fields: readonly string[]): LoggedValues {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}

function takeCreate(subject: UndoSubject): Taking {
  const { step, today } = subject;
  if (today === null) return kept('undo.userGone');
  if (step.person !== null && today.link?.person === step.person && !today.link.isOfStepsTemplate)
    return kept('undo.moved');
  // One that came back without its link, because the template was gone, has none to lose.
  const hadLink = step.person !== null && (step.by === 'sync' || step.details.link !== undefined);
  if ((today.link?.person ?? null) !== (hadLink ? step.person : null)) return kept('undo.unlinked');
  const changed = Object.keys(step.after).filter((field) => !isSame(today.values[field], step.after[field]));
  if (changed.length > 0) return { is: 'kept', because: changedSinceReason(changed) };
  const before = presentUserValues(today.values);
  const ignores = step.by === 'sync' || step.details.unignores === true;
  const details: StepDetails = { counted: false, ...(ignores && { ignores: { why: null, until: null } }) };
  return {
    is: 'taken',
    reverse: presentReverse(subject, 'delete', { before }, details),
    left: [],
    wants: [],
    gives: presentUnique(before as Values),
  };
}

/** Those that a delete step tells; the rest of the user is kept beside them. */
function presentUserValues(values: LoggedValues): LoggedValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => isPinnable(field)));
}

function takeLeave(subject: UndoSubject): Taking {
  const { step, today } = subject;
  if (today === null) return kept('undo.userGone');
  if (!today.link) return kept('undo.unlinked');
  if (today.link.missingSince === null || today.link.missingSince !== step.details.missingSince)
    return kept('undo.changed', 'The user does not leave by this any more.');
  const details: StepDetails = { hold: { why: null, until: null } };
  return {
    is: 'taken',
    reverse: presentReverse(subject, 'return', {}, details),
    left: [],
    wants: [],
    gives: [],
  };
}

// The next run would bring back whom Entra has in scope, and no word keeps a clock running for her. Only a return
// that an undo has made can be taken back: that puts the clock where it was.
function takeReturn(subject: UndoSubject, timeZone: string): Taking {
  const { step, today } = subject;
  if (step.by === 'sync') return kept('undo.inScope');
  if (today === null) return kept('undo.userGone');
  if (!today.link) return kept('undo.unlinked');
  const { clock } = step.details;
  const missingSince = clock?.missingSince ?? null;
  if (today.link.missingSince !== null || missingSince === null)
    return kept('undo.changed', 'The user leaves by something else.');
  const until = clock?.until ?? missingSince;
  const details: StepDetails = {
    missingSince,
    until,
    deleteOn: presentDate(until, timeZone),
    leaveCode: clock?.leaveCode ?? null,
    unhold: true,
  };
  return {
    is: 'taken',
    reverse: presentReverse(subject, 'leave', {}, details),
    left: [],
    wants: [],
    gives: [],
  };
}

function takeDelete(subject: UndoSubject): Taking {
  const { step, today, personsUser, templateStands } = subject;
  if (today !== null) return kept('undo.changed', 'The user is there again.');
  if (personsUser !== null) return kept('undo.personHasUser', `It is ${personsUser.alias}.`);
  const { kept: rest, link, ignores } = step.details;
  const hasLink = step.person !== null && link !== undefined && templateStands;
  // Whom a sync deleted, or who was leaving, is not in scope: held, or the next night would begin it all again.
  const isGone = step.by === 'sync' || (link?.missingSince ?? null) !== null;
  const details: StepDetails = {
    ...(rest && { kept: rest }),
    ...(hasLink && { link: { pinned: link.pinned ?? {} } }),
    ...(hasLink && isGone && { hold: { why: null, until: null } }),
    ...(ignores && { unignores: true as const }),
  };
  return {
    is: 'taken',
    reverse: presentReverse(subject, 'create', { after: step.before }, details),
    left: link !== undefined && !hasLink ? [undoReason('undo.unlinked')] : [],
    wants: presentUnique(step.before as Values),
    gives: [],
  };
}
