// People who use the program, as those see them who look after them.
import { z } from '@hono/zod-openapi';
import { roles } from '../../access/rights.ts';
import { pageOf, pageQuery } from '../paging.ts';

const languages = z.enum(['sv', 'en']);
const companyText = 'Id of the company; null for an operator.';

export const administratorSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    role: z.enum(roles),
    company: z.uuid().nullable().openapi({ description: companyText }),
    language: languages,
    disabled: z.boolean(),
    state: z
      .enum(['invited', 'active', 'disabled'])
      .openapi({ description: 'invited: can not sign in yet.' }),
    hasPassword: z.boolean(),
    hasOidc: z.boolean(),
    createdAt: z.iso.datetime(),
    lastSignInAt: z.iso.datetime().nullable(),
  })
  .openapi('Administrator');

export const invitationLinkSchema = z
  .object({
    url: z
      .string()
      .nullable()
      .openapi({ description: 'Works once. Shown this once; null when the request is repeated.' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('InvitationLink');

export const newAdministratorSchema = z
  .object({
    email: z.string().max(320).openapi({ example: 'maja.aberg@nordvik.example' }),
    firstName: z.string().max(400).openapi({ example: 'Maja' }),
    lastName: z.string().max(400).openapi({ example: 'Åberg' }),
    role: z.enum(roles),
    company: z
      .uuid()
      .nullable()
      .optional()
      .openapi({ description: 'Left out: the own company. Only operators name another.' }),
    language: languages.default('sv'),
  })
  .strict()
  .openapi('NewAdministrator');

export const createdAdministratorSchema = administratorSchema
  .extend({ invitation: invitationLinkSchema })
  .openapi('CreatedAdministrator');

export const administratorChangesSchema = z
  .object({
    email: z.string().max(320),
    firstName: z.string().max(400),
    lastName: z.string().max(400),
    role: z.enum(roles),
    company: z.uuid().nullable(),
    language: languages,
    disabled: z.boolean(),
  })
  .partial()
  .strict()
  .openapi('AdministratorChanges', { description: 'What is left out stays as it is.' });

export const administratorPageSchema = pageOf(administratorSchema).openapi('AdministratorPage');
export const administratorsQuery = z
  .object({
    ...pageQuery,
    company: z.uuid().optional().openapi({ description: 'Only of this company.' }),
  })
  .strict();
export const administratorParams = z.object({ administrator: z.uuid() });
