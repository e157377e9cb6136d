// Carries a preview out exactly as it was seen (SPEC §3): a run of its own that reads what has changed since and plans
// again. The same steps are applied; with any other step nothing is, and the fresh plan is the new preview.
import { readRun } from '../store/runs.ts';
import type { RunReport } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { runTemplate } from './run.ts';

export interface PreviewToApply extends Pick<
  RunRequest,
  'nominalAt' | 'signal' | 'onProgress' | 'requestedBy' | 'trigger'
> {
  run: string;
  /** Only runs of this template; null for any. */
  templateId: string | null;
}

/** null: there is no such run. Refused as `preview.unknown`, `preview.expired`, `preview.used`, `plan.changed`, `template.paused`. */
export async function applyPreview(deps: RunDeps, asked: PreviewToApply): Promise<RunReport | null> {
  const { run, templateId, ...rest } = asked;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)) return null;
  const row = await readRun(deps.database.kysely, run);
  if (row === null || (templateId !== null && row.template_id !== templateId)) return null;
  return runTemplate(deps, {
    ...rest,
    templateId: row.template_id,
    preview: false,
    apply: { preview: row.id },
  });
}
