// Which templates are a company's: those that stand, and those of which only the history is left. Lists of runs and of
// people are scoped by them (R16).
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface TemplateName {
  id: string;
  name: string;
}

export async function readTemplateNames(db: Kysely<Tables>, companyId: string): Promise<TemplateName[]> {
  return db
    .selectFrom('sync_templates')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .execute();
}

export async function readDeletedTemplateNames(
  db: Kysely<Tables>,
  companyId: string,
): Promise<TemplateName[]> {
  return db
    .selectFrom('deleted_templates')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .orderBy('deleted_at')
    .execute();
}

/** Addresses that any of the company's templates mails its trouble to, each once. */
export async function readErrorMailAddresses(db: Kysely<Tables>, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct settings->>'errorMailTo' as address from sync_templates
    where company_id = ${companyId} and settings->>'errorMailTo' is not null order by 1`.execute(db);
  return rows.map(({ address }) => address);
}
