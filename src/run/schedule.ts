// A template's next start from what the database knows of it: the one place where the two meet, so that `status`, the API
// and the scheduler never tell different times. Changes nothing.
import type { ScheduledTemplate } from '../store/schedule.ts';
import { decideNextStart } from './next-start.ts';
import type { NextStart } from './next-start.ts';

/** now: ms. null: never by itself. */
export function decideTemplateStart(template: ScheduledTemplate, now: number): NextStart | null {
  const { templateId, mode, schedule, timeZone } = template;
  return decideNextStart({
    templateId,
    mode,
    schedule,
    timeZone,
    lastNominalAt: template.lastNominalAt?.getTime() ?? null,
    lastFinishedAt: template.lastFinishedAt?.getTime() ?? null,
    lastRefusedAt: template.lastRefusedAt?.getTime() ?? null,
    expectedAt: template.expectedAt?.getTime() ?? null,
    now,
  });
}

/** Once a run for this moment has been asked for: the night after it; an interval begins when it has ended. */
export function decideStartAfterOrder(
  template: ScheduledTemplate,
  nominalAt: number,
  now: number,
): NextStart | null {
  const ordered = { lastNominalAt: new Date(nominalAt), lastFinishedAt: null, lastRefusedAt: null };
  return decideTemplateStart({ ...template, ...ordered }, now);
}
