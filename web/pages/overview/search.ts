// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { companyHealths } from '../../../src/plan/company-health.ts';
import { flag, text } from '../../address.ts';

export const search = z.object({
  /** Operators: which companies are listed, and whether the form for a new one is open. */
  q: text,
  health: z.optional(z.catch(z.optional(z.enum(companyHealths)), undefined)),
  create: flag,
});
export type OverviewSearch = z.infer<typeof search>;
