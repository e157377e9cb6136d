// How the health of companies looks in the API, for those who run the installation.
import { z } from '@hono/zod-openapi';
import { companyHealths } from '../../plan/company-health.ts';
import { keyParts } from '../lists.ts';
import { pageOf, placeQuery } from '../paging.ts';

const count = z.number().int();
const healthIs = z.enum(companyHealths).openapi({
  description:
    'What needs somebody most. failed: the newest run; waiting: withheld steps, for an approval; trouble: incidents; expiring: a credential ends within 30 days or has ended, and no second one waits; late: no success for two intervals (48 hours of a nightly one); notRun: no run of an active template has gone well yet; ok: nothing.',
  example: 'waiting',
});

/** Why mails wait, of the whole installation. */
export const mailServerSchema = z.object({
  code: z.string(),
  message: z.string(),
  cure: z.string(),
  since: z.iso.datetime(),
  tryAfter: z.iso.datetime(),
});

const companyHealthSchema = z
  .object({
    company: z.object({ id: z.uuid(), name: z.string() }),
    health: z.object({
      is: healthIs,
      count: count.openapi({
        description:
          'Failed or late sync templates, withheld steps, incidents, credentials that end; 0 where nothing is counted.',
      }),
    }),
    templates: z.array(z.string()).openapi({ description: 'Names of its sync templates.' }),
    linked: count.openapi({ description: 'Users that its sync templates keep.' }),
    lastSuccessAt: z.iso.datetime().nullable().openapi({ description: 'Of any of its sync templates.' }),
    credentialEndsOn: z.iso
      .date()
      .nullable()
      .openapi({ description: 'The first of its credentials to end; null: there is none, or nobody knows.' }),
  })
  .openapi('CompanyHealth');

export const companiesHealthSchema = pageOf(companyHealthSchema)
  .required({ total: true })
  .extend({
    counts: z
      .record(healthIs, count)
      .openapi({ description: 'How many companies of the search each health has, whatever `health` says.' }),
    mailServer: mailServerSchema
      .nullable()
      .openapi({ description: 'Why mails wait; null: nothing is wrong with the mail server.' }),
  })
  .openapi('CompaniesHealth');

export const companiesHealthKey = z.tuple([z.enum(companyHealths), keyParts.text, keyParts.uuid]);
export const companiesHealthQuery = z
  .object({
    ...placeQuery,
    search: z.string().max(200).optional().openapi({
      description: 'Words that all stand in the name, in any order.',
      example: 'nordvik',
    }),
    health: healthIs.optional(),
  })
  .strict();
