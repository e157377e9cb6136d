// Users whose first write to a target is begun: written down before it, so that whoever goes on after a kill knows what to look for at
// the exchange. What came of it is target-line.ts; the target is locked in each of these.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { DueUser, HeldTarget } from './target-line.ts';

interface WrittenEntry {
  externalId: string;
  entry: Readonly<Record<string, string | null>>;
}

export async function writeTried(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  users: readonly ({ user: string } & NonNullable<DueUser['tried']>)[],
): Promise<void> {
  await sql`
    update target_users t set tried = jsonb_build_object('account', o.account, 'entry', o.entry)
    from jsonb_to_recordset(${JSON.stringify(users)}::jsonb) as o("user" uuid, account text, entry jsonb)
    where t.target_id = ${id} and t.user_id = o."user"`.execute(trx);
}

/**
 * The target is at another place from now on. What was written at the one before need not be there, and what is called so there may be
 * somebody else's: everybody is looked for by Rollcall's mark, as after a write that was never answered. origin: stays, so that the secret
 * of an adopted one stays where she is found.
 */
export async function writeMoved(trx: Kysely<Tables>, targetId: string): Promise<void> {
  await sql`
    update target_users t set tried = ${presentTried}, external_id = null, entry = null, hash = null, drift = null, kept = null,
      error = null, attempts = 0, wanted = wanted + 1, state = 'pending', state_since = now(), next_attempt_at = now()
    where target_id = ${targetId} and external_id is not null`.execute(trx);
}

/** Of what is known of her, what she is looked for by. */
export const presentTried = sql`jsonb_build_object('entry', coalesce(t.entry, '{}'), 'account',
  coalesce((select a.account from sip_accounts a where a.user_id = t.user_id), t.external_id))`;

/** found: what was there after all; null: nothing that still is. Whoever was adopted in this moment is looked for once more. */
export async function writeSettled(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  users: readonly { user: string; known: string | null; found: WrittenEntry | null }[],
): Promise<void> {
  const given = users.map(({ user, known, found }) => ({
    user,
    known,
    found: found?.externalId ?? null,
    entry: found?.entry ?? null,
  }));
  await sql`
    update target_users t set tried = null, external_id = coalesce(o.found, t.external_id),
      entry = case when o.found is null then t.entry else o.entry end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as o("user" uuid, known text, found text, entry jsonb)
    where t.target_id = ${id} and t.user_id = o."user" and t.external_id is not distinct from o.known`.execute(
    trx,
  );
}
