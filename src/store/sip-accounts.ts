// Accounts that phones sign in with: one a user, its name unique in the installation, and for each realm what an exchange needs to know
// the phone by. The secret itself is stored nowhere.
import { type Kysely, sql } from 'kysely';
import type { SipDigest } from '../plan/target-user.ts';
import type { Tables } from './tables.ts';

export interface SipAccount {
  user: string;
  account: string;
  madeAt: Date;
  /** When a secret was last made and shown; null: nobody knows one. */
  shownAt: Date | null;
}

/** null: none has been made yet. */
export async function readSipAccount(db: Kysely<Tables>, userId: string): Promise<SipAccount | null> {
  const row = await db
    .selectFrom('sip_accounts')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? { user: row.user_id, account: row.account, madeAt: row.made_at, shownAt: row.shown_at } : null;
}

/** Of these users those who have none, with their aliases. */
export async function readWithoutAccount(
  db: Kysely<Tables>,
  companyId: string,
  userIds: readonly string[],
): Promise<{ user: string; alias: string }[]> {
  const { rows } = await sql<{ user: string; alias: string }>`
    select u.id as "user", u.alias from users u
    where u.company_id = ${companyId} and u.id = any(${userIds}::uuid[])
      and not exists (select from sip_accounts a where a.user_id = u.id)
    order by u.id`.execute(db);
  return rows;
}

/** Names that are taken among these stems and what begins with them. */
export async function readTakenAccounts(db: Kysely<Tables>, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ account: string }>`
    select account from sip_accounts where account = any(${names}::text[])`.execute(db);
  return new Set(rows.map(({ account }) => account));
}

/** Those whose name somebody else has taken meanwhile are left out; so are users who have one. */
export async function writeSipAccounts(
  db: Kysely<Tables>,
  companyId: string,
  accounts: readonly { user: string; account: string }[],
): Promise<void> {
  await sql`
    insert into sip_accounts (user_id, company_id, account)
    select u, ${companyId}, a from unnest(${accounts.map(({ user }) => user)}::uuid[], ${accounts.map(({ account }) => account)}::text[]) as t(u, a)
    on conflict do nothing`.execute(db);
}

export interface RealmDigest extends SipDigest {
  user: string;
  realm: string;
}

/** Of these users those who have no digest in one of these realms. */
export async function readWithoutDigest(
  db: Kysely<Tables>,
  userIds: readonly string[],
  realms: readonly string[],
): Promise<{ user: string; account: string; realm: string }[]> {
  const { rows } = await sql<{ user: string; account: string; realm: string }>`
    select a.user_id as "user", a.account, r as realm
    from sip_accounts a cross join unnest(${realms}::text[]) as r
    where a.user_id = any(${userIds}::uuid[])
      and not exists (select from sip_digests d where d.user_id = a.user_id and d.realm = r)`.execute(db);
  return rows;
}

/** replace: those that are there are made anew. Without it they stay. */
export async function writeSipDigests(
  db: Kysely<Tables>,
  digests: readonly RealmDigest[],
  how: 'replace' | 'keep',
): Promise<void> {
  const column = (key: keyof RealmDigest) => digests.map((one) => one[key]);
  const onConflict =
    how === 'keep' ? sql`nothing` : sql`update set md5 = excluded.md5, sha256 = excluded.sha256`;
  await sql`
    insert into sip_digests (user_id, realm, md5, sha256)
    select * from unnest(${column('user')}::uuid[], ${column('realm')}::text[], ${column('md5')}::text[], ${column('sha256')}::text[])
    on conflict (user_id, realm) do ${onConflict}`.execute(db);
}

/** Somebody has seen a secret now. */
export async function markSipSecretShown(db: Kysely<Tables>, userId: string, at: Date): Promise<void> {
  await db.updateTable('sip_accounts').set({ shown_at: at }).where('user_id', '=', userId).execute();
}

/** Kind and settings of each target of the company, whatever its state. */
export async function readTargetSettings(
  db: Kysely<Tables>,
  companyId: string,
): Promise<{ kind: string; settings: unknown }[]> {
  return db
    .selectFrom('targets')
    .select(['kind', 'settings'])
    .where('company_id', '=', companyId)
    .orderBy('created_at')
    .execute();
}
