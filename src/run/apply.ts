// The end of a run, in one transaction: what was read is believed, planned and carried out, and the run's row says so.
// When it can not be committed nothing of it has happened (R14). A preview believes and plans, and carries out nothing.
import type { Kysely } from 'kysely';
import type { SourcePerson } from '../connectors/source.ts';
import type { PlanContext } from '../plan/person.ts';
import { applyLateChecks, applyStoredSteps } from '../store/apply-plan.ts';
import type { ApplyContext } from '../store/apply-plan.ts';
import { readHasLinks } from '../store/links.ts';
import { readPlanDifference } from '../store/plan-difference.ts';
import { applyPlannedTable } from '../store/roster-planned.ts';
import {
  analyzeDirectory,
  applyFacts,
  applyPresences,
  readFieldSamples,
  readInScope,
} from '../store/roster.ts';
import type { Reading } from '../store/roster.ts';
import { applyWaitedFor, writeReadAt } from '../store/roster-one.ts';
import { FenceLost, readFence, writeApproved, writeIsPreview, writeRunEnd } from '../store/runs.ts';
import type { TemplateLock } from '../store/runs-lock.ts';
import { writeReadMark, writeSuccess, writeTenant } from '../store/runs-template.ts';
import { forgetNextStart } from '../store/schedule.ts';
import { openSavepoint } from '../store/savepoint.ts';
import { deleteStaged } from '../store/staging.ts';
import type { Tables } from '../store/tables.ts';
import { lockDirectory } from '../store/users.ts';
import { decideCoolingUntil } from './cooling.ts';
import { presentApprovalChanged } from './approval-changed.ts';
import { applyNews, applyUnseen } from './news.ts';
import { writePlan } from './planning.ts';
import type { Planned, Planning } from './planning.ts';
import type { Presences } from './presences.ts';
import { presentPlanChanged } from './preview-check.ts';
import type { ReadSettings, RunSetup } from './read-settings.ts';
import { presentEmptyEnding } from './report.ts';
import type { Ending } from './report.ts';
import type { OnePerson } from './read-person.ts';
import { decideKnownGroups } from './rule-groups.ts';
import type { RuleGroups } from './rule-groups.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import type { ReasonCount } from './tally.ts';
import { mergeSampledFields } from './sampled-fields.ts';
import type { Snapshot } from './snapshot.ts';
import { tellCreated } from './tell-created.ts';

/** A run that has read everything. */
export interface CompleteRead {
  deps: RunDeps;
  request: RunRequest;
  setup: RunSetup;
  runId: string;
  fence: number;
  lock: TemplateLock;
  tenant: string;
  settings: ReadSettings;
  snapshot: Snapshot;
  /** Of a run of one person; null: everybody was read. */
  one: OnePerson | null;
  /** null: no rule asks for a group, or nobody is planned. */
  ruleGroups: RuleGroups | null;
  usage: { requests: number; bytes: number };
}

export async function applyRun(
  run: CompleteRead,
  presences: Presences,
  approved: PlanContext['approved'],
): Promise<Applied> {
  const { deps, request } = run;
  const ended = await inOneTransaction(run, async (db) => {
    const plan = (preview: boolean) => writePlan(presentPlanning(run, { db, presences, approved, preview }));
    if (request.apply) return applyAsSeen(run, db, request.apply.preview, plan);
    const planned = await plan(request.preview);
    if (!request.preview) await applyPlan(run, db, planned);
    if (!request.preview && request.approve && planned.verdict.approvalChanged === null) {
      await writeApproved(db, request.approve.run, request.approve.kind);
    }
    return { ending: presentEnding(run, planned), isPreview: request.preview, planned: planned.planned };
  });
  const { create, change, delete: deleted } = ended.ending.counts;
  if (!ended.isPreview && create + change + deleted >= ANALYZE_FROM)
    await analyzeDirectory(deps.database.kysely);
  return ended;
}

interface Applied {
  ending: Ending;
  finishedAt: Date;
  /** Nothing of it was carried out: a preview, or one that was to be applied and is not as it was seen any more. */
  isPreview: boolean;
  /** People whom it looked at again. */
  planned: number;
}

function presentPlanning(
  run: CompleteRead,
  plan: Pick<Planning, 'db' | 'presences' | 'approved' | 'preview'>,
): Planning {
  const { deps, request, setup, runId } = run;
  return {
    ...plan,
    reading: presentReading(run),
    ruleGroups: run.ruleGroups,
    setup,
    apply: presentApplyContext(setup, runId),
    newId: deps.newId,
    signal: request.signal,
    onPeople: (people, total) => request.onProgress?.({ stage: 'planning', people, total }),
  };
}

async function applyPlan(run: CompleteRead, db: Kysely<Tables>, planned: Planned) {
  const { request, setup, runId, one } = run;
  const { onProgress, signal } = request;
  signal?.throwIfAborted();
  const { create, change, leave, delete: deleted } = planned.counts;
  const total = create + change + leave + planned.counts.return + deleted;
  onProgress?.({ stage: 'applying', people: 0, total });
  const hasSteps = planned.toApply.size > 0 || planned.verdict.withheld.length > 0;
  if (hasSteps) await applyStoredSteps(db, presentApplyContext(setup, runId), planned.toApply);
  if (create > 0) await tellCreated(db, setup, { runId, count: create });
  if (hasSteps && one !== null) await applyWaitedFor(db, presentReading(run), one.id);
  onProgress?.({ stage: 'applying', people: total, total });
}

/** The plan is written down as it would be carried out, compared, and taken back when it is not the one that was seen. */
async function applyAsSeen(
  run: CompleteRead,
  db: Kysely<Tables>,
  preview: string,
  plan: (preview: boolean) => Promise<Planned>,
): Promise<Omit<Applied, 'finishedAt'>> {
  const savepoint = await openSavepoint(db);
  const planned = await plan(false);
  const difference = await readPlanDifference(db, { preview, fresh: run.runId });
  if (difference === null) {
    await applyPlan(run, db, planned);
    return { ending: presentEnding(run, planned), isPreview: false, planned: planned.planned };
  }
  await savepoint.rollback();
  const fresh = presentEnding(run, await plan(true));
  await writeIsPreview(db, run.runId);
  return {
    ending: { ...fresh, state: 'refused', error: presentPlanChanged(difference) },
    isPreview: true,
    planned: planned.planned,
  };
}

/** Fewer changes leave the database's statistics good enough until it renews them by itself. */
const ANALYZE_FROM = 5_000;

/** While a required field is not mapped: stores what was read, and offers the fields to map. */
export async function writeReadOnly(run: CompleteRead, sample: readonly SourcePerson[]): Promise<Applied> {
  const { templateId, preview } = run.request;
  return inOneTransaction(run, async (db) => {
    await applyFacts(db, presentReading(run), new Date(run.request.nominalAt), true);
    const fields = mergeSampledFields(await readFieldSamples(db, templateId), sample);
    const empty = presentEmptyEnding('succeeded', null);
    const read = {
      complete: true,
      mode: run.snapshot.mode,
      people: countInScope(run, await readInScope(db, templateId)),
      ...run.usage,
    };
    return { ending: { ...empty, read, fields }, isPreview: preview, planned: 0 };
  });
}

function presentReading({ setup, request, runId, snapshot, one }: CompleteRead): Reading {
  const reading = { companyId: setup.company.id, templateId: request.templateId, runId, mode: snapshot.mode };
  return one === null ? reading : { ...reading, only: one.id };
}

async function inOneTransaction(
  run: CompleteRead,
  work: (db: Kysely<Tables>) => Promise<Omit<Applied, 'finishedAt'>>,
): Promise<Applied> {
  const { deps, request, setup, runId, fence } = run;
  const { templateId } = request;
  const nominalAt = new Date(request.nominalAt);
  return deps.database.kysely.transaction().execute(async (db) => {
    await lockDirectory(db, setup.company.id);
    await readFence(db, templateId, fence, 'lock');
    // After this transaction has begun: a restart of the database before now took the lock and perhaps what was staged,
    // one after now takes the transaction.
    await run.lock.readIsHeld();
    await applyLateChecks(db);
    await applyPlannedTable(db);
    await applyPresences(db, presentReading(run), nominalAt);
    const done = await work(db);
    const { ending, isPreview } = done;
    await deleteStaged(db, runId);
    const finishedAt = new Date(deps.now());
    if (run.one === null) await writeMarks(run, db, { ...done, finishedAt });
    else await writeMarksOfOne(run, db, run.one, isPreview);
    if (!(await writeRunEnd(db, runId, { ...ending, finishedAt })))
      throw new FenceLost('The run was taken for dead.');
    if (!isPreview) await (run.one === null ? applyNews(db, run, done) : applyUnseen(db, setup));
    request.signal?.throwIfAborted();
    return { ...done, finishedAt };
  });
}

/** What the template remembers of a read of everybody. */
async function writeMarks(
  run: CompleteRead,
  db: Kysely<Tables>,
  { ending, isPreview, finishedAt }: Applied,
): Promise<void> {
  const { request, setup, snapshot, settings } = run;
  const { templateId, nominalAt } = request;
  const { scope, readHash } = settings;
  const groups = decideKnownGroups([...scope.memberOf, ...scope.notMemberOf], run.ruleGroups, setup);
  await writeReadMark(db, templateId, { ...snapshot, readHash, groups, at: new Date(nominalAt) });
  if (!isPreview) {
    const hasLinks = await readHasLinks(db, templateId);
    const isLoaded = hasLinks && isFirstLoadOver(ending);
    await writeSuccess(db, templateId, {
      tenant: hasLinks ? run.tenant : null,
      firstLoadDoneAt: isLoaded && setup.stored.firstLoadDoneAt === null ? finishedAt : null,
      at: ending.state === 'succeeded' ? finishedAt : null,
      isResumedDone: setup.stored.resumed && ending.fields === null,
    });
  } else if (!request.preview) await forgetNextStart(db, templateId);
}

/** Of a run of everybody: whoever was to be made a user is one. What a brake withholds belongs to the first load still. */
function isFirstLoadOver({ fields, withheld, error }: Ending): boolean {
  return fields === null && error === null && !withheld.some(({ kind }) => kind === 'creates');
}

/** The template reads on where it was, starts when it would have, and was last well when it was (SPEC §3). */
async function writeMarksOfOne(
  run: CompleteRead,
  db: Kysely<Tables>,
  one: OnePerson,
  isPreview: boolean,
): Promise<void> {
  const { templateId, nominalAt } = run.request;
  if (one.is === 'seen' || one.is === 'filtered')
    await writeReadAt(db, templateId, one.id, new Date(nominalAt));
  if (!isPreview && (await readHasLinks(db, templateId))) await writeTenant(db, templateId, run.tenant);
}

export function presentApplyContext(setup: RunSetup, runId: string): ApplyContext {
  const { template } = setup.stored;
  const { company, nominalAt } = setup;
  return {
    runId,
    templateId: template.id,
    companyId: company.id,
    at: new Date(nominalAt),
    coolingUntil: decideCoolingUntil(company, nominalAt),
  };
}

function presentEnding(
  run: CompleteRead,
  { verdict, counts, reasons, rules, mail, inScope }: Planned,
): Ending {
  const error = verdict.approvalChanged && presentApprovalChanged(verdict.approvalChanged);
  return {
    state: verdict.withheld.length > 0 || error ? 'withheld' : 'succeeded',
    read: { complete: true, mode: run.snapshot.mode, people: countInScope(run, inScope), ...run.usage },
    counts,
    withheld: verdict.withheld,
    reasons: run.one === null ? reasons : presentReasons(run.one, reasons, verdict),
    rules,
    mail,
    error,
    fields: null,
  };
}

/** Of a run of one person only she was read. */
function countInScope({ one }: CompleteRead, inScope: number): number {
  return one === null ? inScope : Number(one.is === 'seen');
}

/** Somebody outside who has no user is not planned; the report of a run for her alone says so. */
function presentReasons(
  { is }: OnePerson,
  reasons: ReasonCount[],
  { withheld }: Planned['verdict'],
): ReasonCount[] {
  if (is === 'seen' || reasons.length > 0 || withheld.length > 0) return reasons;
  const codes = { gone: 'person.gone', left: 'scope.left', filtered: 'filter.false' } as const;
  return [{ code: codes[is], count: 1 }];
}
