// Fields that a tried mapping names and the roster lacks (SPEC §4): read of everybody once, within a minute, kept beside the
// roster for a day, and told. A reading that fails or takes too long leaves nothing behind (R1) and says what to do instead.
import { randomUUID } from 'node:crypto';
import { OutsideError } from '../connectors/outside-error.ts';
import type { Source, SourcePerson } from '../connectors/source.ts';
import type { OpenMapping } from '../plan/mapping.ts';
import { alwaysSelected } from '../plan/scope.ts';
import type { Database } from '../store/database.ts';
import { applyFieldReading, deleteFieldReading, writeFieldPage } from '../store/read-fields.ts';
import type { FieldReading } from '../store/read-fields.ts';
import type { RunError } from '../store/runs.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { unlessAborted } from './abort.ts';
import { mapAskedFacts, presentCanonical, shortHash } from './facts-hash.ts';
import type { OpenSource } from './open-template-source.ts';
import { decideReadSettings } from './read-settings.ts';
import type { RunSetup } from './read-settings.ts';

/** Whoever tries a mapping waits for it; a run has all the patience that a large tenant needs. */
const PATIENCE_MS = 60_000;
/** Source fields change seldom, and whoever came since is empty in them: a day is a day's work on a mapping. */
const KEPT_MS = 24 * 3_600_000;
/** Less than the patience, so that a Graph that asks to wait is told as that. */
export const TRIAL_WAIT_SECONDS = 45;

export const decideKeptSince = (now: number): Date => new Date(now - KEPT_MS);

/** Fields of the mapping that stand in nobody's facts, because the last read did not ask for them; and the hash of
 * what is stored. before: as it is stored. */
export function decideUnread(
  before: RunSetup,
  mapping: OpenMapping,
): { unread: string[]; configHash: string } {
  const { stored } = before;
  const scope = { nestedGroups: stored.template.nestedGroups, ...splitGroups(before) };
  const { fields, readHash, configHash } = decideReadSettings(before, stored.tenant ?? '', scope);
  // What was read last is what is stored now, unless the mapping was changed since.
  const isSame = stored.readHash !== null && readHash.split('.')[0] === stored.readHash.split('.')[0];
  const held = new Set<string>(isSame || stored.tenant === null ? fields : alwaysSelected);
  return { unread: mapping.fields.filter((field) => field !== 'id' && !held.has(field)), configHash };
}

function splitGroups({ stored: { provider, groups } }: RunSetup) {
  const of = (asked: readonly string[]) => groups.filter((group) => asked.includes(group.asked));
  return { memberOf: of(provider.memberOf), notMemberOf: of(provider.notMemberOf) };
}

/** Of whom fields are read: those who were read of another tenant or other groups say nothing of these people. */
export function presentFieldScope({ tenant, provider, template }: StoredSyncTemplate): string {
  const { memberOf, cloud } = provider;
  return shortHash({ tenant, cloud, memberOf: memberOf.toSorted(), nestedGroups: template.nestedGroups });
}

export interface FieldsDeps {
  database: Database;
  openSource: OpenSource;
  patienceMs?: number;
}

export interface FieldsAsked {
  setup: RunSetup;
  fields: readonly string[];
  signal: AbortSignal | undefined;
}

/** Reads the fields of everybody in scope and keeps them. Never throws for what the source does. */
export async function readFieldsOfAll(
  deps: FieldsDeps,
  asked: FieldsAsked,
): Promise<{ requests: number } | { refused: RunError }> {
  const { stored, nominalAt } = asked.setup;
  const { template, provider, credentials } = stored;
  if (credentials === null) return { refused: presentNoSecret(asked.fields) };
  const reading = { id: randomUUID(), templateId: template.id, at: new Date(nominalAt) };
  const tooLong = AbortSignal.timeout(deps.patienceMs ?? PATIENCE_MS);
  const limit = asked.signal ? AbortSignal.any([asked.signal, tooLong]) : tooLong;
  let source: Source | null = null;
  let isKept = false;
  try {
    source = await deps.openSource({ templateId: template.id, kind: template.kind, provider, credentials });
    const refused = await readInto(deps.database, source, reading, asked, limit);
    isKept = refused === null;
    return refused === null ? { requests: source.usage().requests } : { refused };
  } catch (error) {
    asked.signal?.throwIfAborted();
    if (tooLong.aborted) return { refused: presentTooSlow(asked.fields) };
    if (error instanceof OutsideError) return { refused: presentFailed(asked.fields, error) };
    throw error;
  } finally {
    await source?.close();
    // What a page that was under way still writes belongs to no reading, and is swept with the old ones.
    if (!isKept) await deleteFieldReading(deps.database.kysely, reading.id);
  }
}

/** null: read to the end and kept. */
async function readInto(
  database: Database,
  source: Source,
  reading: FieldReading,
  { setup, fields }: FieldsAsked,
  limit: AbortSignal,
): Promise<RunError | null> {
  const { stored } = setup;
  const tenant = await unlessAborted(source.tenant(), limit);
  if (tenant !== stored.tenant) return presentOtherTenant(fields, tenant);
  const { memberOf } = stored.provider;
  // Who is left out is known of the last read.
  const wanted = { memberOf, notMemberOf: [], nestedGroups: stored.template.nestedGroups };
  const scope = await unlessAborted(source.resolveGroups(wanted, stored.groups, 'together'), limit);
  let people = 0;
  const parts = source.readFields({ fields, scope })[Symbol.asyncIterator]();
  for (;;) {
    const { done, value: part } = await unlessAborted(parts.next(), limit);
    if (done === true) throw new Error('the reading of fields ended without saying so');
    if (part.part === 'end') break;
    if (part.part === 'restart') {
      people = 0;
      await deleteFieldReading(database.kysely, reading.id);
      continue;
    }
    people += part.people.length;
    await writeFieldPage(database.kysely, reading, mapRows(part.people, fields));
  }
  await applyFieldReading(database.kysely, reading, { fields, people, scope: presentFieldScope(stored) });
  return null;
}

function mapRows(people: readonly SourcePerson[], fields: readonly string[]) {
  const last = new Map(people.map(({ id, facts }) => [id, mapAskedFacts(facts, fields)]));
  return [...last].flatMap(([person, facts]) =>
    Object.entries(facts).map(([field, value]) => ({ person, field, value: presentCanonical(value) })),
  );
}

const later = 'Or save the mapping and make a preview: a run reads it with more patience.';

function presentFailed(fields: readonly string[], { code, message, cure, canRetry }: OutsideError): RunError {
  return {
    code,
    message: `Nothing was tried: ${fields.join(', ')} is not read yet, and could not be read now. ${message}`,
    cure: canRetry ? `Try again in a while. ${later}` : cure,
  };
}

function presentTooSlow(fields: readonly string[]): RunError {
  return {
    code: 'trial.tooSlow',
    message: `Nothing was tried: reading ${fields.join(', ')} of everybody took longer than a minute.`,
    cure: `Try without the field first. ${later}`,
  };
}

function presentOtherTenant(fields: readonly string[], tenant: string): RunError {
  return {
    code: 'tenant.changed',
    message: `Nothing was tried: ${fields.join(', ')} is not read yet, and the provider names another tenant (${tenant}) than these people came from.`,
    cure: 'Run the template or make a preview of it first, or put the old tenant_id back.',
  };
}

function presentNoSecret(fields: readonly string[]): RunError {
  return {
    code: 'provider.invalid',
    message: `Nothing was tried: ${fields.join(', ')} is not read yet, and without a client secret or certificate it can not be read.`,
    cure: 'Enter the secret or the certificate of the sync template, or try without the field.',
  };
}
