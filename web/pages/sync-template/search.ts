// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';

export const tabs = ['basic', 'mapping', 'runs'] as const;
export type Tab = (typeof tabs)[number];

export const search = z.object({
  tab: z.optional(z.catch(z.enum(tabs), 'basic')),
  /** A mode that was chosen while the template was made: it is asked for as soon as the template is there. */
  turnOn: z.optional(z.catch(z.optional(z.enum(['full', 'onlyNew'])), undefined)),
});
