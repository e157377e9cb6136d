// One page of the people who use the program, by e-mail address.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { mapAdministrator } from './administrators.ts';
import type { Administrator } from './administrators.ts';
import type { Tables } from './tables.ts';

export interface AdministratorsPage {
  /** Only of this company; null for everybody. */
  companyId: string | null;
  /** The folded address on which the page before ended. */
  after: string | null;
  limit: number;
}

export async function readAdministratorsPage(
  db: Kysely<Tables>,
  { companyId, after, limit }: AdministratorsPage,
): Promise<{ administrators: Administrator[]; total: number }> {
  const scoped = db
    .selectFrom('administrators')
    .$if(companyId !== null, (query) => query.where('company_id', '=', companyId ?? ''));
  // Byte order: the same on every machine, and each address has its own place in it.
  const rows = await scoped
    .selectAll()
    .$if(after !== null, (query) => query.where(sql<boolean>`email_key collate "C" > ${after}`))
    .orderBy(sql`email_key collate "C"`)
    .limit(limit)
    .execute();
  const { total } = await scoped
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { administrators: rows.map(mapAdministrator), total };
}
