// What the address of this page may say after the question mark; anything else in it is dropped.
import * as z from 'zod/mini';
import { guideSteps } from '../../../src/plan/guide-steps.ts';

export const search = z.object({ step: z.optional(z.catch(z.enum(guideSteps), 'signIn')) });
