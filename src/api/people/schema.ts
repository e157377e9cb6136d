// How people look in the API: the roster with why each is a user or not, and who is ignored.
import { z } from '@hono/zod-openapi';
import { standings } from '../../store/people-list.ts';
import { companyParams } from '../companies/schema.ts';
import { flagQuery, keyParts, listOf, searchQuery } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { reasonSchema } from '../reason-schema.ts';

const text = z.string().nullable();

const personSchema = z
  .object({
    templateId: z.uuid(),
    person: z.string().openapi({ description: 'Object id in Entra.' }),
    name: text,
    userPrincipalName: text,
    isPresent: z.boolean().openapi({ description: 'The last complete read had her.' }),
    isExcluded: z.boolean().openapi({ description: 'In a group that never takes part.' }),
    isFilteredOut: z
      .boolean()
      .openapi({ description: 'The filter of the sync template is false for this person.' }),
    isGuest: z.boolean(),
    isDisabled: z.boolean(),
    isIgnored: z.boolean(),
    createAnyway: z.boolean().openapi({
      description: 'Said by an administrator: made a user although one that no sync keeps is like her.',
    }),
    standing: z
      .enum(standings)
      .nullable()
      .openapi({ description: 'What the last plan said; null: not planned yet as she is now.' }),
    reasons: z.array(reasonSchema),
    user: z.uuid().nullable(),
    alias: text.openapi({ description: 'Of the user.' }),
    factsSince: z.iso
      .datetime()
      .openapi({ description: 'When she was last read as other than before, or by herself.' }),
  })
  .openapi('Person');

export const peoplePageSchema = listOf(personSchema).openapi('PersonPage');
export type ShownPerson = z.infer<typeof personSchema>;

export const peopleQuery = z
  .object({
    ...placeQuery,
    search: searchQuery,
    template: z.uuid().optional(),
    standing: z.enum(standings).optional(),
    code: z
      .string()
      .max(100)
      .optional()
      .openapi({ description: 'A reason’s code.', example: 'pstnFixed.missing' }),
    present: flagQuery,
  })
  .strict();

export const peopleKey = z.union([
  z.tuple([keyParts.text, keyParts.uuid, keyParts.text]),
  z.tuple([keyParts.text, keyParts.text]),
]);

export const templateParams = companyParams.extend({
  template: z.uuid().openapi({ description: 'Id of the sync template.' }),
});
export const personParams = templateParams.extend({
  person: z.string().min(1).max(200).openapi({ description: 'Object id in Entra.' }),
});
export const ignoreSchema = z
  .object({
    until: z.iso.date().nullable().optional().openapi({ description: 'The first day on which it is over.' }),
    why: z.string().max(1000).nullable().optional(),
  })
  .strict()
  .openapi('Ignore');
