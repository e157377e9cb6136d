// Steps of a plan ─▶ rows and back: what is applied from a row, shown from it and compared with it is the very step
// that was planned. Pure.
import { foldAlias } from '../plan/claims.ts';
import type { StepDetails, Word } from '../plan/logged-step.ts';
import type { Reason } from '../plan/reasons.ts';
import type { BrakeKind, CreateGets, Step, Values } from '../plan/steps.ts';
import type { StepRow, StoredStep } from '../store/steps.ts';

/** The brake that counts this step; null for none. */
export function decideKind(step: Step): BrakeKind | null {
  switch (step.do) {
    case 'create':
      return 'creates';
    case 'leave':
      return 'removals';
    case 'delete':
      return step.counted ? 'removals' : null;
    case 'change':
      return step.to.pstnFixed === undefined ? null : 'numbers';
    case 'return':
    case 'skip':
    case 'conflict':
      return null;
  }
}

export function mapStepRow(
  step: Step,
  as: { outcome: StepRow['outcome']; user: string | null; isApproved: boolean },
): StepRow {
  const isWritten = step.do === 'create' || step.do === 'change';
  return {
    outcome: as.outcome,
    doWhat: step.do,
    person: step.person,
    user: 'user' in step ? step.user : as.user,
    alias: step.alias,
    before: 'from' in step ? JSON.stringify(step.from) : null,
    after: isWritten ? JSON.stringify(step.to) : null,
    because: JSON.stringify(step.because),
    details: JSON.stringify(presentDetails(step)),
    kind: decideKind(step),
    isApproved: as.isApproved,
  };
}

function presentDetails(step: Step): StepDetails {
  switch (step.do) {
    case 'create':
      return { ...presentWritten(step.to), ...presentGets(step) };
    case 'change':
      return {
        ...presentWritten(step.to),
        ...(step.toTemplate ? { toTemplate: step.toTemplate } : {}),
        ...(step.links ? { links: true } : {}),
      };
    case 'leave':
      return { missingSince: step.missingSince, until: step.until, deleteOn: step.deleteOn };
    case 'delete':
      return { counted: step.counted };
    case 'conflict':
      return { candidates: step.candidates };
    case 'return':
    case 'skip':
      return {};
  }
}

function presentGets({ rule, callerId, settingsTemplate, language }: CreateGets): StepDetails {
  const gets = Object.entries({ rule, callerId, settingsTemplate, language });
  const given = gets.filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { gets: Object.fromEntries(given) };
}

/** What is written beside the values themselves. */
export function presentWritten(to: Values): StepDetails {
  const details: StepDetails = {};
  if (typeof to.alias === 'string') details.aliasKey = foldAlias(to.alias);
  for (const [field, value] of Object.entries(to)) {
    if (field.startsWith('fields.')) (details.fields ??= {})[field.slice('fields.'.length)] = value ?? null;
  }
  return details;
}

export function mapStoredStep(row: StoredStep): Step {
  const details = row.details as StepDetails;
  const base = { person: row.person_id ?? '', alias: row.alias, because: row.because as Reason };
  const user = row.user_id ?? '';
  const from = (row.before ?? {}) as Values;
  const to = (row.after ?? {}) as Values;
  switch (row.do_what as Step['do']) {
    case 'create':
      return { do: 'create', ...base, to, ...details.gets };
    case 'change':
      return {
        do: 'change',
        ...base,
        user,
        from,
        to,
        ...(details.toTemplate ? { toTemplate: details.toTemplate } : {}),
        ...(details.links ? { links: true } : {}),
      };
    case 'leave': {
      const { missingSince = 0, until = 0, deleteOn = '' } = details;
      return { do: 'leave', ...base, user, missingSince, until, deleteOn };
    }
    case 'return':
      return { do: 'return', ...base, user };
    case 'delete':
      return { do: 'delete', ...base, user, from, counted: details.counted ?? false };
    case 'skip':
      return { do: 'skip', ...base };
    case 'conflict':
      return { do: 'conflict', ...base, candidates: details.candidates ?? [] };
  }
}

/** A step as a change log shows it: one of a plan, or an administrator's word. */
export type ShownStep =
  | Step
  | {
      do: Word;
      person: string;
      user: string | null;
      alias: string | null;
      because: Reason;
      until: string | null;
    };

const planned: readonly string[] = ['create', 'change', 'leave', 'return', 'delete', 'skip', 'conflict'];

export function mapShownStep(row: StoredStep): ShownStep {
  if (planned.includes(row.do_what)) return mapStoredStep(row);
  const { hold, ignores } = row.details as StepDetails;
  const until = hold?.until ?? ignores?.until ?? null;
  return {
    do: row.do_what as Word,
    person: row.person_id ?? '',
    user: row.user_id,
    alias: row.alias,
    because: row.because as Reason,
    until: until === null ? null : new Date(until).toISOString(),
  };
}
