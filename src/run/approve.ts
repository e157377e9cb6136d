// Lets one kind of withheld steps of a run through: a run of its own that reads and plans afresh and applies that kind
// for the people on the approved list whose step is still the same (SPEC §6). Used once; what no longer fits is refused.
import type { BrakeKind } from '../plan/steps.ts';
import { readRun } from '../store/runs.ts';
import type { RunReport } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { runTemplate } from './run.ts';

export interface Approval extends Pick<RunRequest, 'nominalAt' | 'signal' | 'onProgress' | 'requestedBy'> {
  run: string;
  kind: BrakeKind;
  /** Only runs of this company; null for any. */
  companyTemplates: ReadonlySet<string> | null;
}

/** null: there is no such run. */
export async function approveRun(deps: RunDeps, approval: Approval): Promise<RunReport | null> {
  const { run, kind, companyTemplates, ...rest } = approval;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)) return null;
  const row = await readRun(deps.database.kysely, run);
  if (row === null || companyTemplates?.has(row.template_id) === false) return null;
  return runTemplate(deps, {
    ...rest,
    templateId: row.template_id,
    trigger: 'approval',
    preview: false,
    approve: { run: row.id, kind },
  });
}
