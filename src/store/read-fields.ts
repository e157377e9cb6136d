// Fields that were read of everybody for a trial, beside the roster that lacks them. A reading is written page by page and
// believed as a whole once it is complete (R1). Personal: gone with the roster, with a person who is forgotten, and after a day.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import { textList } from './text-list.ts';

export interface ReadField {
  field: string;
  reading: string;
  /** Of whom it was read. */
  people: number;
  at: Date;
}

/** Fields of these readings. */
export interface Beside {
  readings: readonly string[];
  fields: readonly string[];
}

/** One reading of some fields. */
export interface FieldReading {
  id: string;
  templateId: string;
  /** When it began. */
  at: Date;
}

/** Read since then of the people of this scope. */
export async function readReadFields(
  db: Kysely<Tables>,
  templateId: string,
  scope: string,
  since: Date,
): Promise<ReadField[]> {
  const rows = await db
    .selectFrom('read_fields')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('scope', '=', scope)
    .where('read_at', '>', since)
    .execute();
  return rows.map(({ field, reading, people, read_at: at }) => ({ field, reading, people, at }));
}

/** Of each person who has one of them: her facts as JSON text. Without parameters, for a cursor. */
export function selectBeside({ readings, fields }: Beside) {
  const list = (texts: readonly string[]) => sql.join(texts.map((text) => sql.lit(text)));
  return sql`
    select person_id, json_object_agg(field, value)::text as facts from read_field_values
    where reading in (${list(readings)}) and field in (${list(fields)}) group by person_id`;
}

/** values: JSON texts. Nobody may be there twice with one field. */
export async function writeFieldPage(
  db: Kysely<Tables>,
  { id, templateId, at }: FieldReading,
  rows: readonly { person: string; field: string; value: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into read_field_values (reading, person_id, field, value, template_id, at)
    select ${id}::uuid, v.person, v.field, v.value::json, ${templateId}::uuid, ${at}::timestamptz
    from unnest(${textList(rows.map((row) => row.person))}, ${textList(rows.map((row) => row.field))},
      ${textList(rows.map((row) => row.value))}) as v(person, field, value)
    on conflict (reading, person_id, field) do update set value = excluded.value`.execute(db);
}

/**
 * From now on the fields are those of this reading; what was read of them before goes, also what a reading that began earlier is
 * still bringing: it will not be believed any more. Nothing when the template is gone.
 */
export async function applyFieldReading(
  db: Kysely<Tables>,
  { id, templateId, at }: FieldReading,
  read: { fields: readonly string[]; people: number; scope: string },
): Promise<void> {
  const { fields, people, scope } = read;
  await db.transaction().execute(async (trx) => {
    await sql`
      insert into read_fields (template_id, field, reading, people, scope, read_at)
      select t.id, f.field, ${id}::uuid, ${people}::int, ${scope}, ${at}::timestamptz
      from sync_templates t cross join unnest(${fields}::text[]) as f(field) where t.id = ${templateId}
      on conflict (template_id, field) do update
      set reading = excluded.reading, people = excluded.people, scope = excluded.scope, read_at = excluded.read_at
      where read_fields.read_at <= excluded.read_at`.execute(trx);
    await sql`
      delete from read_field_values v where v.template_id = ${templateId}
        and not exists (select from read_fields f where f.template_id = v.template_id and f.field = v.field and f.reading = v.reading)
        and (v.field = any(${fields}::text[]) and v.at < ${at} or v.at < ${at}::timestamptz - interval '10 minutes')`.execute(
      trx,
    );
  });
}

export async function deleteFieldReading(db: Kysely<Tables>, reading: string): Promise<void> {
  await db.deleteFrom('read_field_values').where('reading', '=', reading).execute();
}

export async function deleteReadFields(db: Kysely<Tables>, templateId: string): Promise<void> {
  await db.deleteFrom('read_fields').where('template_id', '=', templateId).execute();
  await db.deleteFrom('read_field_values').where('template_id', '=', templateId).execute();
}

/** What was read before then, and what a reading that never came to its end has left. */
export async function deleteOldReadFields(db: Kysely<Tables>, until: Date): Promise<void> {
  await db.deleteFrom('read_fields').where('read_at', '<=', until).execute();
  await db.deleteFrom('read_field_values').where('at', '<=', until).execute();
}

export async function deleteReadFieldsOf(
  db: Kysely<Tables>,
  companyId: string,
  people: readonly string[],
): Promise<void> {
  await sql`
    delete from read_field_values v using sync_templates t
    where t.company_id = ${companyId} and v.template_id = t.id and v.person_id = any(${people}::text[])`.execute(
    db,
  );
}
