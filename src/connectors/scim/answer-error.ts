// What an answer that is no success means: whose fault it is, whether it is the whole service's or one user's, and what to do. Pure.
import { TargetError } from '../target.ts';
import type { Answer } from './http.ts';
import { isObject } from './resource.ts';

const MOST_CHARACTERS = 300;

/** The service's own words, in one line; empty where it has none. */
function presentDetail(body: unknown): string {
  if (!isObject(body)) return '';
  const text = [body['detail'], body['message'], body['error_description'], body['error']].find(
    (one): one is string => typeof one === 'string' && one.trim() !== '',
  );
  return (text ?? '').replaceAll(/\s+/gu, ' ').trim().slice(0, MOST_CHARACTERS);
}

const scimTypeOf = (body: unknown): string | null =>
  isObject(body) && typeof body['scimType'] === 'string' ? body['scimType'] : null;

/** Everybody meets it: the target rests (retry) or pauses (refused). null: it is about one user. */
export function decideWholeError({ status, body, askedMs }: Answer): TargetError | null {
  const detail = presentDetail(body);
  const said = detail === '' ? `HTTP ${status}` : `HTTP ${status}: ${detail}`;
  if (status === 401 || status === 403)
    return new TargetError(
      'refused',
      'target.refused',
      `The service does not let Rollcall in (${said}).`,
      'Give a new token, with rights to read and write users, and resume the exchange.',
    );
  if (status === 402)
    return new TargetError(
      'refused',
      'target.licence',
      `The service takes no more users (${said}).`,
      'See to licences at the service, and resume the exchange.',
    );
  if (status >= 300 && status < 400)
    return new TargetError(
      'refused',
      'target.moved',
      `The service sends us elsewhere (HTTP ${status}).`,
      'Write the address that it has moved to.',
    );
  if (status === 429)
    return new TargetError(
      'retry',
      'target.throttled',
      'The service asks for fewer requests.',
      'Nothing has to be done; perMinute keeps below its limit.',
      { retryAfterMs: askedMs },
    );
  if (status === 503 || status === 502 || status === 504)
    return new TargetError(
      'retry',
      'target.unavailable',
      `The service is away (${said}).`,
      'Nothing has to be done if it passes.',
      { retryAfterMs: askedMs },
    );
  return null;
}

/** One user meets it. */
export function decideUserError({ status, body, askedMs }: Answer): TargetError {
  const detail = presentDetail(body);
  const said = detail === '' ? `HTTP ${status}` : detail;
  if (status === 409 || scimTypeOf(body) === 'uniqueness')
    return new TargetError(
      'conflict',
      'target.accountTaken',
      `Somebody else has it at the service: ${said}`,
      'Change the user name, or adopt the user that is there.',
    );
  if (status === 403)
    return new TargetError(
      'rejected',
      'target.forbidden',
      `The service does not let this user be changed: ${said}`,
      'Change the user there by hand, or let the token change protected users.',
    );
  if (status === 405 || status === 501)
    return new TargetError(
      'rejected',
      'target.unsupported',
      `The service can not do this (HTTP ${status}).`,
      'Change what is done there: "changes", or "remove": "deactivate".',
    );
  if (status === 412 || status === 408 || status === 425 || status >= 500)
    return new TargetError(
      'retry',
      'target.unavailable',
      `The service did not manage it: ${said}`,
      'Nothing has to be done if it passes; else ask the service’s support.',
      { retryAfterMs: askedMs },
    );
  return new TargetError(
    'rejected',
    'target.rejected',
    `The service did not take the user: ${said}`,
    'Change what it says, at the user or in the map of attributes.',
  );
}
