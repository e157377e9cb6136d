// What the address of this page may say after the question mark: the tab, how users stand that are listed, the one that is unfolded, and
// what is looked for among unknown entries.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

export const tabs = ['settings', 'users', 'unknown'] as const;
export type Tab = (typeof tabs)[number];

export const userStates = ['failed', 'drift', 'pending', 'ok'] as const;
export type UserState = (typeof userStates)[number];

export const search = z.object({
  tab: z.optional(z.catch(z.enum(tabs), 'settings')),
  state: z.optional(z.catch(z.optional(z.enum(userStates)), undefined)),
  user: text,
  q: text,
});
