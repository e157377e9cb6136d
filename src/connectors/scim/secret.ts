// What opens a SCIM service: a token, or what a token is asked for with. Pure; it is stored sealed, and never shown again.
import type { CheckedSecrets } from '../targets.ts';
import { isObject } from './resource.ts';
import { parseServiceUrl } from './service-url.ts';

export type ScimSecret =
  | { token: string }
  | { clientId: string; clientSecret: string; tokenUrl: string; scope?: string };

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 8_000 && !/[\r\n\0]/u.test(value);

export function checkSecrets(value: unknown): CheckedSecrets<ScimSecret> {
  const given = isObject(value) ? value : {};
  const { token, clientId, clientSecret, tokenUrl, scope } = given;
  if (isText(token) && clientId === undefined) return { secrets: { token } };
  if (!isText(clientId) || !isText(clientSecret)) {
    const cure = 'Give the service’s token, or clientId, clientSecret and tokenUrl.';
    return { faults: [{ path: 'token', message: 'There is nothing to sign in with.', cure }] };
  }
  const url = parseServiceUrl(tokenUrl);
  if ('fault' in url) return { faults: [{ path: 'tokenUrl', message: url.fault, cure: url.cure }] };
  return { secrets: { clientId, clientSecret, tokenUrl: url.url, ...(isText(scope) && { scope }) } };
}
