// Matching and adoption in the API: people who may be users that no sync keeps, and linking them all in one sitting.
import { z } from '@hono/zod-openapi';
import { keyParts, listOf, searchQuery } from '../lists.ts';
import { pageQuery } from '../paging.ts';
import { orNull } from '../answers.ts';
import { actorSchema } from '../runs/schema.ts';

const text = z.string().nullable();
const count = z.number().int();
const kind = z
  .enum(['alias', 'pstnFixed', 'email', 'name'])
  .openapi({ description: 'What is the same. A name alone is weak evidence: many people have one.' });

const changeSchema = z
  .object({
    field: z.string(),
    from: text,
    to: text,
    stays: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .openapi({ description: 'Why the next run leaves it as it is, as far as can be told today.' }),
  })
  .openapi('LinkChange');

const candidateSchema = z
  .object({
    user: z.uuid(),
    alias: z.string(),
    name: z.string(),
    pstnFixed: text,
    email: text,
    state: z.enum(['active']),
    origin: z.object({
      kind: z.enum(['hand', 'sync', 'unknown']).openapi({ description: 'Who made the user.' }),
      template: text.openapi({ description: 'The sync template that made it and keeps it no more.' }),
    }),
    evidence: z.array(kind),
    changes: z.array(changeSchema).openapi({ description: 'What linking and the run after it change.' }),
  })
  .openapi('Candidate');

const proposalSchema = z
  .object({
    person: z.string().openapi({ description: 'Object id in Entra.' }),
    name: text,
    userPrincipalName: text,
    values: z.record(z.string(), text).openapi({ description: 'What Entra says, mapped.' }),
    candidates: z.array(candidateSchema),
    mayCreateAnyway: z
      .boolean()
      .openapi({ description: 'Only mail or name are the same, so there can be two users.' }),
    createAnyway: z
      .object({ why: text, by: orNull(actorSchema), at: z.iso.datetime() })
      .nullable()
      .openapi({ description: 'Said by an administrator: the next run makes the person a user.' }),
  })
  .openapi('Proposal');

export const proposalPageSchema = listOf(proposalSchema)
  .extend({
    counts: z
      .object({ alias: count, pstnFixed: count, email: count, name: count })
      .optional()
      .openapi({ description: 'People by evidence, of whatever kind is asked for. On the first page.' }),
    linksByMail: z
      .boolean()
      .openapi({ description: 'Runs link by themselves where exact mail leaves no doubt.' }),
  })
  .openapi('ProposalPage');
export type ShownProposal = z.infer<typeof proposalSchema>;

export const proposalQuery = z
  .object({ ...pageQuery, search: searchQuery, evidence: kind.optional() })
  .strict();
export const proposalKey = z.tuple([keyParts.text, keyParts.text]);

export const createAnywaySchema = z
  .object({ why: z.string().max(1000).nullable().optional() })
  .strict()
  .openapi('CreateAnyway');

export const adoptSchema = z
  .object({
    evidence: z.array(kind).min(1).max(4),
    preview: z.boolean(),
    expected: z
      .string()
      .max(100)
      .optional()
      .openapi({ description: '`fingerprint` of the preview; needed to link, and to read on in a preview.' }),
    limit: z.number().int().min(1).max(5000).default(200).openapi({ description: 'Pairs that are listed.' }),
    from: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .openapi({ description: 'How many pairs come before the first one that is listed.' }),
    why: z.string().max(1000).nullable().optional(),
  })
  .strict()
  .openapi('Adopt');

const reason = { message: z.string(), cure: z.string() };
export const adoptionSchema = z
  .object({
    batch: z
      .uuid()
      .nullable()
      .openapi({ description: 'To take the links back together (undo); null: nothing was linked.' }),
    fingerprint: z.string(),
    count: count.openapi({ description: 'Pairs in all.' }),
    pairs: z.array(
      z.object({
        person: z.string(),
        name: text,
        user: z.uuid(),
        alias: z.string(),
        evidence: z.array(kind),
        changes: z.array(changeSchema),
      }),
    ),
    ambiguousCount: count,
    ambiguous: z
      .array(
        z.object({
          person: z.string(),
          name: text,
          code: z.enum(['adoption.severalUsers', 'adoption.severalPeople']),
          ...reason,
        }),
      )
      .openapi({ description: 'The first 200 people with such evidence who are not linked, and why.' }),
    changed: count.openapi({ description: 'Users that the next run changes.' }),
    numbers: count.openapi({
      description: 'Those of them who get another PSTN Fixed, which a brake counts.',
    }),
    next: z.string().openapi({ description: 'What happens next, in words.' }),
  })
  .openapi('Adoption');
