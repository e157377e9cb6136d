// How users stand at targets, and what is at an exchange that is nobody's of ours, as the API shows it.
import { z } from '@hono/zod-openapi';
import { targetUserStates } from '../../plan/target.ts';
import { orNull } from '../answers.ts';
import { keyParts, listOf } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { moment, targetParams } from './schema.ts';

const text = z.string().nullable();

const errorSchema = z
  .object({
    class: z.enum(['retry', 'conflict', 'rejected']).openapi({
      description:
        'retry: by itself. conflict: somebody else has the account or number there. rejected: the user’s data have to change.',
    }),
    code: z.string(),
    message: z.string(),
    cure: z.string(),
  })
  .openapi('TargetUserError');

const driftSchema = z
  .object({
    is: z.enum(['missing', 'different']),
    fields: z.array(
      z.object({
        field: z.string().openapi({ description: 'By the target’s own name.' }),
        wanted: text.openapi({ description: 'As it was written.' }),
        there: text,
      }),
    ),
  })
  .openapi('TargetDrift', { description: 'What somebody has changed at the exchange.' });

export const standingSchema = z
  .object({
    state: z.enum(targetUserStates),
    since: moment,
    origin: z
      .enum(['made', 'adopted'])
      .openapi({ description: 'adopted: the entry was there before, and its secret stays.' }),
    externalId: text.openapi({ description: 'The entry’s id at the target; null: it is not there yet.' }),
    fedAt: moment.nullable(),
    nextAttemptAt: moment.nullable(),
    error: orNull(errorSchema),
    drift: orNull(driftSchema),
    isKept: z.boolean().openapi({ description: 'Somebody has said that it is right as it is there.' }),
  })
  .openapi('TargetStanding');

export const targetUserSchema = standingSchema
  .extend({
    user: z.uuid(),
    alias: text.openapi({ description: 'null: the user is deleted.' }),
    name: text,
    account: text.openapi({ description: 'SIP account.' }),
    isGone: z.boolean().openapi({ description: 'To be removed there.' }),
    attempts: z.number().int(),
  })
  .openapi('TargetUser');

export const targetUserPageSchema = listOf(targetUserSchema).openapi('TargetUserPage');
export const targetUserQuery = z
  .object({ ...placeQuery, state: z.enum(targetUserStates).optional() })
  .strict();
export const targetUserKey = z.tuple([keyParts.uuid]);
export const targetUserParams = targetParams.extend({
  user: z.uuid().openapi({ description: 'Id of the user.' }),
});
export const countedSchema = z.object({ count: z.number().int() }).openapi('TargetUsersDone');

export const unknownQuery = z
  .object({
    search: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .strict();
export const unknownSchema = z
  .object({
    items: z.array(
      z
        .object({
          externalId: z.string(),
          account: z.string(),
          displayName: text,
          numbers: z.array(z.string()),
          email: text,
          likely: orNull(z.object({ user: z.uuid(), alias: z.string() })).openapi({
            description: 'The one user who has its number or mail.',
          }),
        })
        .openapi('UnknownEntry'),
    ),
    hasMore: z.boolean().openapi({ description: 'Search for the others.' }),
  })
  .openapi('UnknownEntries');
export const adoptSchema = z
  .object({ user: z.uuid(), externalId: z.string().min(1).max(500) })
  .strict()
  .openapi('AdoptEntry');
