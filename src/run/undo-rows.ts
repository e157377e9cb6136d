// Rows of the change log ─▶ what plan/undo is told of them, and reverse steps ─▶ rows. Pure.
import type { LoggedStep, StepDetails } from '../plan/logged-step.ts';
import type { Reason } from '../plan/reasons.ts';
import type { Values } from '../plan/steps.ts';
import type { UndoPlan } from '../plan/undo.ts';
import type { ReverseStep, UndoSubject } from '../plan/undo-step.ts';
import type { StepRow } from '../store/steps.ts';
import type { UndoRow } from '../store/undo-steps.ts';
import { presentWritten } from './step-rows.ts';

export function mapUndoSubject(row: UndoRow): UndoSubject {
  const { linkPerson, linkTemplate, missingSince, otherUser, otherAlias, today } = row;
  const step: LoggedStep = {
    id: row.id,
    do: row.doWhat as LoggedStep['do'],
    template: row.templateId,
    person: row.person,
    user: row.user,
    alias: row.alias,
    before: row.before ?? {},
    after: row.after ?? {},
    because: row.because as Reason,
    details: row.details as StepDetails,
    by: row.by,
    undoneBy: row.undoneBy,
    isErased: row.isErased,
  };
  const link =
    linkPerson === null
      ? null
      : { person: linkPerson, isOfStepsTemplate: linkTemplate === row.templateId, missingSince };
  return {
    step,
    today: today === null ? null : { values: today, link },
    personsUser: otherUser === null ? null : { id: otherUser, alias: otherAlias ?? '' },
    templateStands: row.templateStands,
  };
}

/** With what the values are written by, beside them. */
export function presentReverseDetails({ after, details }: ReverseStep): StepDetails {
  const settings = Object.entries(after).flatMap(([field, value]) =>
    field.startsWith('settings.') ? [[field.slice('settings.'.length), value]] : [],
  );
  return {
    ...presentWritten(after as Values),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) as Record<string, unknown> }),
    ...details,
  };
}

export function mapReverseRow(reverse: ReverseStep, outcome: 'applied' | 'preview'): StepRow {
  const { person, user, alias, before, after, because } = reverse;
  const text = (values: ReverseStep['after']) =>
    Object.keys(values).length === 0 ? null : JSON.stringify(values);
  return {
    outcome,
    doWhat: reverse.do,
    person,
    user,
    alias,
    before: text(before),
    after: text(after),
    because: JSON.stringify(because),
    details: JSON.stringify(presentReverseDetails(reverse)),
    // No brake counts what an administrator takes back.
    kind: null,
    isApproved: false,
  };
}

/** A row that stays as it is, or a part of one. */
export function mapKeptRow({ step, because }: UndoPlan['kept'][number]): StepRow {
  return {
    outcome: 'kept',
    doWhat: 'skip',
    person: step.person,
    user: step.user,
    alias: step.alias,
    before: null,
    after: null,
    because: JSON.stringify(because),
    details: JSON.stringify({ of: step.id } satisfies StepDetails),
    kind: null,
    isApproved: false,
  };
}
