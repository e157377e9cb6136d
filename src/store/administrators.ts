// People who use the program: who they are, their role and how they prove it. Which values are right is access/'s.
import type { Kysely, Selectable } from 'kysely';
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

function mapAdministrator(row: Selectable<AdministratorsTable>): Administrator {
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
