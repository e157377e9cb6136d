// A point in a transaction to which everything that was written since can be taken back, without ending it.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** One at a time in a transaction. */
export async function openSavepoint(db: Kysely<Tables>): Promise<{ rollback: () => Promise<void> }> {
  await sql`savepoint before_this`.execute(db);
  return {
    async rollback() {
      await sql`rollback to savepoint before_this`.execute(db);
    },
  };
}
