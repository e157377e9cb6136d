// The SCIM client: requests with a token and at a pace. What the whole service answers (401, 429, away) is thrown; what it answers of
// one user comes back. Correlating and changing users is write-user.ts.
import { TargetError } from '../target.ts';
import { decideWholeError } from './answer-error.ts';
import { openBearer } from './bearer.ts';
import { openHttp } from './http.ts';
import type { Answer, HttpOptions, Message } from './http.ts';
import { openPace } from './pace.ts';
import type { Clock } from './pace.ts';
import { isObject } from './resource.ts';
import type { JsonObject } from './resource.ts';
import type { ScimSecret } from './secret.ts';

export interface Client {
  /** path: below the service's address, with its query. */
  send(
    method: Message['method'],
    path: string,
    body?: JsonObject,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export interface ClientOptions extends HttpOptions {
  url: string;
  secret: ScimSecret;
  perMinute: number | null;
  clock?: Clock;
  now?: () => number;
}

export function openClient(options: ClientOptions): Client {
  const { url, secret, perMinute, now = Date.now } = options;
  const http = openHttp(options);
  const bearer = openBearer(secret, http, now);
  const takeTurn = openPace(perMinute, options.clock);
  /** 403 after a user was written is about the user, not about the token. */
  let hasWritten = false;
  const sendOnce = async (
    message: Omit<Message, 'headers'>,
    more: Record<string, string>,
  ): Promise<Answer> => {
    await takeTurn();
    const headers = {
      authorization: `Bearer ${await bearer.read()}`,
      accept: 'application/scim+json, application/json',
      ...(message.body !== undefined && { 'content-type': 'application/scim+json' }),
      ...more,
    };
    return http.send({ ...message, headers });
  };
  return {
    async send(method, path, body, more = {}) {
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const message = { method, url: `${url}${path}`, ...text };
      let answer = await sendOnce(message, more);
      if (answer.status === 401 && bearer.renew()) answer = await sendOnce(message, more);
      const whole = decideWholeError(answer);
      if (whole !== null && !(answer.status === 403 && hasWritten && method !== 'GET')) throw whole;
      if (method !== 'GET' && answer.status < 300) hasWritten = true;
      return answer;
    },
    close: () => http.close(),
  };
}

/** The resource of an answer; throws when a success carries none. */
export function resourceOf({ status, body }: Answer): JsonObject {
  if (isObject(body) && typeof body['id'] === 'string' && body['id'] !== '') return body;
  throw protocolError(`It answered HTTP ${status} without a user.`);
}

export function protocolError(what: string): TargetError {
  const cure = 'Check that the address is the one of the service’s SCIM 2.0 (…/scim/v2).';
  return new TargetError(
    'retry',
    'target.protocol',
    `The service does not speak SCIM as it should. ${what}`,
    cure,
  );
}
