// Pages of a company's change log, newest first: every step that was applied, by a run or by hand, filtered by user, person,
// run, whoever caused it, kind and time. Reads only.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { StoredStep } from './steps.ts';
import type { Tables } from './tables.ts';

export interface ChangeLogAsk extends PageAsk {
  user: string | null;
  person: string | null;
  run: string | null;
  /** Id of an administrator or token. */
  actor: string | null;
  /** Kind of step. */
  do: string | null;
  from: Date | null;
  to: Date | null;
}

export interface ListedChange extends StoredStep {
  /** Of the run; null for what was done by hand. */
  trigger: string | null;
  requestedBy: Actor | null;
  template: string | null;
}

export async function readChangeLogPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: ChangeLogAsk,
): Promise<Page<ListedChange>> {
  const page = await readPageKeys(
    db,
    {
      from: sql`steps s`,
      within: sql`s.company_id = ${companyId} and s.outcome = 'applied'`,
      filters: presentFilters(companyId, ask),
      keys: [{ by: sql`s.id`, as: 'bigint' }],
      direction: 'desc',
    },
    ask,
  );
  const ids = page.keys.map((key) => key.at(-1) ?? '');
  return presentRows(page, await readListedChanges(db, ids), {
    key: (key) => key.at(-1) ?? '',
    row: ({ id }) => String(id),
  });
}

function presentFilters(companyId: string, ask: ChangeLogAsk): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.user !== null) filters.push(sql`s.user_id = ${ask.user}::uuid`);
  if (ask.person !== null) filters.push(sql`s.person_id = ${ask.person}`);
  if (ask.run !== null) filters.push(sql`s.run_id = ${ask.run}::uuid`);
  if (ask.do !== null) filters.push(sql`s.do_what = ${ask.do}`);
  if (ask.actor !== null) {
    // By hand, or by a run that this person asked for; looked up apart, so that each has its index.
    filters.push(sql`s.id in (
      select id from steps where company_id = ${companyId} and actor is not null and actor->>'id' = ${ask.actor}
      union all
      select id from steps where run_id in (
        select r.id from runs r where r.requested_by->>'id' = ${ask.actor} and r.template_id in (
          select id from sync_templates where company_id = ${companyId}
          union all select id from deleted_templates where company_id = ${companyId})))`);
  }
  if (ask.from !== null) filters.push(sql`s.at >= ${ask.from}`);
  if (ask.to !== null) filters.push(sql`s.at < ${ask.to}`);
  return filters;
}

async function readListedChanges(db: Kysely<Tables>, ids: readonly string[]): Promise<ListedChange[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('steps')
    .leftJoin('runs', 'runs.id', 'steps.run_id')
    .leftJoin('sync_templates', 'sync_templates.id', 'steps.template_id')
    .leftJoin('deleted_templates', 'deleted_templates.id', 'steps.template_id')
    .selectAll('steps')
    .select(['runs.trigger', 'runs.requested_by'])
    .select(sql<string | null>`coalesce(sync_templates.name, deleted_templates.name)`.as('template'))
    .where(sql<boolean>`steps.id = any(${ids}::bigint[])`)
    .execute();
  return rows.map(({ requested_by: requestedBy, ...row }) => ({
    ...row,
    requestedBy: requestedBy as Actor | null,
  }));
}
