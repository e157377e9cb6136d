// What the address of a run may say: which kind of step is shown, what is looked for, which reason, which row is unfolded.
import * as z from 'zod/mini';
import { stepKinds } from '../../steps/step-sign.tsx';

/** Digits alone are taken for a number by the router. */
const text = z.optional(
  z.catch(
    z.union([
      z.string(),
      z.pipe(
        z.number(),
        z.transform((digits: number) => String(digits)),
      ),
    ]),
    '',
  ),
);

export const search = z.object({
  op: z.optional(z.catch(z.enum([...stepKinds, 'kept', '']), '')),
  q: text,
  code: text,
  step: z.optional(z.catch(z.number(), 0)),
});
