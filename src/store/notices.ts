// Writes what is told to administrators, and with it, in the same transaction, a delivery for each webhook that wants it.
// The mails that tell it are store/mails.ts. Decides nothing.
import { type Kysely, sql } from 'kysely';
import type { Notice, NoticeKind } from '../plan/notice.ts';
import type { Tables } from './tables.ts';

export async function writeNotice(db: Kysely<Tables>, notice: Notice): Promise<void> {
  const { id, companyId, templateId, runId, kind, severity, at, data } = notice;
  await sql`
    with told as (
      insert into notices (id, company_id, template_id, run_id, kind, severity, at, data)
      values (${id}, ${companyId}, ${templateId}, ${runId}, ${kind}, ${severity}, ${at}, ${JSON.stringify(data)}::jsonb)
      returning id, company_id, kind, at)
    insert into webhook_deliveries (id, webhook_id, company_id, notice_id, state, created_at, not_before)
    select gen_random_uuid(), w.id, told.company_id, told.id, 'waiting', told.at, now()
    from told join webhooks w on w.company_id = told.company_id and w.active and told.kind = any(w.kinds)`.execute(
    db,
  );
}

/** Whether a webhook of the company would hear of such a notice. */
export async function readIsAwaited(
  db: Kysely<Tables>,
  companyId: string,
  kind: NoticeKind,
): Promise<boolean> {
  const row = await db
    .selectFrom('webhooks')
    .select('id')
    .where('company_id', '=', companyId)
    .where('active', '=', true)
    .where(sql<boolean>`${kind} = any(kinds)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** null: there is none of this id in the company. */
export async function readNotice(db: Kysely<Tables>, companyId: string, id: string): Promise<Notice | null> {
  const row = await db
    .selectFrom('notices')
    .selectAll()
    .where('id', '=', id)
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  if (!row) return null;
  const { kind, severity, at, data } = row;
  return {
    id: row.id,
    companyId: row.company_id,
    templateId: row.template_id,
    runId: row.run_id,
    kind,
    severity,
    at,
    data,
  } as Notice;
}
