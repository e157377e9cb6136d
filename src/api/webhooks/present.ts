// A webhook and a delivery as they are answered, field by field. What is edited of a webhook, and is its ETag, is not how it is
// doing, which changes without anybody editing.
import type { z } from '@hono/zod-openapi';
import type { ListedDelivery } from '../../store/webhook-deliveries.ts';
import type { Webhook, WebhookHealth } from '../../store/webhooks.ts';
import type { deliverySchema, ShownWebhook } from './schema.ts';

/** An address that changed may look the same: the version tells. */
export function presentEditable({ id, version }: Webhook) {
  return { id, version };
}

const healthy: WebhookHealth = { failures: 0, failingSince: null, off: null, last: null, waiting: 0 };

export function presentWebhook(webhook: Webhook, health: WebhookHealth = healthy): ShownWebhook {
  const { off, last } = health;
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.shownUrl,
    shape: webhook.shape,
    kinds: [...webhook.kinds],
    active: webhook.active,
    failures: health.failures,
    failingSince: health.failingSince?.toISOString() ?? null,
    off: off && { at: off.at.toISOString(), code: off.code },
    waiting: health.waiting,
    last: last && {
      state: last.state,
      at: last.at.toISOString(),
      status: last.status,
      answer: last.answer,
    },
  };
}

export function presentDelivery(delivery: ListedDelivery): z.infer<typeof deliverySchema> {
  return {
    id: delivery.id,
    notice: delivery.noticeId,
    kind: delivery.kind,
    template: delivery.templateId,
    state: delivery.state,
    at: delivery.at.toISOString(),
    attempts: delivery.attempts,
    triedAt: delivery.triedAt?.toISOString() ?? null,
    sentAt: delivery.sentAt?.toISOString() ?? null,
    notBefore: delivery.notBefore?.toISOString() ?? null,
    status: delivery.status,
    answer: delivery.answer,
  };
}
