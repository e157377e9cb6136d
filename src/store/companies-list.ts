// One page of companies by name, for lists; all of them, or those whose name has all the words of a search in it.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Company } from './companies.ts';
import { mapCompany } from './companies.ts';
import { presentMatch } from './paged-list.ts';
import type { Tables } from './tables.ts';

/** companyId: only this one; null for all. words: have to stand in the name. after: the name on which the page before ended. */
export async function readCompaniesPage(
  db: Kysely<Tables>,
  {
    companyId,
    words,
    after,
    limit,
  }: { companyId: string | null; words: string[]; after: string | null; limit: number },
): Promise<{ companies: Company[]; total: number }> {
  const scoped = db
    .selectFrom('companies')
    .$if(companyId !== null, (query) => query.where('id', '=', companyId ?? ''))
    .$if(words.length > 0, (query) =>
      query.where(sql<boolean>`${presentMatch(sql`search_fold(name)`, { words })}`),
    );
  // Byte order: the same on every machine, and each name has its own place in it.
  const rows = await scoped
    .selectAll()
    .$if(after !== null, (query) => query.where(sql<boolean>`name collate "C" > ${after}`))
    .orderBy(sql`name collate "C"`)
    .limit(limit)
    .execute();
  const { total } = await scoped
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { companies: rows.map(mapCompany), total };
}
