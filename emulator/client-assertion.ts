// Decides whether a certificate assertion proves the application: signed by a registered certificate that is
// still valid, made for this endpoint, by this client, not expired. Everything else is 700027 to the caller.
import { constants, createHash, verify } from 'node:crypto';
import type { App } from './apps.ts';

interface Header {
  alg?: string;
  x5t?: string;
  'x5t#S256'?: string;
  kid?: string;
}

interface Claims {
  aud?: string | string[];
  iss?: string;
  sub?: string;
  exp?: number;
  nbf?: number;
}

function parsePart<T>(part: string | undefined): T | null {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as T;
  } catch {
    // A damaged assertion is the client's fault and an answer of its own: not proven.
    return null;
  }
}

function isSigned(
  alg: string | undefined,
  content: string,
  signature: Buffer,
  certificate: App['certificates'][number],
): boolean {
  const key = certificate.x509.publicKey;
  if (alg === 'RS256') return verify('RSA-SHA256', Buffer.from(content), key, signature);
  if (alg !== 'PS256') return false;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('RSA-SHA256', Buffer.from(content), { key, padding, saltLength: 32 }, signature);
}

function findCertificate(app: App, header: Header): App['certificates'][number] | undefined {
  const thumbprint = (algorithm: string, der: Buffer): string =>
    createHash(algorithm).update(der).digest('base64url');
  return app.certificates.find(({ x509 }) => {
    const sha1 = thumbprint('sha1', x509.raw);
    return (
      header['x5t#S256'] === thumbprint('sha256', x509.raw) || header.x5t === sha1 || header.kid === sha1
    );
  });
}

export function matchAssertion(
  app: App,
  assertion: string,
  audiences: readonly string[],
  nowMs: number,
): boolean {
  const [head, body, signature] = assertion.split('.');
  const header = parsePart<Header>(head);
  const claims = parsePart<Claims>(body);
  if (!header || !claims || signature === undefined) return false;
  const certificate = findCertificate(app, header);
  if (!certificate || Date.parse(certificate.x509.validTo) < nowMs) return false;
  const audience = [claims.aud ?? []].flat();
  const nowSeconds = nowMs / 1000;
  // Five minutes either way, as clocks differ.
  const isInTime = (claims.exp ?? 0) > nowSeconds - 300 && (claims.nbf ?? 0) < nowSeconds + 300;
  return (
    isInTime &&
    claims.iss === app.clientId &&
    claims.sub === app.clientId &&
    audience.some((each) => audiences.includes(each)) &&
    isSigned(header.alg, `${head}.${body}`, Buffer.from(signature, 'base64url'), certificate)
  );
}
