// A company as the API shows it.
import type { z } from '@hono/zod-openapi';
import { presentLookups } from '../../document/present-document.ts';
import type { Company } from '../../store/companies.ts';
import type { companySchema } from './schema.ts';

export function presentCompany(company: Company): z.infer<typeof companySchema> {
  return {
    id: company.id,
    name: company.name,
    country: company.country,
    timeZone: company.timeZone,
    language: company.language,
    coolingDays: company.coolingDays,
    retentionDays: company.retentionDays,
    ownNumbersOnly: company.ownNumbersOnly,
    lookups: presentLookups(company.lookups),
  };
}
