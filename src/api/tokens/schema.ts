// API tokens of a company.
import { z } from '@hono/zod-openapi';
import { isOneLine } from '../../document/spot.ts';
import { pageOf, pageQuery } from '../paging.ts';

const roles = z.enum(['companyAdministrator', 'viewer']);

export const tokenSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: roles,
    prefix: z
      .string()
      .openapi({ description: 'The first characters, to tell tokens apart.', example: 'rc_Ab12Cd' }),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .openapi('Token');

export const newTokenSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      // Shown in lists, logs and mails, on one line.
      .refine(
        (text) => isOneLine(text) && !/\p{Cc}/u.test(text),
        'It has a control character in it.\nRemove it.',
      )
      .openapi({ example: 'Monitoring' }),
    role: roles,
    expiresAt: z.iso
      .datetime({ offset: true })
      .openapi({ description: 'At most two years ahead.', example: '2027-06-30T00:00:00Z' }),
  })
  .strict()
  .openapi('NewToken');

export const createdTokenSchema = tokenSchema
  .extend({
    secret: z.string().nullable().openapi({
      description: 'For Authorization: Bearer. Shown this once; null when the request is repeated.',
    }),
  })
  .openapi('CreatedToken');

export const tokenPageSchema = pageOf(tokenSchema).openapi('TokenPage');
export const tokenQuery = z.object(pageQuery).strict();
const company = z.uuid().openapi({ description: 'Id of the company.' });
export const tokensParams = z.object({ company });
export const tokenParams = z.object({ company, token: z.uuid() });
