// A template's credentials ─▶ sealed bytes and back, bound to the template's id. Form was checked when they
// were given (plan/provider-json); what opens is what was sealed.
import type { Credentials } from '../plan/provider.ts';
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
