// How runs look in the API: the report of `rollcall run --json` with who asked for it and what was approved, and its steps.
import { z } from '@hono/zod-openapi';
import { stepKinds, stepOutcomes } from '../../store/steps-list.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { flagQuery, keyParts, listOf, searchQuery, timeQuery } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { reasonSchema } from '../reason-schema.ts';

const text = z.string().nullable();
const count = z.number().int();
const moment = z.iso.datetime();
const kinds = z.enum(['removals', 'numbers', 'creates']);

export const actorSchema = z
  .object({
    kind: z.enum(['administrator', 'token', 'cli', 'system']),
    id: text,
    name: z.string(),
  })
  .openapi('Actor');
export type ShownActor = z.infer<typeof actorSchema>;

const states = ['queued', 'running', 'succeeded', 'failed', 'withheld', 'refused'] as const;
const triggers = ['schedule', 'manual', 'api', 'cli', 'first', 'approval', 'undo', 'person'] as const;

export const runSchema = z
  .object({
    run: z.uuid(),
    number: count.openapi({ description: 'In its company, in the order in which runs were asked for.' }),
    templateId: z.uuid(),
    template: z.string(),
    trigger: z.string(),
    preview: z.boolean(),
    person: text.openapi({
      description: 'Object id of the one person whom the run is for; null: everybody.',
    }),
    state: z.enum(states),
    startedAt: moment.openapi({ description: 'Of a run that waits: when it was asked for.' }),
    finishedAt: moment.nullable(),
    read: z.looseObject({
      complete: z.boolean(),
      mode: z.enum(['full', 'delta']),
      people: count,
      requests: count,
      bytes: z.number(),
    }),
    counts: z.looseObject({
      create: count,
      change: count,
      leave: count,
      return: count,
      delete: count,
      skip: count,
      conflict: count,
      unchanged: count,
    }),
    withheld: z.array(
      z.looseObject({
        kind: kinds,
        count,
        counted: count.openapi({ description: 'With those of the last 24 hours.' }),
        percent: z.number(),
        limit: z.looseObject({ count: count.nullable(), percent: z.number().nullable() }),
      }),
    ),
    reasons: z.array(z.looseObject({ code: z.string(), count })),
    rules: z
      .array(
        z.object({
          name: z.string(),
          count: count.openapi({ description: 'New users of this run for whom it decided.' }),
          fits: count.optional(),
          decides: count.optional().openapi({
            description: 'Of a preview: for how many in scope it would be the first that fits, were all new.',
          }),
          unknown: count.optional().openapi({ description: 'Of how many the groups are not known.' }),
        }),
      )
      .openapi({ description: 'All rules of the template, in their order.' }),
    mail: z
      .object({
        welcome: count.openapi({ description: 'Welcome mails that go out.' }),
        held: count.openapi({ description: 'Welcome mails that wait until somebody releases them.' }),
        withoutAddress: count.openapi({ description: 'New users who get none for want of an address.' }),
        copies: count.openapi({ description: 'Separate messages to the administrator.' }),
        withheld: count.openapi({
          description: 'Welcome mails of new users whom a brake withholds: they come once somebody approves.',
        }),
      })
      .openapi({ description: 'Mails that its new users bring with them; of a preview: would bring.' }),
    error: z
      .looseObject({
        code: z.string(),
        message: z.string(),
        cure: z.string(),
        difference: z
          .object({ added: count, removed: count, changed: count })
          .optional()
          .openapi({ description: 'Of `plan.changed`: how many steps are not as they were seen.' }),
      })
      .nullable(),
    fields: z
      .array(z.looseObject({ field: z.string(), count, samples: z.array(z.unknown()) }))
      .nullable()
      .openapi({
        description: 'Fields to map, of a run that only read because the mapping is not complete.',
      }),
    requestedBy: orNull(actorSchema),
    approved: z.array(z.string()).openapi({ description: 'Kinds of this run that somebody has approved.' }),
    approves: z
      .uuid()
      .nullable()
      .openapi({ description: 'The run whose withheld steps this one let through.' }),
    applies: z.uuid().nullable().openapi({ description: 'The preview that this run carried out.' }),
    undoes: z.uuid().nullable().openapi({ description: 'The run whose changes this one took back.' }),
    retries: z
      .uuid()
      .nullable()
      .openapi({ description: 'The run that failed and that this one tried again.' }),
  })
  .openapi('Run');

export const runFullSchema = runSchema
  .extend({
    steps: z
      .array(z.object({ do: z.enum(stepKinds), outcome: z.enum(stepOutcomes), code: z.string(), count }))
      .openapi({ description: 'How many steps of each sort the list of steps has; `code` is the reason’s.' }),
    retriedBy: z.uuid().nullable().openapi({ description: 'The run that tried this one again.' }),
  })
  .openapi('RunFull');

export const runPageSchema = listOf(runSchema).openapi('RunPage');
export const runQuery = z
  .object({
    ...placeQuery,
    template: z.uuid().optional(),
    trigger: z.enum(triggers).optional(),
    state: z.enum(states).optional(),
    preview: flagQuery,
    changes: flagQuery.openapi({
      description: 'Whether it changed somebody, would have (a preview), or a brake withheld something.',
    }),
    ...timeQuery,
  })
  .strict();
export const runKey = z.tuple([keyParts.bigint, keyParts.uuid]);
export const runParams = companyParams.extend({ run: z.uuid().openapi({ description: 'Id of the run.' }) });

const values = z.record(z.string(), z.unknown()).nullable();

export const changeSchema = z.object({
  id: count,
  do: z
    .string()
    .openapi({ description: 'create, change, leave, return, delete, skip, conflict, or a deed by hand.' }),
  outcome: z.enum(stepOutcomes),
  person: text,
  name: text.openapi({ description: 'Display name, while it is known.' }),
  user: z.uuid().nullable(),
  alias: text,
  from: values,
  to: values,
  because: reasonSchema,
  details: z
    .record(z.string(), z.unknown())
    .openapi({ description: 'Dates of a leave, candidates of a conflict …' }),
  kind: text.openapi({ description: 'The brake that counts it.' }),
  approved: z.boolean(),
  at: moment,
  undoneBy: count.nullable().openapi({ description: 'The entry that took this one back.' }),
});
const runStepSchema = changeSchema.openapi('RunStep');
export const runStepPageSchema = listOf(runStepSchema).openapi('RunStepPage');
export const stepQuery = z
  .object({
    ...placeQuery,
    search: searchQuery,
    do: z.enum(stepKinds).optional(),
    outcome: z.enum(stepOutcomes).optional(),
    code: z.string().max(100).optional().openapi({ description: 'A reason’s code.' }),
    kind: kinds
      .optional()
      .openapi({ description: 'With `outcome=withheld`: what approving this kind would let through.' }),
  })
  .strict();
export const stepKey = z.tuple([keyParts.rank, keyParts.bigint]);

export const orderedSchema = z
  .object({
    run: z.uuid(),
    isNew: z
      .boolean()
      .openapi({ description: 'False: the same was asked for already and waits; this is that run.' }),
  })
  .openapi('OrderedRun');
export const startSchema = z
  .object({
    preview: z.boolean().default(false),
    person: z.string().trim().min(1).max(320).optional().openapi({
      description:
        'This person alone: object id, sign-in name (UPN), mail, alias or number. Nobody else is read or planned.',
    }),
  })
  .strict()
  .openapi('StartRun');
export const approveSchema = z.object({ kind: kinds }).strict().openapi('Approve');
const preview = z.boolean().default(false);
export const undoSchema = z
  .union([
    z
      .object({ run: z.uuid(), user: z.uuid().optional(), preview })
      .strict()
      .openapi({ description: 'Everything that a run did, or what it did to one user.' }),
    z
      .object({ user: z.uuid(), preview })
      .strict()
      .openapi({ description: 'What the newest run that changed the user did to it.' }),
    z
      .object({ steps: z.array(z.number().int().min(1)).min(1).max(1000), preview })
      .strict()
      .openapi({ description: 'Single entries of the change log.' }),
    z
      .object({ batch: z.uuid(), preview })
      .strict()
      .openapi({ description: 'Everything that one deed about many users did.' }),
  ])
  .openapi('Undo');
export const undoneSchema = z
  .object({
    undone: count.openapi({ description: 'Users for whom something was, or would be, taken back.' }),
    kept: z.array(z.object({ step: count, user: text, alias: text, because: reasonSchema })),
  })
  .openapi('Undone');
export const cancelledSchema = z.object({ was: z.enum(['queued', 'running']) }).openapi('Cancelled');
export const runEventSchema = z.string().openapi({
  description:
    'Server-sent events `state`, `progress`, `waiting` with ids; ends with the run. Resumes after Last-Event-ID. `alive`, without an id, comes every few seconds.',
});
