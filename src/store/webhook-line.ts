// The line in front of each webhook: who sends to it at the moment, what comes next, and what came of it. One worker holds a
// webhook at a time; a hold that nobody renews ends by itself, and what was under way is sent again with its id.
import { type Kysely, sql } from 'kysely';
import { STANDS_IN_LINE } from '../plan/webhook.ts';
import type { Tables } from './tables.ts';
import { mapWebhook } from './webhooks.ts';
import type { Webhook } from './webhooks.ts';

/** Longer than an attempt may take with all that belongs to it. */
const HELD_SECONDS = 60;

export interface Held extends Webhook {
  /** Whoever has another has it no more. */
  claim: string;
}

/** Webhooks that something waits for, at most so many, and of one host no more than `perHost` in all processes together. */
export async function claimWebhooks(
  db: Kysely<Tables>,
  { claim, limit, perHost }: { claim: string; limit: number; perHost: number },
): Promise<Held[]> {
  // Who waits is few at most times and found by an index, however many webhooks and old deliveries there are; where thousands are told of
  // the same night, hosts that are busy are counted once and not for each of them.
  const { rows } = await sql<{ id: string }>`
    with due as materialized (
      select webhook_id, bool_or(is_test) as has_test from webhook_deliveries
      where state in ('waiting', 'sending') and not_before <= now() group by webhook_id),
    busy as materialized (select host, count(*) as held from webhooks where claimed_until > now() group by host),
    ready as (
      select w.id, w.host, w.rests_until, row_number() over (partition by w.host order by w.rests_until, w.id) as nth,
        coalesce(busy.held, 0) as held
      from webhooks w join due on due.webhook_id = w.id left join busy on busy.host = w.host
      where (w.claimed_until is null or w.claimed_until <= now()) and (w.rests_until <= now() or due.has_test)),
    chosen as (
      select w.id from webhooks w join ready on ready.id = w.id
      where ready.host is null or ready.nth + ready.held <= ${perHost}
      order by ready.rests_until, ready.id limit ${limit} for no key update of w skip locked)
    update webhooks w set claim = ${claim}, claimed_until = now() + make_interval(secs => ${HELD_SECONDS})
    from chosen where w.id = chosen.id and (w.claimed_until is null or w.claimed_until <= now())
    returning w.id`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const held = await db.selectFrom('webhooks').selectAll().where('id', 'in', ids).execute();
  return held.map((row) => ({ ...mapWebhook(row), claim }));
}

export async function releaseWebhook(db: Kysely<Tables>, { id, claim }: Held): Promise<void> {
  await sql`update webhooks set claim = null, claimed_until = null where id = ${id} and claim = ${claim}`.execute(
    db,
  );
}

export interface Delivery {
  id: string;
  noticeId: string;
  companyId: string;
  isTest: boolean;
  /** This one with them. */
  attempts: number;
  firstTriedAt: Date;
}

/** What comes next, in our hands from now on; null: nothing at the moment, or the webhook is no longer ours. */
export async function takeNextDelivery(
  db: Kysely<Tables>,
  { id, claim }: Held,
): Promise<{ webhook: Webhook; delivery: Delivery } | null> {
  return db.transaction().execute(async (trx) => {
    const held = await sql<Record<string, never>>`
      update webhooks set claimed_until = now() + make_interval(secs => ${HELD_SECONDS})
      where id = ${id} and claim = ${claim} returning id`.execute(trx);
    if (held.rows.length === 0) return null;
    const row = await trx.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    if (!row.active) await giveUpLine(trx, id);
    const { rows } = await sql<DeliveryRow>`
      with next as (
        select d.id from webhook_deliveries d join webhooks w on w.id = d.webhook_id
        where d.webhook_id = ${id} and d.state in ('waiting', 'sending') and d.not_before <= now()
          and (w.rests_until <= now() or d.is_test)
        order by d.is_test desc, d.attempts >= ${STANDS_IN_LINE}, d.created_at, d.notice_id limit 1)
      update webhook_deliveries d set state = 'sending', claim = ${claim}, attempts = d.attempts + 1,
        first_tried_at = coalesce(d.first_tried_at, now()), tried_at = now()
      from next where d.id = next.id
      returning d.id, d.notice_id, d.company_id, d.is_test, d.attempts, d.first_tried_at`.execute(trx);
    const [next] = rows;
    return next === undefined ? null : { webhook: mapWebhook(row), delivery: mapDelivery(next) };
  });
}

interface DeliveryRow {
  id: string;
  notice_id: string;
  company_id: string;
  is_test: boolean;
  attempts: number;
  first_tried_at: Date;
}

function mapDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    noticeId: row.notice_id,
    companyId: row.company_id,
    isTest: row.is_test,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
  };
}

const SWITCHED_OFF = 'The webhook was switched off before this was sent.';

/** What waits for a webhook that is off is not sent by itself any more; it can be sent again. */
export async function giveUpLine(db: Kysely<Tables>, webhookId: string): Promise<void> {
  await sql`
    update webhook_deliveries set state = 'failed', claim = null, status = null, answer = ${SWITCHED_OFF}
    where webhook_id = ${webhookId} and state in ('waiting', 'sending') and not is_test`.execute(db);
}

/** Of an attempt: HTTP status, and the beginning of the answer or why there was none. */
export interface Answered {
  status: number | null;
  answer: string | null;
}

/** Locks the webhook. False: somebody else has had it in hand since, and theirs counts. */
export async function writeDelivered(
  trx: Kysely<Tables>,
  held: Held,
  delivery: Delivery,
  { status, paceMs }: { status: number; paceMs: number },
): Promise<boolean> {
  if (!(await isStillOurs(trx, held))) return false;
  const { numUpdatedRows } = await trx
    .updateTable('webhook_deliveries')
    .set({ state: 'sent', sent_at: sql<Date>`now()`, claim: null, status, answer: null })
    .where('id', '=', delivery.id)
    .where('claim', '=', held.claim)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  // After real trouble what has been put off comes now, in its order, and not when its own pause is over. One message alone that
  // a receiver does not like is left where it is.
  await sql`
    update webhook_deliveries d set not_before = now() from webhooks w
    where w.id = ${held.id} and w.failures > ${STANDS_IN_LINE} and d.webhook_id = w.id and d.state = 'waiting'`.execute(
    trx,
  );
  await sql`
    update webhooks set failures = 0, failing_since = null, rests_until = now() + ${paceMs} * interval '1 ms'
    where id = ${held.id}`.execute(trx);
  return true;
}

/** Locks the webhook and counts the failure, where it says something of the receiver. null: it is no longer ours. */
export async function countFailure(
  trx: Kysely<Tables>,
  held: Held,
  isCounted: boolean,
): Promise<{ failures: number; failingForMs: number; isActive: boolean } | null> {
  if (!(await isStillOurs(trx, held))) return null;
  const one = isCounted ? 1 : 0;
  const { rows } = await sql<{ failures: number; failing_ms: number; active: boolean }>`
    update webhooks set failures = failures + ${one},
      failing_since = case when ${one} = 1 then coalesce(failing_since, now()) else failing_since end
    where id = ${held.id}
    returning failures, coalesce(extract(epoch from now() - failing_since) * 1000, 0)::float8 as failing_ms, active`.execute(
    trx,
  );
  const [row] = rows;
  return row ? { failures: row.failures, failingForMs: row.failing_ms, isActive: row.active } : null;
}

export async function writeFailed(
  trx: Kysely<Tables>,
  held: Held,
  delivery: Delivery,
  outcome: Answered & { againMs: number | null; restMs: number },
): Promise<void> {
  const { status, answer, againMs, restMs } = outcome;
  await sql`
    update webhook_deliveries set state = ${againMs === null ? 'failed' : 'waiting'}, claim = null,
      not_before = now() + ${againMs ?? 0} * interval '1 ms', status = ${status}, answer = ${answer}
    where id = ${delivery.id} and claim = ${held.claim}`.execute(trx);
  await sql`
    update webhooks set rests_until = greatest(rests_until, now() + ${restMs} * interval '1 ms')
    where id = ${held.id}`.execute(trx);
}

/** We ended it ourselves: as if it had not been tried. */
export async function putBackDelivery(
  db: Kysely<Tables>,
  held: Held,
  { id, attempts }: Delivery,
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting', claim: null, attempts: attempts - 1 })
    .where('id', '=', id)
    .where('claim', '=', held.claim)
    .execute();
}

/** With what waits for it; it grows a version, so that nobody switches it on from an old page unseen. */
export async function switchOff(db: Kysely<Tables>, id: string, code: 'gone' | 'failing'): Promise<void> {
  await sql`
    update webhooks set active = false, off_at = now(), off_code = ${code}, version = version + 1
    where id = ${id}`.execute(db);
  await giveUpLine(db, id);
}

async function isStillOurs(trx: Kysely<Tables>, { id, claim }: Held): Promise<boolean> {
  const { rows } =
    await sql`select id from webhooks where id = ${id} and claim = ${claim} for no key update`.execute(trx);
  return rows.length === 1;
}
