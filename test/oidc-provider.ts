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

interface State {
  provider: OidcProvider;
  codes: Map<string, Code>;
  key: KeyPair;
  /** Somebody else's, which is not among the published ones. */
  stranger: KeyPair;
}

type KeyPair = ReturnType<typeof makeKeys>;
const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function openOidcProvider(): Promise<OidcProvider> {
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: OidcProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
  const state: State = { provider, codes: new Map(), key: makeKeys(), stranger: makeKeys() };
  return provider;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { issuer } = state.provider;
  const url = new URL(request.url ?? '/', issuer);
  const json = (value: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname === '/.well-known/openid-configuration') json(presentMetadata(issuer));
  else if (url.pathname === '/keys') {
    const jwk = state.key.publicKey.export({ format: 'jwk' });
    json({ keys: [{ ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }] });
  } else if (url.pathname === '/authorize') authorize(state, url.searchParams, response);
  else if (url.pathname === '/token') {
    const form = new URLSearchParams(await readAll(request));
    const outcome = redeem(state, form, request.headers.authorization ?? '');
    json(outcome, 'error' in outcome ? 400 : 200);
  } else response.writeHead(404).end();
}

function authorize({ provider, codes }: State, query: URLSearchParams, response: ServerResponse): void {
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

function redeem(state: State, form: URLSearchParams, authorization: string): Record<string, unknown> {
  const { provider, codes } = state;
  const code = codes.get(form.get('code') ?? '');
  codes.delete(form.get('code') ?? '');
  const verifier = form.get('code_verifier') ?? '';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!isClient(provider, authorization)) return { error: 'invalid_client' };
  if (!code || challenge !== code.challenge || form.get('redirect_uri') !== code.redirect) {
    return { error: 'invalid_grant' };
  }
  if (provider.fault === 'tokenRefused') return { error: 'invalid_grant' };
  return { access_token: 'x', token_type: 'Bearer', expires_in: 300, id_token: signToken(state, code) };
}

function signToken({ provider, key, stranger }: State, { nonce, person }: Code): string {
  const { fault, issuer, clientId } = provider;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: fault === 'wrongIssuer' ? 'https://other.example' : issuer,
    aud: fault === 'wrongAudience' ? 'another' : clientId,
    iat: now,
    exp: fault === 'expired' ? now - 3600 : now + 300,
    nonce: fault === 'wrongNonce' ? 'another' : nonce,
    ...person,
  };
  const text = `${base64({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64(claims)}`;
  const signer = fault === 'wrongKey' ? stranger : key;
  return `${text}.${sign('sha256', Buffer.from(text), signer.privateKey).toString('base64url')}`;
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
