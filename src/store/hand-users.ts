// One user with all that an administrator's deed has to know of it: values, link, the template that keeps it and what
// that maps; and who holds the values that somebody is to get. Reads only; deeds are carried out by apply-deeds.ts.
import { type Kysely, sql } from 'kysely';
import type { FieldMapping, Mode, UserFieldMapping } from '../plan/sync-template.ts';
import type { Tables } from './tables.ts';
import type { DirectoryUser } from './users.ts';

export interface HandUser extends DirectoryUser {
  version: number;
  link: HandLink | null;
}

interface HandLink {
  person: string;
  templateId: string;
  template: string;
  mode: Mode;
  keepDays: number;
  fieldMapping: FieldMapping;
  userFieldMapping: UserFieldMapping;
  missingSince: Date | null;
  held: boolean;
  heldUntil: Date | null;
  pinned: Record<string, string | null>;
}

type UserRow = Omit<HandUser, 'link'> & { [K in keyof HandLink]: HandLink[K] | null };

/** null: the company has no such user. */
export async function readHandUser(
  db: Kysely<Tables>,
  companyId: string,
  userId: string,
): Promise<HandUser | null> {
  const { rows } = await sql<UserRow>`
    select u.id, u.version, u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title,
      u.department, u.caller_id as "callerId", u.settings_template_id as "settingsTemplate", u.settings, u.fields,
      l.person_id as person, t.id as "templateId", t.name as template, t.mode, (t.settings->>'keepDays')::int as "keepDays",
      t.settings->'fieldMapping' as "fieldMapping", t.settings->'userFieldMapping' as "userFieldMapping",
      l.missing_since as "missingSince", l.held, l.held_until as "heldUntil", l.pinned
    from users u
    left join links l on l.user_id = u.id
    left join sync_templates t on t.id = l.template_id
    where u.company_id = ${companyId} and u.id = ${userId}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : mapHandUser(row);
}

function mapHandUser(row: UserRow): HandUser {
  const { person, templateId, template, mode, keepDays, fieldMapping, userFieldMapping, ...rest } = row;
  const { missingSince, held, heldUntil, pinned, ...user } = rest;
  if (person === null) return { ...user, link: null };
  const link: HandLink = {
    person,
    templateId: templateId ?? '',
    template: template ?? '',
    mode: mode ?? 'full',
    keepDays: keepDays ?? 30,
    fieldMapping: fieldMapping ?? {},
    userFieldMapping: userFieldMapping ?? {},
    missingSince,
    held: held ?? false,
    heldUntil,
    pinned: pinned ?? {},
  };
  return { ...user, link };
}

/** Keys of unique values, as the directory stores them. */
export interface UniqueKeys {
  aliasKeys: readonly string[];
  numbers: readonly string[];
  extensions: readonly string[];
}

export interface KeyHolder {
  user: string;
  person: string | null;
  /** Full name. */
  name: string;
  aliasKey: string;
  pstnFixed: string | null;
  extension: string | null;
}

/** Users of the company who have one of these. */
export async function readKeyHolders(
  db: Kysely<Tables>,
  companyId: string,
  keys: UniqueKeys,
): Promise<KeyHolder[]> {
  const { rows } = await sql<KeyHolder>`
    select u.id as "user", l.person_id as person, u.name || ' ' || u.surname as name, u.alias_key as "aliasKey",
      u.pstn_fixed as "pstnFixed", u.extension
    from users u left join links l on l.user_id = u.id
    where u.id in (
      select id from users where company_id = ${companyId} and alias_key = any(${keys.aliasKeys}::text[])
      union select id from users where company_id = ${companyId} and pstn_fixed = any(${keys.numbers}::text[])
      union select id from users where company_id = ${companyId} and extension = any(${keys.extensions}::text[]))`.execute(
    db,
  );
  return rows;
}
