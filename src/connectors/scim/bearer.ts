// The token that requests carry: the one that was given, or one that is asked for with client credentials (RFC 6749, 4.4) and used
// until shortly before it ends.
import { TargetError } from '../target.ts';
import type { Http } from './http.ts';
import { isObject } from './resource.ts';
import type { ScimSecret } from './secret.ts';

export interface Bearer {
  read(): Promise<string>;
  /** The service refused it; false: there is no other to try. */
  renew(): boolean;
}

/** Before its end a token is no longer used: clocks differ, and a request takes time. */
const EARLIER_MS = 60_000;
const STANDARD_SECONDS = 600;

export function openBearer(secret: ScimSecret, http: Http, now: () => number): Bearer {
  if ('token' in secret) return { read: () => Promise.resolve(secret.token), renew: () => false };
  let held: { token: Promise<string>; until: number } | null = null;
  return {
    read() {
      if (held !== null && held.until > now()) return held.token;
      const mine = { token: Promise.resolve(''), until: Number.POSITIVE_INFINITY };
      mine.token = readToken(secret, http).then(
        ({ token, seconds }) => {
          mine.until = now() + Math.max(0, seconds * 1000 - EARLIER_MS);
          return token;
        },
        (error: unknown) => {
          if (held === mine) held = null;
          throw error;
        },
      );
      held = mine;
      return mine.token;
    },
    renew() {
      const wasHeld = held !== null;
      held = null;
      return wasHeld;
    },
  };
}

async function readToken(
  { clientId, clientSecret, tokenUrl, scope }: Extract<ScimSecret, { clientId: string }>,
  http: Http,
): Promise<{ token: string; seconds: number }> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
  const { status, body, askedMs } = await http.send({
    method: 'POST',
    url: tokenUrl,
    headers: {
      authorization: `Basic ${basic.toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    }).toString(),
  });
  const token = isObject(body) ? body['access_token'] : undefined;
  if (status === 200 && isObject(body) && typeof token === 'string' && token !== '') {
    const seconds = Number(body['expires_in'] ?? STANDARD_SECONDS);
    return { token, seconds: Number.isFinite(seconds) ? seconds : STANDARD_SECONDS };
  }
  if (status === 429 || status >= 500)
    throw new TargetError(
      'retry',
      'target.unavailable',
      `No token was given: HTTP ${status}.`,
      'Nothing has to be done if it passes.',
      {
        retryAfterMs: askedMs,
      },
    );
  const why =
    isObject(body) && typeof body['error'] === 'string' ? body['error'].slice(0, 100) : `HTTP ${status}`;
  throw new TargetError(
    'refused',
    'target.refused',
    `The service gave no token for the client (${why}).`,
    'Check the client id, its secret and the token address.',
  );
}
