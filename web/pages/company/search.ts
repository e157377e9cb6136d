// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';

export const search = z.object({
  tab: z.optional(z.catch(z.enum(['settings', 'mail']), 'settings')),
});
