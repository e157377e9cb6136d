// What people do with webhooks beside setting them: a new signing secret, a test, and sending again what did not arrive. Each
// with its entry in the audit log, in the caller's transaction.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { SecretBox } from '../access/secret-box.ts';
import { makeSigningSecret } from '../connectors/webhook/sign.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { writeNotice } from '../store/notices.ts';
import type { Tables } from '../store/tables.ts';
import { replayDelivery, replayFailed, writeTestDelivery } from '../store/webhook-deliveries.ts';
import { writeWebhook } from '../store/webhooks.ts';
import type { Webhook } from '../store/webhooks.ts';
import { failure } from './hand-deed.ts';
import type { HandResult } from './hand-deed.ts';
import { openWebhook, sealWebhook } from './webhook-secrets.ts';

/** Who does it, and where. */
export interface WebhookHand {
  db: Kysely<Tables>;
  actor: Actor;
  address: string | null;
  /** ms */
  now: number;
}

const HOUR_MS = 3_600_000;

/** The webhook is locked. overlapHours: the old secret signs too for so long. */
export async function rotateSigning(
  hand: WebhookHand,
  box: SecretBox,
  webhook: Webhook,
  overlapHours: number,
): Promise<HandResult<{ webhook: Webhook; signing: string; previousUntil: Date }>> {
  if (webhook.sealed === null) return noAddress;
  if (webhook.shape !== 'json') return notSigned;
  const secrets = await openWebhook(box, webhook.id, webhook.sealed);
  const signing = makeSigningSecret();
  const until = hand.now + overlapHours * HOUR_MS;
  const previous = secrets.signing === null ? null : { signing: secrets.signing, until };
  const sealed = await sealWebhook(box, webhook.id, { url: secrets.url, signing, previous });
  const changed = { ...webhook, sealed, version: webhook.version + 1 };
  await writeWebhook(hand.db, changed, false);
  await audit(hand, 'webhook.rotateSecret', webhook, { overlapHours });
  return { ok: true, webhook: changed, signing, previousUntil: new Date(until) };
}

const noAddress = failure(
  'webhook.noUrl',
  'The webhook has no address yet.',
  'Give it its url first: export and import leave addresses out, as they open doors.',
);

const notSigned = failure(
  'webhook.notSigned',
  'What goes to Teams and Slack is not signed: they do not look at signatures.',
  'Only a webhook of the shape json has a secret.',
);

/** Goes to this webhook alone, also to one that is off, and is tried once. Answers with the delivery's id. */
export async function testWebhook(
  { db, actor, address, now }: WebhookHand,
  webhook: Webhook,
): Promise<HandResult<{ delivery: string }>> {
  if (webhook.sealed === null) return noAddress;
  const id = randomUUIDv7();
  const at = new Date(now);
  await writeNotice(db, {
    id,
    companyId: webhook.companyId,
    templateId: null,
    runId: null,
    kind: 'test',
    severity: 'info',
    at,
    data: { by: actor.name },
  });
  const delivery = await writeTestDelivery(db, webhook, { noticeId: id, at });
  await audit({ db, actor, address, now }, 'webhook.test', webhook, { delivery });
  return { ok: true, delivery };
}

/** Sends one that was sent or given up again, with its id. */
export async function sendAgain(
  hand: WebhookHand,
  webhook: Webhook,
  delivery: string,
): Promise<HandResult<{ delivery: string }>> {
  if (!webhook.active) return isOff(webhook);
  const found = await replayDelivery(hand.db, webhook.id, delivery);
  if (found === 'unknown')
    return failure('delivery.unknown', 'There is no such delivery.', 'Look at the list of deliveries.');
  if (found === 'open')
    return failure('delivery.waiting', 'It waits to be sent already.', 'Wait, or test the webhook.');
  await audit(hand, 'webhook.replay', webhook, { delivery });
  return { ok: true, delivery };
}

/** Everything that was given up and happened since then, in its order. */
export async function sendFailedAgain(
  hand: WebhookHand,
  webhook: Webhook,
  since: Date,
): Promise<HandResult<{ count: number }>> {
  if (!webhook.active) return isOff(webhook);
  const count = await replayFailed(hand.db, webhook.id, since);
  await audit(hand, 'webhook.replay', webhook, { since: since.toISOString(), count });
  return { ok: true, count };
}

const isOff = ({ name }: Webhook) =>
  failure(
    'webhook.off',
    `The webhook ${JSON.stringify(name)} is switched off.`,
    'Test it, switch it on, then send again what it has missed.',
  );

async function audit(
  { db, actor, address }: WebhookHand,
  action: string,
  webhook: Webhook,
  details: Record<string, unknown>,
): Promise<void> {
  await writeAudit(db, {
    companyId: webhook.companyId,
    actor,
    action,
    subject: { kind: 'webhook', id: webhook.id, name: webhook.name },
    details,
    address,
  });
}
