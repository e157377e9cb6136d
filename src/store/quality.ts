// Keeps directory quality reports: reads the roster for them in slices, and stores what they found as object ids a thousand
// a row, with the counts over time. What is wrong with anybody is decided in plan/quality*.ts.
import { type Kysely, sql } from 'kysely';
import type { Facts } from '../plan/facts.ts';
import type { Tables } from './tables.ts';

/** A report as it is kept. */
export interface StoredQuality {
  readAt: Date;
  madeAt: Date;
  /** Of the roster that it was made of (sync-templates.ts). */
  rosterVersion: number;
  settings: string;
  people: number;
  counts: Record<string, number>;
  notChecked: unknown;
}

export async function readStoredQuality(
  db: Kysely<Tables>,
  templateId: string,
): Promise<StoredQuality | null> {
  const row = await db
    .selectFrom('quality_reports')
    .selectAll()
    .where('template_id', '=', templateId)
    .executeTakeFirst();
  if (!row) return null;
  const { read_at: readAt, made_at: madeAt, settings, people, counts } = row;
  const named = counts as Record<string, number>;
  const rosterVersion = row.roster_version;
  return { readAt, madeAt, rosterVersion, settings, people, counts: named, notChecked: row.not_checked };
}

const inScope = (templateId: string) =>
  sql`r.template_id = ${templateId}::uuid and r.present and not r.excluded`;

/** One report of a template is made at a time, over any number of processes; false: somebody else is at it. */
export async function openQualityTurn(db: Kysely<Tables>, templateId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('quality ' || ${templateId}, 0)) as locked`.execute(db);
  return rows[0]?.locked ?? false;
}

export interface QualityRow {
  person: string;
  facts: Facts;
  isGuest: boolean;
  isDisabled: boolean;
  search: string;
}

/** By name, after the one given. */
export async function readQualitySlice(
  db: Kysely<Tables>,
  templateId: string,
  after: { search: string; person: string } | null,
  limit: number,
): Promise<QualityRow[]> {
  const following =
    after === null ? sql`` : sql`and (r.search, r.person_id) > (${after.search}, ${after.person})`;
  const { rows } = await sql<QualityRow>`
    select r.person_id as person, r.facts, r.guest as "isGuest", r.disabled as "isDisabled", r.search
    from roster r where ${inScope(templateId)} ${following}
    order by r.search, r.person_id limit ${limit}`.execute(db);
  return rows;
}

/** In the order that was asked for; who is not in scope any more is left out. */
export async function readQualityPeople(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<QualityRow[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<QualityRow>`
    select r.person_id as person, r.facts, r.guest as "isGuest", r.disabled as "isDisabled", r.search
    from unnest(${people}::text[]) with ordinality as p(person_id, at)
    join roster r on r.template_id = ${templateId}::uuid and r.person_id = p.person_id
    where ${inScope(templateId)} order by p.at`.execute(db);
  return rows;
}

const CHUNK = 1_000;

export interface QualityToKeep extends Omit<StoredQuality, 'counts' | 'notChecked'> {
  findings: readonly { code: string; people: readonly string[]; groups: readonly number[] | null }[];
  notChecked: unknown;
}

/** Replaces the template's report. The caller holds its turn. */
export async function writeQuality(
  db: Kysely<Tables>,
  templateId: string,
  quality: QualityToKeep,
): Promise<void> {
  const counts = Object.fromEntries(quality.findings.map(({ code, people }) => [code, people.length]));
  await db.deleteFrom('quality_reports').where('template_id', '=', templateId).execute();
  await db
    .insertInto('quality_reports')
    .values({
      template_id: templateId,
      read_at: quality.readAt,
      made_at: quality.madeAt,
      roster_version: quality.rosterVersion,
      settings: quality.settings,
      people: quality.people,
      counts: JSON.stringify(counts),
      not_checked: JSON.stringify(quality.notChecked),
    })
    .execute();
  for (const { code, people, groups } of quality.findings) {
    for (let start = 0; start < people.length; start += CHUNK) {
      await db
        .insertInto('quality_people')
        .values({
          template_id: templateId,
          code,
          chunk: start / CHUNK,
          people: people.slice(start, start + CHUNK),
          groups: groups?.slice(start, start + CHUNK) ?? null,
        })
        .execute();
    }
  }
}

export interface QualityMember {
  person: string;
  group: number | null;
}

/** People of a finding from a position on, at most a thousand and `limit`. */
export async function readQualityMembers(
  db: Kysely<Tables>,
  templateId: string,
  code: string,
  from: number,
  limit: number,
): Promise<QualityMember[]> {
  const first = Math.floor(from / CHUNK);
  const last = Math.floor((from + limit - 1) / CHUNK);
  const rows = await db
    .selectFrom('quality_people')
    .select(['people', 'groups'])
    .where('template_id', '=', templateId)
    .where('code', '=', code)
    .where('chunk', '>=', first)
    .where('chunk', '<=', last)
    .orderBy('chunk')
    .execute();
  const members = rows.flatMap(({ people, groups }) =>
    people.map((person, at) => ({ person, group: groups?.[at] ?? null })),
  );
  const start = from - first * CHUNK;
  return members.slice(start, start + limit);
}

/** The report with all that hangs on it, the counts over time included. */
export async function deleteQuality(db: Kysely<Tables>, templateId: string): Promise<void> {
  for (const table of ['quality_reports', 'quality_counts', 'quality_groups'] as const)
    await db.deleteFrom(table).where('template_id', '=', templateId).execute();
}

/** The first people of each finding, at most `limit` (a thousand) of each. */
export async function readQualityFirst(
  db: Kysely<Tables>,
  templateId: string,
  limit: number,
): Promise<Map<string, QualityMember[]>> {
  const { rows } = await sql<{ code: string; people: string[]; groups: number[] | null }>`
    select code, people[1:${limit}::int] as people, groups[1:${limit}::int] as groups from quality_people
    where template_id = ${templateId} and chunk = 0`.execute(db);
  return new Map(
    rows.map(({ code, people, groups }) => [
      code,
      people.map((person, at) => ({ person, group: groups?.[at] ?? null })),
    ]),
  );
}
