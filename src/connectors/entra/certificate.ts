// Reads the app's certificate and private key: what signs the assertion, its fingerprint, and when it ends. The
// outer form was checked when it was pasted (plan/provider-values); here it must open and the two must fit.
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface AppCertificate {
  /** SHA-256 of the certificate, base64url: by it Entra finds the certificate that was registered. */
  fingerprint: string;
  /** ms */
  expiresAt: number;
  key: KeyObject;
}

/** The certificate, or what is wrong with it in a sentence. */
export function readCertificate(pem: string, key: string): AppCertificate | { fault: string } {
  let x509: X509Certificate;
  let privateKey: KeyObject;
  try {
    x509 = new X509Certificate(mapPem(pem, 'CERTIFICATE'));
  } catch {
    return { fault: 'The certificate can not be read.' };
  }
  try {
    privateKey = createPrivateKey(mapPem(key, '(?:RSA )?PRIVATE KEY'));
  } catch {
    return { fault: 'The certificate’s private key can not be read.' };
  }
  if (privateKey.asymmetricKeyType !== 'rsa')
    return { fault: 'The certificate’s key is not an RSA key; Entra takes no other.' };
  if ((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    return { fault: 'The certificate’s key is shorter than 2048 bits.' };
  if (!x509.checkPrivateKey(privateKey))
    return { fault: 'The private key does not belong to the certificate.' };
  return {
    fingerprint: createHash('sha256').update(x509.raw).digest('base64url'),
    expiresAt: x509.validToDate.getTime(),
    key: privateKey,
  };
}

/** The first block of that kind, its line breaks restored: pasting through JSON often turns them into blanks. */
function mapPem(text: string, kind: string): string {
  const found = new RegExp(`-----BEGIN (${kind})-----([A-Za-z0-9+/=\\s]+)-----END`).exec(text);
  const lines = found?.[2]?.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return found ? `-----BEGIN ${found[1]}-----\n${lines.join('\n')}\n-----END ${found[1]}-----\n` : text;
}
