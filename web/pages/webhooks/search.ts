// What the address of this page may say: the open webhook.
import * as z from 'zod/mini';

export const search = z.object({
  webhook: z.optional(z.catch(z.string(), '')),
});
