// A step of a plan or of the change log: the very step that was planned, as `plan --json` shows it.
import { z } from '@hono/zod-openapi';
import { reasonSchema } from '../reason-schema.ts';

const text = z.string().nullable();

export const stepSchema = z
  .looseObject({
    do: z
      .string()
      .openapi({ description: 'create, change, leave, return, delete, skip, conflict or a deed by hand.' }),
    person: text,
    user: text.optional(),
    alias: text,
    because: reasonSchema,
  })
  .openapi('Step');
