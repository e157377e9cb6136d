// A reason of the planner: code, sentence and cure, wherever it is shown.
import { z } from '@hono/zod-openapi';

export const reasonSchema = z
  .looseObject({
    code: z.string().openapi({ example: 'pstnFixed.missing' }),
    message: z.string(),
    cure: z.string().openapi({ description: 'What to do about it; empty when there is nothing to do.' }),
  })
  .openapi('Reason');
