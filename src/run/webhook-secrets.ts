// What of a webhook nobody may read: where it sends to and what it signs with, as one sealed value that is bound to its id. Form was
// checked when it was given (connectors/webhook/webhook-address.ts).
import type { SecretBox } from '../access/secret-box.ts';
import { makeSigningSecret } from '../connectors/webhook/sign.ts';
import type { WebhookShape } from '../plan/webhook.ts';

export interface WebhookSecrets {
  url: string;
  /** null: nothing is signed, as Teams and Slack would not look at it. */
  signing: string | null;
  /** The one before, which signs too until then (ms): the receiver has to be told of the new one first. */
  previous: { signing: string; until: number } | null;
}

export function sealWebhook(box: SecretBox, id: string, secrets: WebhookSecrets): Promise<Buffer> {
  return box.seal(JSON.stringify(secrets), id);
}

/** Throws SecretUnreadable when they were sealed with another key or for another webhook. */
export async function openWebhook(box: SecretBox, id: string, sealed: Uint8Array): Promise<WebhookSecrets> {
  return JSON.parse(await box.open(sealed, id)) as WebhookSecrets;
}

/** The address is new, or what is sent there is: only what is sent to programs is signed. */
export function makeSecrets(
  url: string,
  shape: WebhookShape,
  before: WebhookSecrets | null,
): { secrets: WebhookSecrets; newSigning: string | null } {
  if (shape !== 'json') return { secrets: { url, signing: null, previous: null }, newSigning: null };
  if (before !== null && before.signing !== null) return { secrets: { ...before, url }, newSigning: null };
  const signing = makeSigningSecret();
  return { secrets: { url, signing, previous: null }, newSigning: signing };
}

/** Secrets that sign at this moment (ms), the newest first. */
export function signingOf({ signing, previous }: WebhookSecrets, now: number): string[] {
  if (signing === null) return [];
  return [signing, ...(previous && previous.until > now ? [previous.signing] : [])];
}
