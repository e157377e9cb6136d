// How the counts of directory quality reports went over time, and which templates have been read since their last report.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface QualityCounts {
  at: Date;
  people: number;
  counts: Record<string, number>;
}

/** Some years of changes; whoever changes something every hour keeps three weeks of it. */
const MOST_KEPT = 500;

/** Newest first. */
export async function readQualityTrend(db: Kysely<Tables>, templateId: string): Promise<QualityCounts[]> {
  const rows = await db
    .selectFrom('quality_counts')
    .select(['at', 'people', 'counts'])
    .where('template_id', '=', templateId)
    .orderBy('at', 'desc')
    .limit(MOST_KEPT)
    .execute();
  return rows.map(({ at, people, counts }) => ({ at, people, counts: counts as Record<string, number> }));
}

/** One more, and the oldest goes once there are too many. */
export async function writeQualityCounts(
  db: Kysely<Tables>,
  templateId: string,
  { at, people, counts }: QualityCounts,
): Promise<void> {
  const values = { people, counts: JSON.stringify(counts) };
  await db
    .insertInto('quality_counts')
    .values({ template_id: templateId, at, ...values })
    .onConflict((conflict) => conflict.columns(['template_id', 'at']).doUpdateSet(values))
    .execute();
  await sql`
    delete from quality_counts where template_id = ${templateId} and at < (
      select min(at) from (select at from quality_counts where template_id = ${templateId}
        order by at desc limit ${MOST_KEPT}) kept)`.execute(db);
}

/**
 * A template in whose roster somebody is other than in its last report, which was made before `madeBefore`; the oldest report
 * first. except: ids of those that are passed by.
 */
export async function readQualityDue(
  db: Kysely<Tables>,
  madeBefore: Date,
  except: readonly string[],
): Promise<{ id: string; companyId: string } | null> {
  const { rows } = await sql<{ id: string; companyId: string }>`
    select t.id, t.company_id as "companyId" from sync_templates t
    left join quality_reports q on q.template_id = t.id
    where t.last_complete_read_at is not null and t.retiring_since is null
      and (q.template_id is null or (q.roster_version < t.roster_version and q.made_at < ${madeBefore}))
      and t.id <> all(${except}::uuid[])
    order by q.made_at nulls first, t.last_complete_read_at limit 1`.execute(db);
  return rows[0] ?? null;
}

export interface KeptGroups {
  at: Date;
  /** The names that were asked for. */
  names: string[];
  failed: { message: string; cure: string } | null;
  found: unknown;
}

export async function readKeptGroups(db: Kysely<Tables>, templateId: string): Promise<KeptGroups | null> {
  const row = await db
    .selectFrom('quality_groups')
    .selectAll()
    .where('template_id', '=', templateId)
    .executeTakeFirst();
  if (!row) return null;
  const { at, names, failed, found } = row;
  return { at, names: names as string[], failed: failed as KeptGroups['failed'], found };
}

export async function writeKeptGroups(
  db: Kysely<Tables>,
  templateId: string,
  { at, names, failed, found }: KeptGroups,
): Promise<void> {
  const values = {
    at,
    names: JSON.stringify(names),
    failed: failed && JSON.stringify(failed),
    found: JSON.stringify(found),
  };
  await db
    .insertInto('quality_groups')
    .values({ template_id: templateId, ...values })
    .onConflict((conflict) => conflict.column('template_id').doUpdateSet(values))
    .execute();
}
