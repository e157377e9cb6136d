// Reads and writes companies, the owners of everything else (R16: nothing crosses them).
// Decides nothing: which values are allowed is document/'s, what they mean is plan/'s.
import type { Kysely, Selectable, Transaction } from 'kysely';
import { companyMailDefaults } from '../plan/company-mail.ts';
import type { CompanyMail } from '../plan/company-mail.ts';
import type { CompaniesTable, Tables } from './tables.ts';

export interface Company {
  id: string;
  /** Unique on the installation. */
  name: string;
  /** Two letters (ISO 3166), the default country of phone numbers. */
  country: string;
  timeZone: string;
  /** Two letters (ISO 639-1), the language of mails to people whose own is not known. */
  language: string;
  /** Days that a number given up stays untaken. */
  coolingDays: number;
  /** Days that before-values of deleted users stay readable. */
  retentionDays: number;
  /** Only numbers of the company's own series are right. */
  ownNumbersOnly: boolean;
  /** Tables that expressions look values up in: name → key → value. */
  lookups: Record<string, Record<string, string>>;
  /** How its mails look. */
  mail: CompanyMail;
}

/** All companies, by name. */
export async function readCompanies(db: Kysely<Tables>): Promise<Company[]> {
  const rows = await db.selectFrom('companies').selectAll().execute();
  // Sorted here: the database's order depends on its locale, and export has to give the same bytes everywhere.
  return rows.map(mapCompany).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function readCompany(db: Kysely<Tables>, id: string): Promise<Company | null> {
  const row = await db.selectFrom('companies').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? mapCompany(row) : null;
}

/** The same, held until the transaction ends so that nobody changes it meanwhile. */
export async function lockCompany(trx: Transaction<Tables>, id: string): Promise<Company | null> {
  const row = await trx
    .selectFrom('companies')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? mapCompany(row) : null;
}

/** Whether a company of that name exists. */
export async function isCompanyName(db: Kysely<Tables>, name: string): Promise<boolean> {
  const row = await db.selectFrom('companies').select('id').where('name', '=', name).executeTakeFirst();
  return row !== undefined;
}

/** Creates the company or replaces all its values. */
export async function writeCompany(db: Kysely<Tables>, company: Company): Promise<void> {
  const values = {
    name: company.name,
    country: company.country,
    time_zone: company.timeZone,
    language: company.language,
    cooling_days: company.coolingDays,
    retention_days: company.retentionDays,
    own_numbers_only: company.ownNumbersOnly,
    lookups: JSON.stringify(company.lookups),
    mail: JSON.stringify(company.mail),
  };
  await db
    .insertInto('companies')
    .values({ id: company.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export function mapCompany(row: Selectable<CompaniesTable>): Company {
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    timeZone: row.time_zone,
    language: row.language,
    coolingDays: row.cooling_days,
    retentionDays: row.retention_days,
    ownNumbersOnly: row.own_numbers_only,
    lookups: row.lookups as Company['lookups'],
    mail: { ...companyMailDefaults, ...(row.mail as Partial<CompanyMail>) },
  };
}
