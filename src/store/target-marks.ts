// Marks that changed users leave for targets, in the transaction that changed them: whoever feeds targets takes them up here, so that no
// run ever waits for an exchange. What a mark means is only "look again": the user is written as she is then.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import { directoryLock } from './users.ts';

const MOST_AT_A_TIME = 10_000;
/** One process at a time: two would wait for each other's rows. Any number. */
const MARKS_LOCK = 5_208_811;

/** Until there are none. While another process is at it this one comes back later, or waits. How many there were. */
export async function applyMarks(db: Kysely<Tables>, { waits = false } = {}): Promise<number> {
  await markWanted(db);
  let marks = 0;
  for (;;) {
    const taken = await db.transaction().execute((trx) => takeMarks(trx, waits));
    marks += taken;
    if (taken < MOST_AT_A_TIME) return marks;
  }
}

async function takeMarks(trx: Kysely<Tables>, waits: boolean): Promise<number> {
  if (waits) await sql`select pg_advisory_xact_lock(${MARKS_LOCK})`.execute(trx);
  const lock = await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(${MARKS_LOCK}) as ours`.execute(
    trx,
  );
  if (lock.rows[0]?.ours !== true) return 0;
  const { rows } = await sql<{ marks: number }>`
    with taken as (
      delete from target_marks where id in (select id from target_marks order by id limit ${MOST_AT_A_TIME})
      returning company_id, user_id),
    who as (select distinct company_id, user_id from taken),
    written as (
      insert into target_users (target_id, user_id, company_id, is_gone)
      select t.id, w.user_id, t.company_id, t.state = 'ending' or not exists (select from users u where u.id = w.user_id)
      from who w join targets t on t.company_id = w.company_id
      -- Nobody new is written to one that ends.
      where t.state <> 'ending' or exists (select from target_users k where k.target_id = t.id and k.user_id = w.user_id)
      order by t.id, w.user_id
      on conflict (target_id, user_id) do update set wanted = target_users.wanted + 1, is_gone = excluded.is_gone,
        state = 'pending', attempts = 0, next_attempt_at = now(), error = null,
        state_since = case when target_users.state = 'pending' then target_users.state_since else now() end
      returning 1)
    select count(*) as marks from taken`.execute(trx);
  return rows[0]?.marks ?? 0;
}

/**
 * Everybody of targets that are new or whose settings are others. Not while somebody changes the directory: a run that began before
 * the target was there has left no marks for it, and what it does is seen only once it has ended.
 */
async function markWanted(db: Kysely<Tables>): Promise<void> {
  const wanted = await db
    .selectFrom('targets')
    .select(['id', 'company_id as company'])
    .where('wants_everybody', '=', true)
    .where('state', '<>', 'ending')
    .execute();
  for (const { id, company } of wanted)
    await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ isFree: boolean }>`
        select pg_try_advisory_xact_lock(${directoryLock(company)}) as "isFree"`.execute(trx);
      if (rows[0]?.isFree === true) await markEverybody(trx, id);
    });
}

async function markEverybody(trx: Kysely<Tables>, targetId: string): Promise<void> {
  await sql`update targets set wants_everybody = false where id = ${targetId}`.execute(trx);
  await sql`
    insert into target_users (target_id, user_id, company_id)
    select t.id, u.id, t.company_id from targets t join users u on u.company_id = t.company_id
    where t.id = ${targetId} and t.state <> 'ending' order by u.id
    on conflict (target_id, user_id) do update set wanted = target_users.wanted + 1, state = 'pending', attempts = 0,
      next_attempt_at = now(), error = null,
      state_since = case when target_users.state = 'pending' then target_users.state_since else now() end`.execute(
    trx,
  );
}

/** Everybody who is at a target that ends, or may be, is to be removed there; who never was is forgotten. */
export async function markEverybodyGone(db: Kysely<Tables>, targetId: string): Promise<void> {
  await sql`delete from target_users where target_id = ${targetId} and external_id is null and tried is null`.execute(
    db,
  );
  await sql`
    update target_users set wanted = wanted + 1, is_gone = true, state = 'pending', state_since = now(), attempts = 0,
      next_attempt_at = now(), error = null
    where target_id = ${targetId}`.execute(db);
}

/** Whose hold has ended between two moments: nobody has changed them, and they leave again. */
export async function markHoldsEnded(db: Kysely<Tables>, since: Date, until: Date): Promise<void> {
  await sql`
    insert into target_marks (company_id, user_id)
    select l.company_id, l.user_id from links l
    where l.held and l.missing_since is not null and l.held_until > ${since} and l.held_until <= ${until}
      and l.company_id in (select company_id from targets)`.execute(db);
}
