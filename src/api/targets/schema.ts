// How targets look in the API: the "targets" of the configuration document, with ids and how they are doing. Settings are each kind's
// own (docs/exchanges.md); secrets are never shown.
import { z } from '@hono/zod-openapi';
import { driftModes, targetStates } from '../../plan/target.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { pageOf, pageQuery } from '../paging.ts';

const name = z
  .string()
  .max(100)
  .openapi({ description: 'Unique in the company.', example: 'Växeln i Kista' });
const kind = z.string().max(40).openapi({ description: 'asterisk, kamailio or scim.', example: 'asterisk' });
const settings = z.record(z.string(), z.unknown()).openapi('TargetSettings', {
  description: 'Of its kind, without secrets; byTemplate by id of settings template. docs/exchanges.md.',
});
const secrets = z.record(z.string(), z.unknown()).openapi('TargetSecrets', {
  description: 'A password or token, as its kind wants it; never shown.',
});
const driftMode = z.enum(driftModes).openapi({
  description: 'What becomes of what somebody has changed at the exchange: shown, or written over.',
});
export const moment = z.iso.datetime();

export const troubleSchema = z
  .object({ code: z.string(), message: z.string(), cure: z.string() })
  .openapi('TargetTrouble');

const findingSchema = z
  .object({
    code: z.string(),
    is: z.enum(['right', 'warning', 'fault']),
    message: z.string(),
    cure: z.string().nullable(),
  })
  .openapi('TargetFinding');
export const probedSchema = z.object({ findings: z.array(findingSchema) }).openapi('TargetProbed');

const count = z.number().int();

export const targetSchema = z
  .object({
    id: z.uuid(),
    name,
    kind,
    settings,
    address: z.string().openapi({ description: 'What it is reached at, for people.' }),
    hasSecrets: z.boolean(),
    givesSipAccounts: z
      .boolean()
      .openapi({ description: 'Whether phones sign in there with an account that Rollcall makes.' }),
    state: z.enum(targetStates).openapi({
      description:
        'paused: by somebody. refused: the exchange does not let Rollcall in. ending: everything is removed there, then it goes.',
    }),
    stateSince: moment,
    driftMode,
    trouble: orNull(troubleSchema).openapi({
      description: 'Why nothing is written; null: nothing is known.',
    }),
    unavailableSince: moment.nullable().openapi({ description: 'Since when the exchange has not answered.' }),
    restsUntil: moment.nullable().openapi({ description: 'When it is tried again.' }),
    probe: orNull(z.object({ at: moment, findings: z.array(findingSchema) }).openapi('TargetProbe')).openapi({
      description: 'What the last probe found.',
    }),
    fedAt: moment.nullable().openapi({ description: 'When something was last written there.' }),
    comparedAt: moment.nullable().openapi({ description: 'When everything there was last compared.' }),
    unknownEntries: count
      .nullable()
      .openapi({ description: 'How many entries there are not Rollcall’s; they are never touched.' }),
    users: z
      .object({ ok: count, pending: count, failed: count, drift: count })
      .openapi('TargetUserCounts', { description: 'pending: to be written, or to be removed.' }),
    pendingSince: moment.nullable().openapi({ description: 'Of whoever has waited longest.' }),
  })
  .openapi('Target');
export type ShownTarget = z.infer<typeof targetSchema>;

const active = z.boolean().openapi({ description: 'false: paused.' });

export const newTargetSchema = z
  .object({
    name,
    kind,
    settings,
    secrets: secrets.optional(),
    active: active.optional(),
    driftMode: driftMode.optional(),
  })
  .strict()
  .openapi('NewTarget', { description: 'Left out: active, drift is shown. Without secrets it is paused.' });
export const targetChangesSchema = z
  .object({ name, settings, secrets, active, driftMode })
  .partial()
  .strict()
  .openapi('TargetChanges', { description: 'What is left out stays as it is; settings are given whole.' });
export const triedTargetSchema = z
  .object({
    kind,
    settings,
    secrets: secrets.optional(),
    target: z.uuid().optional().openapi({ description: 'Whose secrets are used where none are given.' }),
  })
  .strict()
  .openapi('TriedTarget');

export const targetPageSchema = pageOf(targetSchema).openapi('TargetPage');
export const targetQuery = z.object(pageQuery).strict();
export const targetParams = companyParams.extend({
  target: z.uuid().openapi({ description: 'Id of the target.' }),
});
export const endQuery = z
  .object({
    entries: z.enum(['leave', 'remove']).openapi({
      description: 'What becomes of what Rollcall has written there: it stays as it is, or is removed first.',
    }),
  })
  .strict();
