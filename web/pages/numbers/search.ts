// What the address of this page may say after the question mark; anything else in it is dropped. Links from elsewhere name a number.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

export const states = ['free', 'assigned', 'cooling', 'reserved', 'service'] as const;

export const search = z.object({
  /** Without it the series. */
  view: z.catch(z.optional(z.enum(['ledger', 'reserved'])), undefined),
  state: z.catch(z.optional(z.enum(states)), undefined),
  search: text,
  /** Digits of the number whose story stands open. */
  number: text,
});
