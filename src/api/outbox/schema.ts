// How mails of the outbox look in the API: lists, one of them with its words, and what becomes of many at once.
import { z } from '@hono/zod-openapi';
import { mailKinds, mailStates } from '../../plan/mail-states.ts';
import { discardable } from '../../plan/outbox.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { keyParts, listOf } from '../lists.ts';
import { placeQuery } from '../paging.ts';
import { actorSchema } from '../runs/schema.ts';

const count = z.number().int();
const moment = z.iso.datetime();
const state = z.enum(mailStates);
const kind = z.enum(mailKinds);
const why = z.object({ code: z.string(), message: z.string(), cure: z.string() });

const listed = {
  id: z.uuid(),
  kind,
  state: state.openapi({
    description:
      'held: until somebody releases it; kept: no mail server is set; uncertain: the line broke before the server’s answer; discarded: not to be sent any more.',
  }),
  to: z.string().nullable().openapi({ description: 'null: forgotten, or not known before it is sent.' }),
  subject: z.string().nullable().openapi({ description: 'null: words are made when it is sent or read.' }),
  language: z.string(),
  templateId: z.uuid().nullable(),
  template: z.string().nullable(),
  user: z.uuid().nullable().openapi({ description: 'Whom it is about.' }),
  alias: z.string().nullable(),
  run: z.uuid().nullable(),
  notice: z.uuid().nullable(),
  createdAt: moment,
  stateAt: moment.openapi({ description: 'Since when it is in its state.' }),
  sentAt: moment.nullable().openapi({ description: 'When a mail server took it last.' }),
  nextTryAt: moment.nullable().openapi({ description: 'Of a waiting mail that was tried: not before.' }),
  attempts: count,
  answer: z
    .string()
    .nullable()
    .openapi({ description: 'The mail server’s last, or why it stands as it does.' }),
  requestedBy: orNull(actorSchema).openapi({ description: 'Who had it sent, released or discarded.' }),
};

export const mailSchema = z.object(listed).openapi('Mail');
export const mailPageSchema = listOf(mailSchema)
  .extend({
    counts: z
      .record(z.string(), count)
      .optional()
      .openapi({ description: 'How many are in each state, whatever the filters. Only on the first page.' }),
  })
  .openapi('MailPage');

export const mailFullSchema = z
  .object({
    ...listed,
    why: why.openapi({ description: 'Why it stands as it does, and what to do about it.' }),
    words: z.enum(['sent', 'made', 'gone']).openapi({
      description: 'sent: as the server got it; made: as it would be now; gone: nothing is left.',
    }),
    text: z.string().nullable(),
    html: z.string().nullable().openapi({
      description: 'For a sandboxed frame (srcdoc, sandbox=""): it loads nothing and runs nothing.',
    }),
    mayBeSent: z.boolean(),
    mayBeDiscarded: z.boolean(),
  })
  .openapi('MailFull');

export const mailParams = companyParams.extend({ mail: z.uuid() });
export const mailKey = z.tuple([keyParts.moment, keyParts.uuid]);

const filters = {
  kind: kind.optional(),
  template: z.uuid().optional(),
  user: z.uuid().optional(),
  run: z.uuid().optional(),
  notice: z.uuid().optional(),
};

export const mailQuery = z
  .object({
    ...placeQuery,
    state: state.optional(),
    ...filters,
    q: z.string().max(200).optional().openapi({ description: 'Stands somewhere in the address.' }),
  })
  .strict();

export const sendSchema = z
  .object({
    to: z.string().max(254).optional().openapi({
      description:
        'Another address, for this mail alone; without it the user’s own now, or where it was going.',
      example: 'eva.lind@nordvik.example',
    }),
  })
  .strict()
  .openapi('MailSend');
export const sentSchema = z
  .object({
    mail: mailSchema,
    warnings: z.array(why).openapi({ description: 'What to know: whether it may arrive twice.' }),
  })
  .openapi('MailSent');

const preview = z.boolean().default(false).openapi({ description: 'true: counts, and changes nothing.' });
const mails = z.array(z.uuid()).min(1).max(1000);

/** By ids, or everything in a state that the filters leave. */
const manyOf = <S extends z.ZodType>(states: S) =>
  z
    .object({ mails: mails.optional(), state: states.optional(), ...filters, preview })
    .strict()
    .refine((asked) => (asked.mails === undefined) !== (asked.state === undefined), {
      path: ['mails'],
      message: 'Say either which mails, or which state.',
    });

export const sendManySchema = manyOf(z.enum(['failed', 'kept', 'uncertain'])).openapi('MailsSend');
export const discardManySchema = manyOf(z.enum(discardable)).openapi('MailsDiscard');
export const releaseSchema = z
  .object({
    mails: mails.optional(),
    template: z.uuid().optional(),
    run: z.uuid().optional(),
    user: z.uuid().optional(),
    all: z.literal(true).optional().openapi({ description: 'Everything that the company holds.' }),
    preview,
  })
  .strict()
  .refine(
    ({ mails: ids, template, run, user, all }) =>
      [ids, all, template ?? run ?? user].filter((one) => one !== undefined).length === 1,
    {
      path: ['mails'],
      message: 'Say which: mails, a template, run or user, or all.',
    },
  )
  .openapi('MailsRelease');
export const manyDoneSchema = z
  .object({
    preview: z.boolean(),
    count: count.openapi({ description: 'Mails that were, or would be, changed.' }),
    states: z.array(z.object({ state, count })).openapi({ description: 'The states they were in.' }),
    others: count.openapi({ description: 'Chosen mails that this can not be done with.' }),
  })
  .openapi('MailsDone');
