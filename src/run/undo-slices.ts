// Streams the rows that are to be taken back past plan/undo twice: first who wants which values back, then the reverse
// steps, slice by slice. What is done with them is the caller's: a run's steps, a deed by hand, or nothing at all.
import type { Kysely } from 'kysely';
import { openUndo, planUndo } from '../plan/undo.ts';
import type { UndoPlan } from '../plan/undo.ts';
import type { ValueFacts } from '../plan/open-values.ts';
import type { Reason } from '../plan/reasons.ts';
import type { Company } from '../store/companies.ts';
import type { Tables } from '../store/tables.ts';
import { readUndoSlices } from '../store/undo-steps.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import { mapUndoSubject } from './undo-rows.ts';
import { readValueFacts } from './value-facts.ts';

/** As much of an undo as is in memory at a time, but for the keys of values that come back. */
const SLICE = 1_000;

export interface UndoSlices {
  db: Kysely<Tables>;
  company: Company;
  what: UndoWhat;
  /** ms */
  now: number;
  signal: AbortSignal | undefined;
}

/** In a transaction that has the directory locked. onPlan: done of total rows, each slice's plan. */
export async function planUndoSlices(
  { db, company, what, now, signal }: UndoSlices,
  onPlan: (plan: UndoPlan, done: number, total: number) => Promise<void>,
): Promise<void> {
  const undo = openUndo(company.timeZone);
  let total = 0;
  for await (const slice of readUndoSlices(db, company.id, what, SLICE)) {
    signal?.throwIfAborted();
    undo.claim(slice.map(mapUndoSubject));
    total += slice.length;
  }
  undo.settle(await readFacts(db, company, undo.wanted(), now));
  let done = 0;
  for await (const slice of readUndoSlices(db, company.id, what, SLICE)) {
    signal?.throwIfAborted();
    done += slice.length;
    await onPlan(undo.steps(slice.map(mapUndoSubject)), done, total);
  }
}

function readFacts(
  db: Kysely<Tables>,
  company: Company,
  { alias, pstnFixed, extension }: Record<'alias' | 'pstnFixed' | 'extension', string[]>,
  now: number,
): Promise<ValueFacts> {
  const keys = { aliasKeys: alias, numbers: pstnFixed, extensions: extension };
  return readValueFacts(db, company, keys, now);
}

/** What stays of a row if it alone is taken back now; nothing: all of it can be. */
export interface UndoVerdict {
  /** At least a part of it can be taken back. */
  canUndo: boolean;
  reasons: Reason[];
}

/** For a page of the change log: each row by itself, as if only that one were undone. By the row's id. */
export async function readUndoVerdicts(
  trx: Kysely<Tables>,
  company: Company,
  stepIds: readonly number[],
  now: number,
): Promise<Map<number, UndoVerdict>> {
  const verdicts = new Map<number, UndoVerdict>();
  const subjects = [];
  for await (const slice of readUndoSlices(trx, company.id, { steps: [...stepIds] }, SLICE))
    subjects.push(...slice.map(mapUndoSubject));
  const all = openUndo(company.timeZone);
  all.claim(subjects);
  const facts = await readFacts(trx, company, all.wanted(), now);
  for (const subject of subjects) {
    const plan = planUndo([subject], facts);
    const reasons = plan.kept.map(({ because }) => because);
    verdicts.set(subject.step.id, { canUndo: plan.reverses.length > 0, reasons });
  }
  return verdicts;
}
