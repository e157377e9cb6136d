// Users of a company's directory as planning and listing need them: who holds what people of this plan want, which
// extensions are in use, and everybody for `users`. Changes nothing; a sync's writes are apply-plan.ts.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Whoever plans or changes a directory takes turns with the others until the transaction ends: what was read of
 * aliases and numbers stays true until it is written. */
export async function lockDirectory(db: Kysely<Tables>, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${directoryLock(companyId)})`.execute(db);
}

/** For those who would rather come back than wait. */
export const directoryLock = (companyId: string) => sql`hashtextextended(${`directory ${companyId}`}, 0)`;

/** Before a transaction that will take that lock: many at once hold one connection (turns.ts). */
export function takeDirectoryTurn<T>(
  { turns }: Database,
  companyId: string,
  work: () => Promise<T>,
): Promise<T> {
  return turns.take(`directory ${companyId}`, work);
}

/** A deed of somebody under that lock, in a transaction of its own or in that of a caller who has taken the turn. */
export async function changeDirectory<T>(
  database: Database,
  companyId: string,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const carry = async (trx: Transaction<Tables>) => {
    await lockDirectory(trx, companyId);
    return work(trx);
  };
  const { kysely } = database;
  if (kysely.isTransaction) return carry(kysely as Transaction<Tables>);
  return takeDirectoryTurn(database, companyId, () => kysely.transaction().execute(carry));
}

/** A user that nobody of this plan is linked to. */
export interface HoldingRow {
  user: string;
  alias: string;
  name: string;
  surname: string;
  pstnFixed: string | null;
  extension: string | null;
  email: string | null;
  isUnlinked: boolean;
  missingSince: Date | null;
  /** Mode and days of the template that lets the user go. */
  mode: string | null;
  keepDays: number | null;
  isHeld: boolean | null;
  heldUntil: Date | null;
}

const holdingColumns = sql`u.id as "user", u.alias, u.name, u.surname, u.pstn_fixed as "pstnFixed", u.extension, u.email,
  l.user_id is null as "isUnlinked", l.missing_since as "missingSince", t.mode, (t.settings->>'keepDays')::int as "keepDays",
  l.held as "isHeld", l.held_until as "heldUntil"`;
const holdingTables = sql`users u left join links l on l.user_id = u.id left join sync_templates t on t.id = l.template_id`;

function isNotPlanned(templateId: string) {
  return sql`(l.user_id is null or l.template_id <> ${templateId}
    or not exists (select from planned_people p where p.person_id = l.person_id))`;
}

/** All of them: for a plan of many people. */
export async function readHoldings(
  db: Kysely<Tables>,
  companyId: string,
  templateId: string,
): Promise<HoldingRow[]> {
  const { rows } = await sql<HoldingRow>`
    select ${holdingColumns} from ${holdingTables}
    where u.company_id = ${companyId} and ${isNotPlanned(templateId)}`.execute(db);
  return rows;
}

export interface WantedKeys {
  aliasKeys: string[];
  numbers: string[];
  extensions: string[];
  /** Of people without a user only: likeness to a user that no sync keeps. */
  emails: string[];
  fullNames: string[];
}

/** Those that hold what is wanted, or are like somebody who is new. */
export async function readHoldingsOf(
  db: Kysely<Tables>,
  companyId: string,
  templateId: string,
  wanted: WantedKeys,
): Promise<HoldingRow[]> {
  const held = await sql<HoldingRow>`
    select ${holdingColumns} from ${holdingTables}
    where u.id in (
        select id from users where company_id = ${companyId} and alias_key = any(${wanted.aliasKeys}::text[])
        union select id from users where company_id = ${companyId} and pstn_fixed = any(${wanted.numbers}::text[])
        union select id from users where company_id = ${companyId} and extension = any(${wanted.extensions}::text[]))
      and ${isNotPlanned(templateId)}`.execute(db);
  if (wanted.fullNames.length === 0) return held.rows;
  const alike = await sql<HoldingRow>`
    select ${holdingColumns} from ${holdingTables}
    where u.company_id = ${companyId} and l.user_id is null and not u.id = any(${held.rows.map((row) => row.user)}::uuid[])
      and (lower(u.email) in (select lower(e) from unnest(${wanted.emails}::text[]) as e)
        or ${foldedName(sql`u.name || ' ' || u.surname`)} in (
          select ${foldedName(sql`n`)} from unnest(${wanted.fullNames}::text[]) as n))`.execute(db);
  return [...held.rows, ...alike.rows];
}

// At least as generous as plan/match.ts: which of them really are alike is decided there.
function foldedName(name: ReturnType<typeof sql>) {
  return sql`lower(regexp_replace(trim(${name}), '\\s+', ' ', 'g'))`;
}

export async function readUsedExtensions(db: Kysely<Tables>, companyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('extension')
    .where('company_id', '=', companyId)
    .where('extension', 'is not', null)
    .execute();
  return rows.map((row) => row.extension ?? '');
}

/** Extensions of deleted users that are still kept for their persons. */
export async function readKeptExtensions(
  db: Kysely<Tables>,
  companyId: string,
  now: Date,
): Promise<{ extension: string; person: string; until: number }[]> {
  const rows = await db
    .selectFrom('tombstones')
    .select(['extension', 'person_id', 'extension_until'])
    .where('company_id', '=', companyId)
    .where('extension', 'is not', null)
    .where('extension_until', '>', now)
    .orderBy('deleted_at')
    .execute();
  return rows.map((row) => ({
    extension: row.extension ?? '',
    person: row.person_id,
    until: row.extension_until?.getTime() ?? 0,
  }));
}

/** What stands in the directory itself; `settingsTemplate` by name. */
export interface DirectoryUser {
  id: string;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  pstnFixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  callerId: string | null;
  settingsTemplate: string | null;
  settings: Record<string, unknown>;
  fields: Record<string, string>;
}

/** A user with what is shown of her link. */
export interface ListedUser extends DirectoryUser {
  person: string | null;
  missingSince: Date | null;
  mode: string | null;
  keepDays: number | null;
  isHeld: boolean | null;
  heldUntil: Date | null;
  timeZone: string;
}

/** Everybody in the directory, or only these; by alias, byte by byte, so that every server gives the same order. */
export async function readListedUsers(
  db: Kysely<Tables>,
  companyId: string,
  only?: readonly string[],
): Promise<ListedUser[]> {
  const some = only === undefined ? sql`` : sql`and u.id = any(${only}::uuid[])`;
  const { rows } = await sql<ListedUser>`
    select u.id, u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department,
      u.caller_id as "callerId", s.name as "settingsTemplate", u.settings, u.fields, l.person_id as person,
      l.missing_since as "missingSince", t.mode, (t.settings->>'keepDays')::int as "keepDays", l.held as "isHeld",
      l.held_until as "heldUntil", c.time_zone as "timeZone"
    from users u
    join companies c on c.id = u.company_id
    left join settings_templates s on s.id = u.settings_template_id
    left join links l on l.user_id = u.id
    left join sync_templates t on t.id = l.template_id
    where u.company_id = ${companyId} ${some}
    order by u.alias collate "C"`.execute(db);
  return rows;
}
