// Tries a mapping, a filter and lookup tables on everybody whom a template has read, before they are saved: field by field,
// and what a full run would come to. Evaluated by the mapping and the planner that runs use, on one look at the database;
// nothing is changed and no run waits for it.
import type { Kysely } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { openMapping } from '../plan/mapping.ts';
import type { PlanPerson } from '../plan/person.ts';
import type { FieldName } from '../plan/reasons.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { userFields } from '../plan/sync-template.ts';
import { openTrial } from '../plan/try-mapping.ts';
import type { TrialAsk } from '../plan/try-mapping.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readReadFields } from '../store/read-fields.ts';
import type { ReadField } from '../store/read-fields.ts';
import type { Reading } from '../store/roster.ts';
import { applyTrialPeople } from '../store/roster-trial.ts';
import type { RunError } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readCutLinks, readUnlinkedUsers } from '../store/unlinked-users.ts';
import { readHoldings } from '../store/users.ts';
import type { OpenSource } from './open-template-source.ts';
import { mapHolding, openMailMatches } from './plan-person.ts';
import type { RunSetup } from './read-settings.ts';
import { decideKeptSince, decideUnread, presentFieldScope, readFieldsOfAll } from './trial-fields.ts';
import { presentMappingSettings } from './read-settings.ts';
import { openTrialMapping } from './trial-mapping.ts';
import { presentTrialNames } from './trial-names.ts';
import type { NamedCounts } from './trial-names.ts';
import { openClosed, streamTrialPeople } from './trial-people.ts';
import { openTrialPlan, readTrialContext } from './trial-plan.ts';
import type { TrialPlan } from './trial-plan.ts';

/** What is tried; what is not said is as it is stored. */
export interface TrialChanges {
  fieldMapping?: SyncTemplate['fieldMapping'];
  userFieldMapping?: SyncTemplate['userFieldMapping'];
  filter?: string | null;
  lookups?: Company['lookups'];
}

export interface TrialRequest {
  templateId: string;
  changes: TrialChanges;
  /** One list instead of the first of each. */
  ask: TrialAsk | null;
  /** ms */
  now: number;
  signal?: AbortSignal | undefined;
  /** Before fields are read of everybody, which takes a while. */
  onRead?: (fields: readonly string[]) => void;
}

export interface TrialDeps {
  database: Database;
  /** null: what the roster lacks stays unread. */
  openSource: OpenSource | null;
  /** How long fields may take that have to be read first. */
  patienceMs?: number;
}

export interface TrialReport extends NamedCounts {
  /** When the facts were read that it was tried on; null when nobody was read. */
  readAt: Date | null;
  /** Whom the last read had, without those in a group that never takes part. */
  people: number;
  inScope: number;
  /** Fields that the roster lacks and that were read of everybody for a trial: how many people, when, and with how many requests
   * now; none when it was an earlier trial that read them. null: the roster has all that is needed. */
  read: { fields: string[]; people: number; requests: number; at: Date } | null;
  /** Fields that neither has: for them everybody is empty here. */
  unread: string[];
  /** What a full run would come to on these facts; counts as in a preview. */
  plan: TrialPlan;
}

/** So many are kept with all their values between the two passes; beyond that they are read and mapped again. */
const MOST_KEPT = 60_000;
/** No run has it: nothing of one is staged. */
const noRun = '00000000-0000-0000-0000-000000000000';

/**
 * null: there is no such template (any more). One at a time in a process, once all fields are there: it holds many people in
 * memory.
 */
export async function tryMapping(
  deps: TrialDeps,
  request: TrialRequest,
): Promise<TrialReport | { refused: RunError } | null> {
  const { database } = deps;
  const read = await readLacking(deps, request);
  if ('refused' in read) return read;
  return database.turns.take('try mapping', () =>
    atOneMoment(database, (db) => readTrial(db, request, read.requests)),
  );
}

const atOneMoment = <T>(database: Database, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> =>
  database.kysely.transaction().setIsolationLevel('repeatable read').execute(work);

/** Reads what neither the roster nor an earlier trial has. Two who try at once wait for one reading. */
async function readLacking(
  { database, openSource, patienceMs }: TrialDeps,
  request: TrialRequest,
): Promise<{ requests: number } | { refused: RunError }> {
  const none = { requests: 0 };
  if (openSource === null || (await readSetting(database.kysely, request))?.lacking.length === 0) return none;
  return database.turns.take(`try mapping: fields of ${request.templateId}`, async () => {
    const setting = await readSetting(database.kysely, request);
    if (setting === null || setting.lacking.length === 0) return none;
    const { before: setup, lacking: fields } = setting;
    // Nobody has been read yet: there is nothing to try it on.
    if (setup.stored.lastCompleteReadAt === null) return none;
    request.onRead?.(fields);
    const deps = { database, openSource, ...(patienceMs !== undefined && { patienceMs }) };
    return readFieldsOfAll(deps, { setup, fields, signal: request.signal });
  });
}

interface TrialSetting {
  /** As it is stored. */
  before: RunSetup;
  /** As it is tried. */
  setup: RunSetup;
  /** Of what is stored. */
  configHash: string;
  /** Read of everybody, beside the roster. */
  beside: ReadField[];
  lacking: string[];
}

async function readSetting(db: Kysely<Tables>, request: TrialRequest): Promise<TrialSetting | null> {
  const stored = await readSyncTemplate(db, request.templateId);
  const company = stored && (await readCompany(db, stored.companyId));
  if (!stored || !company) return null;
  const { lookups = company.lookups, ...changes } = request.changes;
  const series = await readNumberSeries(db, company.id);
  const mode = stored.template.mode === 'onlyNew' ? 'onlyNew' : 'full';
  const before: RunSetup = { stored, company, series, mode, trigger: 'manual', nominalAt: request.now };
  const template: SyncTemplate = { ...stored.template, ...changes };
  const setup = { ...before, stored: { ...stored, template }, company: { ...company, lookups } };
  const mapping = openMapping(presentMappingSettings(setup));
  const { unread, configHash } = decideUnread(before, mapping);
  const since = decideKeptSince(request.now);
  const kept = await readReadFields(db, stored.template.id, presentFieldScope(stored), since);
  const beside = kept.filter(({ field }) => unread.includes(field));
  const lacking = unread.filter((field) => !beside.some((one) => one.field === field));
  return { before, setup, configHash, beside, lacking };
}

async function readTrial(
  db: Kysely<Tables>,
  request: TrialRequest,
  requests: number,
): Promise<TrialReport | null> {
  const setting = await readSetting(db, request);
  if (setting === null) return null;
  const { before, beside, lacking } = setting;
  return {
    readAt: before.stored.lastCompleteReadAt,
    read: presentRead(beside, requests),
    unread: lacking,
    ...(await readPeople(db, setting, request)),
  };
}

function presentRead(beside: readonly ReadField[], requests: number): TrialReport['read'] {
  if (beside.length === 0) return null;
  const people = Math.max(...beside.map((one) => one.people));
  const at = new Date(Math.min(...beside.map((one) => one.at.getTime())));
  return { fields: beside.map(({ field }) => field), people, requests, at };
}

async function readPeople(
  db: Kysely<Tables>,
  { before, setup, configHash, beside }: TrialSetting,
  { ask, signal }: TrialRequest,
): Promise<Omit<TrialReport, 'readAt' | 'read' | 'unread'>> {
  const { template } = setup.stored;
  const companyId = setup.company.id;
  const reading: Reading = { companyId, templateId: template.id, runId: noRun, mode: 'full' };
  const total = await applyTrialPeople(db, { id: template.id, companyId });
  const matches = template.linkByMail
    ? openMailMatches(await readUnlinkedUsers(db, companyId), await readCutLinks(db, companyId))
    : null;
  const map = openTrialMapping(before, setup, configHash);
  const stream = () => streamTrialPeople(db, reading, setup, map, matches, beside, signal);
  const kept: PlanPerson[][] | null = total <= MOST_KEPT ? [] : null;
  const holdings = (await readHoldings(db, companyId, template.id)).map((row) =>
    mapHolding(row, setup.company.timeZone),
  );
  const context = await readTrialContext(db, reading, setup, { holdings, total });
  const trial = openTrial(presentFields(template), holdings, ask);
  const closed = await openClosed(db, setup);
  const plan = openTrialPlan(context, setup);
  for await (const slice of stream()) {
    kept?.push(slice);
    for (const person of slice) {
      if (person.presence.is === 'in' || person.mapped?.filter?.is === 'out') trial.add(person);
      closed.add(person);
    }
    plan.claim(slice);
    await setImmediate();
  }
  const { people, ...counts } = trial.present();
  const inScope = people - counts.filteredOut;
  plan.settle({ closed: closed.states(), inScope });
  for await (const slice of kept ?? stream()) {
    plan.steps(slice);
    await setImmediate();
  }
  const named = await presentTrialNames(db, template.id, counts);
  return { people, inScope, ...named, plan: plan.present() };
}

function presentFields({ fieldMapping, userFieldMapping }: SyncTemplate): FieldName[] {
  const further = Object.keys(userFieldMapping).map((name) => `fields.${name}` as const);
  return [...userFields.filter((field) => fieldMapping[field] !== undefined), ...further];
}
