// What is told of a run of everybody that came to its end, in its own transaction: what is wrong since and what is not any more,
// who is left out, and what it did. A run that changed nothing asks the database nothing for it.
import type { Kysely } from 'kysely';
import { decideMailTo } from '../plan/alarm-level.ts';
import { decideDigest, decideDigestLook, NOBODY } from '../plan/left-out-digest.ts';
import type { DigestMark, DigestRun } from '../plan/left-out-digest.ts';
import { MOST_NAMED } from '../plan/told.ts';
import { readLeftOutPrint, readLeftOutReasons } from '../store/left-out.ts';
import { writeDigest } from '../store/runs-template.ts';
import { writeSeriesDue } from '../store/series-watch.ts';
import type { Tables } from '../store/tables.ts';
import { readDeletedSoon } from './deleted-soon.ts';
import { applyIncidents } from './incidents.ts';
import type { RunSetup } from './read-settings.ts';
import type { Ending } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { tell } from './tell.ts';
import { decideMoment } from './write-end.ts';

interface EndedRun {
  deps: RunDeps;
  request: RunRequest;
  setup: RunSetup;
  runId: string;
}

interface Done {
  ending: Ending;
  /** People who were planned. */
  planned: number;
}

export async function applyNews(db: Kysely<Tables>, run: EndedRun, done: Done): Promise<void> {
  const { deps, request, setup, runId } = run;
  const { company, stored } = setup;
  const { ending } = done;
  const at = decideMoment(deps, request);
  const isPlanned = ending.fields === null;
  // A run that only read because a required field is not mapped planned nobody.
  const withheld = isPlanned ? ending.withheld.map(({ kind }) => kind) : null;
  const approved = ending.error === null ? (request.approve?.kind ?? null) : null;
  const end = { is: 'done', withheld, approved } as const;
  const trouble = { company, stored, runId, at, end, error: null, withheld: ending.withheld };
  const opened = await applyIncidents(db, trouble);
  if (!isPlanned) return;
  if (ending.counts.create + ending.counts.change > 0) await writeSeriesDue(db, company.id);
  await applyDigest(db, { setup, runId, at }, done);
  await applySummary(db, { setup, runId, at }, ending, opened.length > 0);
}

interface NewsOf {
  setup: RunSetup;
  runId: string;
  /** ms */
  at: number;
}

async function applyDigest(db: Kysely<Tables>, of: NewsOf, { ending, planned }: Done): Promise<void> {
  const { setup, runId, at } = of;
  const { company, stored } = setup;
  const templateId = stored.template.id;
  const to = decideMailTo(stored.template, 'warning');
  if (to === null && !stored.news?.webhookKinds.includes('people.leftOut')) {
    if (planned > 0) await applyUnseen(db, setup);
    return;
  }
  const mark = stored.digest as DigestMark | null;
  const { skip, conflict } = ending.counts;
  const run: DigestRun = { at, to, planned, leftOut: skip + conflict };
  const look = decideDigestLook(mark, run);
  if (look === 'no') return;
  if (look === 'later') return writeDigest(db, templateId, mark && { ...mark, isPending: true });
  const { print, count } = await readLeftOutPrint(db, templateId);
  const digest = decideDigest(mark, run, print);
  if (digest.isChanged) await writeDigest(db, templateId, digest.mark);
  if (!digest.isTold) return;
  const reasons = print === NOBODY ? [] : await readLeftOutReasons(db, templateId, MOST_NAMED);
  await tell(db, {
    company,
    templateId,
    runId,
    kind: 'people.leftOut',
    severity: 'warning',
    at: new Date(at),
    data: { count, reasons: limitNames(reasons), ...(await readDeletedSoon(db, setup, at)) },
    mails: to === null ? [] : [{ kind: 'warning', to }],
  });
}

/** Somebody was planned and no digest was thought of: the next run of everybody looks. */
export async function applyUnseen(db: Kysely<Tables>, { stored }: RunSetup): Promise<void> {
  const mark = stored.digest as DigestMark | null;
  if (mark === null || mark.isPending) return;
  await writeDigest(db, stored.template.id, { ...mark, isPending: true });
}

/** Fewer of each where there are many reasons. */
function limitNames<T extends { people: unknown[] }>(reasons: readonly T[]): T[] {
  const most = Math.max(3, Math.floor(MOST_NAMED / Math.max(1, reasons.length)));
  return reasons.map((reason) => ({ ...reason, people: reason.people.slice(0, most) }));
}

/** isNewlyWithheld: a brake that stays on is told by its incident, not by ninety-six summaries a day. */
async function applySummary(
  db: Kysely<Tables>,
  { setup, runId, at }: NewsOf,
  { state, counts, read, reasons }: Ending,
  isNewlyWithheld: boolean,
): Promise<void> {
  const { company, stored } = setup;
  const to = decideMailTo(stored.template, 'info');
  if (to === null && !stored.news?.webhookKinds.includes('run.summary')) return;
  const changed = counts.create + counts.change + counts.leave + counts.return + counts.delete;
  if (changed === 0 && !isNewlyWithheld) return;
  await tell(db, {
    company,
    templateId: stored.template.id,
    runId,
    kind: 'run.summary',
    severity: 'info',
    at: new Date(at),
    data: {
      state,
      finishedAt: new Date(at).toISOString(),
      counts: { ...counts },
      people: read.people,
      reasons: reasons.map(({ code, count }) => ({ code, count })),
      ...(await readDeletedSoon(db, setup, at)),
    },
    mails: to === null ? [] : [{ kind: 'summary', to }],
  });
}
