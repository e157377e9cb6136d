// What the address of the outbox may say: filters, search, the open mail.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

export const mailStates = [
  'held',
  'waiting',
  'sending',
  'sent',
  'kept',
  'uncertain',
  'failed',
  'discarded',
] as const;
export const mailKinds = [
  'welcome',
  'welcomeCopy',
  'error',
  'allClear',
  'warning',
  'summary',
  'credential',
  'test',
] as const;

export const search = z.object({
  search: text,
  state: z.optional(z.catch(z.optional(z.enum(mailStates)), undefined)),
  kind: z.optional(z.catch(z.optional(z.enum(mailKinds)), undefined)),
  template: text,
  user: text,
  run: text,
  notice: text,
  /** The open mail's id. */
  mail: text,
});
