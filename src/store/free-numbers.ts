// Which numbers of a series are free to be given: told as runs, so that a series of a thousand million numbers with half a
// million taken is a handful of rows. Free is what nobody has, what is not reserved, cooling, a service's or anybody's caller
// id, and what the source names for nobody. Who gets one is decided in plan/automatic-numbers.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { selectCallerIds } from './caller-id-numbers.ts';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

export interface FreeAsked {
  companyId: string;
  /** Of one length in digits. */
  first: number;
  last: number;
  /** That many free numbers are enough. */
  needed: number;
  now: Date;
  /** The people of this plan are left out: what the source names for them the planner knows better. null: by hand. */
  planned: Reading | null;
}

/** Ascending and apart: [first, last]. */
export async function readFreeNumbers(
  db: Kysely<Tables>,
  asked: FreeAsked,
): Promise<(readonly [number, number])[]> {
  const { first, last, needed } = asked;
  const { rows } = await sql<{ low: number; high: number }>`
    with taken as (${selectTaken(asked)} union all select ${last}::bigint + 1, ${last}::bigint + 1),
      reached as (
        select low, max(high) over (order by low, high rows between unbounded preceding and 1 preceding) as before from taken),
      gaps as (
        select greatest(coalesce(before, ${first}::bigint - 1) + 1, ${first}::bigint) as low, low - 1 as high from reached
        where low > coalesce(before, ${first}::bigint - 1) + 1),
      counted as (
        select low, high, sum(high - low + 1) over (order by low rows between unbounded preceding and 1 preceding) as earlier
        from gaps)
    select low, high from counted where coalesce(earlier, 0) < ${needed} order by low`.execute(db);
  return rows.map(({ low, high }) => [low, high] as const);
}

function selectTaken(asked: FreeAsked): RawBuilder<unknown> {
  const { companyId, first, last, now } = asked;
  const [low, high] = [String(first), String(last)];
  // Digits of one length are in the order of their numbers, in any locale; longer ones in between are not meant.
  const inSeries = (column: string) =>
    sql`${sql.ref(column)} between ${low} and ${high} and length(${sql.ref(column)}) = ${low.length}`;
  const single = (column: string) =>
    sql`${sql.ref(column)}::bigint as low, ${sql.ref(column)}::bigint as high`;
  const overlaps = sql`first_digits <= ${last}::bigint and last_digits >= ${first}::bigint`;
  // Assigned numbers are told by their users alone: half a million of them twice take twice as long to put in order.
  return sql`
    select ${single('pstn_fixed')} from users where company_id = ${companyId} and ${inSeries('pstn_fixed')}
    union all select ${single('digits')} from numbers
      where company_id = ${companyId} and ${inSeries('digits')} and state = 'cooling' and cooling_until > ${now}
    union all select first_digits, last_digits from number_series
      where company_id = ${companyId} and kind = 'service' and ${overlaps}
    union all select first_digits, last_digits from reserved_numbers where company_id = ${companyId} and ${overlaps}
    union all select ${single('digits')} from (${selectCallerIds(companyId)}) c where ${inSeries('digits')}
    union all select ${single('digits')} from (${selectNamed(asked)}) n where ${inSeries('digits')}`;
}

/** What the source names for people in scope of any template, who may not have a user yet. */
function selectNamed({ companyId, first, last, planned }: FreeAsked): RawBuilder<unknown> {
  const low = String(first);
  const high = String(last);
  let same = 0;
  while (same < low.length && low[same] === high[same]) same += 1;
  // The values are text of JSON: only those with a number of about this series are taken apart.
  const like = `%"pstnFixed":"${low.slice(0, same)}%`;
  const isPlanned =
    planned === null
      ? sql``
      : sql`and not (r.template_id = ${planned.templateId} and exists (select from planned_people p where p.person_id = r.person_id))`;
  return sql`
    select r.mapped->'values'->>'pstnFixed' as digits from roster r
    where r.template_id in (select id from sync_templates where company_id = ${companyId}) and r.present and not r.excluded
      and not r.filtered_out and r.mapped::text like ${like} ${isPlanned}`;
}

/** Of several that cool for somebody, the one that was given up last. What is kept from everybody is kept from her too. */
export function selectOwnNumbers(companyId: RawBuilder<unknown>, at: RawBuilder<unknown>) {
  return sql`
    select distinct on (n.last_person) n.last_person as person, n.digits from numbers n
    where n.company_id = ${companyId} and n.state = 'cooling' and n.cooling_until > ${at} and n.last_person is not null
      and not exists (select from reserved_numbers k
        where k.company_id = n.company_id and n.digits::bigint between k.first_digits and k.last_digits)
      and not exists (select from number_series k
        where k.company_id = n.company_id and k.kind = 'service' and n.digits::bigint between k.first_digits and k.last_digits)
    order by n.last_person, n.cooling_until desc, n.digits`;
}
