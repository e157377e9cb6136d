// How a company looks in the API: the "company" of the configuration document, and its id.
import { z } from '@hono/zod-openapi';
import { pageOf, pageQuery } from '../paging.ts';

const values = {
  name: z.string().openapi({ description: 'Unique on the installation.', example: 'Nordvik Energi AB' }),
  country: z
    .string()
    .openapi({ description: 'ISO 3166, two capital letters: phone numbers are read by it.', example: 'SE' }),
  timeZone: z
    .string()
    .openapi({ description: 'IANA name: nights and days are counted in it.', example: 'Europe/Stockholm' }),
  language: z
    .string()
    .openapi({ description: 'ISO 639-1: of mails to people whose own is not known.', example: 'sv' }),
  coolingDays: z
    .number()
    .int()
    .openapi({ description: 'Days that a number given up stays untaken.', example: 30 }),
  retentionDays: z
    .number()
    .int()
    .openapi({ description: 'Days that before-values of deleted users stay readable.', example: 90 }),
  ownNumbersOnly: z
    .boolean()
    .openapi({ description: 'Only numbers of the company’s own series are right.', example: false }),
  lookups: z
    .record(z.string(), z.record(z.string(), z.string()))
    .openapi({ description: 'Tables for lookup() in expressions: name → key → value.', example: {} }),
};

export const companySchema = z.object({ id: z.uuid(), ...values }).openapi('Company');
export const changedCompanySchema = companySchema
  .extend({
    warnings: z
      .array(z.object({ code: z.string(), syncTemplate: z.string(), message: z.string(), cure: z.string() }))
      .openapi({ description: 'What should be known although nothing is wrong; no part of what is edited.' }),
  })
  .openapi('ChangedCompany');
export const newCompanySchema = z
  .object(values)
  .partial()
  .required({ name: true })
  .openapi('NewCompany', { description: 'What is left out gets its default.' });
export const companyChangesSchema = z
  .object(values)
  .partial()
  .openapi('CompanyChanges', { description: 'What is left out stays as it is.' });
export const companyPageSchema = pageOf(companySchema).openapi('CompanyPage');
export const companyQuery = z
  .object({
    ...pageQuery,
    search: z
      .string()
      .max(200)
      .optional()
      .openapi({ description: 'Words that all stand in the name, in any order.', example: 'nordvik' }),
  })
  .strict();
export const companyParams = z.object({ company: z.uuid().openapi({ description: 'Id of the company.' }) });
