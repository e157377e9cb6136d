// Guides for the app in Azure that somebody has begun and nobody has ended yet.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { GuideStep } from '../plan/guide-steps.ts';
import type { Actor } from './audit-log.ts';
import type { GuidesTable } from './guide-tables.ts';
import type { Tables } from './tables.ts';

export interface Guide {
  id: string;
  companyId: string;
  /** Whose secret is renewed; null: a new template's guide. */
  templateId: string | null;
  /** What the new template is to be called; of a renewal, what it is called. */
  name: string;
  step: GuideStep;
  done: GuideStep[];
  tenantId: string | null;
  clientId: string | null;
  cloud: string;
  /** Sealed, bound to the guide's id. */
  secret: Buffer | null;
  /** Last day of the secret, YYYY-MM-DD. */
  expires: string | null;
  /** Grows with every change. */
  version: number;
  startedBy: Actor;
  startedAt: Date;
  changedBy: Actor;
  changedAt: Date;
}

/** Newest first; after: the id on which the page before ended. */
export async function readGuides(
  db: Kysely<Tables>,
  companyId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Guide[]> {
  const rows = await db
    .selectFrom('guides')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(after !== null, (query) => query.where('id', '<', after))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(mapGuide);
}

/** By its own id, or by that of the template whose secret it renews. */
export async function readGuide(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  isLocked = false,
): Promise<Guide | null> {
  const row = await db
    .selectFrom('guides')
    .selectAll()
    .where('company_id', '=', companyId)
    .where((where) => where.or([where('id', '=', id), where('template_id', '=', id)]))
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? mapGuide(row) : null;
}

export async function countGuides(db: Kysely<Tables>, companyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from guides where company_id = ${companyId}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function writeGuide(db: Kysely<Tables>, guide: Guide): Promise<void> {
  const values = {
    name: guide.name,
    step: guide.step,
    done: guide.done,
    tenant_id: guide.tenantId,
    client_id: guide.clientId,
    cloud: guide.cloud,
    secret: guide.secret,
    expires: guide.expires,
    version: guide.version,
    changed_by: JSON.stringify(guide.changedBy),
    changed_at: guide.changedAt,
  };
  await db
    .insertInto('guides')
    .values({
      id: guide.id,
      company_id: guide.companyId,
      template_id: guide.templateId,
      started_by: JSON.stringify(guide.startedBy),
      started_at: guide.startedAt,
      ...values,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteGuide(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('guides').where('id', '=', id).execute();
}

/** So long a guide waits for somebody to go on with it: its secret lies there as long. */
export const KEEP_GUIDES_MS = 30 * 24 * 3_600_000;

/** Those that nobody has touched since then, with the secrets in them. */
export async function pruneGuides(db: Kysely<Tables>, before: Date): Promise<void> {
  await db.deleteFrom('guides').where('changed_at', '<', before).execute();
}

function mapGuide(row: Selectable<GuidesTable>): Guide {
  return {
    id: row.id,
    companyId: row.company_id,
    templateId: row.template_id,
    name: row.name,
    step: row.step as GuideStep,
    done: row.done as GuideStep[],
    tenantId: row.tenant_id,
    clientId: row.client_id,
    cloud: row.cloud,
    secret: row.secret,
    expires: row.expires,
    version: row.version,
    startedBy: row.started_by as Actor,
    startedAt: row.started_at,
    changedBy: row.changed_by as Actor,
    changedAt: row.changed_at,
  };
}
