// People who use the program: who they are, their role and how they prove it. Which values are right is access/'s.
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AdministratorsTable } from './access-tables.ts';
import type { Tables } from './tables.ts';

export interface Administrator {
  id: string;
  /** null: an operator. */
  companyId: string | null;
  role: 'operator' | 'companyAdministrator' | 'viewer';
  email: string;
  firstName: string;
  lastName: string;
  language: 'sv' | 'en';
  theme: 'system' | 'light' | 'dark';
  disabled: boolean;
  /** Whether there is a password to sign in with. */
  hasPassword: boolean;
  /** Whether the person has signed in at the OIDC provider once. */
  hasOidc: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
}

export type NewAdministrator = Omit<
  Administrator,
  'hasPassword' | 'hasOidc' | 'createdAt' | 'lastSignInAt' | 'disabled'
> & { passwordHash: string | null };

/** Two spellings of one address are one person: compared without case. */
export const foldEmail = (email: string): string => email.normalize('NFC').toLowerCase();

/** false: there is somebody with that e-mail address already. */
export async function createAdministrator(
  db: Kysely<Tables>,
  person: NewAdministrator,
  now: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('administrators')
    .values({
      id: person.id,
      company_id: person.companyId,
      role: person.role,
      email: person.email,
      email_key: foldEmail(person.email),
      first_name: person.firstName,
      last_name: person.lastName,
      language: person.language,
      theme: person.theme,
      password_hash: person.passwordHash,
      password_changed_at: person.passwordHash === null ? null : new Date(now),
      oidc_issuer: null,
      oidc_subject: null,
      created_at: new Date(now),
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function readAdministrator(db: Kysely<Tables>, id: string): Promise<Administrator | null> {
  const row = await db.selectFrom('administrators').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? mapAdministrator(row) : null;
}

/** The same, held until the transaction ends so that nobody changes it meanwhile. */
export async function lockAdministrator(trx: Transaction<Tables>, id: string): Promise<Administrator | null> {
  const row = await trx
    .selectFrom('administrators')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? mapAdministrator(row) : null;
}

/** Whoever signs in with this address, with the hash of the password. */
export async function readForSignIn(
  db: Kysely<Tables>,
  email: string,
): Promise<{ administrator: Administrator; passwordHash: string | null } | null> {
  const row = await db
    .selectFrom('administrators')
    .selectAll()
    .where('email_key', '=', foldEmail(email))
    .executeTakeFirst();
  return row ? { administrator: mapAdministrator(row), passwordHash: row.password_hash } : null;
}

export async function readPasswordHash(db: Kysely<Tables>, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('administrators')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** What can be changed of somebody. false: another has that e-mail address. */
export async function writeAdministrator(
  db: Kysely<Tables>,
  { id, ...person }: Omit<NewAdministrator, 'passwordHash'> & { disabled: boolean },
): Promise<boolean> {
  const emailKey = foldEmail(person.email);
  const taken = await db
    .selectFrom('administrators')
    .select('id')
    .where('email_key', '=', emailKey)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (taken) return false;
  await db
    .updateTable('administrators')
    .set({
      company_id: person.companyId,
      role: person.role,
      email: person.email,
      email_key: emailKey,
      first_name: person.firstName,
      last_name: person.lastName,
      language: person.language,
      theme: person.theme,
      disabled: person.disabled,
    })
    .where('id', '=', id)
    .execute();
  return true;
}

export async function writePassword(
  db: Kysely<Tables>,
  id: string,
  passwordHash: string,
  now: number,
): Promise<void> {
  await db
    .updateTable('administrators')
    .set({ password_hash: passwordHash, password_changed_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

export async function writeSignIn(db: Kysely<Tables>, id: string, now: number): Promise<void> {
  await db
    .updateTable('administrators')
    .set({ last_sign_in_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

export async function deleteAdministrator(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('administrators').where('id', '=', id).execute();
}

/** Whether somebody of the company signs in with this address. */
export async function isAdministratorsAddress(
  db: Kysely<Tables>,
  companyId: string,
  email: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('administrators')
    .select('id')
    .where('email_key', '=', foldEmail(email))
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function hasAdministrators(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('administrators').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Until the transaction ends nobody else changes who the operators are: two who remove each other must not both pass. */
export async function lockOperators(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('operators'))`.execute(trx);
}

/** Whether an operator besides this one can sign in. */
export async function hasOtherOperator(trx: Transaction<Tables>, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('administrators')
    .select('id')
    .where('role', '=', 'operator')
    .where('id', '!=', id)
    .where('disabled', '=', false)
    .where((where) =>
      where.or([where('password_hash', 'is not', null), where('oidc_subject', 'is not', null)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function mapAdministrator(row: Selectable<AdministratorsTable>): Administrator {
  return {
    id: row.id,
    companyId: row.company_id,
    role: row.role as Administrator['role'],
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language === 'en' ? 'en' : 'sv',
    theme: row.theme as Administrator['theme'],
    disabled: row.disabled,
    hasPassword: row.password_hash !== null,
    hasOidc: row.oidc_subject !== null,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}
