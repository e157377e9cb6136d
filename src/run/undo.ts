// Takes changes back as a run of its own (SPEC §5, R17): one transaction under the template's lock, fence and the
// directory's lock, row by row and only where today's value is still the "after". Reads nothing in the source, and no
// brake withholds it. What stays is written down with its reason; when all of it stays, the run is refused.
import type { Kysely } from 'kysely';
import type { Counts } from '../plan/counts.ts';
import type { UndoPlan } from '../plan/undo.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { applyDeeds } from '../store/apply-deeds.ts';
import { readHasLinks } from '../store/links.ts';
import { FenceLost, readFence, writeRunEnd } from '../store/runs.ts';
import type { RunError } from '../store/runs.ts';
import type { TemplateLock } from '../store/runs-lock.ts';
import { writeFirstLoadAhead } from '../store/runs-template.ts';
import { presentStepsInsert } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import { lockDirectory } from '../store/users.ts';
import { presentApplyContext } from './apply.ts';
import type { RunSetup } from './read-settings.ts';
import { presentEmptyEnding } from './report.ts';
import type { Ending } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { noCounts } from './tally.ts';
import type { ReasonCount } from './tally.ts';
import { mapKeptRow, mapReverseRow } from './undo-rows.ts';
import { planUndoSlices } from './undo-slices.ts';

interface UndoRun {
  runId: string;
  fence: number;
  lock: TemplateLock;
  what: UndoWhat;
}

export async function applyUndo(
  deps: RunDeps,
  request: RunRequest,
  setup: RunSetup,
  run: UndoRun,
): Promise<{ ending: Ending; finishedAt: Date }> {
  const { runId, fence, lock } = run;
  return deps.database.kysely.transaction().execute(async (db) => {
    await lockDirectory(db, setup.company.id);
    await readFence(db, request.templateId, fence, 'lock');
    await lock.readIsHeld();
    const undone = await writeUndo(db, request, setup, run);
    if (!request.preview && undone.isThere.size > 0) {
      const actor = request.requestedBy ?? nobody;
      await applyDeeds(db, presentApplyContext(setup, runId), actor, undone.isThere);
      // Taken back as a whole: whoever tries again mails nobody by surprise.
      if (undone.isThere.has('delete') && !(await readHasLinks(db, request.templateId)))
        await writeFirstLoadAhead(db, request.templateId);
      // Whoever asked for the run through the queue was written down when asking.
      if (actor.kind === 'cli') await auditUndo(db, setup, actor, run, undone);
    }
    const ending = presentEnding(undone);
    const finishedAt = new Date(deps.now());
    if (!(await writeRunEnd(db, runId, { ...ending, finishedAt })))
      throw new FenceLost('The run was taken for dead.');
    request.signal?.throwIfAborted();
    return { ending, finishedAt };
  });
}

async function auditUndo(
  db: Kysely<Tables>,
  { company }: RunSetup,
  actor: Actor,
  { runId, what }: UndoRun,
  { counts }: Undone,
): Promise<void> {
  const subject = { kind: 'run', id: runId, name: null };
  const { create, change, leave, return: returned, delete: deleted } = counts;
  const details = { what, undone: create + change + leave + returned + deleted };
  await writeAudit(db, { companyId: company.id, actor, action: 'run.undo', subject, details });
}

const nobody: Actor = { kind: 'system', id: null, name: 'undo' };

interface Undone {
  counts: Counts;
  reasons: ReasonCount[];
  isThere: Set<string>;
}

/** Plans the undo and writes it down as the run's steps. */
async function writeUndo(
  db: Kysely<Tables>,
  request: RunRequest,
  setup: RunSetup,
  { runId, what }: UndoRun,
): Promise<Undone> {
  const { company, nominalAt } = setup;
  const { templateId, preview, signal, onProgress } = request;
  const run = { id: runId, templateId, companyId: company.id, at: new Date(nominalAt) };
  const undone = { counts: { ...noCounts }, codes: new Map<string, number>(), isThere: new Set<string>() };
  await planUndoSlices({ db, company, what, now: nominalAt, signal }, async (plan, done, total) => {
    const rows = [
      ...plan.reverses.map((reverse) => mapReverseRow(reverse, preview ? 'preview' : 'applied')),
      ...plan.kept.map(mapKeptRow),
    ];
    if (rows.length > 0) await presentStepsInsert(run, rows).execute(db);
    count(undone, plan);
    onProgress?.({ stage: 'applying', people: done, total });
  });
  const reasons = [...undone.codes].map(([code, n]) => ({ code, count: n }));
  return { ...undone, reasons: reasons.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)) };
}

function count(
  undone: { counts: Counts; codes: Map<string, number>; isThere: Set<string> },
  plan: UndoPlan,
): void {
  for (const reverse of plan.reverses) {
    undone.counts[reverse.do] += 1;
    undone.isThere.add(reverse.do);
  }
  for (const { because } of plan.kept)
    undone.codes.set(because.code, (undone.codes.get(because.code) ?? 0) + 1);
}

function presentEnding({ counts, reasons, isThere }: Undone): Ending {
  const error = isThere.size === 0 ? presentNothing(reasons) : null;
  return { ...presentEmptyEnding(error ? 'refused' : 'succeeded', error), counts, reasons };
}

export function presentNothing(reasons: readonly ReasonCount[]): RunError {
  if (reasons.length === 0)
    return {
      code: 'undo.nothing',
      message: 'It changed nobody, so there is nothing to take back.',
      cure: 'Choose a run or a change that did something; the change log shows them.',
    };
  if (reasons.every(({ code }) => code === 'undo.done'))
    return {
      code: 'undo.done',
      message: 'All of it was taken back already; nothing was changed.',
      cure: 'Nothing to do. To have it again, undo that undo.',
    };
  return {
    code: 'undo.impossible',
    message: 'None of it can be taken back any more; nothing was changed.',
    cure: 'The steps of this run tell why, one by one, and what to do about it.',
  };
}
