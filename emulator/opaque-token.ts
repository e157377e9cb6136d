// Page and delta tokens: the state of a listing packed into text that a client cannot read or make.
// A keyed checksum tells a token of this tenant from a damaged or foreign one.
import { createHmac } from 'node:crypto';
import type { Json } from './properties.ts';

export type TokenState = { [key: string]: Json };

const checksum = (key: string, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url').slice(0, 12);

export function encodeToken(key: string, state: TokenState): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${checksum(key, body)}${body}`;
}

/** null: not a token that this tenant made. */
export function decodeToken(key: string, token: string): TokenState | null {
  const body = token.slice(12);
  if (body === '' || checksum(key, body) !== token.slice(0, 12)) return null;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as TokenState;
}
