// How incidents look in the API: trouble that lasts, since when, what was told of it and what to do.
import { z } from '@hono/zod-openapi';
import { mailStates } from '../../plan/mail-states.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { keyParts, listOf } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { actorSchema } from '../runs/schema.ts';

const count = z.number().int();
const moment = z.iso.datetime();
const text = z.string().nullable();
const severities = ['error', 'warning', 'info'] as const;

const quietSchema = z
  .object({ until: moment, by: orNull(actorSchema), why: text })
  .openapi('IncidentQuiet', { description: 'Somebody knows of it: it is not told again before.' });

const listed = {
  id: z.uuid(),
  templateId: z.uuid().nullable(),
  template: text,
  code: z.string().openapi({ description: 'What it is.', example: 'credential.expired' }),
  severity: z.enum(severities),
  message: z.string(),
  cure: z.string(),
  openedAt: moment,
  lastSeenAt: moment,
  seen: count.openapi({ description: 'Runs that met it.' }),
  closedAt: moment.nullable().openapi({ description: 'null: it lasts.' }),
  told: count.openapi({ description: 'How often it was told.' }),
  toldAt: moment.nullable(),
  nextReminderAt: moment.nullable().openapi({
    description: 'While it lasts it is told again by the first run after this; null: it is over.',
  }),
  quiet: orNull(quietSchema),
  run: z.uuid().nullable().openapi({ description: 'The run that met it last.' }),
};

export const incidentSchema = z.object(listed).openapi('Incident');
export const incidentPageSchema = listOf(incidentSchema).openapi('IncidentPage');
export const incidentFullSchema = z
  .object({
    ...listed,
    about: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'What the code is about: permission, group, candidates, tenant …' }),
    withheld: z
      .looseObject({ kind: z.string(), count })
      .nullable()
      .openapi({ description: 'Of a brake: what it withholds; of whom is in the steps of the run.' }),
    tellings: z
      .array(
        z.object({
          notice: z.uuid(),
          kind: z.string(),
          at: moment,
          mails: z.array(
            z.object({ id: z.uuid(), state: z.enum(mailStates), to: text, sentAt: moment.nullable() }),
          ),
        }),
      )
      .openapi({ description: 'What was told of it, newest first.' }),
  })
  .openapi('IncidentFull');

export const incidentParams = companyParams.extend({ incident: z.uuid() });
export const incidentKey = z.tuple([z.enum(['1', '2']), keyParts.moment, keyParts.uuid]);
export const incidentQuery = z
  .object({
    ...placeQuery,
    open: z.enum(['true', 'false']).optional(),
    template: z.uuid().optional(),
    severity: z.enum(severities).optional(),
  })
  .strict();

export const quietWishSchema = z
  .object({
    until: z.iso.date().openapi({
      description: 'First day, in the company’s time zone, on which it is told again.',
      example: '2026-12-24',
    }),
    why: z.string().max(1000).nullable().optional(),
  })
  .strict()
  .openapi('IncidentQuietWish');
