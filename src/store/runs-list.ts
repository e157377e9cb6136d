// Pages of a company's runs, newest first, filtered by template, trigger, state, preview and time. A company has few
// templates and each many runs: each template's newest are taken and put in order together.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { presentOrder } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { RunRow } from './runs.ts';
import type { Tables } from './tables.ts';

export interface RunsAsk extends PageAsk {
  /** The company's own, or one of them. */
  templates: readonly string[];
  trigger: string | null;
  state: string | null;
  isPreview: boolean | null;
  /** It changed somebody, would have, or a brake withheld something. */
  hasChanges: boolean | null;
  from: Date | null;
  to: Date | null;
}

/** Counting further would cost what the list saves. */
const MOST_COUNTED = 10_000;

// Moments as microseconds: exact, and whatever a cursor says is a moment or refused before it gets here.
const startedAfter = (after: readonly string[] | null) =>
  after === null
    ? sql`true`
    : sql`(r.started_at, r.id) < (timestamptz 'epoch' + ${after[0]}::bigint * interval '1 microsecond', ${after[1]}::uuid)`;
const order = presentOrder([sql`started_at`, sql`id`], 'desc');

export async function readRunsPage(
  db: Kysely<Tables>,
  ask: RunsAsk,
): Promise<Page<{ run: RunRow; template: string }>> {
  const filters = presentFilters(ask);
  const { rows: found } = await sql<{ id: string; at: string }>`
    select newest.id, (extract(epoch from newest.started_at) * 1000000)::bigint::text as at
    from unnest(${ask.templates}::uuid[]) as t(id)
    cross join lateral (
      select r.id, r.started_at from runs r
      where r.template_id = t.id and ${filters} and ${startedAfter(ask.after)}
      order by r.started_at desc, r.id desc limit ${(ask.offset ?? 0) + ask.limit + 1}) newest
    order by ${order} limit ${ask.limit + 1} offset ${ask.offset ?? 0}`.execute(db);
  const page = found.slice(0, ask.limit);
  const last = page.at(-1);
  const rows = await readRuns(
    db,
    page.map(({ id }) => id),
  );
  return {
    rows: page.flatMap(({ id }) => rows.find(({ run }) => run.id === id) ?? []),
    next: found.length > ask.limit && last !== undefined ? [last.at, last.id] : null,
    total: ask.after === null && !ask.offset ? await readTotal(db, ask, filters) : null,
  };
}

const kinds = ['create', 'change', 'leave', 'return', 'delete'].map(
  (kind) => sql`coalesce((r.counts->>${sql.lit(kind)})::int, 0)`,
);
const changed = sql`${sql.join(kinds, sql` + `)} > 0 or coalesce(jsonb_array_length(r.withheld), 0) > 0`;

function presentFilters(ask: RunsAsk): RawBuilder<unknown> {
  const filters: RawBuilder<unknown>[] = [sql`true`];
  if (ask.trigger !== null) filters.push(sql`r.trigger = ${ask.trigger}`);
  if (ask.state !== null) filters.push(sql`r.state = ${ask.state}`);
  if (ask.isPreview !== null) filters.push(sql`r.preview = ${ask.isPreview}`);
  if (ask.hasChanges !== null) filters.push(sql`(${changed}) = ${ask.hasChanges}`);
  if (ask.from !== null) filters.push(sql`r.started_at >= ${ask.from}`);
  if (ask.to !== null) filters.push(sql`r.started_at < ${ask.to}`);
  return sql.join(filters, sql` and `);
}

async function readTotal(db: Kysely<Tables>, ask: RunsAsk, filters: RawBuilder<unknown>) {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from runs r where r.template_id = any(${ask.templates}::uuid[]) and ${filters}
      limit ${MOST_COUNTED + 1}) counted`.execute(db);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), isExact: count <= MOST_COUNTED };
}

async function readRuns(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<{ run: RunRow; template: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('runs')
    .leftJoin('sync_templates', 'sync_templates.id', 'runs.template_id')
    .leftJoin('deleted_templates', 'deleted_templates.id', 'runs.template_id')
    .selectAll('runs')
    .select(sql<string>`coalesce(sync_templates.name, deleted_templates.name, '')`.as('template'))
    .where('runs.id', 'in', [...ids])
    .execute();
  return rows.map(({ template, ...run }) => ({ run, template }));
}
