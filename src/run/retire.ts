// How a deleted template lets its users go (SPEC §2): everybody leaves with its keepDays, whoever is due is deleted without
// Entra being asked, and the template goes with the last. What another template has in scope passes to that one. No brake
// counts here: an administrator has let them all go, seen how many they are, and can still keep the rest.
import type { Kysely } from 'kysely';
import type { Counts } from '../plan/counts.ts';
import { decideDue } from '../plan/due.ts';
import { movedReason, plainReason } from '../plan/reasons.ts';
import { applyStoredSteps } from '../store/apply-plan.ts';
import type { Actor } from '../store/audit-log.ts';
import { readLinkedCount } from '../store/links.ts';
import { readMissingSince, readTakers, writeDeletes, writeLeaves, writeMoves } from '../store/retiring.ts';
import { FenceLost, readFence, writeRunEnd } from '../store/runs.ts';
import type { RunError } from '../store/runs.ts';
import { writeSuccess } from '../store/runs-template.ts';
import type { Tables } from '../store/tables.ts';
import { applyUnlinks, deleteTemplateRow, writeRunsEnded } from '../store/template-endings.ts';
import { lockDirectory } from '../store/users.ts';
import { presentApplyContext } from './apply.ts';
import { ALSO_IN_MS } from './planning.ts';
import type { RunSetup } from './read-settings.ts';
import { presentEmptyEnding } from './report.ts';
import type { Ending } from './report.ts';
import type { RunDeps } from './run-request.ts';
import { noCounts } from './tally.ts';

export const deleted: RunError = {
  code: 'template.deleted',
  message: 'The sync template was deleted.',
  cure: 'Nothing to do; make a new sync template if its people should have users again.',
};

export const retiring: RunError = {
  code: 'template.retiring',
  message: 'The sync template is deleted and lets its users go, so it reads nobody any more.',
  cure: 'Wait for its last user to be gone, or delete it once more and keep the users that are left.',
};

/** One pass over its users as of `setup.nominalAt`, inside the caller's transaction; the steps are the run's. */
export async function applyRetiring(
  db: Kysely<Tables>,
  setup: RunSetup,
  runId: string,
): Promise<{ counts: Counts; isLastGone: boolean }> {
  const { company, nominalAt } = setup;
  const { template } = setup.stored;
  const at = new Date(nominalAt);
  const run = { id: runId, templateId: template.id, companyId: company.id, at };
  let change = 0;
  for (const taker of await readTakers(db, run, new Date(nominalAt - ALSO_IN_MS)))
    change += await writeMoves(db, run, taker, { ...movedReason(taker.name) });
  const because = { ...plainReason('template.deleted') };
  const isAtOnce = template.keepDays === 0;
  const deletes = await writeDeletes(db, run, isAtOnce ? 'all' : await readDue(db, setup), because);
  const { at: until, date: deleteOn } = decideDue(nominalAt, template.keepDays, company.timeZone);
  const leave = await writeLeaves(db, run, { missingSince: nominalAt, until, deleteOn }, because);
  const isThere = new Set(['change', 'delete', 'leave']);
  await applyStoredSteps(db, presentApplyContext(setup, runId), isThere);
  const left = await readLinkedCount(db, template.id);
  const counts = { ...noCounts, change, leave, delete: deletes, unchanged: left - leave };
  return { counts, isLastGone: left === 0 };
}

async function readDue(db: Kysely<Tables>, { stored, company, nominalAt }: RunSetup): Promise<Date[]> {
  const { keepDays, id } = stored.template;
  const instants = await readMissingSince(db, id);
  return instants.filter((since) => decideDue(since.getTime(), keepDays, company.timeZone).at <= nominalAt);
}

/**
 * Somebody's word that a user stays: that word outlives the template (SPEC §5, Held). One that ends on a date lets the user
 * leave then, with the others' days. How many stay, unlinked.
 */
export async function applyHeldFreed(
  db: Kysely<Tables>,
  { stored, company, nominalAt }: RunSetup,
  runId: string,
  actor: Actor | null,
): Promise<number> {
  const because = plainReason('template.deleted', 'The user is held and stays.');
  const ending = { templateId: stored.template.id, companyId: company.id, at: new Date(nominalAt) };
  return applyUnlinks(db, ending, { heldOnly: true, runId, actor, because });
}

/** A run of a template that is deleted and still has users. */
export async function runRetiring(
  deps: RunDeps,
  setup: RunSetup,
  { runId, fence }: { runId: string; fence: number },
): Promise<{ ending: Ending; finishedAt: Date }> {
  const { template } = setup.stored;
  return deps.database.kysely.transaction().execute(async (db) => {
    await lockDirectory(db, setup.company.id);
    await readFence(db, template.id, fence, 'lock');
    // Whom somebody has held for good since: as those who were held before.
    await applyHeldFreed(db, setup, runId, null);
    const { counts, isLastGone } = await applyRetiring(db, setup, runId);
    const finishedAt = new Date(deps.now());
    const ending = { ...presentEmptyEnding('succeeded', null), counts };
    await writeSuccess(db, template.id, {
      tenant: null,
      at: finishedAt,
      isResumedDone: false,
      firstLoadDoneAt: null,
    });
    if (!(await writeRunEnd(db, runId, { ...ending, finishedAt })))
      throw new FenceLost('The run was taken for dead.');
    if (isLastGone) {
      await deleteTemplateRow(db, { ...template, companyId: setup.company.id }, new Date(setup.nominalAt));
      await writeRunsEnded(db, template.id, { at: finishedAt, error: deleted, except: runId });
    }
    return { ending, finishedAt };
  });
}
