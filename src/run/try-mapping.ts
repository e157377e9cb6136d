// Tries a mapping, a filter and lookup tables on everybody whom a template has read, before they are saved: field by field,
// and what a full run would come to. Evaluated by the mapping and the planner that runs use, on one look at the database;
// nothing is changed and no run waits for it.
import type { Kysely } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import { openMapping } from '../plan/mapping.ts';
import type { OpenMapping } from '../plan/mapping.ts';
import type { FieldName } from '../plan/reasons.ts';
import { alwaysSelected } from '../plan/scope.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { userFields } from '../plan/sync-template.ts';
import { openTrial } from '../plan/try-mapping.ts';
import type { TrialAsk } from '../plan/try-mapping.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { Reading } from '../store/roster.ts';
import { applyTrialPeople } from '../store/roster-trial.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readUnlinkedUsers } from '../store/unlinked-users.ts';
import { readHoldings } from '../store/users.ts';
import { mapHolding, openMailMatches } from './plan-person.ts';
import { decideReadSettings } from './read-settings.ts';
import type { RunSetup } from './read-settings.ts';
import { presentTrialNames } from './trial-names.ts';
import type { NamedCounts } from './trial-names.ts';
import { openClosed, streamTrialPeople } from './trial-people.ts';
import { planTrial, readTrialContext } from './trial-plan.ts';
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
}

export interface TrialReport extends NamedCounts {
  /** When the facts were read that it was tried on; null when nobody was read. */
  readAt: Date | null;
  /** Whom the last read had, without those in a group that never takes part. */
  people: number;
  inScope: number;
  /** Entra fields that the mapping names and the template does not read yet: for them everybody is empty here. */
  unread: string[];
  /** What a full run would come to on these facts; counts as in a preview. */
  plan: TrialPlan;
}

/** So many are kept with all their values between the passes; beyond that they are read and mapped again. */
const MOST_KEPT = 60_000;
/** No run has it: nothing of one is staged. */
const noRun = '00000000-0000-0000-0000-000000000000';

/** null: there is no such template (any more). One at a time in a process: it holds many people in memory. */
export async function tryMapping(database: Database, request: TrialRequest): Promise<TrialReport | null> {
  return database.turns.take('try mapping', () =>
    database.kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((db) => readTrial(db, request)),
  );
}

async function readTrial(db: Kysely<Tables>, request: TrialRequest): Promise<TrialReport | null> {
  const stored = await readSyncTemplate(db, request.templateId);
  const kept = stored && (await readCompany(db, stored.companyId));
  if (!stored || !kept) return null;
  const { lookups = kept.lookups, ...changes } = request.changes;
  const company = { ...kept, lookups };
  const template: SyncTemplate = { ...stored.template, ...changes };
  const series = await readNumberSeries(db, company.id);
  const setup: RunSetup = {
    stored: { ...stored, template },
    company,
    series,
    mode: template.mode === 'onlyNew' ? 'onlyNew' : 'full',
    trigger: 'manual',
    nominalAt: request.now,
  };
  const mapping = openTried(setup);
  const trial = await readPeople(db, setup, mapping, request);
  return {
    readAt: stored.lastCompleteReadAt,
    unread: decideUnread({ ...setup, stored, company: kept }, mapping),
    ...trial,
  };
}

function openTried({ stored, company, series }: RunSetup): OpenMapping {
  const { fieldMapping, userFieldMapping, filter, rules } = stored.template;
  const { country, ownNumbersOnly, lookups } = company;
  return openMapping({
    fieldMapping,
    userFieldMapping,
    filter,
    rules,
    country,
    ownNumbersOnly,
    lookups,
    series,
  });
}

/** Fields of the mapping that stand in nobody's facts, because the last read did not ask for them. */
function decideUnread(before: RunSetup, mapping: OpenMapping): string[] {
  const { stored } = before;
  const scope = { nestedGroups: stored.template.nestedGroups, ...splitGroups(before) };
  const { fields, readHash } = decideReadSettings(before, stored.tenant ?? '', scope);
  // What was read last is what is stored now, unless the mapping was changed since.
  const isSame = stored.readHash !== null && readHash.split('.')[0] === stored.readHash.split('.')[0];
  const held = new Set<string>(isSame || stored.tenant === null ? fields : alwaysSelected);
  return mapping.fields.filter((field) => field !== 'id' && !held.has(field));
}

function splitGroups({ stored: { provider, groups } }: RunSetup) {
  const of = (asked: readonly string[]) => groups.filter((group) => asked.includes(group.asked));
  return { memberOf: of(provider.memberOf), notMemberOf: of(provider.notMemberOf) };
}

async function readPeople(
  db: Kysely<Tables>,
  setup: RunSetup,
  mapping: OpenMapping,
  { ask, signal }: TrialRequest,
): Promise<Omit<TrialReport, 'readAt' | 'unread'>> {
  const { template } = setup.stored;
  const companyId = setup.company.id;
  const reading: Reading = { companyId, templateId: template.id, runId: noRun, mode: 'full' };
  const total = await applyTrialPeople(db, { id: template.id, companyId });
  const matches = template.linkByMail ? openMailMatches(await readUnlinkedUsers(db, companyId)) : null;
  const stream = () => streamTrialPeople(db, reading, setup, mapping, matches, signal);
  const kept = total <= MOST_KEPT ? await collect(stream()) : null;
  const slices = () => kept ?? stream();
  const holdings = (await readHoldings(db, companyId, template.id)).map((row) =>
    mapHolding(row, setup.company.timeZone),
  );
  const trial = openTrial(presentFields(template), holdings, ask);
  const closed = await openClosed(db, setup);
  for await (const slice of slices()) {
    for (const person of slice) {
      if (person.presence.is === 'in' || person.mapped?.filter?.is === 'out') trial.add(person);
      closed.add(person);
    }
    await setImmediate();
  }
  const { people, ...counts } = trial.present();
  const inScope = people - counts.filteredOut;
  const context = await readTrialContext(db, reading, setup, {
    holdings,
    closed: closed.states(),
    inScope,
    total,
  });
  const plan = await planTrial(context, slices, setup);
  const named = await presentTrialNames(db, template.id, counts);
  return { people, inScope, ...named, plan };
}

function presentFields({ fieldMapping, userFieldMapping }: SyncTemplate): FieldName[] {
  const further = Object.keys(userFieldMapping).map((name) => `fields.${name}` as const);
  return [...userFields.filter((field) => fieldMapping[field] !== undefined), ...further];
}

async function collect<T>(slices: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const slice of slices) all.push(slice);
  return all;
}
