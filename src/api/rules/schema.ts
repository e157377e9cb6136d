// Creation rules as they are tried before they are saved.
import { z } from '@hono/zod-openapi';
import { ruleSchema } from '../sync-templates/schema.ts';

const count = z.number().int();

export const tryRulesSchema = z
  .object({
    rules: z.array(ruleSchema).optional().openapi({ description: 'Left out: those that are saved.' }),
  })
  .strict()
  .openapi('RulesToTry');

export const tryRulesQuery = z
  .object({
    limit: z.coerce
      .number()
      .int()
      .min(0)
      .max(200)
      .default(5)
      .openapi({ description: 'Names for each rule.' }),
  })
  .strict();

export const rulesTriedSchema = z
  .object({
    people: count.openapi({ description: 'In scope, by what was read last.' }),
    rules: z.array(
      z.object({
        name: z.string(),
        fits: count,
        decides: count.openapi({
          description:
            'For whom no rule before it decides. 0 of many who fit: it is in the shadow of others.',
        }),
        isShadowed: z.boolean(),
        unknown: count.openapi({
          description:
            'People whose groups are not known: they are asked for when somebody could be made a user.',
        }),
        samples: z.array(z.string()).openapi({ description: 'Names of some for whom it decides.' }),
      }),
    ),
    none: count.openapi({ description: 'People whom no rule fits: they get what the template says.' }),
    undecided: count.openapi({
      description: 'People for whom a group that is not known would have to be known.',
    }),
    unreadFields: z.array(z.string()).openapi({
      description: 'Fields that the rules read and the template has not: nobody fits by them yet.',
    }),
  })
  .openapi('RulesTried');
