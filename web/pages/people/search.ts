// What the address of this page may say after the question mark; anything else in it is dropped. Mails link to it by template and standing.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

export const standings = ['linked', 'skip', 'conflict', 'outside'] as const;

export const search = z.object({
  template: text,
  standing: z.catch(z.optional(z.enum(standings)), undefined),
  /** A reason's code. */
  reason: text,
  search: text,
  view: z.catch(z.optional(z.enum(['quality'])), undefined),
  /** Of conflicts: what is the same. */
  evidence: z.catch(z.optional(z.enum(['alias', 'pstnFixed', 'email', 'name'])), undefined),
  /** Of quality: the finding whose people are all shown. */
  finding: text,
});
