// What was written at a target, to be compared with what is there; and what came of it. Users who are to be written anyway are passed over.
import { type Kysely, sql } from 'kysely';
import type { Drift } from '../plan/target.ts';
import type { Tables } from './tables.ts';
import type { HeldTarget } from './target-line.ts';

export interface WrittenUser {
  user: string;
  wanted: number;
  externalId: string;
  entry: Record<string, string | null>;
  drift: Drift | null;
  kept: Drift | null;
  /** Nothing is waiting to be written of her. */
  isSettled: boolean;
}

const columns = sql`user_id as "user", wanted, external_id as "externalId", entry, drift, kept, state in ('ok', 'drift') as "isSettled"`;

export async function readWrittenByIds(
  db: Kysely<Tables>,
  targetId: string,
  externalIds: readonly string[],
): Promise<WrittenUser[]> {
  const { rows } = await sql<WrittenUser>`
    select ${columns} from target_users
    where target_id = ${targetId} and external_id = any(${externalIds}::text[])`.execute(db);
  return rows;
}

/** Everybody who is there as far as we know, by id. after: the id before. */
export async function readWrittenAfter(
  db: Kysely<Tables>,
  targetId: string,
  { after, limit }: { after: string; limit: number },
): Promise<WrittenUser[]> {
  const { rows } = await sql<WrittenUser>`
    select ${columns} from target_users
    where target_id = ${targetId} and external_id is not null and user_id > ${after} order by user_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** drift: null: as it was written, or as somebody has said that it may be. */
export interface ComparedUser {
  user: string;
  wanted: number;
  drift: Drift | null;
}

/** The target is locked. Whoever has changed since is written, and was not looked at. */
export async function writeCompared(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  users: readonly ComparedUser[],
): Promise<void> {
  if (users.length === 0) return;
  await sql`
    update target_users t set drift = o.drift, state = case when o.drift is null then 'ok' else 'drift' end,
      state_since = case when (t.state = 'drift') = (o.drift is not null) then t.state_since else now() end,
      -- Whoever is as she was written again has nothing to be kept.
      kept = case when o.drift is null then t.kept end
    from jsonb_to_recordset(${JSON.stringify(users)}::jsonb) as o("user" uuid, wanted bigint, drift jsonb)
    where t.target_id = ${id} and t.user_id = o."user" and t.wanted = o.wanted and t.state in ('ok', 'drift')`.execute(
    trx,
  );
}

export async function writeComparisonEnd(
  trx: Kysely<Tables>,
  { id }: HeldTarget,
  unknownEntries: number,
): Promise<void> {
  await sql`update targets set compared_at = now(), unknown_entries = ${unknownEntries} where id = ${id}`.execute(
    trx,
  );
}

/** Active targets that rest no longer, with when they were compared last. */
export async function readComparable(
  db: Kysely<Tables>,
): Promise<{ id: string; comparedAt: Date | null; timeZone: string }[]> {
  const { rows } = await sql<{ id: string; comparedAt: Date | null; timeZone: string }>`
    select t.id, t.compared_at as "comparedAt", c.time_zone as "timeZone"
    from targets t join companies c on c.id = t.company_id
    where t.state = 'active' and t.rests_until <= now() and (t.claimed_until is null or t.claimed_until <= now())
    order by t.compared_at nulls first, t.id`.execute(db);
  return rows;
}
