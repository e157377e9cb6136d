// A webhook is made, changed or deleted, by hand or by the configuration document: what is to be sealed, what begins anew, and what
// the audit log tells of it, which is never the address.
import type { Kysely } from 'kysely';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { presentShownUrl } from '../plan/webhook.ts';
import type { Tables } from '../store/tables.ts';
import { giveUpLine } from '../store/webhook-line.ts';
import { writeWebhook } from '../store/webhooks.ts';
import type { Webhook } from '../store/webhooks.ts';
import { makeSecrets, openWebhook, sealWebhook } from './webhook-secrets.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';
import { closeWebhookIncident } from './webhook-off.ts';

export interface WebhookToSave extends Pick<
  Webhook,
  'id' | 'companyId' | 'name' | 'shape' | 'kinds' | 'active'
> {
  /** keep: wherever it goes today, or nowhere yet. */
  address: { url: string; host: string } | 'keep';
}

/** signing: made now, to be shown this once; null: there is none, or it is the one from before. Active without an address is a bug. */
export async function saveWebhook(
  db: Kysely<Tables>,
  openBox: () => Promise<SecretBox>,
  before: Webhook | null,
  { address, ...after }: WebhookToSave,
): Promise<{ webhook: Webhook; signing: string | null }> {
  const sealing = await sealAnew(openBox, before, { address, ...after });
  const webhook: Webhook = {
    ...after,
    shownUrl: address === 'keep' ? (before?.shownUrl ?? null) : presentShownUrl(address.url),
    host: address === 'keep' ? (before?.host ?? null) : address.host,
    sealed: sealing.sealed,
    createdAt: before?.createdAt ?? new Date(),
    version: (before?.version ?? 0) + 1,
  };
  const isAnew = address !== 'keep' || (webhook.active && before?.active !== true);
  // Before it is on: it was not told that there was trouble with it, and need not hear that it is over.
  if (before?.active === false && webhook.active) await closeWebhookIncident(db, webhook, Date.now());
  await writeWebhook(db, webhook, isAnew);
  if (before?.active === true && !webhook.active) await giveUpLine(db, webhook.id);
  return { webhook, signing: sealing.signing };
}

async function sealAnew(
  openBox: () => Promise<SecretBox>,
  before: Webhook | null,
  { id, shape, address }: WebhookToSave,
): Promise<{ sealed: Buffer | null; signing: string | null }> {
  const stored = before?.sealed ?? null;
  if (address === 'keep' && (stored === null || before?.shape === shape))
    return { sealed: stored, signing: null };
  const box = await openBox();
  const old = stored && (await readSecrets(box, id, stored, address !== 'keep'));
  const url = address === 'keep' ? (old?.url ?? '') : address.url;
  const { secrets, newSigning } = makeSecrets(url, shape, old);
  return { sealed: await sealWebhook(box, id, secrets), signing: newSigning };
}

/** With the key lost, giving the address again is the way out, so it must not fail on the old one. */
async function readSecrets(
  box: SecretBox,
  id: string,
  sealed: Buffer,
  mayBeLost: boolean,
): Promise<WebhookSecrets | null> {
  try {
    return await openWebhook(box, id, sealed);
  } catch (error) {
    if (mayBeLost && error instanceof SecretUnreadable) return null;
    throw error;
  }
}

/** Of it what people may see, for the audit log. */
export function presentAudited({ name, shownUrl, shape, kinds, active }: Webhook) {
  return { name, url: shownUrl, shape, kinds: [...kinds], active };
}
