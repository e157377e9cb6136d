// Links to a user's SIP secret: made, looked at, used up, and the address beside it that a softphone reads its account from. Two who
// open one link at the same time are told apart by the lock on its row.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface PhoneLink {
  companyId: string;
  company: string;
  /** Who helps (CompanyMail). */
  help: string | null;
  user: string;
  name: string;
  surname: string;
  /** As it is set; null: the company's. */
  language: string;
  expiresAt: Date;
  shownAt: Date | null;
  endedAt: Date | null;
}

export interface NewPhoneLink {
  hash: Buffer;
  companyId: string;
  user: string;
  madeAt: Date;
  expiresAt: Date;
}

export async function writePhoneLink(db: Kysely<Tables>, link: NewPhoneLink): Promise<void> {
  await db
    .insertInto('phone_links')
    .values({
      hash: link.hash,
      company_id: link.companyId,
      user_id: link.user,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
      shown_at: null,
      ended_at: null,
      setup_hash: null,
      setup_until: null,
    })
    .execute();
}

/** Those of the user that nobody has opened, but for the one with this hash. */
export async function endPhoneLinks(
  db: Kysely<Tables>,
  user: string,
  at: Date,
  except: Buffer | null,
): Promise<void> {
  await sql`
    update phone_links set ended_at = ${at}
    where user_id = ${user} and shown_at is null and ended_at is null
      and hash is distinct from ${except}::bytea`.execute(db);
}

/** null: there is no such link, or its user is no more. lock: until the transaction ends nobody else opens it. */
export async function readPhoneLink(
  db: Kysely<Tables>,
  hash: Buffer,
  { lock }: { lock: boolean },
): Promise<PhoneLink | null> {
  const { rows } = await sql<PhoneLink>`
    select l.company_id as "companyId", c.name as company, c.mail->>'help' as help, u.id as "user", u.name, u.surname,
      coalesce(u.settings->>'language', c.language) as language, l.expires_at as "expiresAt", l.shown_at as "shownAt",
      l.ended_at as "endedAt"
    from phone_links l join companies c on c.id = l.company_id join users u on u.id = l.user_id and u.company_id = l.company_id
    where l.hash = ${hash} ${lock ? sql`for update of l` : sql``}`.execute(db);
  return rows[0] ?? null;
}

export async function writePhoneLinkShown(
  db: Kysely<Tables>,
  hash: Buffer,
  shown: { at: Date; setupHash: Buffer; setupUntil: Date },
): Promise<void> {
  await db
    .updateTable('phone_links')
    .set({ shown_at: shown.at, setup_hash: shown.setupHash, setup_until: shown.setupUntil })
    .where('hash', '=', hash)
    .execute();
}

export interface TakenSetup {
  companyId: string;
  user: string;
  name: string;
  surname: string;
}

/** Uses the address up. null: there is none, it has been read, or its time is over. */
export async function takePhoneSetup(db: Kysely<Tables>, hash: Buffer, at: Date): Promise<TakenSetup | null> {
  const { rows } = await sql<TakenSetup>`
    update phone_links l set setup_hash = null, setup_until = null from users u
    where l.setup_hash = ${hash} and l.setup_until > ${at} and u.id = l.user_id and u.company_id = l.company_id
    returning l.company_id as "companyId", u.id as "user", u.name, u.surname`.execute(db);
  return rows[0] ?? null;
}

/** By realm: what a softphone may know instead of the secret. */
export async function readMd5Digests(db: Kysely<Tables>, user: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('sip_digests')
    .select(['realm', 'md5'])
    .where('user_id', '=', user)
    .execute();
  return new Map(rows.map(({ realm, md5 }) => [realm, md5]));
}
