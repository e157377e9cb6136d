// Signatures of what is sent, as the Standard Webhooks specification has them: HMAC-SHA256 over id, time and body, so that a
// receiver knows who sent it, that nobody changed it, and that it is not an old one sent again. Pure, but for new secrets.
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** 256 random bits; shown once and stored sealed. */
export function makeSigningSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

/**
 * Headers of one attempt. seconds: since 1970. Each secret gives a signature, so that a receiver that still has the old one
 * believes us too.
 */
export function presentSigned(
  { id, seconds, body }: { id: string; seconds: number; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  };
}
