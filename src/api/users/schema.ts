// How a user of the directory looks in the API: the fields of `rollcall users --json` with link, pins and hold.
import { z } from '@hono/zod-openapi';
import { userSorts } from '../../store/users-list.ts';
import { companyParams } from '../companies/schema.ts';
import { flagQuery, keyParts, listOf, searchQuery } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { orNull } from '../answers.ts';
import { actorSchema } from '../runs/schema.ts';
import { standingSchema } from '../targets/user-schema.ts';
import { settingsSchema } from '../settings-templates/schema.ts';

const text = z.string().nullable();
const settingValue = z.union([z.string().max(100), z.number(), z.boolean()]);

export const userParams = companyParams.extend({
  user: z.uuid().openapi({ description: 'Id of the user.' }),
});

const values = {
  alias: z.string().openapi({ example: 'asa.lind' }),
  name: z.string().openapi({ example: 'Åsa' }),
  surname: z.string().openapi({ example: 'Lind' }),
  email: text,
  pstnFixed: text.openapi({ description: 'Digits with country code.', example: '46846500412' }),
  mobile: text,
  extension: text,
  title: text,
  department: text,
  callerId: text,
};

export const userSchema = z
  .object({
    id: z.uuid(),
    ...values,
    settingsTemplate: text.openapi({ description: 'Name of the settings template that was applied last.' }),
    settingsTemplateId: z.uuid().nullable(),
    settings: settingsSchema,
    fields: z.record(z.string(), z.string()).openapi({ description: 'Further fields by name.' }),
    state: z.enum(['active', 'leaving']),
    deleteOn: z.iso
      .date()
      .nullable()
      .openapi({ description: 'Day on which a leaving user is deleted by today’s settings.' }),
    person: text.openapi({ description: 'Object id of the linked person.' }),
    source: z
      .object({ templateId: z.uuid(), template: z.string() })
      .nullable()
      .openapi({ description: 'The sync template that keeps the user; null: made by hand.' }),
    syncedAt: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'When the template’s last successful run ended.' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('User');

export const userPageSchema = listOf(userSchema).openapi('UserPage');

const listedQuery = {
  search: searchQuery,
  state: z.enum(['active', 'leaving']).optional(),
  source: z
    .union([z.literal('hand'), z.uuid()])
    .optional()
    .openapi({ description: 'Id of a sync template, or `hand` for users that none keeps.' }),
  settingsTemplate: z.uuid().optional(),
  sort: z.enum(userSorts).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
};
export const userQuery = z.object({ ...placeQuery, ...listedQuery }).strict();
export const userCsvQuery = z.object(listedQuery).strict();

export const userKey = z.union([z.tuple([keyParts.text, keyParts.uuid]), z.tuple([keyParts.uuid])]);

const word = z
  .object({
    why: text,
    until: z.iso.datetime().nullable(),
    at: z.iso.datetime().nullable(),
    by: orNull(actorSchema).openapi({ description: 'Who said so.' }),
  })
  .nullable();

export const userFullSchema = userSchema
  .extend({
    version: z.number().int(),
    differs: z.array(z.string()).openapi({
      description:
        'Settings that are not as the settings template says today: it was changed since, or they were. Applying it sets them.',
    }),
    mappedFields: z
      .array(z.string())
      .openapi({ description: 'Fields that Entra rules, locked unless the template takes new users only.' }),
    isLocked: z.boolean().openapi({ description: 'Whether those can not be changed here.' }),
    leaveCode: text.openapi({ description: 'Why a leaving user leaves.' }),
    missingSince: z.iso.datetime().nullable(),
    pinned: z.array(
      z.object({ field: z.string(), source: text.openapi({ description: 'The value that was undone.' }) }),
    ),
    hold: word.openapi({ description: 'While it lasts no sync removes the user.' }),
    sipAccount: z
      .object({
        account: z.string(),
        madeAt: z.iso.datetime(),
        shownAt: z.iso
          .datetime()
          .nullable()
          .openapi({ description: 'null: nobody has seen a secret of it.' }),
      })
      .nullable()
      .openapi({ description: 'What phones sign in with; null: no exchange has needed one yet.' }),
    targets: z
      .array(standingSchema.extend({ targetId: z.uuid(), target: z.string(), kind: z.string() }))
      .openapi({ description: 'How the user stands at exchanges.' }),
  })
  .openapi('UserInFull');

const newValues = {
  alias: z.string().max(500),
  name: z.string().max(500),
  surname: z.string().max(500),
  pstnFixed: z.string().max(100).openapi({ description: 'In any written form.' }),
  email: z.string().max(500).nullable(),
  mobile: z.string().max(100).nullable(),
  extension: z.string().max(100).nullable(),
  title: z.string().max(500).nullable(),
  department: z.string().max(500).nullable(),
  callerId: z.string().max(100).nullable(),
  settingsTemplateId: z.uuid().nullable(),
  settings: z
    .record(z.string().max(100), settingValue.nullable())
    .openapi({ description: 'Single settings; null takes one away.' }),
  fields: z.record(z.string().max(100), z.string().max(1000).nullable()),
  why: z.string().max(1000).nullable(),
};

const numberSeries = z
  .string()
  .regex(/^\d{3,15}$/u)
  .openapi({
    description:
      'Instead of pstnFixed: digits of the first number of a series, of which the lowest free number is given.',
    example: '46812345000',
  });

export const newUserSchema = z
  .object({ ...newValues, numberSeries })
  .partial()
  .required({ alias: true, name: true, surname: true })
  .strict()
  .openapi('NewUser');
export const userChangesSchema = z
  .object({ ...newValues, numberSeries })
  .partial()
  .strict()
  .openapi('UserChanges');

const why = z.string().max(1000).nullable().optional();
const day = z.iso.date().openapi({ description: 'Day in the company’s time zone.', example: '2026-12-24' });

export const holdSchema = z
  .object({ until: day.nullable().optional(), why })
  .strict()
  .openapi('Hold', { description: 'until: the first day on which the hold is over; null: none.' });
export const keepUntilSchema = z.object({ date: day, why }).strict().openapi('KeepUntil');
export const linkSchema = z
  .object({
    templateId: z.uuid(),
    person: z.string().min(1).max(200).openapi({ description: 'Object id.' }),
    relink: z
      .boolean()
      .default(false)
      .openapi({ description: 'Also when the user is linked to another person.' }),
    why,
  })
  .strict()
  .openapi('Link');
export const linkedSchema = z.object({
  unseen: z.boolean().openapi({ description: 'The template has not read anybody yet.' }),
});
export const deleteQuery = z.object({ ignorePerson: flagQuery }).strict();
export const pinParams = userParams.extend({ field: z.string().max(100) });
