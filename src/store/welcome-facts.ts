// What a welcome mail tells of its user as the directory stands, and whether her address is somebody else's as well. Reads
// only, one user at a time: a mail is made when it is sent.
import { type Kysely, sql } from 'kysely';
import { isHeldAt } from './links.ts';
import type { Tables } from './tables.ts';
import type { DirectoryUser } from './users.ts';

export interface WelcomedUser extends Omit<DirectoryUser, 'id' | 'settingsTemplate' | 'settings' | 'fields'> {
  /** Object id of whom she was made for. */
  person: string | null;
  /** Confirmed gone, and nobody holds her. */
  isLeaving: boolean;
  /** The template that keeps her now. */
  templateId: string | null;
}

/** null: the company has no such user any more. */
export async function readWelcomedUser(
  db: Kysely<Tables>,
  companyId: string,
  userId: string,
  at: Date,
): Promise<WelcomedUser | null> {
  const { rows } = await sql<WelcomedUser>`
    select u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department,
      u.caller_id as "callerId", l.template_id as "templateId",
      l.missing_since is not null and not ${isHeldAt(at)} as "isLeaving",
      -- Also while nobody keeps her: her own entry in Entra is nobody else's.
      coalesce(l.person_id, (select s.person_id from steps s
        where s.user_id = u.id and s.do_what = 'create' and s.outcome = 'applied' order by s.id limit 1)) as person
    from users u left join links l on l.user_id = u.id
    where u.company_id = ${companyId} and u.id = ${userId}`.execute(db);
  return rows[0] ?? null;
}

export interface SharedAddress {
  companyId: string;
  userId: string;
  address: string;
  person: string | null;
  /** Where to look for other people: of this template's tenant. */
  templateId: string | null;
}

/** Whether another user of the company has the address, or another person of the tenant has it as her mail. */
export async function readIsSharedAddress(
  db: Kysely<Tables>,
  { companyId, userId, address, person, templateId }: SharedAddress,
): Promise<boolean> {
  const { rows } = await sql<{ isShared: boolean }>`
    select exists (
      select from users u where u.company_id = ${companyId} and u.id <> ${userId} and lower(u.email) = lower(${address}::text))
    or exists (
      select from sync_templates own
      join sync_templates t on t.company_id = own.company_id and (t.id = own.id or t.tenant = own.tenant)
      join roster r on r.template_id = t.id
      where own.id = ${templateId}::uuid and own.company_id = ${companyId} and r.present
        and r.person_id is distinct from ${person}::text and lower(r.facts->>'mail') = lower(${address}::text)) as "isShared"`.execute(
    db,
  );
  return rows[0]?.isShared ?? false;
}
