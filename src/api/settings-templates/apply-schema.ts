// How a settings template is applied to chosen users in the API: whom, what it would change, and what it did.
import { z } from '@hono/zod-openapi';
import { searchQuery } from '../lists.ts';

const count = z.number().int();
const values = z.record(z.string(), z.unknown());

/** As many ids as fit into the body that the route takes. */
const MOST_USERS = 50_000;

const filterSchema = z
  .object({
    search: searchQuery,
    state: z.enum(['active', 'leaving']).optional(),
    source: z
      .union([z.literal('hand'), z.uuid()])
      .optional()
      .openapi({ description: 'Id of a sync template, or `hand` for users that none keeps.' }),
    settingsTemplate: z
      .uuid()
      .optional()
      .openapi({ description: 'Users to whom this one was applied last.' }),
    except: z
      .array(z.uuid())
      .max(MOST_USERS)
      .optional()
      .openapi({ description: 'Ids of users to whom it is not applied although they fit.' }),
  })
  .strict()
  .openapi('UserFilter', { description: 'As the list of users takes them; empty: all users.' });

const options = {
  preview: z
    .boolean()
    .default(false)
    .openapi({ description: 'Tells what would change, and changes nothing.' }),
  expected: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: 'The fingerprint of the preview that was seen; needed with a filter.' }),
  why: z.string().max(1000).optional(),
};

export const applySchema = z
  .union([
    z.object({ users: z.array(z.uuid()).min(1).max(MOST_USERS), ...options }).strict(),
    z.object({ filter: filterSchema, ...options }).strict(),
  ])
  .openapi('ApplySettingsTemplate');

export const appliedSchema = z
  .object({
    preview: z.boolean(),
    change: count.openapi({ description: 'Users who change.' }),
    unchanged: count.openapi({ description: 'Users who have all of it already.' }),
    unknown: z.array(z.uuid()).openapi({ description: 'Ids that are nobody’s.' }),
    fingerprint: z.string().openapi({
      description:
        'Send it as `expected` to carry out exactly this; another one means that something has changed.',
    }),
    changes: z
      .array(z.object({ setting: z.string(), from: z.unknown(), to: z.unknown(), users: count }))
      .openapi({ description: 'What changes, the most users first. A `from` that is null: not set before.' }),
    users: z
      .array(
        z.object({
          id: z.uuid(),
          alias: z.string(),
          name: z.string(),
          surname: z.string(),
          from: values,
          to: values,
        }),
      )
      .openapi({ description: 'The first 200 of them by alias.' }),
    batch: z
      .uuid()
      .nullable()
      .openapi({ description: 'Undo takes all of it back by this; null: nothing was changed.' }),
  })
  .openapi('AppliedSettingsTemplate');
