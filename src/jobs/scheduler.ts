// Asks for the runs that are due. Any process may look, as often as it likes: rows are locked while they are looked at,
// and the run, its job and the next start are written in one transaction, so that a slot is asked for once and none is
// lost with a process. When a template is due is run/next-start's decision.
import { decideStartAfterOrder, decideTemplateStart } from '../run/schedule.ts';
import type { NextStart } from '../run/next-start.ts';
import type { Actor } from '../store/audit-log.ts';
import { lockDueTemplates, readSchedules, writeNextStarts } from '../store/schedule.ts';
import type { ScheduledTemplate } from '../store/schedule.ts';
import { orderRuns } from './order-run.ts';
import type { RunWish } from './order-run.ts';
import type { Queue } from './queue.ts';

const schedule: Actor = { kind: 'system', id: null, name: 'schedule' };

/** As many as are locked and written at once. */
const AT_A_TIME = 200;

interface Decision {
  templateId: string;
  wish: RunWish | null;
  next: NextStart | null;
}

/** now: ms. Gives back how many runs it asked for. */
export async function orderDueRuns(queue: Queue, now: number): Promise<number> {
  let ordered = 0;
  for (;;) {
    const slice = await orderSlice(queue, now);
    ordered += slice.ordered;
    if (slice.looked < AT_A_TIME) return ordered;
  }
}

async function orderSlice(queue: Queue, now: number): Promise<{ looked: number; ordered: number }> {
  return queue.database.kysely.transaction().execute(async (trx) => {
    const ids = await lockDueTemplates(trx, new Date(now), AT_A_TIME);
    if (ids.length === 0) return { looked: 0, ordered: 0 };
    const templates = await readSchedules(trx, { ids });
    const decisions = templates.map((template) => decideForTemplate(template, now));
    const wishes = decisions.flatMap(({ wish }) => (wish ? [wish] : []));
    const ordered = await orderRuns(trx, queue, wishes);
    await writeNextStarts(
      trx,
      decisions.map(({ templateId, next }) => ({
        templateId,
        at: next && new Date(next.at),
        why: next && next.why,
      })),
    );
    return { looked: ids.length, ordered: ordered.filter(({ isNew }) => isNew).length };
  });
}

function decideForTemplate(template: ScheduledTemplate, now: number): Decision {
  const { templateId, companyId } = template;
  const next = decideWhileOpen(template, now);
  if (next === null || next.at > now) return { templateId, wish: null, next };
  const { nominalAt } = next;
  const wish: RunWish = {
    companyId,
    templateId,
    order: { do: 'run', preview: false },
    trigger: 'schedule',
    requestedBy: schedule,
    nominalAt,
  };
  return { templateId, wish, next: decideStartAfterOrder(template, nominalAt, now) };
}

/** An interval begins when a run ends: while one waits or goes there is only the night. */
function decideWhileOpen(template: ScheduledTemplate, now: number): NextStart | null {
  if (!template.isOpen) return decideTemplateStart(template, now);
  return decideTemplateStart({ ...template, schedule: { ...template.schedule, everyMinutes: null } }, now);
}
