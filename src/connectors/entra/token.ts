// Signs the app in at Entra by client credentials, with a secret or a certificate, and keeps the token until it is
// nearly over. When the current credential is refused the next one takes over, and only then. A token is no proof
// of consent: that shows at Graph. What a refusal means is token-error.ts.
import assert from 'node:assert/strict';
import {
  allowInsecureRequests,
  clientCredentialsGrant,
  ClientSecretPost,
  Configuration,
  customFetch,
  modifyAssertion,
  PrivateKeyJwt,
} from 'openid-client';
import type { ClientAuth, CustomFetch } from 'openid-client';
import { OutsideError } from '../outside-error.ts';
import type { Credential, Credentials, Provider } from '../../plan/provider.ts';
import { isGuid } from '../../plan/provider-values.ts';
import { readCertificate } from './certificate.ts';
import type { Cloud } from './clouds.ts';
import { entraError, protocolError, throttled, unavailable } from './entra-error.ts';
import { LineError } from './http.ts';
import type { Http, HttpAnswer } from './http.ts';
import type { Patience } from './patience.ts';
import { parseTokenRefusal } from './schema.ts';
import { isPassing, mapTokenRefusal } from './token-error.ts';
import { decideTold } from './waiting.ts';

export interface Tokens {
  token(): Promise<string>;
  /** Graph refused this token, or rights may have changed since: the next call signs in again. */
  drop(token: string): void;
  /** True once the second credential had to take over. */
  isNextInUse(): boolean;
}

export interface TokenOptions {
  provider: Provider;
  credentials: Credentials;
  cloud: Cloud;
  http: Http;
  patience: Patience;
  now: () => number;
  log: (line: string) => void;
  /** Awaited before the token of the second credential is used: whoever keeps credentials makes it the first. */
  onNextInUse?: ((refusal: OutsideError) => Promise<void>) | undefined;
}

/** What this many answers in a row have garbled, one more will not mend. */
export const GARBLED_TRIES = 5;
const SIGN_IN = 'Entra’s sign-in service';
/** Renewed this long before the end, or a tenth of its life before where that is less. */
const MARGIN_MS = 300_000;

interface Token {
  text: string;
  endsAt: number;
}

export function openTokens(options: TokenOptions): Tokens {
  const { credentials, now, log, onNextInUse } = options;
  let kept: Token | null = null;
  let asking: Promise<Token> | null = null;
  let inUse = credentials.current;
  const ask = async (): Promise<Token> => {
    try {
      return await fetchToken(inUse, options);
    } catch (error) {
      const isRefused = error instanceof OutsideError && error.code.startsWith('credential.');
      if (!isRefused || credentials.next === null || inUse === credentials.next) throw error;
      const token = await fetchToken(credentials.next, options).catch((second: unknown) => {
        throw decideTrouble(error, second);
      });
      inUse = credentials.next;
      log(`${error.code}: the next credential has taken over`);
      await onNextInUse?.(error);
      return token;
    }
  };
  return {
    async token() {
      if (kept && now() < kept.endsAt) return kept.text;
      asking ??= ask().finally(() => (asking = null));
      kept = await asking;
      return kept.text;
    },
    drop(token) {
      if (kept?.text === token) kept = null;
    },
    isNextInUse: () => credentials.next !== null && inUse === credentials.next,
  };
}

/**
 * When neither signs in it is the current one's trouble that is told: the next one may not be registered yet. Where the service
 * was only out of reach for the second, trying again later may mend it.
 */
function decideTrouble(first: OutsideError, second: unknown): unknown {
  if (!(second instanceof OutsideError) || second.canRetry) return second;
  return entraError(
    first.code,
    `${first.message} The second credential does not work either: ${second.message}`,
    first.cure,
    { cause: second, about: { ...first.about, second: second.code } },
  );
}

async function fetchToken(credential: Credential, options: TokenOptions): Promise<Token> {
  const { provider, patience, cloud, now } = options;
  const context = {
    provider,
    kind: credential.kind,
    isSecretGuid: credential.kind === 'secret' && isGuid(credential.secret),
  };
  const auth = signIn(credential, options);
  const attempts = patience.begin();
  for (;;) {
    await patience.ready(attempts);
    const outcome = await sendTokenRequest(auth, options);
    if ('token' in outcome) {
      const lifeMs = outcome.seconds * 1000;
      return { text: outcome.token, endsAt: now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    }
    const { line, answer } = outcome;
    if (line) {
      if (!line.canRetry || !patience.again(attempts, null, line.message))
        throw unavailable(`${SIGN_IN} (${cloud.login})`, line.message, line);
      continue;
    }
    if (answer.status === 200) {
      if (attempts.tries < GARBLED_TRIES && patience.again(attempts, null, 'a garbled token')) continue;
      throw protocolError('the sign-in service sent no token that can be read.', outcome.cause);
    }
    const refusal = parseTokenRefusal(answer.status, answer.text);
    if (!isPassing(refusal)) throw mapTokenRefusal(refusal, context);
    const told = decideTold(answer.headers['retry-after'], answer.headers['date'], now());
    const why = `status ${answer.status} ${refusal.error}`.trim();
    if (!patience.again(attempts, told, why))
      throw answer.status === 429 ? throttled(SIGN_IN, why) : unavailable(SIGN_IN, why);
  }
}

type TokenOutcome =
  | { token: string; seconds: number }
  | { line: LineError; answer: null }
  | { line: null; answer: HttpAnswer; cause: unknown };

async function sendTokenRequest(auth: ClientAuth, options: TokenOptions): Promise<TokenOutcome> {
  const { provider, cloud, http } = options;
  const endpoint = tokenEndpoint(options);
  // No discovery: the endpoint follows from the cloud and the tenant. The issuer is never checked in this grant.
  const config = new Configuration(
    { issuer: `${cloud.login}/${provider.tenantId}/v2.0`, token_endpoint: endpoint },
    provider.clientId,
    {},
    auth,
  );
  // parseClouds lets http pass for loopback only.
  if (endpoint.startsWith('http:')) allowInsecureRequests(config);
  let answer: HttpAnswer | null = null;
  let line: unknown = null;
  const send: CustomFetch = async (url, { method, headers, body }) => {
    assert(body instanceof URLSearchParams, 'a token request is a form');
    try {
      answer = await http.send(url, {
        method: method === 'POST' ? 'POST' : 'GET',
        headers,
        body: body.toString(),
      });
    } catch (error) {
      line = error;
      throw error;
    }
    const type = answer.headers['content-type'] ?? '';
    return new Response(answer.text === '' ? null : answer.text, {
      status: answer.status,
      headers: { 'content-type': type },
    });
  };
  config[customFetch] = send;
  // http.ts has its own timeouts.
  config.timeout = 0;
  try {
    const tokens = await clientCredentialsGrant(config, { scope: `${cloud.graph}/.default` });
    return { token: tokens.access_token, seconds: tokens.expires_in ?? 600 };
  } catch (cause) {
    if (line instanceof LineError) return { line, answer: null };
    if (line !== null || answer === null) throw line ?? cause;
    return { line: null, answer, cause };
  }
}

function tokenEndpoint({ cloud, provider }: TokenOptions): string {
  return `${cloud.login}/${encodeURIComponent(provider.tenantId)}/oauth2/v2.0/token`;
}

function signIn(credential: Credential, options: TokenOptions): ClientAuth {
  if (credential.kind === 'secret') return ClientSecretPost(credential.secret);
  const certificate = readCertificate(credential.pem, credential.key);
  if ('fault' in certificate) {
    throw entraError(
      'credential.wrong',
      certificate.fault,
      'Paste the certificate and its private key again, both in PEM form, the key without a password.',
      { about: { credential: 'certificate' } },
    );
  }
  if (certificate.expiresAt < options.now()) {
    throw entraError(
      'credential.expired',
      'The app’s certificate has expired.',
      'Make a new certificate, register it under Certificates & secrets of the app in Azure and save it here.',
      { about: { credential: 'certificate' } },
    );
  }
  const key = certificate.key.toCryptoKey({ name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
  return PrivateKeyJwt(key, {
    [modifyAssertion](header, payload) {
      header['typ'] = 'JWT';
      header['x5t#S256'] = certificate.fingerprint;
      // Entra wants its token endpoint here, where the library puts the issuer.
      payload['aud'] = tokenEndpoint(options);
    },
  });
}
