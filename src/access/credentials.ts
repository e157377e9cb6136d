// A template's credentials ─▶ sealed bytes and back, bound to the template's id. Form was checked when they
// were given (plan/provider-json); what opens is what was sealed.
import { createHash } from 'node:crypto';
import type { Credential, Credentials } from '../plan/provider.ts';
import type { SecretBox } from './secret-box.ts';

export function sealCredentials(
  box: SecretBox,
  templateId: string,
  credentials: Credentials,
): Promise<Buffer> {
  return box.seal(JSON.stringify(credentials), templateId);
}

/** Throws SecretUnreadable when they were sealed with another key or for another template. */
export async function openCredentials(
  box: SecretBox,
  templateId: string,
  sealed: Uint8Array,
): Promise<Credentials> {
  return JSON.parse(await box.open(sealed, templateId)) as Credentials;
}

/** Tells whether two are the same without keeping one of them; sealed all the same. */
export function printCredential(credential: Credential): string {
  const { kind } = credential;
  const text = kind === 'secret' ? credential.secret : credential.pem;
  return createHash('sha256').update(`rollcall ${kind} ${text}`).digest('base64url');
}

/** So many renewals back a forgotten document is still known to be old. */
const MOST_REPLACED = 12;

/** The second credential as the first, with nothing behind it. Null: there is no second. */
export function renewCredentials({ current, next, replaced = [] }: Credentials): Credentials | null {
  if (next === null) return null;
  const taken = printCredential(next);
  const before = [printCredential(current), ...replaced].filter((print) => print !== taken);
  return { current: next, next: null, replaced: before.slice(0, MOST_REPLACED) };
}
