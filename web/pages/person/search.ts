// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

/** template: the sync template that explains; without it whichever has most to say. */
export const search = z.object({ template: text });
