// Access tokens: signed when issued, checked at every call. The content is what app-only Graph tokens carry
// (REFERENCE 1.3). Roles are those consented when the token was made; the caller takes away revoked ones.
import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { App } from './apps.ts';

interface TokenClaims {
  aud: string;
  appid: string;
  tid: string;
  exp: number;
  nbf: number;
  oid?: string;
  roles?: string[];
}

interface NewToken {
  app: App;
  appidacr: '1' | '2';
  audience: string;
  tenantId: string;
  nowMs: number;
  lifeSeconds: number;
  /** false: asked for without a tenant, so nobody stands behind it. */
  hasIdentity: boolean;
  uti: string;
}

export interface TokenMint {
  issue(request: NewToken): string;
  /** null: not a token of this issuer. */
  read(token: string): TokenClaims | null;
  jwks(): { keys: object[] };
}

interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
  kid: string;
}

function createKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, publicKey, kid: createHash('sha256').update(der).digest('base64url').slice(0, 27) };
}

/** One for all tenants of this process, as Entra's own: making a key takes longer than starting a tenant. */
const SIGNING_KEYS = createKeyPair();

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Bounds the memory of verified tokens; a run uses one or two. */
const MOST_REMEMBERED = 200;

function signToken({ privateKey, kid }: KeyPair, request: NewToken): string {
  const { app, appidacr, audience, tenantId, hasIdentity } = request;
  const now = Math.floor(request.nowMs / 1000);
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + request.lifeSeconds,
    appid: app.clientId,
    appidacr,
    idtyp: 'app',
    ...(hasIdentity ? { oid: app.servicePrincipalId, sub: app.servicePrincipalId } : {}),
    ...(app.roles.size > 0 ? { roles: [...app.roles] } : {}),
    tid: tenantId,
    uti: request.uti,
    ver: '1.0',
  };
  const content = `${encode({ typ: 'JWT', alg: 'RS256', x5t: kid, kid })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}

export function createTokenMint(): TokenMint {
  const verified = new Map<string, TokenClaims>();
  return {
    issue: (request) => signToken(SIGNING_KEYS, request),
    read(token) {
      const known = verified.get(token);
      if (known) return known;
      const [head, body, signature, more] = token.split('.');
      if (head === undefined || body === undefined || signature === undefined || more !== undefined)
        return null;
      const isOurs = verify(
        'RSA-SHA256',
        Buffer.from(`${head}.${body}`),
        SIGNING_KEYS.publicKey,
        Buffer.from(signature, 'base64url'),
      );
      if (!isOurs) return null;
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as TokenClaims;
      if (verified.size >= MOST_REMEMBERED) verified.clear();
      verified.set(token, claims);
      return claims;
    },
    jwks() {
      const { publicKey, kid } = SIGNING_KEYS;
      const key = publicKey.export({ format: 'jwk' });
      return { keys: [{ ...key, use: 'sig', alg: 'RS256', kid, x5t: kid }] };
    },
  };
}
