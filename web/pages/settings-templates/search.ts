// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { flag } from '../../address.ts';

export const search = z.object({
  /** Whether the form for a new one is open. */
  new: flag,
});
