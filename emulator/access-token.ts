// Access tokens: signed when issued, checked at every call. The content is what app-only Graph tokens carry
// (REFERENCE 1.3). Roles are those consented when the token was made; the caller takes away revoked ones.
import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { App } from './apps.ts';

export interface TokenClaims {
  aud: string;
  appid: string;
  tid: string;
  exp: number;
  nbf: number;
  oid?: string;
  roles?: string[];
}

export interface NewToken {
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
  // Made at the first token, because making a key takes longer than starting all the rest.
  let pair: KeyPair | null = null;
  const verified = new Map<string, TokenClaims>();
  const keys = (): KeyPair => {
    if (!pair) {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const kid = createHash('sha256')
        .update(publicKey.export({ type: 'spki', format: 'der' }))
        .digest('base64url')
        .slice(0, 27);
      pair = { privateKey, publicKey, kid };
    }
    return pair;
  };
  return {
    issue: (request) => signToken(keys(), request),
    read(token) {
      const known = verified.get(token);
      if (known) return known;
      const [head, body, signature, more] = token.split('.');
      if (!pair || head === undefined || body === undefined || signature === undefined || more !== undefined)
        return null;
      const isOurs = verify(
        'RSA-SHA256',
        Buffer.from(`${head}.${body}`),
        pair.publicKey,
        Buffer.from(signature, 'base64url'),
      );
      if (!isOurs) return null;
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as TokenClaims;
      if (verified.size >= MOST_REMEMBERED) verified.clear();
      verified.set(token, claims);
      return claims;
    },
    jwks() {
      const { publicKey, kid } = keys();
      const key = publicKey.export({ format: 'jwk' });
      return { keys: [{ ...key, use: 'sig', alg: 'RS256', kid, x5t: kid }] };
    },
  };
}
