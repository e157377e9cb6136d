// Reads and writes a company's settings templates. What a setting may be is decided in document/;
// changing a template touches no user who exists (SPEC §7).
import { type Kysely, sql } from 'kysely';
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

/** null: the company has no such template. Nobody else changes it until the transaction ends. */
export async function lockSettingsTemplate(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<SettingsTemplate | null> {
  await db.selectFrom('settings_templates').select('id').where('id', '=', id).forUpdate().execute();
  return (await readSettingsTemplates(db, companyId)).find((template) => template.id === id) ?? null;
}

export interface SettingsTemplateUse {
  /** Users to whom it was applied last. */
  users: number;
  /** Names of the sync templates whose new users get it, all of them or by a rule. */
  syncTemplates: string[];
  /** Names of the targets at which it stands for something: a context, groups. */
  targets: string[];
}

export async function readSettingsTemplateUse(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<SettingsTemplateUse> {
  const { users } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('users'))
    .where('company_id', '=', companyId)
    .where('settings_template_id', '=', id)
    .executeTakeFirstOrThrow();
  const templates = await db
    .selectFrom('sync_templates')
    .select('name')
    .where('company_id', '=', companyId)
    .where(
      sql<boolean>`(settings->>'defaultSettingsTemplate' = ${id}
        or settings->'rules' @> ${JSON.stringify([{ settingsTemplate: id }])}::jsonb)`,
    )
    .orderBy('position')
    .execute();
  const targets = await db
    .selectFrom('targets')
    .select('name')
    .where('company_id', '=', companyId)
    .where('state', '<>', 'ending')
    .where(sql<boolean>`settings->'byTemplate' ? ${id}`)
    .orderBy('name')
    .execute();
  const namesOf = (rows: { name: string }[]) => rows.map(({ name }) => name);
  return { users, syncTemplates: namesOf(templates), targets: namesOf(targets) };
}

/** How many users each of the company's templates was applied to last; one that nobody has is not there. */
export async function readSettingsTemplateUsers(
  db: Kysely<Tables>,
  companyId: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; users: number }>`
    select settings_template_id as id, count(*) as users from users
    where company_id = ${companyId} and settings_template_id is not null group by settings_template_id`.execute(
    db,
  );
  return new Map(rows.map(({ id, users }) => [id, users]));
}

/** Users keep the settings that it gave them. */
export async function deleteSettingsTemplate(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('settings_templates').where('id', '=', id).execute();
}
