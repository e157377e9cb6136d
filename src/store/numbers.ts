// The company's number ledger as planning needs it: which wanted numbers are cooling, reserved or the switchboard's own.
// Writes of a sync are apply-plan.ts; series are number-series.ts, reserved ranges reserved-numbers.ts.
import { type Kysely, sql } from 'kysely';
import { isReserved } from './reserved-numbers.ts';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

export interface CoolingRow {
  digits: string;
  until: Date | null;
  lastPerson: string | null;
  lastUser: string | null;
}

/** Numbers that nobody has and only their last holder may have now; wanted null asks for all of them. */
export async function readCoolingNumbers(
  db: Kysely<Tables>,
  companyId: string,
  wanted: readonly string[] | null,
  now: Date,
): Promise<CoolingRow[]> {
  const some = wanted === null ? sql`` : sql`and digits = any(${wanted}::text[])`;
  const { rows } = await sql<CoolingRow>`
    select digits, cooling_until as until, last_person as "lastPerson", last_user as "lastUser" from numbers
    where company_id = ${companyId} and state = 'cooling' and cooling_until > ${now} ${some}`.execute(db);
  return rows;
}

/**
 * Numbers wanted by people of this plan that nobody may have: those in a reserved range and those in a service series,
 * which wins over the series around it.
 */
export async function readWantedClosedNumbers(
  db: Kysely<Tables>,
  companyId: string,
  reading: Reading,
): Promise<string[]> {
  const { rows: closed } = await sql<{ isAny: boolean }>`
    select exists (select from number_series where company_id = ${companyId} and kind = 'service')
      or exists (select from reserved_numbers where company_id = ${companyId}) as "isAny"`.execute(db);
  if (!closed[0]?.isAny) return [];
  const { rows } = await sql<{ digits: string }>`
    with wanted as materialized (
      select distinct coalesce(s.mapped::json, r.mapped)->'values'->>'pstnFixed' as digits
      from planned_people p
      left join roster r on r.template_id = ${reading.templateId} and r.person_id = p.person_id
      left join staged_people s on s.run_id = ${reading.runId} and s.person_id = p.person_id)
    select digits from wanted
    where exists (select from number_series s
      where s.company_id = ${companyId} and s.kind = 'service' and wanted.digits::bigint between s.first_digits and s.last_digits)
      or ${isReserved(companyId, sql.ref('wanted.digits'))}`.execute(db);
  return rows.map((row) => row.digits);
}

export interface NumberRow {
  state: 'free' | 'assigned' | 'cooling';
  until: Date | null;
  lastPerson: string | null;
  lastUser: string | null;
  changedAt: Date;
}

/** null: nothing is known of it. */
export async function readNumber(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
): Promise<NumberRow | null> {
  const { rows } = await sql<NumberRow>`
    select state, cooling_until as until, last_person as "lastPerson", last_user as "lastUser",
      changed_at as "changedAt"
    from numbers where company_id = ${companyId} and digits = ${digits}`.execute(db);
  return rows[0] ?? null;
}

/** How many of the range cool. */
export async function readCoolingWithin(
  db: Kysely<Tables>,
  companyId: string,
  { first, last }: { first: number; last: number },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from numbers
    where company_id = ${companyId} and digits between ${String(first)} and ${String(last)}
      and length(digits) = ${String(first).length} and state = 'cooling' and cooling_until > ${now}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Nobody has it, and nobody waits for it any more. */
export async function writeNumberFreed(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('numbers')
    .set({ state: 'free', cooling_until: null, last_person: null, last_user: null, changed_at: at })
    .where('company_id', '=', companyId)
    .where('digits', '=', digits)
    .execute();
}
