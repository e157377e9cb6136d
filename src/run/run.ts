// A run of a sync template: snapshot ─▶ plan ─▶ brakes ─▶ apply ─▶ report (SPEC §3), one at a time for each template.
// What was read is believed, planned and applied in one transaction: all of it or nothing (R1, R14).
import type { Source } from '../connectors/source.ts';
import { unmappedRequiredFields } from '../plan/sync-template.ts';
import { readInScope } from '../store/roster.ts';
import { openTemplateLock } from '../store/runs-lock.ts';
import { writeRefusedRun, writeRunEnd, writeRunStart } from '../store/runs.ts';
import type { RunError, RunStart } from '../store/runs.ts';
import { deleteStaged } from '../store/staging.ts';
import { unlessAborted } from './abort.ts';
import { busy, decideRefusal, decideTenantRefusal, readApproved, readRunSetup } from './admission.ts';
import { applyRun, writeReadOnly } from './apply.ts';
import { matchFailure } from './failure.ts';
import { readPresences } from './presences.ts';
import { decideReadSettings } from './read-settings.ts';
import type { RunSetup } from './read-settings.ts';
import { presentEmptyEnding, presentReport } from './report.ts';
import type { Ending, RunReport } from './report.ts';
import type { RunDeps, RunRequest } from './run-request.ts';
import { readSnapshot } from './snapshot.ts';

export async function runTemplate(deps: RunDeps, request: RunRequest): Promise<RunReport> {
  const start = presentStart(deps, request);
  const wait = { wait: true, signal: request.signal };
  const lock = await openTemplateLock(deps.database, request.templateId, wait);
  const setup = await readRunSetup(deps.database, request);
  const { name } = setup.stored.template;
  if (lock === 'busy') return refuse(deps, start, name, busy);
  try {
    const refusal = await decideRefusal(deps.database, setup, request);
    if (refusal) return await refuse(deps, start, name, refusal);
    const fence = await writeRunStart(deps.database.kysely, start);
    const { ending, finishedAt } = await carryOut(deps, request, setup, start.id, fence);
    return presentReport(start, name, ending, finishedAt);
  } finally {
    await lock.close();
  }
}

function presentStart(deps: RunDeps, request: RunRequest): RunStart {
  const { templateId, trigger, preview, nominalAt, approve } = request;
  return {
    id: deps.newId(),
    templateId,
    trigger,
    preview,
    nominalAt: new Date(nominalAt),
    startedAt: new Date(deps.now()),
    approves: approve?.run ?? null,
  };
}

async function refuse(deps: RunDeps, start: RunStart, name: string, error: RunError): Promise<RunReport> {
  await writeRefusedRun(deps.database.kysely, start, error);
  return presentReport(start, name, presentEmptyEnding('refused', error), start.startedAt);
}

type Ended = { ending: Ending; finishedAt: Date };

async function carryOut(
  deps: RunDeps,
  request: RunRequest,
  setup: RunSetup,
  runId: string,
  fence: number,
): Promise<Ended> {
  const { kind } = setup.stored.template;
  const { provider, credentials } = setup.stored;
  if (credentials === null) return writeEnd(deps, runId, presentEmptyEnding('failed', noCredentials));
  let source: Source | null = null;
  try {
    source = deps.openSource({ kind, provider, credentials });
    return await readAndApply(deps, request, setup, source, { runId, fence });
  } catch (error) {
    const { isBug, ...failure } = matchFailure(error, request.signal);
    const ending = presentEmptyEnding('failed', failure, source?.usage());
    // Without a database nothing can be written of it; the next run finds this one dead (R14).
    const unwritten = { ending, finishedAt: new Date(deps.now()) };
    const isDown = failure.code === 'database.unavailable';
    const ended = await writeEnd(deps, runId, ending).catch((fault: unknown) =>
      isDown ? unwritten : Promise.reject(fault),
    );
    if (isBug) throw error;
    return ended;
  } finally {
    await source?.close();
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
  run: { runId: string; fence: number },
): Promise<Ended> {
  const { signal, onProgress, templateId } = request;
  const { template, provider, groups } = setup.stored;
  const tenant = await unlessAborted(source.tenant(), signal);
  const refusal = await decideTenantRefusal(deps.database, setup, tenant);
  if (refusal) return writeEnd(deps, run.runId, presentEmptyEnding('refused', refusal, source.usage()));
  const asked = {
    memberOf: provider.memberOf,
    notMemberOf: provider.notMemberOf,
    nestedGroups: template.nestedGroups,
  };
  const scope = await unlessAborted(source.resolveGroups(asked, groups), signal);
  const settings = decideReadSettings(setup, tenant, scope);
  const db = deps.database.kysely;
  const staging = { db, owner: { ...run, templateId }, settings };
  // How many there were last time: what a full read is shown against.
  const total = settings.cursor === null ? (await readInScope(db, templateId)) || null : null;
  const onPeople = (people: number) => onProgress?.({ stage: 'reading', people, total });
  const snapshot = await readSnapshot(source, staging, { signal, onPeople });
  const read = { deps, request, setup, ...run, tenant, settings, snapshot };
  if (unmappedRequiredFields(template.fieldMapping).length > 0) {
    return writeReadOnly({ ...read, usage: source.usage() });
  }
  const mayAskAll = request.approve?.kind === 'removals';
  const presences = await readPresences(source, staging, setup, snapshot, { mayAskAll, signal });
  const approved = await readApproved(deps.database, request);
  return applyRun({ ...read, usage: source.usage() }, presences, approved);
}

/** A run that ends without having believed anything. */
async function writeEnd(deps: RunDeps, runId: string, ending: Ending): Promise<Ended> {
  const finishedAt = new Date(deps.now());
  const db = deps.database.kysely;
  await deleteStaged(db, runId);
  await writeRunEnd(db, runId, { ...ending, finishedAt });
  return { ending, finishedAt };
}
