// A small OIDC provider over HTTP: discovery, keys, authorization code with PKCE, token. It signs whoever it is told to in
// without asking, checks what a client has to send, and can be told to misbehave.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Claims of whoever signs in next. */
  person: Record<string, unknown>;
  /** What to do wrong. */
  fault:
    | 'none'
    | 'denied'
    | 'wrongNonce'
    | 'wrongKey'
    | 'wrongIssuer'
    | 'wrongAudience'
    | 'tokenRefused'
    | 'expired';
  /** Authorization requests as they came. */
  asked: URLSearchParams[];
  close(): Promise<void>;
}

interface Code {
  nonce: string;
  challenge: string;
  redirect: string;
  person: Record<string, unknown>;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function openOidcProvider(): Promise<OidcProvider> {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, Code>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: OidcProvider = {
    issuer,
    clientId: 'rollcall',
    clientSecret: 'hemlig-hos-providern',
    person: {},
    fault: 'none',
    asked: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration') json(presentMetadata(issuer));
    else if (url.pathname === '/keys') {
      json({ keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] });
    } else if (url.pathname === '/authorize') authorize(url.searchParams, response);
    else if (url.pathname === '/token') {
      const outcome = redeem(
        new URLSearchParams(await readAll(request)),
        request.headers.authorization ?? '',
      );
      json(outcome, 'error' in outcome ? 400 : 200);
    } else response.writeHead(404).end();
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    provider.asked.push(query);
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    if (provider.fault === 'denied') {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'The person said no.');
    } else {
      const code = randomUUID();
      codes.set(code, {
        nonce: query.get('nonce') ?? '',
        challenge: query.get('code_challenge') ?? '',
        redirect: query.get('redirect_uri') ?? '',
        person: provider.person,
      });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  function redeem(form: URLSearchParams, authorization: string): Record<string, unknown> {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!isClient(provider, authorization)) return { error: 'invalid_client' };
    if (!code || challenge !== code.challenge || form.get('redirect_uri') !== code.redirect)
      return { error: 'invalid_grant' };
    if (provider.fault === 'tokenRefused') return { error: 'invalid_grant' };
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: provider.fault === 'wrongIssuer' ? 'https://other.example' : issuer,
      aud: provider.fault === 'wrongAudience' ? 'another' : provider.clientId,
      iat: now,
      exp: provider.fault === 'expired' ? now - 3600 : now + 300,
      nonce: provider.fault === 'wrongNonce' ? 'another' : code.nonce,
      ...code.person,
    };
    const text = `${base64({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64(claims)}`;
    const signer = provider.fault === 'wrongKey' ? stranger : key;
    const signature = sign('sha256', Buffer.from(text), signer.privateKey).toString('base64url');
    return { access_token: 'x', token_type: 'Bearer', expires_in: 300, id_token: `${text}.${signature}` };
  }

  return provider;
}

/** Id and secret are form-encoded before they are joined (RFC 6749, 2.3.1). */
function isClient({ clientId, clientSecret }: OidcProvider, authorization: string): boolean {
  const text = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const [id, secret] = text.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
  return authorization.startsWith('Basic ') && id === clientId && secret === clientSecret;
}

const presentMetadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
});

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
