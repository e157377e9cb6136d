// Sign-ins that are away at the OIDC provider, and who has signed in there. An attempt is taken once.
import type { Kysely } from 'kysely';
import { mapAdministrator } from './administrators.ts';
import type { Administrator } from './administrators.ts';
import type { Tables } from './tables.ts';

export interface StoredAttempt {
  state: string;
  nonce: string;
  verifier: string;
}

/** hash: of what the browser holds. expiresAt: in ms. */
export async function writeAttempt(
  db: Kysely<Tables>,
  hash: Buffer,
  attempt: StoredAttempt,
  expiresAt: number,
): Promise<void> {
  const { state, nonce, verifier } = attempt;
  await db
    .insertInto('oidc_sign_ins')
    .values({ hash, state, nonce, verifier, expires_at: new Date(expiresAt) })
    .execute();
}

export async function takeAttempt(
  db: Kysely<Tables>,
  hash: Buffer,
  now: number,
): Promise<StoredAttempt | null> {
  const row = await db
    .deleteFrom('oidc_sign_ins')
    .where('hash', '=', hash)
    .where('expires_at', '>', new Date(now))
    .returning(['state', 'nonce', 'verifier'])
    .executeTakeFirst();
  return row ?? null;
}

export async function readByOidc(
  db: Kysely<Tables>,
  issuer: string,
  subject: string,
): Promise<Administrator | null> {
  const row = await db
    .selectFrom('administrators')
    .selectAll()
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst();
  return row ? mapAdministrator(row) : null;
}

/** false: the person has signed in as somebody else there. */
export async function writeOidcIdentity(
  db: Kysely<Tables>,
  id: string,
  issuer: string,
  subject: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('administrators')
    .set({ oidc_issuer: issuer, oidc_subject: subject })
    .where('id', '=', id)
    .where((where) => where.or([where('oidc_issuer', 'is', null), where('oidc_issuer', '!=', issuer)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
