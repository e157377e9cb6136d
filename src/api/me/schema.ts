// Whoever is signed in: who it is and may do, the own profile, password and sessions.
import { z } from '@hono/zod-openapi';
import { rights, roles } from '../../access/rights.ts';
import type { Right } from '../../access/rights.ts';

export const meSchema = z
  .object({
    kind: z.enum(['administrator', 'token']),
    id: z.uuid(),
    name: z.string(),
    role: z.enum(roles),
    company: z
      .object({ id: z.uuid(), name: z.string() })
      .nullable()
      .openapi({ description: 'null: an operator, who may go everywhere.' }),
    rights: z
      .array(z.enum(Object.keys(rights) as [Right, ...Right[]]))
      .openapi({ description: 'What may be asked for; x-right of each route.' }),
    csrf: z.string().nullable().openapi({ description: 'For the header X-CSRF-Token; null for a token.' }),
  })
  .openapi('Me');

const languages = z.enum(['sv', 'en']);
const themes = z.enum(['system', 'light', 'dark']);

export const profileSchema = z
  .object({
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    language: languages,
    theme: themes,
    hasPassword: z.boolean(),
    hasOidc: z.boolean().openapi({ description: 'Has signed in at the provider.' }),
  })
  .openapi('Profile');

export const profileChangesSchema = z
  .object({
    email: z.string().max(320).openapi({ description: 'Needs currentPassword: one signs in with it.' }),
    firstName: z.string().max(400),
    lastName: z.string().max(400),
    language: languages,
    theme: themes,
    currentPassword: z.string().max(1024),
  })
  .partial()
  .strict()
  .openapi('ProfileChanges', { description: 'What is left out stays as it is.' });

export const newPasswordSchema = z
  .object({ currentPassword: z.string().max(1024), newPassword: z.string().max(1024) })
  .strict()
  .openapi('NewPassword');

export const sessionSchema = z
  .object({
    id: z.uuid(),
    isThis: z.boolean(),
    method: z.enum(['password', 'oidc', 'link']),
    createdAt: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .openapi('Session');

export const sessionsSchema = z
  .object({ items: z.array(sessionSchema), next: z.null() })
  .openapi('SessionPage');
export const sessionParams = z.object({ session: z.uuid() });
