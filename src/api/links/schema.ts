// Links that work once: the first administrator, and invitations.
import { z } from '@hono/zod-openapi';

const token = z.string().max(200).openapi({ description: 'What stands behind the = in the link.' });
const languages = z.enum(['sv', 'en']);

export const firstAdministratorSchema = z
  .object({
    token,
    email: z.string().max(320),
    firstName: z.string().max(400),
    lastName: z.string().max(400),
    password: z.string().max(1024),
    language: languages.default('sv'),
  })
  .strict()
  .openapi('FirstAdministrator');

export const invitationTokenSchema = z.object({ token }).strict().openapi('InvitationToken');

export const invitationSchema = z
  .object({
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    language: languages,
  })
  .openapi('Invitation');

export const acceptanceSchema = z
  .object({
    token,
    firstName: z.string().max(400).optional(),
    lastName: z.string().max(400).optional(),
    password: z.string().max(1024),
  })
  .strict()
  .openapi('Acceptance');
