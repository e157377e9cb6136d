// A run that ends without having believed anything: refused once it had begun, or failed. Its row, what is wrong with the
// template since, and the mails that say so are one transaction.
import { forgetNextStart } from '../store/schedule.ts';
import { writeRunEnd } from '../store/runs.ts';
import type { RunError } from '../store/runs.ts';
import { deleteStaged } from '../store/staging.ts';
import { applyIncidents } from './incidents.ts';
import type { RunSetup } from './read-settings.ts';
import type { Ending } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';

/** Whether when the template starts next is to be decided anew. */
export function isScheduledAfter({ preview, person }: RunRequest): boolean {
  return !preview && person === undefined;
}

/** What a run knows that has begun. */
interface Begun {
  deps: RunDeps;
  request: RunRequest;
  setup: RunSetup;
  runId: string;
}

export async function writeEnd(
  { deps, request, setup, runId }: Begun,
  ended: Ending,
): Promise<{ ending: Ending; finishedAt: Date }> {
  const finishedAt = new Date(deps.now());
  const ending = { ...ended, error: ended.error && presentKept(ended.error) };
  await deps.database.kysely.transaction().execute(async (db) => {
    await deleteStaged(db, runId);
    const isOurs = await writeRunEnd(db, runId, { ...ending, finishedAt });
    if (isScheduledAfter(request)) await forgetNextStart(db, request.templateId);
    const { error } = ended;
    // Taken for dead meanwhile, and told as that.
    if (error === null || !isOurs || !isTrouble(request, setup, ended)) return;
    const { company, stored } = setup;
    const at = decideMoment(deps, request);
    const end = { is: 'failed', code: error.code } as const;
    await applyIncidents(db, { company, stored, runId, at, end, error, withheld: [] });
  });
  return { ending, finishedAt };
}

/** ms; when a run ends, by the clock that schedules go by: tries of one night have one nominal time, hours apart. */
export function decideMoment({ clock }: RunDeps, { nominalAt }: RunRequest): number {
  return clock === undefined ? nominalAt : Math.max(nominalAt, clock());
}

/**
 * Previews and runs of one person neither open nor close anything. A run that was called off is nobody's trouble: somebody
 * did it, or another run is on its way.
 */
function isTrouble(request: RunRequest, { stored }: RunSetup, { state, error }: Ending): boolean {
  if (request.preview || request.person !== undefined || request.undo || stored.retiringSince !== null)
    return false;
  if (error?.code === 'run.interrupted') return false;
  return state === 'failed' || error?.code === 'tenant.changed';
}

/** What only messages need is kept with them. */
function presentKept(error: RunError): RunError {
  const kept = { ...error };
  delete kept.about;
  return kept;
}
