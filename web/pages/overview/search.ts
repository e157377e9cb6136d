// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';

export const search = z.object({
  /** Operators: which companies are listed, and whether the form for a new one is open. */
  q: z.optional(z.catch(z.string(), '')),
  create: z.optional(z.catch(z.boolean(), false)),
});
