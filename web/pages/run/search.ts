// What the address of a run may say: which kind of step is shown, what is looked for, which reason, which row is unfolded.
import * as z from 'zod/mini';
import { rowNumber, text } from '../../address.ts';
import { stepKinds } from '../../steps/step-sign.tsx';

export const search = z.object({
  op: z.optional(z.catch(z.enum([...stepKinds, 'kept', '']), '')),
  q: text,
  code: text,
  step: rowNumber,
});
