// What trying a mapping takes and tells, and what is said of an expression.
import { z } from '@hono/zod-openapi';
import { trialCategories } from '../../plan/try-mapping.ts';
import { pageQuery } from '../paging.ts';
import { fieldMapping, filterText, mappingSchema } from '../sync-templates/schema.ts';

const code = z.object({ code: z.string(), count: z.number().int() });
const hit = z.object({
  person: z.string().openapi({ description: 'Object id in Entra.' }),
  name: z.string().nullable(),
  value: z.string().nullable().openapi({ description: 'What they would get, or what can not be used.' }),
  why: z.string().nullable().openapi({ description: 'Why it can not be used.' }),
  today: z.string().nullable().openapi({ description: 'What their user has now.' }),
  with: z
    .object({
      person: z.string().nullable(),
      user: z.string().nullable().openapi({ description: 'Id of a user of the directory.' }),
      name: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: 'Who has the value too.' }),
});
const trialHitSchema = hit.openapi('TrialHit');
const count = z
  .object({
    count: z.number().int(),
    people: z.array(trialHitSchema).openapi({ description: 'The first twenty, by object id.' }),
  })
  .openapi('TrialCount');

export const tryQuery = z
  .object({
    ...pageQuery,
    field: z.string().max(80).optional().openapi({
      description: 'With `category`: the whole list of it, page by page, in `list`.',
      example: 'alias',
    }),
    category: z.enum(trialCategories).optional(),
  })
  .strict()
  .refine(({ field, category }) => (field === undefined) === (category === undefined), {
    message: 'field and category go together',
  });

export const trySchema = z
  .object({
    fieldMapping,
    userFieldMapping: z.record(z.string(), mappingSchema),
    filter: filterText,
    lookups: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .partial()
  .strict()
  .openapi('MappingToTry', { description: 'A key that is not there is tried as it is stored.' });

export const trialSchema = z
  .object({
    readAt: z.string().nullable().openapi({ description: 'When the facts were read that it is tried on.' }),
    people: z.number().int().openapi({ description: 'Whom the last read had.' }),
    inScope: z.number().int(),
    filteredOut: z.number().int().openapi({ description: 'For whom the filter is false.' }),
    filterFailed: count,
    read: z
      .object({
        fields: z.array(z.string()),
        people: z.number().int(),
        requests: z.number().int().openapi({ description: '0: an earlier trial had read them.' }),
        at: z.string(),
      })
      .nullable()
      .openapi({
        description:
          'Entra fields that the template does not read yet and that were read of everybody for this.',
      }),
    unread: z.array(z.string()).openapi({
      description: 'Those that could not be read because nobody was read yet.',
    }),
    fields: z.array(
      z.object({
        field: z.string().openapi({ example: 'alias' }),
        why: z.array(z.object({ why: z.string(), count: z.number().int() })).openapi({
          description: 'Why values can not be used, the most frequent first.',
        }),
        usable: count,
        empty: count,
        unusable: count,
        colliding: count,
        differing: count,
      }),
    ),
    plan: z
      .object({
        counts: z.record(z.string(), z.number().int()),
        reasons: z.array(code),
        withheld: z.array(z.looseObject({ kind: z.string(), count: z.number().int() })),
      })
      .openapi({ description: 'What a full run would come to on these facts, counted as in a preview.' }),
    list: z
      .object({ items: z.array(trialHitSchema), next: z.string().nullable(), total: z.number().int() })
      .nullable()
      .openapi({ description: 'The list that was asked for with `field` and `category`.' }),
  })
  .openapi('MappingTrial');

export const expressionSchema = z
  .object({
    expression: z.string().min(1).max(2000).openapi({ example: 'lower(ascii(givenName + "." + surname))' }),
    kind: z.enum(['text', 'condition']),
  })
  .strict()
  .openapi('ExpressionToCheck');

export const checkedSchema = z
  .object({
    ok: z.boolean(),
    type: z.string().nullable().openapi({ description: 'What it gives.', example: 'a text' }),
    fields: z.array(z.string()).openapi({ description: 'Entra fields that it reads.' }),
    fault: z
      .object({
        message: z.string(),
        cure: z.string(),
        at: z.number().int().openapi({ description: 'Characters from its start.' }),
      })
      .nullable(),
  })
  .openapi('CheckedExpression');

export const functionsSchema = z
  .object({
    functions: z.array(z.object({ call: z.string(), about: z.string() })),
    fields: z.array(z.object({ field: z.string(), type: z.string() })),
    tables: z.array(z.string()).openapi({ description: 'Lookup tables of the company.' }),
  })
  .openapi('ExpressionFunctions');
