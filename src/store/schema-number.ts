// How far a database's schema has got: the number of its newest migration.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from './tables.ts';

export async function readSchemaNumber(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ number: number | null }>`
    select max(number) as number from schema_migrations`.execute(db);
  return rows[0]?.number ?? 0;
}
