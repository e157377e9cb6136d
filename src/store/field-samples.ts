// Fields that a template's people have beyond what is read of everybody, as one page of people had them: counts and three
// values a field, for choosing a mapping. Personal: gone with what was read, and when values are forgotten.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface KeptSamples {
  /** People who were looked at. */
  people: number;
  fields: { field: string; count: number; samples: string[] }[];
}

export async function readKeptSamples(
  db: Kysely<Tables>,
  templateId: string,
): Promise<(KeptSamples & { at: Date }) | null> {
  const row = await db
    .selectFrom('sync_templates')
    .select(['field_samples', 'sampled_at'])
    .where('id', '=', templateId)
    .executeTakeFirst();
  if (!row?.field_samples || row.sampled_at === null) return null;
  return { ...(row.field_samples as KeptSamples), at: row.sampled_at };
}

export async function writeKeptSamples(
  db: Kysely<Tables>,
  templateId: string,
  samples: KeptSamples | null,
  at: Date | null,
): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({ field_samples: samples === null ? null : JSON.stringify(samples), sampled_at: at })
    .where('id', '=', templateId)
    .execute();
}

/** What was taken before then. */
export async function deleteOldKeptSamples(
  db: Kysely<Tables>,
  companyId: string,
  until: Date,
): Promise<void> {
  await sql`
    update sync_templates set field_samples = null, sampled_at = null
    where company_id = ${companyId} and sampled_at <= ${until}`.execute(db);
}
