// An explanation as the API answers it, the same as `rollcall explain --json`: one person with every station, several to choose
// from, or nobody; and the verdicts of all of a company's templates.
import { z } from '@hono/zod-openapi';
import { standings } from '../../store/people-list.ts';
import { numberStates } from '../../run/explain-number.ts';
import { verdicts } from '../../run/present-verdict.ts';
import { changers, factsFrom, stationNames, stationVerdicts } from '../../run/station.ts';
import { flagQuery } from '../lists.ts';
import { reasonSchema } from '../reason-schema.ts';
import { stepSchema } from '../runs/step-schema.ts';
import { settingsSchema } from '../settings-templates/schema.ts';

const text = z.string().nullable();
const moment = z.iso.datetime().nullable();

export const explainQuery = z
  .object({
    who: z.string().trim().min(1).max(200).openapi({
      description: 'Object id, UPN, mail, alias, number, or a name or part of one.',
      example: 'asa.lind@nordvik.example',
    }),
    live: flagQuery.openapi({
      description: 'false: Entra is not asked, and only what is stored is told. Default: true.',
    }),
  })
  .strict();

const nameSchema = z.object({
  person: z.string().openapi({ description: 'Object id in Entra.' }),
  name: text,
  userPrincipalName: text,
});

const changeSchema = z.object({
  what: z.string().openapi({ example: 'Add the person to the group "Telefoni".' }),
  who: z
    .enum(changers)
    .openapi({ description: 'Who can make the change: an administrator of Entra, or one of Rollcall.' }),
  where: z.string().openapi({ example: 'Microsoft Entra ID > Groups > Members' }),
});

const stationSchema = z
  .object({
    station: z.enum(stationNames),
    verdict: z.enum(stationVerdicts).openapi({ description: 'warns: does not keep her from being a user.' }),
    codes: z
      .array(z.string())
      .openapi({ description: 'Codes of reasons; empty where there is nothing to say.' }),
    message: z.string(),
    evidence: z.array(z.object({ what: z.string(), is: z.string() })),
    readAt: moment.openapi({ description: 'When that was read.' }),
    from: z.enum(factsFrom).openapi({
      description: 'Asked in Entra just now, as the last run read it, or as it stands in Rollcall.',
    }),
    changes: z.array(changeSchema).openapi({ description: 'The smallest changes that get her past it.' }),
  })
  .openapi('ExplanationStation');

const verdictSchema = z.object({ is: z.enum(verdicts), message: z.string() });

const liveSchema = z
  .object({
    isAsked: z.boolean(),
    at: moment,
    requests: z.number().int(),
    why: text.openapi({ description: 'Why Entra did not answer; null when it did or was not asked.' }),
    cure: text,
  })
  .openapi('ExplanationLook');

const numberSchema = z
  .object({
    digits: z.string(),
    state: z
      .enum(numberStates)
      .openapi({ description: 'unknown: neither used nor in one of the company’s series.' }),
    message: z.string(),
    holder: z.object({ user: z.uuid(), alias: z.string(), name: z.string() }).nullable(),
  })
  .openapi('ExplanationNumber');

const told = {
  live: liveSchema,
  number: z.union([numberSchema, z.null()]).openapi({ description: 'When a number was asked for.' }),
};

const scopeSchema = z.object({
  isIn: z.boolean(),
  message: z.string(),
  isGuest: z.boolean(),
  isDisabled: z.boolean(),
  isExcluded: z.boolean(),
  groups: z.array(z.string()),
  factsSince: moment,
  lastCompleteReadAt: moment,
});

const valueSchema = z.object({
  field: z.string().openapi({ example: 'pstnFixed' }),
  isRequired: z.boolean(),
  source: text.openapi({ description: 'The Entra field; null for a constant or an expression.' }),
  expression: text,
  found: text.openapi({ description: 'What the source has.' }),
  value: text.openapi({ description: 'What the user gets.' }),
  trouble: z.enum(['missing', 'invalid']).nullable(),
  why: text,
});

const entrySchema = z.object({
  id: z.uuid(),
  alias: z.string(),
  name: z.string(),
  surname: z.string(),
  email: text,
  pstnFixed: text,
  mobile: text,
  extension: text,
  title: text,
  department: text,
  callerId: text,
  settingsTemplate: text,
  settings: settingsSchema,
  fields: z.record(z.string(), z.string()),
  person: text,
  state: z.enum(['active', 'leaving']),
  deleteOn: text,
});

const personSchema = nameSchema
  .extend({
    found: z.literal(true),
    ...told,
    verdict: verdictSchema,
    smallestChanges: z
      .array(changeSchema.extend({ station: z.enum(stationNames) }))
      .openapi({ description: 'In the order in which they stand in the way.' }),
    stations: z.array(stationSchema),
    scope: scopeSchema,
    values: z.array(valueSchema),
    standing: z.enum(standings).nullable(),
    reasons: z.array(reasonSchema),
    cure: text,
    user: z.union([entrySchema, z.null()]),
    otherTemplate: text,
    isIgnored: z.boolean().openapi({ description: 'Said by an administrator, and still standing.' }),
    createAnyway: z.boolean().openapi({ description: 'Said by an administrator; the next run acts on it.' }),
    steps: z.array(z.object({ at: z.string(), run: text, outcome: z.string(), step: stepSchema })),
  })
  .openapi('PersonExplanation');

const severalSchema = z
  .object({ found: z.literal(true), several: z.array(nameSchema), ...told })
  .openapi('SeveralPeople', { description: 'More than one fits: choose by object id.' });

const nobodySchema = z
  .object({ found: z.literal(false), message: z.string(), cure: z.string(), ...told })
  .openapi('NobodyFound');

export const explanationSchema = z.union([personSchema, severalSchema, nobodySchema]).openapi('Explanation');

export const companyExplanationSchema = z
  .object({
    templateId: z.uuid().nullable().openapi({ description: 'The sync template that explains.' }),
    template: text,
    explanation: z.union([explanationSchema, z.null()]),
    templates: z.array(
      z.object({
        templateId: z.uuid(),
        template: z.string(),
        is: z.enum([...verdicts, 'nobody', 'several']),
        message: z.string(),
      }),
    ),
  })
  .openapi('CompanyExplanation');
