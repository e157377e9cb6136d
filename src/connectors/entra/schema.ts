// The form of what Graph and Entra send, looked at before anybody uses it: an answer outside its form is
// graph.protocol, never an empty or a half one (R1). People are read in people.ts.
import { protocolError } from './entra-error.ts';
import type { TokenRefusal } from './token-error.ts';
import { matchCodes } from './token-error.ts';

export type JsonObject = { [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw protocolError(`${what} is not an object.`);
  return value;
}

/** The JSON of a text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export interface GraphPage {
  items: JsonObject[];
  nextLink: string | null;
  deltaLink: string | null;
}

export function parsePage(body: unknown): GraphPage {
  const page = parseObject(body, 'the page');
  const items: unknown = page['value'];
  if (!Array.isArray(items)) throw protocolError('the page has no "value" list.');
  for (const item of items) {
    if (!isObject(item)) throw protocolError('an item of the page is not an object.');
  }
  return {
    items: items as JsonObject[],
    nextLink: parseLink(page, '@odata.nextLink'),
    deltaLink: parseLink(page, '@odata.deltaLink'),
  };
}

function parseLink(page: JsonObject, name: string): string | null {
  const link = page[name];
  if (link === undefined || link === null) return null;
  if (typeof link !== 'string' || link === '') throw protocolError(`"${name}" is not an address.`);
  return link;
}

export function parseId(item: JsonObject, what: string): string {
  const id = item['id'];
  if (typeof id !== 'string' || id === '') throw protocolError(`${what} has no id.`);
  return id;
}

export interface GraphFault {
  code: string;
  message: string;
}

/** Graph's own error in a body; empty when something else answered. */
export function parseGraphFault(body: unknown): GraphFault {
  const error = isObject(body) ? body['error'] : null;
  if (!isObject(error)) return { code: '', message: '' };
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 300) : '');
  return { code: text(error['code']), message: text(error['message']) };
}

export interface GraphGroup {
  id: string;
  name: string;
  /** What an administrator calls it: security group, Microsoft 365 group … */
  kind: string;
  isHidden: boolean;
}

export function parseGroup(value: unknown): GraphGroup {
  const group = parseObject(value, 'the group');
  const id = parseId(group, 'the group');
  const name = group['displayName'];
  if (typeof name !== 'string') throw protocolError(`the group ${id} has no displayName.`);
  const visibility = group['visibility'];
  return {
    id,
    name,
    kind: presentGroupKind(group),
    isHidden: typeof visibility === 'string' && visibility.toLowerCase() === 'hiddenmembership',
  };
}

function presentGroupKind(group: JsonObject): string {
  const types = Array.isArray(group['groupTypes']) ? group['groupTypes'] : [];
  const dynamic = types.includes('DynamicMembership') ? 'dynamic ' : '';
  if (types.includes('Unified')) return `${dynamic}Microsoft 365 group`;
  if (group['securityEnabled'] === true)
    return `${dynamic}${group['mailEnabled'] === true ? 'mail-enabled ' : ''}security group`;
  return group['mailEnabled'] === true ? 'distribution group' : `${dynamic}group`;
}

export interface BatchPart {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
}

/** Parts by their id; a part that is malformed is left out, as if it had not come. */
export function parseBatch(body: unknown): Map<string, BatchPart> {
  const responses = parseObject(body, 'the batch answer')['responses'];
  if (!Array.isArray(responses)) throw protocolError('the batch answer has no "responses" list.');
  const parts = new Map<string, BatchPart>();
  for (const part of responses as unknown[]) {
    if (!isObject(part) || typeof part['id'] !== 'string' || typeof part['status'] !== 'number') continue;
    const headers = isObject(part['headers']) ? Object.entries(part['headers']) : [];
    parts.set(part['id'], {
      status: part['status'],
      headers: Object.fromEntries(
        headers.map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : undefined]),
      ),
      body: part['body'],
    });
  }
  return parts;
}

export function parseTokenRefusal(status: number, text: string): TokenRefusal {
  const body = parseJson(text);
  const field = (name: string): string =>
    isObject(body) && typeof body[name] === 'string' ? body[name] : '';
  const description = field('error_description');
  return {
    status,
    error: field('error'),
    description,
    codes: matchCodes(isObject(body) ? body['error_codes'] : null, description),
  };
}

export interface AppCredential {
  kind: 'secret' | 'certificate';
  /** First characters of a secret. */
  hint: string;
  /** ms */
  endsAt: number;
}

export function parseAppCredentials(body: unknown): AppCredential[] {
  const app = parseObject(body, 'the application');
  const read = (list: unknown, kind: AppCredential['kind']): AppCredential[] =>
    (Array.isArray(list) ? (list as unknown[]) : []).filter(isObject).flatMap((entry) => {
      const endsAt = Date.parse(String(entry['endDateTime']));
      return Number.isNaN(endsAt)
        ? []
        : [{ kind, hint: typeof entry['hint'] === 'string' ? entry['hint'] : '', endsAt }];
    });
  return [...read(app['passwordCredentials'], 'secret'), ...read(app['keyCredentials'], 'certificate')];
}
