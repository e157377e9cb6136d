// Users as targets are given them: one statement for a batch. Who is gone is left out. Reads only.
import { type Kysely, sql } from 'kysely';
import { isHeldAt } from './links.ts';
import type { Tables } from './tables.ts';

export interface TargetUserRow {
  user: string;
  account: string;
  /** When a secret of it was made and shown. */
  shownAt: Date | null;
  md5: string | null;
  sha256: string | null;
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
  language: string;
  settingsTemplateId: string | null;
  settingsTemplate: string | null;
  settings: Record<string, unknown>;
  fields: Record<string, string>;
  isLeaving: boolean;
}

/** Of users who have an account. realm: null where the exchange has a sign-in of its own. */
export async function readTargetUserRows(
  db: Kysely<Tables>,
  {
    companyId,
    userIds,
    realm,
    at,
  }: { companyId: string; userIds: readonly string[]; realm: string | null; at: Date },
): Promise<TargetUserRow[]> {
  const { rows } = await sql<TargetUserRow>`
    select u.id as "user", a.account, a.shown_at as "shownAt", d.md5, d.sha256, u.alias, u.name, u.surname, u.email,
      u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department, u.caller_id as "callerId",
      coalesce(u.settings->>'language', c.language) as language, s.id as "settingsTemplateId", s.name as "settingsTemplate",
      u.settings, u.fields, coalesce(l.missing_since is not null and not ${isHeldAt(at)}, false) as "isLeaving"
    from users u
    join companies c on c.id = u.company_id
    join sip_accounts a on a.user_id = u.id
    left join sip_digests d on d.user_id = u.id and d.realm = ${realm}
    left join settings_templates s on s.id = u.settings_template_id
    left join links l on l.user_id = u.id
    where u.company_id = ${companyId} and u.id = any(${userIds}::uuid[])`.execute(db);
  return rows;
}
