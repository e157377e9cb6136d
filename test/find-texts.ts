// Looks for texts everywhere: in every column of every table, so that a new one can not be forgotten.
import { sql } from 'kysely';
import type { Database } from '../src/store/database.ts';

/** Columns in which one of the texts stands, as `table.column`. */
export async function findTextsIn({ kysely }: Database, texts: string[]): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`.execute(kysely);
  const found: string[] = [];
  for (const { table, column } of columns.rows) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(table)}
      where ${sql.ref(column)}::text ilike any(${texts.map((text) => `%${text}%`)}::text[])`.execute(kysely);
    if ((rows[0]?.n ?? 0) > 0) found.push(`${table}.${column}`);
  }
  return found.toSorted();
}
