// What the address of this page may say: the open webhook.
import * as z from 'zod/mini';
import { text } from '../../address.ts';

export const search = z.object({
  webhook: text,
});
