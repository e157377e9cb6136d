// Signing in and out.
import { z } from '@hono/zod-openapi';

export const waysSchema = z
  .object({
    password: z.boolean(),
    oidc: z.boolean().openapi({ description: 'Whether GET /api/v1/oidc/start leads to a provider.' }),
  })
  .openapi('WaysToSignIn');

export const signInSchema = z
  .object({
    email: z.string().max(320).openapi({ example: 'maja.aberg@nordvik.example' }),
    password: z.string().max(1024),
  })
  .strict()
  .openapi('SignIn');

export const signedInSchema = z
  .object({
    csrf: z.string().openapi({ description: 'For the header X-CSRF-Token of unsafe requests.' }),
  })
  .openapi('SignedIn');
