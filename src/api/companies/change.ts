// Making and changing a company, each with its entry in the audit log in the same transaction.
import type { z } from '@hono/zod-openapi';
import type { Transaction } from 'kysely';
import { presentLostTables } from '../../document/template-warnings.ts';
import { companyDefaults } from '../../document/parse-company.ts';
import type { CompanyValues } from '../../document/parse-company.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { isCompanyName, lockCompany, writeCompany } from '../../store/companies.ts';
import type { Company } from '../../store/companies.ts';
import { readSyncTemplates } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, SignedInEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { presentCompany } from './present.ts';
import type { changedCompanySchema } from './schema.ts';

export async function createCompany(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  name: string,
  values: Partial<CompanyValues>,
): Promise<Company> {
  await refuseTakenName(trx, name);
  const company = { ...companyDefaults, ...values, id: crypto.randomUUID(), name };
  await writeCompany(trx, company);
  await audit(c, trx, 'company.create', null, company);
  return company;
}

export async function changeCompany(
  c: Asked<CompanyEnv>,
  { name, values }: { name: string | null; values: Partial<CompanyValues> },
): Promise<{ company: Company; warnings: z.infer<typeof changedCompanySchema>['warnings'] }> {
  return c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const stored = await lockCompany(trx, c.var.company.id);
    if (!stored) throw notFound('company');
    requireMatch(c, presentCompany(stored));
    const company = { ...stored, ...values, name: name ?? stored.name };
    if (company.name !== stored.name) await refuseTakenName(trx, company.name);
    await writeCompany(trx, company);
    await audit(c, trx, 'company.update', stored, company);
    return { company, warnings: await readTableWarnings(trx, company) };
  });
}

/** Lookup tables that the expressions of its templates name and that it does not have any more. */
async function readTableWarnings(trx: Transaction<Tables>, company: Company) {
  const templates = await readSyncTemplates(trx, company.id);
  return templates.flatMap(({ template }) =>
    presentLostTables(template, company).map((warning) => ({ ...warning, syncTemplate: template.name })),
  );
}

async function refuseTakenName(trx: Transaction<Tables>, name: string): Promise<void> {
  if (!(await isCompanyName(trx, name))) return;
  const message = `There is a company called ${JSON.stringify(name)} already.`;
  throw refuse({ code: 'name.taken', message, cure: 'Choose another name, or use that company.' });
}

async function audit(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  action: string,
  before: Company | null,
  after: Company,
): Promise<void> {
  await writeAudit(trx, {
    companyId: after.id,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'company', id: after.id, name: after.name },
    ...(before ? { before: presentCompany(before) } : {}),
    after: presentCompany(after),
    address: c.var.address,
  });
}
