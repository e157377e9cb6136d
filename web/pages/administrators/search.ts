// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { flag } from '../../address.ts';

export const search = z.object({
  tab: z.optional(z.catch(z.enum(['people', 'roles', 'tokens']), 'people')),
  /** The form for inviting somebody is open. */
  invite: flag,
});
