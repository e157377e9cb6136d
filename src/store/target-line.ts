// The line in front of each target: who feeds it at the moment, who comes next, and what came of it. One process holds a target at a
// time; a hold that nobody renews ends by itself, and what was under way is done again, which changes nothing that is there already.
import { type Kysely, sql } from 'kysely';
import type { UserTrouble } from '../plan/target.ts';
import type { Tables } from './tables.ts';
import { mapTarget } from './targets.ts';
import type { StoredTarget } from './targets.ts';

/** Renewed while a call lasts; after a kill so long passes before another process goes on. */
const HELD_SECONDS = 60;

export interface HeldTarget extends StoredTarget {
  /** Whoever has another has it no more. */
  claim: string;
}

/** Targets that somebody waits for, those that have rested longest first. companyId: of this one alone. except: ids. */
export async function claimTargets(
  db: Kysely<Tables>,
  {
    claim,
    limit,
    companyId = null,
    except = [],
  }: { claim: string; limit: number; companyId?: string | null; except?: readonly string[] },
): Promise<HeldTarget[]> {
  return claimWhere(
    db,
    claim,
    limit,
    sql`t.state in ('active', 'ending') and t.rests_until <= now()
      and not t.id = any(${except}::uuid[]) and (${companyId}::uuid is null or t.company_id = ${companyId}::uuid)
      and (t.state = 'ending' or exists (
        select from target_users u where u.target_id = t.id and u.state in ('pending', 'failed') and u.next_attempt_at <= now()))`,
  );
}

/** To be compared: those of these that nobody holds. */
export async function claimTargetsById(
  db: Kysely<Tables>,
  claim: string,
  ids: readonly string[],
): Promise<HeldTarget[]> {
  return claimWhere(
    db,
    claim,
    ids.length,
    sql`t.id = any(${ids}::uuid[]) and t.state = 'active' and t.rests_until <= now()`,
  );
}

async function claimWhere(
  db: Kysely<Tables>,
  claim: string,
  limit: number,
  where: ReturnType<typeof sql>,
): Promise<HeldTarget[]> {
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select t.id from targets t where (t.claimed_until is null or t.claimed_until <= now()) and ${where}
      order by t.rests_until, t.id limit ${limit} for no key update of t skip locked)
    update targets t set claim = ${claim}, claimed_until = now() + make_interval(secs => ${HELD_SECONDS})
    from chosen where t.id = chosen.id
    returning t.id`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const held = await db.selectFrom('targets').selectAll().where('id', 'in', ids).execute();
  return held.map((row) => ({ ...mapTarget(row), claim }));
}

/** False: it is no longer ours. */
export async function renewTarget(db: Kysely<Tables>, { id, claim }: HeldTarget): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update targets set claimed_until = now() + make_interval(secs => ${HELD_SECONDS})
    where id = ${id} and claim = ${claim} and state in ('active', 'ending')`.execute(db);
  return numAffectedRows === 1n;
}

export async function releaseTarget(db: Kysely<Tables>, { id, claim }: HeldTarget): Promise<void> {
  await sql`update targets set claim = null, claimed_until = null where id = ${id} and claim = ${claim}`.execute(
    db,
  );
}

/** Locks the target for the outcomes of one call. False: somebody else has had it in hand since, and theirs counts. */
export async function lockHeld(trx: Kysely<Tables>, { id, claim }: HeldTarget): Promise<boolean> {
  const { rows } =
    await sql`select id from targets where id = ${id} and claim = ${claim} for no key update`.execute(trx);
  return rows.length === 1;
}

/** Somebody in the line. */
export interface DueUser {
  user: string;
  wanted: number;
  isGone: boolean;
  attempts: number;
  origin: 'made' | 'adopted';
  adoptedAt: Date | null;
  /** null: nothing has been written yet. */
  externalId: string | null;
  entry: Record<string, string | null> | null;
  hash: string | null;
  /** Of a write whose answer is not known. */
  tried: { account: string; entry: Record<string, string | null> } | null;
}

/** Those that are to be removed, or those that are to be written; the longest waiting first. */
export async function readDueUsers(
  db: Kysely<Tables>,
  { id }: HeldTarget,
  { isGone, limit }: { isGone: boolean; limit: number },
): Promise<DueUser[]> {
  const { rows } = await sql<DueUser>`
    select user_id as "user", wanted, is_gone as "isGone", attempts, origin, adopted_at as "adoptedAt", external_id as "externalId",
      entry, hash, tried
    from target_users
    where target_id = ${id} and state in ('pending', 'failed') and is_gone = ${isGone} and next_attempt_at <= now()
    order by next_attempt_at, user_id limit ${limit}`.execute(db);
  return rows;
}

export type FedUser = { user: string; wanted: number } &
  /** known: her entry's id there before. */
  (
    | {
        is: 'written';
        known: string | null;
        externalId: string;
        entry: Record<string, string | null>;
        hash: string;
      }
    /** As it was written already. */
    | { is: 'same' }
    | { is: 'removed' }
    | { is: 'failed'; error: UserTrouble; againMs: number }
  );

/** The target is locked. Whoever has changed since stays in the line. */
export async function writeFed(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  users: readonly FedUser[],
): Promise<void> {
  if (users.length === 0) return;
  // In one order, as whoever takes up marks: two that write the same rows wait for each other in a row and not in a ring.
  const ordered = users.toSorted((a, b) => (a.user < b.user ? -1 : 1));
  const { rows } = await sql<{ user: string; externalId: string | null }>`
    select user_id as "user", external_id as "externalId" from target_users
    where target_id = ${id} and user_id = any(${ordered.map(({ user }) => user)}::uuid[])
    order by user_id for update`.execute(trx);
  const now = new Map(rows.map(({ user, externalId }) => [user, externalId]));
  const counted = ordered.map((one) => passOverAdopted(one, now.get(one.user) ?? null));
  const given = sql`jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as o("user" uuid, wanted bigint, "is" text, "externalId" text,
    entry jsonb, hash text, error jsonb, "againMs" float8)`;
  await sql`
    delete from target_users u using ${given}
    where u.target_id = ${id} and u.user_id = o."user" and o."is" = 'removed' and u.wanted = o.wanted`.execute(
    trx,
  );
  await sql`
    update target_users u set
      external_id = case o."is" when 'written' then o."externalId" when 'removed' then null else u.external_id end,
      entry = case o."is" when 'written' then o.entry when 'removed' then null else u.entry end,
      hash = case o."is" when 'written' then o.hash when 'removed' then null else u.hash end,
      origin = case o."is" when 'removed' then 'made' else u.origin end,
      tried = case when o."is" in ('written', 'removed') then null else u.tried end,
      fed_at = case o."is" when 'written' then now() else u.fed_at end,
      drift = case o."is" when 'written' then null else u.drift end,
      kept = case o."is" when 'written' then null else u.kept end,
      error = o.error,
      attempts = case o."is" when 'failed' then u.attempts + 1 else 0 end,
      next_attempt_at = case when u.wanted = o.wanted and o."is" = 'failed' then now() + o."againMs" * interval '1 ms' else u.next_attempt_at end,
      state = case when u.wanted <> o.wanted then 'pending' when o."is" = 'failed' then 'failed'
        when o."is" = 'same' and u.drift is not null then 'drift' else 'ok' end,
      state_since = case when u.wanted <> o.wanted or (u.state = 'failed' and o."is" = 'failed') then u.state_since else now() end
    from ${given}
    where u.target_id = ${id} and u.user_id = o."user"`.execute(trx);
}

/** Who was adopted while she was being written has what was adopted; what was written stays noted as tried, and is looked for. */
function passOverAdopted(one: FedUser, externalId: string | null): FedUser {
  const isOther = one.is === 'written' && externalId !== one.known && externalId !== one.externalId;
  return isOther && externalId !== null ? { user: one.user, wanted: one.wanted, is: 'same' } : one;
}

/** The exchange answered. The target is locked. */
export async function writeTargetWell(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  hasWritten: boolean,
): Promise<{ wasAway: boolean }> {
  const { rows } = await sql<{ wasAway: boolean }>`
    with before as (select unavailable_since is not null as was_away from targets where id = ${id})
    update targets set failures = 0, unavailable_since = null, trouble = null,
      fed_at = case when ${hasWritten} then now() else fed_at end
    where id = ${id} returning (select was_away from before) as "wasAway"`.execute(trx);
  return { wasAway: rows[0]?.wasAway ?? false };
}

/** The target is locked. Failures in a row, and how long it has not answered. */
export async function countTargetFailure(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
): Promise<{ failures: number; unavailableForMs: number }> {
  const { rows } = await sql<{ failures: number; ms: number }>`
    update targets set failures = failures + 1, unavailable_since = coalesce(unavailable_since, now()) where id = ${id}
    returning failures, (extract(epoch from now() - unavailable_since) * 1000)::float8 as ms`.execute(trx);
  return { failures: rows[0]?.failures ?? 1, unavailableForMs: rows[0]?.ms ?? 0 };
}

export async function writeTargetRest(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  { trouble, restMs }: { trouble: object; restMs: number },
): Promise<void> {
  await sql`
    update targets set trouble = ${JSON.stringify(trouble)}::jsonb, rests_until = now() + ${restMs} * interval '1 ms'
    where id = ${id}`.execute(trx);
}

/** It grows a version, so that nobody resumes it from an old page unseen. */
export async function writeTargetRefused(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  trouble: object,
): Promise<void> {
  await sql`
    update targets set state = 'refused', state_since = now(), trouble = ${JSON.stringify(trouble)}::jsonb, version = version + 1
    where id = ${id}`.execute(trx);
}

/** Whether nobody is left at a target that ends. */
export async function readIsEmpty(db: Kysely<Tables>, id: string): Promise<boolean> {
  const { rows } = await sql`select from target_users where target_id = ${id} limit 1`.execute(db);
  return rows.length === 0;
}
