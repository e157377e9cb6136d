// How users stand at a target, as it is listed and as somebody decides about it. The line of who is written next is target-line.ts.
import { type Kysely, sql } from 'kysely';
import type { Drift, TargetUserState, UserTrouble } from '../plan/target.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { Tables } from './tables.ts';
import { presentTried } from './tried-users.ts';

export interface ListedTargetUser {
  user: string;
  /** null: the user is deleted, and is to be removed there. */
  alias: string | null;
  name: string | null;
  account: string | null;
  state: TargetUserState;
  since: Date;
  isGone: boolean;
  origin: 'made' | 'adopted';
  externalId: string | null;
  fedAt: Date | null;
  attempts: number;
  /** Of one that waits or failed. */
  nextAttemptAt: Date | null;
  error: UserTrouble | null;
  drift: Drift | null;
  /** Somebody has said that it is right as it is there. */
  isKept: boolean;
}

/** By id. */
export async function readTargetUsers(
  db: Kysely<Tables>,
  { targetId, state }: { targetId: string; state: TargetUserState | null },
  ask: PageAsk,
): Promise<Page<ListedTargetUser>> {
  const page = await readPageKeys(
    db,
    {
      from: sql`target_users t`,
      within:
        state === null
          ? sql`t.target_id = ${targetId}`
          : sql`t.target_id = ${targetId} and t.state = ${state}`,
      filters: [],
      keys: [{ by: sql`t.user_id`, as: 'uuid' }],
      direction: 'asc',
    },
    ask,
  );
  const rows = await readListed(
    db,
    sql`t.target_id = ${targetId} and t.user_id = any(${page.keys.map(([id = '']) => id)}::uuid[])`,
  );
  return presentRows(page, rows, { key: ([id = '']) => id, row: ({ user }) => user });
}

/** null: the target knows nothing of this user. */
export async function readTargetUser(
  db: Kysely<Tables>,
  targetId: string,
  userId: string,
): Promise<ListedTargetUser | null> {
  const rows = await readListed(db, sql`t.target_id = ${targetId} and t.user_id = ${userId}`);
  return rows[0] ?? null;
}

/** At every target of the company, by the target's name. */
export async function readStandings(
  db: Kysely<Tables>,
  companyId: string,
  userId: string,
): Promise<(ListedTargetUser & { targetId: string; target: string; kind: string })[]> {
  return readListed(db, sql`t.company_id = ${companyId} and t.user_id = ${userId}`);
}

async function readListed(db: Kysely<Tables>, where: ReturnType<typeof sql>) {
  const { rows } = await sql<ListedTargetUser & { targetId: string; target: string; kind: string }>`
    select g.id as "targetId", g.name as target, g.kind, t.user_id as "user", u.alias,
      nullif(concat_ws(' ', u.name, u.surname), '') as name, a.account,
      -- What has changed in this moment is not taken notice of yet.
      case when exists (select from target_marks m where m.user_id = t.user_id) then 'pending' else t.state end as state,
      t.state_since as since, t.is_gone as "isGone", t.origin, t.external_id as "externalId", t.fed_at as "fedAt", t.attempts,
      case when t.state in ('pending', 'failed') then t.next_attempt_at end as "nextAttemptAt", t.error, t.drift,
      t.kept is not null as "isKept"
    from target_users t join targets g on g.id = t.target_id
    left join users u on u.id = t.user_id left join sip_accounts a on a.user_id = t.user_id
    where ${where} order by g.name collate "C", t.user_id`.execute(db);
  return rows;
}

/** The target is locked; whoever is asked for, or all who failed or wait. How many are tried now. */
export async function retryUsers(
  trx: Kysely<Tables>,
  targetId: string,
  userId: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update target_users set next_attempt_at = now(), attempts = 0
    where target_id = ${targetId} and state in ('pending', 'failed')
      and (${userId}::uuid is null or user_id = ${userId}::uuid)`.execute(trx);
  await sql`update targets set rests_until = 'epoch' where id = ${targetId}`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** What was changed at the exchange is written over with what the directory says. How many. */
export async function repairUsers(
  trx: Kysely<Tables>,
  targetId: string,
  userId: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update target_users t set wanted = wanted + 1, state = 'pending', state_since = now(), next_attempt_at = now(), attempts = 0,
      hash = null, kept = null,
      -- Of what is gone nothing is left to be changed: it is made anew. A list that was not whole is no proof: it is looked for first.
      tried = case when drift->>'is' = 'missing' and external_id is not null then ${presentTried} else tried end,
      external_id = case when drift->>'is' = 'missing' then null else external_id end,
      entry = case when drift->>'is' = 'missing' then null else entry end,
      origin = case when drift->>'is' = 'missing' then 'made' else origin end
    where target_id = ${targetId} and state = 'drift' and (${userId}::uuid is null or user_id = ${userId}::uuid)`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** It stays as it is there until the user changes, or until it is changed again. How many. */
export async function keepUsers(
  trx: Kysely<Tables>,
  targetId: string,
  userId: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update target_users set kept = drift, drift = null, state = 'ok', state_since = now()
    where target_id = ${targetId} and state = 'drift' and (${userId}::uuid is null or user_id = ${userId}::uuid)`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Of these ids at the target those that are ours, with whose they are. */
export async function readOwners(
  db: Kysely<Tables>,
  targetId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; user: string }>`
    select external_id as id, user_id as "user" from target_users
    where target_id = ${targetId} and external_id = any(${externalIds}::text[])`.execute(db);
  return new Map(rows.map(({ id, user }) => [id, user]));
}

/** Users of the company who have one of these numbers or mails. */
export async function readLikely(
  db: Kysely<Tables>,
  companyId: string,
  { numbers, emails }: { numbers: readonly string[]; emails: readonly string[] },
): Promise<
  { user: string; alias: string; pstnFixed: string | null; extension: string | null; email: string | null }[]
> {
  const { rows } = await sql<{
    user: string;
    alias: string;
    pstnFixed: string | null;
    extension: string | null;
    email: string | null;
  }>`
    select id as "user", alias, pstn_fixed as "pstnFixed", extension, email from users
    where company_id = ${companyId} and (pstn_fixed = any(${numbers}::text[]) or extension = any(${numbers}::text[])
      or lower(email) = any(${emails}::text[]))`.execute(db);
  return rows;
}

/** The entry is this user's from now on, whatever was known of her there. */
export async function writeAdopted(
  trx: Kysely<Tables>,
  { targetId, companyId, userId }: { targetId: string; companyId: string; userId: string },
  found: { externalId: string; entry: object },
): Promise<void> {
  const entry = JSON.stringify(found.entry);
  await sql`
    insert into target_users (target_id, user_id, company_id, origin, adopted_at, external_id, entry)
    values (${targetId}, ${userId}, ${companyId}, 'adopted', now(), ${found.externalId}, ${entry}::jsonb)
    on conflict (target_id, user_id) do update set wanted = target_users.wanted + 1, origin = 'adopted', adopted_at = now(),
      external_id = excluded.external_id, entry = excluded.entry, hash = null, state = 'pending', state_since = now(),
      next_attempt_at = now(), attempts = 0, error = null, drift = null, kept = null`.execute(trx);
}

/** Another account, and digests that nobody has a secret of: those that were shown were of the old one. */
export async function renameAccount(trx: Kysely<Tables>, userId: string, account: string): Promise<void> {
  await sql`delete from sip_digests where user_id = ${userId}`.execute(trx);
  await sql`update sip_accounts set account = ${account}, shown_at = null where user_id = ${userId}`.execute(
    trx,
  );
}

/** Targets, beside this one, at which the user stands already. */
export async function readOtherTargets(
  db: Kysely<Tables>,
  userId: string,
  targetId: string,
): Promise<{ name: string; kind: string; settings: unknown }[]> {
  const { rows } = await sql<{ name: string; kind: string; settings: unknown }>`
    select g.name, g.kind, g.settings from target_users t join targets g on g.id = t.target_id
    where t.user_id = ${userId} and t.target_id <> ${targetId} and t.external_id is not null`.execute(db);
  return rows;
}

/** Looked at in the next moment, as if the night had come. */
export async function askForComparison(db: Kysely<Tables>, targetId: string): Promise<void> {
  await sql`update targets set compared_at = null where id = ${targetId}`.execute(db);
}
