// The body of a user made or changed by hand ─▶ what run/hand-users.ts takes. Pure.
import type { z } from '@hono/zod-openapi';
import type { Values } from '../../plan/steps.ts';
import { userFields } from '../../plan/sync-template.ts';
import type { HandUserInput } from '../../run/hand-users.ts';
import type { newUserSchema, userChangesSchema } from './schema.ts';

export function presentHandInput(
  body: z.infer<typeof userChangesSchema> | z.infer<typeof newUserSchema>,
): HandUserInput {
  const values: Values = {};
  for (const field of userFields) if (body[field] !== undefined) values[field] = body[field];
  for (const [name, value] of Object.entries(body.fields ?? {})) values[`fields.${name}`] = value;
  return {
    values,
    ...(body.callerId === undefined ? {} : { callerId: body.callerId }),
    ...(body.settingsTemplateId === undefined ? {} : { settingsTemplate: body.settingsTemplateId }),
    ...(body.settings === undefined ? {} : { settings: body.settings }),
    ...('numberSeries' in body && body.numberSeries !== undefined && { numberSeries: body.numberSeries }),
    why: body.why ?? null,
  };
}
