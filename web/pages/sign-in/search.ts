// Where to go after signing in; only an address of the portal itself, or somebody could be lured away with a link.
import * as z from 'zod/mini';

export const search = z.object({
  to: z.optional(z.catch(z.string().check(z.regex(/^\/(?![/\\])/u)), '/')),
  /** What has just happened. */
  why: z.optional(z.catch(z.enum(['password']), 'password')),
  /** Why the provider's word was not enough: the code of what the server refused (src/api/oidc). */
  refused: z.optional(z.catch(z.string().check(z.regex(/^[a-zA-Z.]{1,60}$/u)), '')),
});
