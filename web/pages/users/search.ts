// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { flag, text } from '../../address.ts';

export const search = z.object({
  q: text,
  status: z.optional(z.catch(z.enum(['active', 'leaving']), 'active')),
  /** `hand`, or a sync template's id. */
  source: text,
  /** A settings template's id. */
  template: text,
  sort: z.optional(z.catch(z.enum(['name', 'alias', 'number']), 'name')),
  order: z.optional(z.catch(z.enum(['asc', 'desc']), 'asc')),
  /** Whose drawer is open. */
  user: text,
  /** Whether the form for a new one is. */
  new: flag,
});

export type UsersSearch = z.infer<typeof search>;
