// Users of the directory with all that is shown of one: values, settings, link, pins, hold and how recent what Entra said is.
// Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { DirectoryUser } from './users.ts';

export interface UserDetails extends DirectoryUser {
  settingsTemplateId: string | null;
  /** Settings that are not as the template that was applied last says today. */
  differs: string[];
  version: number;
  createdAt: Date;
  /** The rest is null for a user that no sync keeps. */
  person: string | null;
  templateId: string | null;
  template: string | null;
  mode: string | null;
  keepDays: number | null;
  missingSince: Date | null;
  leaveCode: string | null;
  isHeld: boolean | null;
  heldUntil: Date | null;
  /** When the template's last run that went well ended. */
  syncedAt: Date | null;
  timeZone: string;
}

/** Of this company alone; in no order. */
export async function readUserDetails(
  db: Kysely<Tables>,
  companyId: string,
  ids: readonly string[],
): Promise<UserDetails[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<UserDetails>`
    select u.id, u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department,
      u.caller_id as "callerId", u.settings_template_id as "settingsTemplateId", s.name as "settingsTemplate", u.settings,
      array(select k.key from jsonb_each(s.settings) k where u.settings->k.key is distinct from k.value order by k.key) as differs,
      u.fields, u.version, u.created_at as "createdAt", l.person_id as person, l.template_id as "templateId",
      t.name as template, t.mode, (t.settings->>'keepDays')::int as "keepDays", l.missing_since as "missingSince",
      l.leave_code as "leaveCode", l.held as "isHeld", l.held_until as "heldUntil", t.last_success_at as "syncedAt", c.time_zone as "timeZone"
    from users u
    join companies c on c.id = u.company_id
    left join settings_templates s on s.id = u.settings_template_id
    left join links l on l.user_id = u.id
    left join sync_templates t on t.id = l.template_id
    where u.company_id = ${companyId} and u.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
