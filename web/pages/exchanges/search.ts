// What the address of this page may say after the question mark: nothing.
import * as z from 'zod/mini';

export const search = z.object({});
