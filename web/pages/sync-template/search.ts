// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';

export const tabs = ['basic', 'mapping', 'runs'] as const;
export type Tab = (typeof tabs)[number];

export const search = z.object({ tab: z.optional(z.catch(z.enum(tabs), 'basic')) });
