// A run of a sync template: snapshot ─▶ plan ─▶ brakes ─▶ apply ─▶ report (SPEC §3), one at a time for each template.
// What was read is believed, planned and applied in one transaction: all of it or nothing (R1, R14).
import type { Source } from '../connectors/source.ts';
import { unmappedRequiredFields } from '../plan/sync-template.ts';
import { readInScope } from '../store/roster.ts';
import { readWaitingRun } from '../store/run-queue.ts';
import { openTemplateLock } from '../store/runs-lock.ts';
import type { TemplateLock } from '../store/runs-lock.ts';
import { readRun, writeRefusedRun, writeRunStart } from '../store/runs.ts';
import type { RunError, RunStart } from '../store/runs.ts';
import { forgetNextStart } from '../store/schedule.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { readDeletedTemplate } from '../store/template-endings.ts';
import { unlessAborted } from './abort.ts';
import { busy, decideRefusal, decideTenantRefusal, readApproved, readRunSetup } from './admission.ts';
import { applyRun, writeReadOnly } from './apply.ts';
import { auditStart } from './audit-start.ts';
import { calledOff, mapDatabaseFault, matchFailure } from './failure.ts';
import { readPerson } from './read-person.ts';
import { readPresences } from './presences.ts';
import { decideReadSettings } from './read-settings.ts';
import type { ReadSettings, RunSetup } from './read-settings.ts';
import { presentEmptyEnding, presentReport } from './report.ts';
import { deleted, runRetiring } from './retire.ts';
import type { Ending, RunReport } from './report.ts';
import { openRunEvents } from './run-events.ts';
import type { RunEvents } from './run-events.ts';
import type { Progress, RunDeps, RunRequest } from './run-request.ts';
import { readRuleGroups } from './rule-groups.ts';
import { readSnapshot } from './snapshot.ts';
import type { Staging } from './snapshot.ts';
import { applyUndo } from './undo.ts';
import { keepWeeklySample, readSample } from './weekly-sample.ts';
import { isScheduledAfter, writeEnd } from './write-end.ts';

export async function runTemplate(deps: RunDeps, request: RunRequest): Promise<RunReport> {
  try {
    if (request.lock) return await runLocked(deps, request, request.lock);
    const wait = { wait: true, signal: request.signal };
    const lock = await openTemplateLock(deps.database, request.templateId, wait);
    if (lock === 'busy') return await refuse(deps, request, busy);
    if (lock === 'aborted') return await refuse(deps, request, calledOff);
    try {
      return await runLocked(deps, request, lock);
    } finally {
      await lock.close();
    }
  } catch (error) {
    throw mapDatabaseFault(error);
  }
}

async function runLocked(deps: RunDeps, asked: RunRequest, lock: TemplateLock): Promise<RunReport> {
  // Read under the lock: what an administrator changed while this run waited counts.
  const setup = await readRunSetup(deps.database, asked);
  if (setup === null) return refuse(deps, asked, deleted);
  const request = await joinWaiting(deps, await readWhom(deps, asked));
  const refusal = await decideRefusal(deps.database, setup, request);
  if (refusal) {
    if (isScheduledAfter(request)) await forgetNextStart(deps.database.kysely, request.templateId);
    return refuse(deps, request, refusal);
  }
  const start = presentStart(deps, request);
  const fence = await deps.database.kysely.transaction().execute(async (db) => {
    const raised = await writeRunStart(db, start);
    if (raised !== null) await auditStart(db, request, setup, start);
    return raised;
  });
  if (fence === null) return refuse(deps, request, deleted);
  const events = openRunEvents(deps.database, start.id, deps.now);
  const onProgress = (progress: Progress) => {
    events.progress(progress);
    request.onProgress?.(progress);
  };
  const held = { runId: start.id, fence, lock, events };
  const ended = await carryOut(deps, { ...request, onProgress }, setup, held);
  const { ending, finishedAt, isPreview = start.preview, person = start.person ?? null } = ended;
  return presentReport(
    { ...start, preview: isPreview, person },
    setup.stored.template.name,
    ending,
    finishedAt,
  );
}

/** An approval and an applied preview are of whomever the run before them was for. */
async function readWhom({ database }: RunDeps, request: RunRequest): Promise<RunRequest> {
  const before = request.approve?.run ?? request.apply?.preview;
  const person = before === undefined ? null : ((await readRun(database.kysely, before))?.person_id ?? null);
  if (person === null) return request;
  return { ...request, person, trigger: request.apply ? 'person' : request.trigger };
}

/** Whoever comes without a place in line carries out the run that waits there: a second one after it would find nothing. */
async function joinWaiting({ database }: RunDeps, request: RunRequest): Promise<RunRequest> {
  const { runId, preview, person, approve, apply, undo, templateId, nominalAt } = request;
  if (runId !== undefined || preview || person !== undefined || approve || apply || undo) return request;
  const waiting = await readWaitingRun(database.kysely, templateId, new Date(nominalAt));
  return waiting === null ? request : { ...request, runId: waiting };
}

function presentStart(deps: RunDeps, request: RunRequest): RunStart {
  const { templateId, trigger, preview, nominalAt, person, approve, apply, undo } = request;
  return {
    id: request.runId ?? deps.newId(),
    templateId,
    trigger,
    preview,
    nominalAt: new Date(nominalAt),
    startedAt: new Date(deps.now()),
    approves: approve?.run ?? null,
    applies: apply?.preview ?? null,
    undoes: undo && 'run' in undo ? undo.run : null,
    person: person ?? null,
    requestedBy: request.requestedBy ?? null,
  };
}

async function refuse(deps: RunDeps, request: RunRequest, error: RunError): Promise<RunReport> {
  const start = presentStart(deps, request);
  const name = await readTemplateName(deps, request.templateId);
  await writeRefusedRun(deps.database.kysely, start, error);
  const ending = presentEmptyEnding('refused', error);
  return presentReport(start, name, ending, start.startedAt);
}

async function readTemplateName({ database }: RunDeps, id: string): Promise<string> {
  const stored = await readSyncTemplate(database.kysely, id);
  const name = stored?.template.name ?? (await readDeletedTemplate(database.kysely, id))?.name;
  if (name === undefined) throw new Error(`There is no sync template ${id}.`);
  return name;
}

/** A run while it holds its template. */
interface HeldRun {
  runId: string;
  fence: number;
  lock: TemplateLock;
  events: RunEvents;
}

/** isPreview: a run that was to carry a preview out and has become one. person: who the one turned out to be. */
type Ended = { ending: Ending; finishedAt: Date; isPreview?: boolean; person?: string };

async function carryOut(deps: RunDeps, request: RunRequest, setup: RunSetup, run: HeldRun): Promise<Ended> {
  const { kind, id: templateId } = setup.stored.template;
  const { provider, credentials } = setup.stored;
  const isRetiring = setup.stored.retiringSince !== null;
  const begun = { deps, request, setup, runId: run.runId };
  let source: Source | null = null;
  try {
    if (request.undo) return await applyUndo(deps, request, setup, { ...run, what: request.undo });
    if (isRetiring) return await runRetiring(deps, setup, run);
    if (credentials === null) return await writeEnd(begun, presentEmptyEnding('failed', noCredentials));
    const onWait = (wait: { seconds: number; why: string }) => run.events.waiting(wait);
    source = await deps.openSource({ templateId, kind, provider, credentials, onWait });
    return await readAndApply(deps, request, setup, source, run);
  } catch (error) {
    const { isBug, ...failure } = matchFailure(error, request.signal);
    const ending = presentEmptyEnding('failed', failure, source?.usage());
    // Without a database nothing can be written of it; the next run finds this one dead (R14).
    const unwritten = { ending, finishedAt: new Date(deps.now()) };
    const isDown = failure.code === 'database.unavailable';
    const ended = await writeEnd(begun, ending).catch((fault: unknown) =>
      isDown ? unwritten : Promise.reject(fault),
    );
    if (isBug) throw error;
    return ended;
  } finally {
    await source?.close();
    await run.events.close();
  }
}

const noCredentials: RunError = {
  code: 'provider.invalid',
  message: 'The sync template has no client secret and no certificate.',
  cure: 'Import the template again with client_secret or certificate in its provider settings.',
};

async function readAndApply(
  deps: RunDeps,
  request: RunRequest,
  setup: RunSetup,
  source: Source,
  run: HeldRun,
): Promise<Ended> {
  const { signal, templateId, person } = request;
  const begun = { deps, request, setup, runId: run.runId };
  const tenant = await unlessAborted(source.tenant(), signal);
  const refusal = await decideTenantRefusal(deps.database, setup, tenant);
  if (refusal) return writeEnd(begun, presentEmptyEnding('refused', refusal, source.usage()));
  const { template, provider, groups } = setup.stored;
  const { memberOf, notMemberOf } = provider;
  const asked = { memberOf, notMemberOf, nestedGroups: template.nestedGroups };
  const how = person === undefined ? 'each' : 'together';
  const scope = await unlessAborted(source.resolveGroups(asked, groups, how), signal);
  const settings = decideReadSettings(setup, tenant, scope);
  const isFirst = setup.stored.lastCompleteReadAt === null && person === undefined;
  const staging = { db: deps.database.kysely, owner: { ...run, templateId }, settings, isFirst };
  const open = { deps, request, setup, source, run, tenant, settings, staging };
  return person === undefined ? readAndApplyAll(open) : readAndApplyOne(open, person);
}

/** A run that knows what it reads. */
interface OpenRun {
  deps: RunDeps;
  request: RunRequest;
  setup: RunSetup;
  source: Source;
  run: HeldRun;
  tenant: string;
  settings: ReadSettings;
  staging: Staging;
}

async function readAndApplyAll({ source, staging, ...open }: OpenRun): Promise<Ended> {
  const { deps, request, setup, run } = open;
  const { signal, onProgress, templateId } = request;
  const db = deps.database.kysely;
  // How many there were last time: what a full read is shown against.
  const total = open.settings.cursor === null ? (await readInScope(db, templateId)) || null : null;
  const onPeople = (people: number) => onProgress?.({ stage: 'reading', people, total });
  const snapshot = await readSnapshot(source, staging, { signal, onPeople });
  await keepWeeklySample(deps, request, source);
  const read = { ...open, ...run, snapshot, one: null, ruleGroups: null };
  if (isUnmapped(setup)) {
    const sample = await unlessAborted(readSample(source), signal);
    return writeReadOnly({ ...read, usage: source.usage() }, sample);
  }
  const mayAskAll = request.approve?.kind === 'removals';
  const presences = await readPresences(source, staging, setup, snapshot, { mayAskAll, signal });
  const ruleGroups = await readRuleGroups(source, staging, setup, snapshot, { one: null, signal });
  const approved = await readApproved(deps.database, request);
  return applyRun({ ...read, ruleGroups, usage: source.usage() }, presences, approved);
}

async function readAndApplyOne({ source, staging, ...open }: OpenRun, person: string): Promise<Ended> {
  const { deps, request, setup, run } = open;
  const begun = { deps, request, setup, runId: run.runId };
  const found = await readPerson(source, staging, person, request.signal);
  if (found.is === 'not') {
    const ending = presentEmptyEnding(found.state, found.error, source.usage());
    return writeEnd(begun, ending);
  }
  request.onProgress?.({ stage: 'reading', people: 1, total: 1 });
  const { snapshot, one, presences } = found;
  const isReadOnly = isUnmapped(setup);
  const options = { one: one.id, signal: request.signal };
  const ruleGroups = isReadOnly ? null : await readRuleGroups(source, staging, setup, snapshot, options);
  const read = { ...open, ...run, snapshot, one, ruleGroups, usage: source.usage() };
  const ended = isReadOnly
    ? await writeReadOnly(read, [])
    : await applyRun(read, presences, await readApproved(deps.database, request));
  return { ...ended, person: one.id };
}

/** Nobody is planned until the required fields are mapped. */
function isUnmapped({ stored }: RunSetup): boolean {
  return unmappedRequiredFields(stored.template.fieldMapping).length > 0;
}
