// What happened to a number, newest first: the applied steps that gave it to somebody or took it, freed it while it cooled,
// or spoke of a range that it lies in. There is no other ledger: undoing and forgetting need nothing of their own. Reads only.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { Tables } from './tables.ts';

export const numberEvents = [
  'assigned',
  'givenUp',
  'freed',
  'reserved',
  'released',
  'addedToSeries',
  'removedFromSeries',
] as const;
export type NumberEvent = (typeof numberEvents)[number];

export interface NumberHistoryRow {
  /** Of the step in the change log; a step may tell two things of two numbers, never two of one. */
  id: number;
  what: NumberEvent;
  at: Date;
  user: string | null;
  alias: string | null;
  person: string | null;
  run: string | null;
  trigger: string | null;
  template: string | null;
  /** Who did it by hand, or asked for the run. */
  by: Actor | null;
  because: unknown;
  /** Of the range, for words about ranges. */
  note: string | null;
}

/**
 * What happened to it, as rows (id, what, rank, turn): in one run or undo a number may be taken from one and given to another
 * in any order of the steps, and it is given after it was taken.
 */
function selectEvents(companyId: string, digits: string): RawBuilder<unknown> {
  const of = sql`s.company_id = ${companyId} and s.outcome = 'applied'`;
  const column = sql`s.id, s.at, s.run_id, s.details ? 'undoes' as is_undo`;
  return sql`(
    select e.id, e.what, e.note, e.rank, max(e.id) over (
      partition by coalesce(e.run_id::text, case when e.is_undo then e.at::text else e.id::text end)) as turn
    from (
      select ${column}, case s.do_what when 'freeNumber' then 'freed' else 'givenUp' end as what, null as note, 1 as rank
      from steps s where ${of} and s.before->>'pstnFixed' = ${digits}
        and (s.do_what in ('delete', 'freeNumber') or (s.do_what = 'change' and s.after ? 'pstnFixed'))
      union all
      select ${column}, 'assigned', null, 2
      from steps s where ${of} and s.after->>'pstnFixed' = ${digits} and s.do_what in ('create', 'change')
      union all
      select ${column}, case s.do_what when 'reserve' then 'reserved' when 'unreserve' then 'released'
        when 'addSeries' then 'addedToSeries' else 'removedFromSeries' end, r.note, 1
      from steps s cross join lateral (
        select x->>'note' as note from jsonb_array_elements(s.details->'ranges') x
        where ${digits}::bigint between (x->>'first')::bigint and (x->>'last')::bigint limit 1) r
      where ${of} and s.details ? 'ranges') e) h`;
}

export async function readNumberHistory(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
  ask: PageAsk,
): Promise<Page<NumberHistoryRow>> {
  const events = selectEvents(companyId, digits);
  const keys = [
    { by: sql`h.turn`, as: 'bigint' },
    { by: sql`h.rank`, as: 'bigint' },
    { by: sql`h.id`, as: 'bigint' },
  ] as const;
  const list = { from: events, within: sql`true`, filters: [], keys, direction: 'desc' } as const;
  const page = await readPageKeys(db, list, ask);
  const ids = page.keys.map((key) => key.at(-1) ?? '');
  return presentRows(page, await readRows(db, events, ids), {
    key: (key) => key.at(-1) ?? '',
    row: ({ id }) => String(id),
  });
}

async function readRows(
  db: Kysely<Tables>,
  events: RawBuilder<unknown>,
  ids: readonly string[],
): Promise<NumberHistoryRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NumberHistoryRow>`
    select h.id, h.what, s.at, s.user_id as user, s.alias, s.person_id as person, s.run_id as run, r.trigger,
      coalesce(t.name, d.name) as template, coalesce(s.actor, r.requested_by) as by, s.because, h.note
    from ${events}
    join steps s on s.id = h.id
    left join runs r on r.id = s.run_id
    left join sync_templates t on t.id = s.template_id
    left join deleted_templates d on d.id = s.template_id
    where h.id = any(${[...ids]}::bigint[])`.execute(db);
  return rows;
}
