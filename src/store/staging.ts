// What a run has read so far, kept apart until the read is complete (R1: nothing here is believed before). Small
// statements of one page each; a person read twice is there once, as she was read last.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { FenceLost } from './runs.ts';
import type { Tables } from './tables.ts';
import { textList } from './text-list.ts';

/** Facts null: seen with the facts that the roster has. removed: the source said that she is gone. */
export interface StagedPerson {
  id: string;
  removed: boolean;
  read: StagedFacts | null;
}

/** JSON texts, made once. */
interface StagedFacts {
  facts: string;
  hash: string;
  mapped: string;
  /** What she is found and sorted by; no control characters, not empty. */
  search: string;
  createdAt: number | null;
  isGuest: boolean;
  isDisabled: boolean;
  /** The filter is false for her. */
  isFilteredOut: boolean;
}

/** The hash under which the roster knows each of these people; absent when it does not. */
export async function readKnownHashes(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('roster')
    .select(['person_id', 'facts_hash'])
    .where('template_id', '=', templateId)
    .where(sql<boolean>`person_id = any(${people}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.facts_hash]));
}

/** The facts that changes are laid over: what this run has read already, else what the roster has. */
export async function readKnownFacts(
  db: Kysely<Tables>,
  templateId: string,
  runId: string,
  people: readonly string[],
): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ id: string; facts: unknown }>`
    select w.id, coalesce(s.facts::json, r.facts) as facts
    from unnest(${people}::text[]) as w(id)
    left join staged_people s on s.run_id = ${runId} and s.person_id = w.id
    left join roster r on r.template_id = ${templateId} and r.person_id = w.id
    where s.facts is not null or r.facts is not null`.execute(db);
  return new Map(rows.map((row) => [row.id, row.facts]));
}

/** Whose staging it is; a run that has lost its fence writes nothing. */
export interface StageOwner {
  runId: string;
  templateId: string;
  fence: number;
}

export const isFenceHeld = (owner: StageOwner) =>
  sql<boolean>`(select fence from sync_templates where id = ${owner.templateId}) = ${owner.fence}`;

/** No person may be there twice in one call. */
export async function writeStaged(
  db: Kysely<Tables>,
  owner: StageOwner,
  people: readonly StagedPerson[],
): Promise<void> {
  if (people.length === 0) return;
  // Looking for an earlier row of each person takes a third of the time, and hardly ever is there one.
  const written = await insertStaged(db, owner, people, sql``).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)) throw error;
    return insertStaged(db, owner, people, replaceStaged);
  });
  if (written !== BigInt(people.length)) throw new FenceLost('Another run of the template has started.');
}

const UNIQUE_VIOLATION = '23505';

const replaceStaged = sql`
  on conflict (run_id, person_id) do update set
    removed = excluded.removed, facts = excluded.facts, facts_hash = excluded.facts_hash, mapped = excluded.mapped,
    created_ms = excluded.created_ms, guest = excluded.guest, disabled = excluded.disabled,
    filtered_out = excluded.filtered_out, search = excluded.search`;

async function insertStaged(
  db: Kysely<Tables>,
  owner: StageOwner,
  people: readonly StagedPerson[],
  onConflict: RawBuilder<unknown>,
): Promise<bigint | undefined> {
  const { numAffectedRows } = await sql`
    insert into staged_people (run_id, person_id, removed, facts, facts_hash, mapped, created_ms, guest, disabled, filtered_out, search)
    select ${owner.runId}::uuid, s.* from unnest(
      ${people.map((p) => p.id)}::text[],
      ${people.map((p) => p.removed)}::bool[],
      ${textList(people.map((p) => p.read?.facts ?? null))},
      ${people.map((p) => p.read?.hash ?? null)}::text[],
      ${textList(people.map((p) => p.read?.mapped ?? null))},
      ${people.map((p) => p.read?.createdAt ?? null)}::bigint[],
      ${people.map((p) => p.read?.isGuest ?? null)}::bool[],
      ${people.map((p) => p.read?.isDisabled ?? null)}::bool[],
      ${people.map((p) => p.read?.isFilteredOut ?? null)}::bool[],
      ${textList(people.map((p) => p.read?.search ?? null))}) as s
    where ${isFenceHeld(owner)} ${onConflict}`.execute(db);
  return numAffectedRows;
}

export async function writeStagedExcluded(
  db: Kysely<Tables>,
  owner: StageOwner,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into staged_excluded (run_id, person_id)
    select distinct ${owner.runId}::uuid, id from unnest(${people}::text[]) as e(id)
    where ${isFenceHeld(owner)}
    on conflict do nothing`.execute(db);
}

export async function deleteStaged(db: Kysely<Tables>, runId: string): Promise<void> {
  await db.deleteFrom('staged_people').where('run_id', '=', runId).execute();
  await db.deleteFrom('staged_excluded').where('run_id', '=', runId).execute();
  await db.deleteFrom('staged_memberships').where('run_id', '=', runId).execute();
}

/** Without fresh statistics the search for who was not seen compares everybody with everybody. */
export async function analyzeStaged(db: Kysely<Tables>): Promise<void> {
  await sql`analyze staged_people (run_id, person_id, removed)`.execute(db);
  await sql`analyze staged_excluded`.execute(db);
}
