// Deliveries of a webhook as they are listed, tested and sent again. What goes out of the line is webhook-line.ts.
import { type Kysely, sql } from 'kysely';
import type { NoticeKind } from '../plan/notice.ts';
import type { DeliveryState } from '../plan/webhook.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { Tables } from './tables.ts';

export interface ListedDelivery {
  id: string;
  /** What it tells, and of which kind that is. */
  noticeId: string;
  kind: NoticeKind;
  templateId: string | null;
  state: DeliveryState;
  /** When it happened. */
  at: Date;
  attempts: number;
  triedAt: Date | null;
  sentAt: Date | null;
  /** Of one that waits: not before then. */
  notBefore: Date | null;
  status: number | null;
  answer: string | null;
  isTest: boolean;
}

/** The newest first. */
export async function readDeliveries(
  db: Kysely<Tables>,
  { webhookId, state }: { webhookId: string; state: DeliveryState | null },
  ask: PageAsk,
): Promise<Page<ListedDelivery>> {
  const page = await readPageKeys(
    db,
    {
      from: sql`webhook_deliveries d`,
      within: sql`d.webhook_id = ${webhookId}`,
      filters: state === null ? [] : [sql`d.state = ${state}`],
      keys: [
        { by: sql`d.created_at`, as: 'timestamptz' },
        { by: sql`d.id`, as: 'uuid' },
      ],
      direction: 'desc',
    },
    ask,
  );
  const rows = await readListed(
    db,
    webhookId,
    page.keys.map(([, id = '']) => id),
  );
  return presentRows(page, rows, { key: ([, id = '']) => id, row: ({ id }) => id });
}

/** null: the webhook has no such delivery. */
export async function readDelivery(
  db: Kysely<Tables>,
  webhookId: string,
  id: string,
): Promise<ListedDelivery | null> {
  return (await readListed(db, webhookId, [id]))[0] ?? null;
}

async function readListed(
  db: Kysely<Tables>,
  webhookId: string,
  ids: readonly string[],
): Promise<ListedDelivery[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('notices as n', 'n.id', 'd.notice_id')
    .selectAll('d')
    .select(['n.kind', 'n.template_id'])
    .where('d.webhook_id', '=', webhookId)
    .where('d.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    noticeId: row.notice_id,
    kind: row.kind as NoticeKind,
    templateId: row.template_id,
    state: row.state as DeliveryState,
    at: row.created_at,
    attempts: row.attempts,
    triedAt: row.tried_at,
    sentAt: row.sent_at,
    notBefore: row.state === 'waiting' ? row.not_before : null,
    status: row.status,
    answer: row.answer,
    isTest: row.is_test,
  }));
}

export async function writeTestDelivery(
  db: Kysely<Tables>,
  webhook: { id: string; companyId: string },
  { noticeId, at }: { noticeId: string; at: Date },
): Promise<string> {
  const id = crypto.randomUUID();
  await db
    .insertInto('webhook_deliveries')
    .values({
      id,
      webhook_id: webhook.id,
      company_id: webhook.companyId,
      notice_id: noticeId,
      state: 'waiting',
      created_at: at,
      not_before: sql<Date>`now()`,
      is_test: true,
      sent_at: null,
      claim: null,
      status: null,
      answer: null,
    })
    .execute();
  return id;
}

/** The webhook is locked. With its id and a new count of attempts. open: it waits or is being sent anyway. */
export async function replayDelivery(
  db: Kysely<Tables>,
  webhookId: string,
  id: string,
): Promise<'replayed' | 'open' | 'unknown'> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select('state')
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return 'unknown';
  if (row.state === 'waiting' || row.state === 'sending') return 'open';
  await sql`
    update webhook_deliveries set state = 'waiting', not_before = now(), attempts = 0, first_tried_at = null, sent_at = null
    where id = ${id}`.execute(db);
  await endRest(db, webhookId);
  return 'replayed';
}

/** Somebody has looked at what was wrong: what is sent now should not wait for a pause that was made without them. */
async function endRest(db: Kysely<Tables>, webhookId: string): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ rests_until: sql<Date>`now()` })
    .where('id', '=', webhookId)
    .execute();
}

/** The webhook is locked. Tests are not among them: who asked for one has seen what came of it. */
export async function replayFailed(db: Kysely<Tables>, webhookId: string, since: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set state = 'waiting', not_before = now(), attempts = 0, first_tried_at = null
    where webhook_id = ${webhookId} and state = 'failed' and not is_test and created_at >= ${since}`.execute(
    db,
  );
  await endRest(db, webhookId);
  return Number(numAffectedRows ?? 0n);
}
