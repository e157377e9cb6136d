// How the change log (what happened to users) and the audit log (what people did) look in the API.
import { z } from '@hono/zod-openapi';
import { orNull } from '../answers.ts';
import { flagQuery, keyParts, listOf, timeQuery } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { reasonSchema } from '../reason-schema.ts';
import { actorSchema, changeSchema } from '../runs/schema.ts';

const text = z.string().nullable();

const loggedChangeSchema = changeSchema
  .extend({
    run: z.uuid().nullable().openapi({ description: 'null: done by hand.' }),
    trigger: text.openapi({ description: 'Of the run.' }),
    template: text,
    by: orNull(actorSchema).openapi({
      description: 'Who did it by hand, or asked for the run; null: the program by itself.',
    }),
    undo: z
      .object({
        can: z.boolean(),
        reasons: z.array(reasonSchema).openapi({ description: 'Why not, or not all.' }),
      })
      .optional()
      .openapi({ description: 'Only where it was asked for.' }),
  })
  .openapi('Change');
export const changePageSchema = listOf(loggedChangeSchema).openapi('ChangePage');
export type ShownChange = z.infer<typeof loggedChangeSchema>;

const auditSchema = z
  .object({
    id: z.number().int(),
    at: z.iso.datetime(),
    company: z.uuid().nullable(),
    by: actorSchema,
    action: z.string().openapi({ example: 'syncTemplate.update' }),
    subject: z.object({ kind: z.string(), id: text, name: text }),
    before: z.unknown(),
    after: z.unknown(),
    details: z.record(z.string(), z.unknown()),
    address: text.openapi({ description: 'Network address; null for commands and the program itself.' }),
  })
  .openapi('AuditEntry');
export const auditPageSchema = listOf(auditSchema).openapi('AuditPage');
export type ShownAudit = z.infer<typeof auditSchema>;

const id = z.string().min(1).max(200).optional();

export const changeQuery = z
  .object({
    ...placeQuery,
    user: z.uuid().optional(),
    person: id,
    run: z.uuid().optional(),
    actor: id.openapi({ description: 'Id of an administrator or token.' }),
    do: z.string().max(40).optional(),
    undo: flagQuery.openapi({
      description: 'true: also says of each entry whether it can be taken back now.',
    }),
    ...timeQuery,
  })
  .strict();
export const auditQuery = z
  .object({
    ...placeQuery,
    actor: id.openapi({ description: 'Id of an administrator or token.' }),
    action: z.string().max(80).optional().openapi({
      description: 'One, such as run.start; a word alone, such as run, stands for all of its kind.',
    }),
    subjectKind: z.string().max(80).optional(),
    subjectId: id,
    ...timeQuery,
  })
  .strict();
export const idKey = z.tuple([keyParts.bigint]);
