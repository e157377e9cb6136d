// Whether what a template's provider says has been tried on the source since it was last changed, and how that went.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface ConnectionMark {
  /** notChecked: the source has not answered, or nobody has asked. */
  state: 'ok' | 'failed' | 'notChecked';
  /** ISO; null when it was never tried. */
  at: string | null;
}

/** Template id → its mark; none for a template that was never tried. */
export async function readConnectionMarks(
  db: Kysely<Tables>,
  companyId: string,
): Promise<Map<string, ConnectionMark>> {
  const rows = await db
    .selectFrom('sync_templates')
    .select(['id', 'connection'])
    .where('company_id', '=', companyId)
    .where('connection', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.connection as ConnectionMark]));
}

export async function writeConnectionMark(
  db: Kysely<Tables>,
  templateId: string,
  mark: ConnectionMark,
): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({ connection: JSON.stringify(mark) })
    .where('id', '=', templateId)
    .execute();
}
