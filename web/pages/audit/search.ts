// What the address of the audit log may say: which log, filters, the open event.
import * as z from 'zod/mini';
import { rowNumber, text } from '../../address.ts';

export const search = z.object({
  /** What happened to users, or what administrators did. */
  log: z.optional(z.catch(z.enum(['changes', 'audit']), 'changes')),
  user: text,
  person: text,
  run: text,
  actor: text,
  do: text,
  action: text,
  subjectKind: text,
  subjectId: text,
  /** Days, YYYY-MM-DD. */
  from: text,
  to: text,
  /** The open event's id. */
  event: rowNumber,
});
