// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { flag, text } from '../../address.ts';

/** How a company may be, the worst first. */
export const companyHealths = [
  'failed',
  'waiting',
  'trouble',
  'expiring',
  'late',
  'notRun',
  'paused',
  'notSetUp',
  'ok',
] as const;

export const search = z.object({
  /** Operators: which companies are listed, and whether the form for a new one is open. */
  q: text,
  health: z.optional(z.catch(z.optional(z.enum(companyHealths)), undefined)),
  create: flag,
});
export type OverviewSearch = z.infer<typeof search>;
