// Pages of a run's steps in the order in which they are shown – what takes away first – filtered by kind, outcome and
// reason, and searched by the people and users they are about. Reads only.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Search } from '../plan/search.ts';
import { presentMatch, presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import { selectNamedSteps } from './steps.ts';
import type { NamedStep } from './steps.ts';
import type { Tables } from './tables.ts';

export const stepKinds = ['delete', 'leave', 'conflict', 'skip', 'create', 'return', 'change'] as const;
export const stepOutcomes = ['applied', 'withheld', 'preview', 'kept'] as const;

export interface StepsAsk extends PageAsk {
  search: Search | null;
  do: (typeof stepKinds)[number] | null;
  outcome: (typeof stepOutcomes)[number] | null;
  /** A reason's code. */
  code: string | null;
  /** The brake that counts it. */
  kind: 'removals' | 'numbers' | 'creates' | null;
}

export interface StepCount {
  do: (typeof stepKinds)[number];
  outcome: (typeof stepOutcomes)[number];
  /** The reason's. */
  code: string;
  count: number;
}

/** How many steps of each sort a run has: read along the list's own index. */
export async function readStepCounts(db: Kysely<Tables>, runId: string): Promise<StepCount[]> {
  const { rows } = await sql<{ rank: number } & Omit<StepCount, 'do'>>`
    select s.rank, s.outcome, coalesce(s.code, '') as code, count(*) as count from steps s
    where s.run_id = ${runId} group by 1, 2, 3 order by 1, 4 desc, 3`.execute(db);
  return rows.flatMap(({ rank, outcome, code, count }) => {
    const kind = stepKinds[rank - 1];
    return kind === undefined ? [] : [{ do: kind, outcome, code, count }];
  });
}

/** Up to this many people or users that fit are looked for one by one; with more, a walk along the steps meets them soon. */
const MOST_LOOKED_UP = 2_000;

export async function readStepsPage(
  db: Kysely<Tables>,
  run: { id: string; templateId: string; companyId: string },
  ask: StepsAsk,
): Promise<Page<NamedStep>> {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.do !== null) filters.push(sql`s.rank = ${stepKinds.indexOf(ask.do) + 1}`);
  if (ask.outcome !== null) filters.push(sql`s.outcome = ${ask.outcome}`);
  if (ask.code !== null) filters.push(sql`s.code = ${ask.code}`);
  if (ask.kind !== null) filters.push(sql`s.kind = ${ask.kind}`);
  const search = ask.search === null ? null : await readSearch(db, run, ask.search);
  if (search !== null) filters.push(search.filter);
  const page = await readPageKeys(
    db,
    {
      from: sql`steps s`,
      within: sql`s.run_id = ${run.id}`,
      filters,
      keys: [
        { by: sql`s.rank`, as: 'smallint' },
        { by: sql`s.id`, as: 'bigint' },
      ],
      direction: 'asc',
      isDense: search?.isDense ?? false,
    },
    ask,
  );
  const rows = await readListedSteps(
    db,
    page.keys.map((key) => key.at(-1) ?? ''),
  );
  return presentRows(page, rows, { key: (key) => key.at(-1) ?? '', row: ({ id }) => String(id) });
}

async function readSearch(
  db: Kysely<Tables>,
  run: { templateId: string; companyId: string },
  search: Search,
): Promise<{ filter: RawBuilder<unknown>; isDense: boolean }> {
  const people = sql`select r.person_id as id from roster r
    where r.template_id = ${run.templateId} and ${presentMatch(sql`r.search`, search)}`;
  const users = sql`select u.id from users u
    where u.company_id = ${run.companyId} and ${presentMatch(sql`u.search`, search)}`;
  // Side by side, each on a connection of its own.
  const [hitPeople, hitUsers] = await Promise.all([readSome(db, people), readSome(db, users)]);
  if (hitPeople.length > MOST_LOOKED_UP || hitUsers.length > MOST_LOOKED_UP) {
    const filter = sql`(exists (${people} and r.person_id = s.person_id) or exists (${users} and u.id = s.user_id))`;
    return { filter, isDense: true };
  }
  // Whoever this run deleted may be in neither directory any more: the step's alias is what is left to find her by.
  const deleted = sql`s.rank = 1 and ${presentMatch(sql`search_fold(coalesce(s.alias, ''))`, search)}`;
  const filter = sql`(s.person_id = any(${hitPeople}::text[]) or s.user_id = any(${hitUsers}::uuid[]) or (${deleted}))`;
  return { filter, isDense: false };
}

async function readSome(db: Kysely<Tables>, ids: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${ids} limit ${MOST_LOOKED_UP + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

async function readListedSteps(db: Kysely<Tables>, ids: readonly string[]): Promise<NamedStep[]> {
  if (ids.length === 0) return [];
  return selectNamedSteps(db)
    .where(sql<boolean>`steps.id = any(${ids}::bigint[])`)
    .execute();
}
