// Webhooks of companies: where notices go beside mail, and how each of them is doing. The address and the signing secrets are
// one sealed value that only run/webhook-secrets.ts makes and opens.
import { type Kysely, type Selectable, sql } from 'kysely';
import { mapKinds } from '../plan/webhook.ts';
import type { DeliveryState, WebhookKind, WebhookShape } from '../plan/webhook.ts';
import type { Tables } from './tables.ts';

export interface Webhook {
  id: string;
  companyId: string;
  /** Unique in the company. */
  name: string;
  /** What may be shown of the address; null: it has none yet. */
  shownUrl: string | null;
  /** With the port. */
  host: string | null;
  shape: WebhookShape;
  kinds: WebhookKind[];
  active: boolean;
  /** Address and signing secrets, sealed. */
  sealed: Buffer | null;
  createdAt: Date;
  /** Grows with every change. */
  version: number;
}

/** How it is doing; no part of what is edited. */
export interface WebhookHealth {
  failures: number;
  failingSince: Date | null;
  off: { at: Date; code: 'gone' | 'failing' } | null;
  /** The last that was tried. */
  last: { state: DeliveryState; at: Date; status: number | null; answer: string | null } | null;
  /** Deliveries that wait. */
  waiting: number;
}

/** The company's webhooks by name; after: the name on which the page before ended. */
export async function readWebhooks(
  db: Kysely<Tables>,
  companyId: string,
  page: { after?: string | null; limit?: number } = {},
): Promise<Webhook[]> {
  const { after = null, limit = 1_000 } = page;
  const rows = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(after !== null, (query) => query.where(sql<boolean>`name collate "C" > ${after}`))
    .orderBy(sql`name collate "C"`)
    .limit(limit)
    .execute();
  return rows.map(mapWebhook);
}

/** null: there is none of this id in the company. */
export async function readWebhook(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<Webhook | null> {
  const row = await selectWebhook(db, companyId, id).executeTakeFirst();
  return row ? mapWebhook(row) : null;
}

/** The same, held until the transaction ends. Notices can be written for it meanwhile. */
export async function lockWebhook(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<Webhook | null> {
  const row = await selectWebhook(db, companyId, id).forNoKeyUpdate().executeTakeFirst();
  return row ? mapWebhook(row) : null;
}

function selectWebhook(db: Kysely<Tables>, companyId: string, id: string) {
  return db.selectFrom('webhooks').selectAll().where('id', '=', id).where('company_id', '=', companyId);
}

/**
 * Makes the webhook or replaces what was set of it. One that is switched on, or sent elsewhere, begins anew: what failed before
 * says nothing any more.
 */
export async function writeWebhook(db: Kysely<Tables>, webhook: Webhook, isAnew: boolean): Promise<void> {
  const values = {
    name: webhook.name,
    shown_url: webhook.shownUrl,
    host: webhook.host,
    shape: webhook.shape,
    kinds: webhook.kinds,
    active: webhook.active,
    secret: webhook.sealed,
    version: webhook.version,
    ...(isAnew && {
      failures: 0,
      failing_since: null,
      off_at: null,
      off_code: null,
      rests_until: new Date(0),
    }),
  };
  await db
    .insertInto('webhooks')
    .values({ id: webhook.id, company_id: webhook.companyId, created_at: webhook.createdAt, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** With its deliveries. */
export async function deleteWebhook(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('webhooks').where('id', '=', id).execute();
}

/** By the webhook's id. */
export async function readWebhookHealth(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, WebhookHealth>> {
  const { rows } = await sql<HealthRow>`
    select w.id, w.failures, w.failing_since, w.off_at, w.off_code,
      last.state, last.at, last.status, last.answer,
      (select count(*) from webhook_deliveries d where d.webhook_id = w.id and d.state in ('waiting', 'sending')) as waiting
    from webhooks w
    left join lateral (
      select d.state, coalesce(d.sent_at, d.tried_at) as at, d.status, d.answer from webhook_deliveries d
      where d.webhook_id = w.id and d.tried_at is not null order by d.tried_at desc limit 1) last on true
    where w.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, mapHealth(row)]));
}

interface HealthRow {
  id: string;
  failures: number;
  failing_since: Date | null;
  off_at: Date | null;
  off_code: string | null;
  state: DeliveryState | null;
  at: Date | null;
  status: number | null;
  answer: string | null;
  waiting: number;
}

function mapHealth(row: HealthRow): WebhookHealth {
  const { state, at, status, answer } = row;
  return {
    failures: row.failures,
    failingSince: row.failing_since,
    off: row.off_at && { at: row.off_at, code: row.off_code === 'gone' ? 'gone' : 'failing' },
    last: state === null || at === null ? null : { state, at, status, answer },
    waiting: row.waiting,
  };
}

export function mapWebhook(row: Selectable<Tables['webhooks']>): Webhook {
  return {
    id: row.id,
    companyId: row.company_id,
    name: row.name,
    shownUrl: row.shown_url,
    host: row.host,
    shape: row.shape as WebhookShape,
    kinds: mapKinds(row.kinds),
    active: row.active,
    sealed: row.secret,
    createdAt: row.created_at,
    version: row.version,
  };
}
