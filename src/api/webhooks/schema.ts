// How webhooks and their deliveries look in the API: the "webhooks" of the configuration document, with ids and how they are doing.
import { z } from '@hono/zod-openapi';
import { noticeKinds } from '../../plan/notice.ts';
import { deliveryStates, webhookKinds, webhookShapes } from '../../plan/webhook.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { listOf } from '../lists.ts';
import { pageOf, pageQuery } from '../paging.ts';

const name = z
  .string()
  .max(100)
  .openapi({ description: 'Unique in the company.', example: 'Driften i Teams' });
const shape = z.enum(webhookShapes).openapi({
  description: 'json: our own event, signed. teams: an Adaptive Card for a workflow. slack: Block Kit.',
});
const kinds = z
  .array(z.enum(webhookKinds))
  .min(1)
  .openapi({
    description: 'Kinds of notice that go there.',
    example: ['incident.opened', 'incident.closed'],
  });
const url = z.string().max(4_000).openapi({
  description: 'https. It opens a door and is never shown again; what is shown of it means the stored one.',
});
const active = z.boolean();
const moment = z.iso.datetime();

const lastSchema = z
  .object({
    state: z.enum(deliveryStates),
    at: moment,
    status: z.number().int().nullable().openapi({ description: 'HTTP status; null: there was no answer.' }),
    answer: z.string().nullable(),
  })
  .openapi('LastDelivery');

export const webhookSchema = z
  .object({
    id: z.uuid(),
    name,
    url: z.string().nullable().openapi({
      description: 'What may be shown of it: the host and the last characters. null: it has none yet.',
    }),
    shape,
    kinds: z.array(z.enum(webhookKinds)),
    active,
    failures: z.number().int().openapi({ description: 'Attempts in a row that failed.' }),
    failingSince: moment.nullable(),
    off: orNull(
      z.object({ at: moment, code: z.enum(['gone', 'failing']) }).openapi('WebhookOff', {
        description: 'The program switched it off: its receiver is gone, or nothing arrived for two days.',
      }),
    ),
    waiting: z.number().int().openapi({ description: 'Deliveries that wait.' }),
    last: orNull(lastSchema),
  })
  .openapi('Webhook');
export type ShownWebhook = z.infer<typeof webhookSchema>;

const secret = z.string().nullable().openapi({
  description:
    'Verifies signatures (docs/webhooks.md). Shown this once; null: there is none, it stays the one from before, or the request is repeated.',
});
export const createdWebhookSchema = webhookSchema.extend({ secret }).openapi('CreatedWebhook');

export const newWebhookSchema = z
  .object({ name, url, shape: shape.optional(), kinds: kinds.optional(), active: active.optional() })
  .strict()
  .openapi('NewWebhook', { description: 'Left out: shape json, alarms and credentials, on.' });
export const webhookChangesSchema = z
  .object({ name, url, shape, kinds, active })
  .partial()
  .strict()
  .openapi('WebhookChanges', { description: 'What is left out stays as it is.' });

export const rotateSchema = z
  .object({
    keepOldHours: z.number().int().min(0).max(168).optional().openapi({
      description: 'Hours in which the old secret signs too; 24 when it is left out.',
      example: 24,
    }),
  })
  .strict()
  .openapi('RotateWebhookSecret');
export const rotatedSchema = z
  .object({ secret, previousUntil: moment.openapi({ description: 'Until then the old one signs too.' }) })
  .openapi('RotatedWebhookSecret');

export const deliverySchema = z
  .object({
    id: z.uuid().openapi({ description: 'The header webhook-id: the same in every attempt.' }),
    notice: z.uuid().openapi({ description: 'What it tells; `id` in the message.' }),
    kind: z.enum(noticeKinds),
    template: z.uuid().nullable(),
    state: z.enum(deliveryStates).openapi({
      description: 'waiting: will be sent, also again. failed: given up; it can be replayed.',
    }),
    at: moment.openapi({ description: 'When it happened.' }),
    attempts: z.number().int(),
    triedAt: moment.nullable(),
    sentAt: moment.nullable(),
    notBefore: moment.nullable().openapi({ description: 'Of one that waits: it is not sent before then.' }),
    status: z.number().int().nullable().openapi({ description: 'HTTP status of the last answer.' }),
    answer: z
      .string()
      .nullable()
      .openapi({ description: 'The beginning of the last answer, or why there was none.' }),
  })
  .openapi('WebhookDelivery');

export const replaySchema = z
  .object({ since: z.iso.datetime({ offset: true }).openapi({ example: '2026-11-22T01:14:00Z' }) })
  .strict()
  .openapi('ReplayFailed');
export const replayedSchema = z.object({ count: z.number().int() }).openapi('Replayed');

export const webhookPageSchema = pageOf(webhookSchema).openapi('WebhookPage');
export const deliveryPageSchema = listOf(deliverySchema).openapi('WebhookDeliveryPage');
export const webhookQuery = z.object(pageQuery).strict();
export const deliveryQuery = z.object({ ...pageQuery, state: z.enum(deliveryStates).optional() }).strict();
export const webhookParams = companyParams.extend({
  webhook: z.uuid().openapi({ description: 'Id of the webhook.' }),
});
export const deliveryParams = webhookParams.extend({
  delivery: z.uuid().openapi({ description: 'Id of the delivery.' }),
});
