// Reads and writes a company's settings templates. What a setting may be is decided in document/;
// changing a template touches no user who exists (SPEC §7).
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Setting name → value; a setting that is not there is left alone when the template is applied. */
export type UserSettings = Record<string, string | number | boolean>;

export interface SettingsTemplate {
  id: string;
  companyId: string;
  /** Unique in the company. */
  name: string;
  settings: UserSettings;
  position: number;
}

/** The company's settings templates in the order in which they were first written. */
export async function readSettingsTemplates(
  db: Kysely<Tables>,
  companyId: string,
): Promise<SettingsTemplate[]> {
  const rows = await db
    .selectFrom('settings_templates')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    companyId: row.company_id,
    name: row.name,
    settings: row.settings as UserSettings,
    position: row.position,
  }));
}

/** Creates the settings template or replaces all its values. */
export async function writeSettingsTemplate(db: Kysely<Tables>, template: SettingsTemplate): Promise<void> {
  const values = {
    name: template.name,
    settings: JSON.stringify(template.settings),
    position: template.position,
  };
  await db
    .insertInto('settings_templates')
    .values({ id: template.id, company_id: template.companyId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}
