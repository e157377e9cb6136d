// Whether a run may start at all: not on a paused template (R8), not against another tenant than its links came from,
// not for an approval that a newer run has made old. A refusal changes nothing and says why.
import { approvalKey } from '../plan/brakes.ts';
import type { PlanContext } from '../plan/person.ts';
import { readCompany } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readHasLinks } from '../store/links.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readNewestWithheld } from '../store/runs.ts';
import type { RunError } from '../store/runs.ts';
import { readWithheldSteps } from '../store/steps.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { decidePreviewRefusal } from './preview-check.ts';
import type { RunSetup } from './read-settings.ts';
import { retiring } from './retire.ts';
import type { RunRequest } from './run-request.ts';
import { mapStoredStep } from './step-rows.ts';

export const busy: RunError = {
  code: 'template.busy',
  message: 'The sync template is being synced, and another run already waits for its end.',
  cure: 'Wait for these two to end.',
};

const paused: RunError = {
  code: 'template.paused',
  message: 'The sync template is paused, so nothing was changed.',
  cure: 'Set its mode to full or onlyNew; a preview works while it is paused.',
};

const stale: RunError = {
  code: 'approval.stale',
  message: 'This is not the newest run that withheld steps of this kind, or it was approved already.',
  cure: 'Look at the newest run of the template and approve that one.',
};

/** null: the template was deleted. */
export async function readRunSetup(database: Database, request: RunRequest): Promise<RunSetup | null> {
  const { kysely } = database;
  const stored = await readSyncTemplate(kysely, request.templateId);
  const company = stored && (await readCompany(kysely, stored.companyId));
  if (!stored || !company) return null;
  const series = await readNumberSeries(kysely, company.id);
  // A preview on a paused template shows what full would do.
  const mode = stored.template.mode === 'onlyNew' ? 'onlyNew' : 'full';
  return { stored, company, series, mode, trigger: request.trigger, nominalAt: request.nominalAt };
}

/** Before anything is read; null lets the run start. */
export async function decideRefusal(
  database: Database,
  setup: RunSetup,
  request: RunRequest,
): Promise<RunError | null> {
  // The administrator's own word, also on a paused template: that is where somebody who stops a sync takes it back.
  if (request.undo) return null;
  if (setup.stored.retiringSince !== null)
    return request.preview || request.approve || request.apply || request.person !== undefined
      ? retiring
      : null;
  if (setup.stored.template.mode === 'paused' && !request.preview) return paused;
  if (request.apply) return decidePreviewRefusal(database, request.apply.preview, request);
  if (request.approve === undefined) return null;
  const { run, kind } = request.approve;
  const newest = await readNewestWithheld(database.kysely, request.templateId, request.approve);
  return newest?.id === run && !newest.approved.includes(kind) ? null : stale;
}

/** Once the source has said which tenant it is; null lets the run go on. */
export async function decideTenantRefusal(
  database: Database,
  setup: RunSetup,
  tenant: string,
): Promise<RunError | null> {
  const { stored } = setup;
  if (stored.tenant === null || stored.tenant === tenant) return null;
  if (!(await readHasLinks(database.kysely, stored.template.id))) return null;
  return {
    code: 'tenant.changed',
    message: `The users of this sync template came from the tenant ${stored.tenant}, but its provider names ${tenant}.`,
    cure: 'Put the old tenant_id back, or keep the users and cut their links (rollcall keep-users).',
    about: { tenant, tenantBefore: stored.tenant },
  };
}

/** What was approved, and for whom: taken from the steps that the approved run withheld. */
export async function readApproved(
  database: Database,
  request: RunRequest,
): Promise<PlanContext['approved']> {
  if (request.approve === undefined) return null;
  const { run, kind } = request.approve;
  const rows = await readWithheldSteps(database.kysely, run, kind);
  const effects = new Map(rows.map((row) => [row.person_id ?? '', approvalKey(mapStoredStep(row))]));
  return { kind, effects };
}
