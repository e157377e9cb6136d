// How a sync template looks in the API: an entry of "syncTemplates" of the configuration document, with its id and with
// every key there. What a value may be is decided by the document's own checks; here it is only described.
import { z } from '@hono/zod-openapi';
import { pageOf, pageQuery } from '../paging.ts';
import { flagQuery } from '../lists.ts';
import { credentialSchema } from './credential.ts';

const text = z.string().nullable();
const mail = text.openapi({ example: 'it@nordvik.example' });
const day = text.openapi({ description: 'YYYY-MM-DD.', example: '2027-01-31' });

const onEmpty = z.union([z.enum(['clear', 'keep']), z.object({ constant: z.string() }).strict()]);
export const mappingSchema = z
  .union([
    z.string().openapi({ description: 'Name of an Entra field.' }),
    z.object({ field: z.string(), constant: z.string(), expression: z.string(), onEmpty }).partial().strict(),
  ])
  .openapi('Mapping');
const mapped = mappingSchema.optional();

export const fieldMapping = z
  .object({
    alias: mapped,
    name: mapped,
    surname: mapped,
    pstnFixed: mapped,
    email: mapped,
    mobile: mapped,
    extension: mapped,
    title: mapped,
    department: mapped,
  })
  .strict()
  .openapi('FieldMapping', {
    description: 'Nothing is created until alias, name, surname and pstnFixed are mapped.',
  });

const certificate = z.object({ pem: z.string(), key: z.string() }).strict();
const secrets = { client_secret: z.string().optional(), certificate: certificate.optional() };
const providerSchema = z
  .object({
    tenant_id: z.string(),
    client_id: z.string(),
    ...secrets,
    next: z
      .object({
        ...secrets,
        expires: z.string().optional().openapi({ description: 'Last day of this secret, YYYY-MM-DD.' }),
      })
      .strict()
      .nullable()
      .optional()
      .openapi({
        description:
          'A second credential: tried every day, and the first one as soon as it works. null takes it away.',
      }),
    cloud: z.string().optional(),
    user_filter: z
      .object({ memberOf: z.array(z.string()), notMemberOf: z.array(z.string()).optional() })
      .strict(),
  })
  .strict()
  .openapi('Provider', {
    description: 'A secret is never sent back: "••••" stands for one that is stored, and means unchanged.',
  });
const givenProvider = z
  .union([providerSchema, z.string().openapi({ description: 'The JSON as a text, such as it was pasted.' })])
  .openapi('GivenProvider');

const share = z.object({ count: z.number().int(), percent: z.number() }).partial().strict();
const brakes = z
  .object({
    removals: share,
    numbers: share,
    creates: z.object({ count: z.number().int().nullable() }).partial().strict(),
  })
  .partial()
  .strict()
  .openapi('Brakes');

export const ruleSchema = z
  .object({
    name: z.string(),
    when: z
      .object({ field: z.string(), is: z.array(z.string()), group: z.string(), expression: z.string() })
      .partial()
      .strict()
      .openapi({ description: 'field and is, or group, or expression.' }),
    settingsTemplate: text.optional().openapi({ description: 'Name of a settings template.' }),
    callerId: text.optional(),
    numberSeries: text
      .optional()
      .openapi({ description: 'First number of a series, for automatic numbers.' }),
    language: text.optional().openapi({ description: 'ISO 639-1.' }),
  })
  .strict()
  .openapi('Rule');

export const filterText = text.openapi({
  description: 'A CEL expression; people for whom it is false are out of scope.',
  example: 'department != "Konsulter"',
});

const values = {
  kind: z.literal('entra'),
  mode: z.enum(['paused', 'full', 'onlyNew']),
  keepDays: z.number().int().openapi({ description: '0 to 365.', example: 30 }),
  welcomeMail: z.boolean(),
  welcomeFirstLoad: z.enum(['send', 'hold', 'none']).openapi({
    description:
      'Welcome mails of users made before the template’s first load is over: sent, held until released, or not written.',
  }),
  welcomeCopyTo: mail,
  errorMailTo: mail,
  errorMailLevel: z.enum(['error', 'warning', 'info']),
  defaultCallerId: text.openapi({ description: 'One of the company’s numbers.' }),
  defaultSettingsTemplate: text.openapi({ description: 'Name of a settings template.' }),
  fieldMapping,
  userFieldMapping: z.record(z.string(), mappingSchema),
  schedule: z
    .object({
      nightlyAt: z.string().openapi({ example: '02:00' }),
      everyMinutes: z.number().int().nullable(),
    })
    .partial()
    .strict(),
  disabledPeople: z.enum(['keep', 'asLeaver']),
  guests: z.enum(['leaveOut', 'include']),
  nestedGroups: z.boolean(),
  filter: filterText,
  automaticNumbers: z.object({ series: z.string() }).strict().nullable().openapi({
    description:
      'When PSTN Fixed is empty in Entra: the lowest free number of the series that begins with these digits.',
  }),
  linkByMail: z
    .boolean()
    .openapi({ description: 'A run links people to users whom no sync keeps and who have their very mail.' }),
  rules: z.array(ruleSchema).openapi({ description: 'What new users get; the first that fits decides.' }),
  brakes,
  credentialExpires: day,
};
const name = z.string().openapi({ description: 'Unique in the company.', example: 'Alla kontor' });

const connectionSchema = z
  .object({
    state: z.enum(['ok', 'failed', 'notChecked']).openapi({
      description:
        'notChecked: Microsoft has not answered, or nobody has asked, since the provider was changed.',
    }),
    at: z.iso.datetime().nullable(),
  })
  .openapi('Connection');

export const syncTemplateSchema = z
  .object({
    id: z.uuid(),
    name,
    ...values,
    provider: providerSchema,
    hasCredentials: z.boolean(),
    credential: credentialSchema.nullable(),
    connection: connectionSchema,
    retiringSince: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Since when it is deleted and lets its users go.' }),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), cure: z.string() })).openapi({
      description: 'What should be known although nothing is wrong; no part of what is edited.',
    }),
  })
  .openapi('SyncTemplate');
export type ShownSyncTemplate = z.infer<typeof syncTemplateSchema>;

export const syncTemplatePageSchema = pageOf(syncTemplateSchema).openapi('SyncTemplatePage');
export const syncTemplateListQuery = z.object(pageQuery).strict();

export const newSyncTemplateSchema = z
  .object(values)
  .partial()
  .extend({ name, provider: givenProvider })
  .strict()
  .openapi('NewSyncTemplate', { description: 'What is left out gets its default; it begins paused.' });
export const syncTemplateChangesSchema = z
  .object({ name, ...values, provider: givenProvider })
  .partial()
  .strict()
  .openapi('SyncTemplateChanges', {
    description: 'A key that is left out stays; one that is there replaces its whole value.',
  });

export const saveQuery = z
  .object({
    check: flagQuery.openapi({
      description:
        'true: a provider that Microsoft refuses is not saved; without an answer it is, marked notChecked.',
    }),
  })
  .strict();
export const deleteTemplateQuery = z
  .object({
    users: z.enum(['keep', 'letGo']).openapi({
      description: 'keep: they stay and no sync keeps them; letGo: they leave with the template’s keepDays.',
    }),
  })
  .strict();
export const modeSchema = z.object({ mode: values.mode }).strict().openapi('SetMode');
export const testSchema = z.object({ provider: givenProvider }).strict().openapi('TestConnection');
export const testStoredSchema = z
  .object({ provider: givenProvider.optional() })
  .strict()
  .openapi('TestStoredConnection', {
    description: 'Without a provider the stored one is tried; a secret left out is the stored one.',
  });

const check = z.object({
  state: z.enum(['ok', 'failed', 'untried']),
  code: text,
  message: z.string(),
  cure: text,
});
const groupCheck = check.extend({
  asked: z.string().openapi({ description: 'As the provider or the rule names it.' }),
  rule: text.openapi({ description: 'The rule that asks for it; null: the provider does.' }),
  id: text,
  name: text,
  members: z.number().int().nullable().openapi({ description: 'People in it, where Microsoft tells.' }),
  candidates: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })).openapi({
    description: 'Groups of that name where there are several, and of a similar one where there is none.',
  }),
});
export const connectionReportSchema = z
  .object({
    ok: z.boolean(),
    token: check,
    permissions: z.array(check.extend({ permission: z.enum(['User.Read.All', 'Group.Read.All']) })),
    groups: z.array(groupCheck),
    people: check.extend({ count: z.number().int() }),
    fields: z.array(z.object({ field: z.string(), filled: z.number().int(), samples: z.array(z.unknown()) })),
    credentialExpires: day,
  })
  .openapi('ConnectionReport');

export const deletedTemplateSchema = z
  .object({
    isGone: z.boolean().openapi({ description: 'False: it stands until its last user is gone.' }),
    kept: z.number().int(),
    leave: z.number().int(),
    delete: z.number().int(),
    moved: z.number().int(),
    run: z.uuid().nullable(),
  })
  .openapi('DeletedSyncTemplate');
export const deletionSizeSchema = z
  .object({
    users: z.number().int(),
    leaving: z.number().int(),
    held: z.number().int(),
    welcomes: z.number().int().openapi({
      description:
        'Welcome mails to them that are held or wait: discarded when the users are let go, left as they are when they are kept.',
    }),
  })
  .openapi('DeletionSize');
export const keptUsersSchema = z.object({ users: z.number().int() }).openapi('KeptUsers');
export const fieldsSchema = z
  .object({
    readAt: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'When everybody was read last; null: never yet.' }),
    items: z.array(
      z.object({
        field: z.string(),
        count: z.number().int().openapi({ description: 'People who have a value.' }),
        of: z.number().int().openapi({ description: 'Of so many who were looked at.' }),
        samples: z.array(z.string()).openapi({ description: 'Three at most.' }),
        from: z.enum(['roster', 'sample', 'none']).openapi({
          description: 'Everybody who was read, a page of people, or nobody has it.',
        }),
      }),
    ),
  })
  .openapi('FieldSamples');
