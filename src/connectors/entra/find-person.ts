// Finds the one person that somebody means in the whole tenant, whether she is in scope or not: by id or principal name, else
// by mail, number or name; and in the bin when nobody living fits. One batch, two with the bin. Groups are person-groups.ts.
import { foldText } from '../../plan/fold-text.ts';
import { isGuid } from '../../plan/provider-values.ts';
import type { LookAnswer, LookAsk } from '../person-look.ts';
import type { SourcePerson } from '../source.ts';
import { sendBatch } from './batch.ts';
import type { BatchRequest } from './batch.ts';
import { permissionMissing, protocolError, throttled, unavailable } from './entra-error.ts';
import { isWhole, mapPerson, planSelect } from './fields.ts';
import type { Graph } from './graph.ts';
import { isObject, parseGraphFault, parsePage } from './schema.ts';
import type { BatchPart, JsonObject } from './schema.ts';

export interface Asking {
  graph: Graph;
  now: () => number;
}

type Found = { is: 'one'; person: SourcePerson } | Exclude<LookAnswer, { is: 'found' | 'unanswered' }>;

/** More than these are too many to choose from: the question has to be closer. */
const MOST_LISTED = 20;
const BIN_SELECT = '$select=id,displayName,userPrincipalName,mail,deletedDateTime';

export async function findPerson(ask: LookAsk, { graph, now }: Asking): Promise<Found> {
  const id = ask.person ?? (isGuid(ask.who) ? ask.who : null);
  const select = planSelect(ask.fields);
  const requests = id === null ? planSearch(ask, select) : [planGet(id, select)];
  const items = (await sendBatch(graph, requests, now)).flatMap((part, nth) =>
    matchPeople(part, requests[nth]?.url ?? '', id),
  );
  const unique = [...new Map(items.map((item) => [String(item['id']), item])).values()];
  const closest = chooseExact(unique, ask.who);
  const [only] = closest;
  if (!only) return readBin(ask, id, { graph, now });
  if (closest.length > 1) return { is: 'several', people: closest.slice(0, MOST_LISTED).map(presentName) };
  if (!isWhole(only, ask.fields))
    throw permissionMissing(
      'User.Read.All',
      'Graph sent this person without a name or without fields that were asked for.',
    );
  return { is: 'one', person: mapPerson(only, ask.fields, true) };
}

function planGet(key: string, select: string): BatchRequest {
  // A principal name that begins with $ is not taken in the path as it is.
  const path = key.startsWith('$')
    ? `/users('${encodeURIComponent(escapeQuotes(key))}')`
    : `/users/${encodeURIComponent(key)}`;
  return { method: 'GET', url: `${path}?${select}` };
}

function planSearch({ who, numbers }: LookAsk, select: string): BatchRequest[] {
  const list = (filter: string): BatchRequest => ({
    method: 'GET',
    url: `/users?$filter=${encodeURIComponent(filter)}&${select}&$top=${MOST_LISTED}`,
  });
  const text = escapeQuotes(who);
  if (who.includes('@')) {
    // Which case the prefix has says only which address is the first.
    const proxies = ['smtp:', 'SMTP:'].map((prefix) => `proxyAddresses/any(p:p eq '${prefix}${text}')`);
    return [planGet(who, select), list([`mail eq '${text}'`, ...proxies].join(' or '))];
  }
  if (numbers.length > 0) {
    const forms = numbers.map(escapeQuotes);
    const fixed = list(forms.map((form) => `businessPhones/any(p:p eq '${form}')`).join(' or '));
    const mobile = list(forms.map((form) => `mobilePhone eq '${form}'`).join(' or '));
    // Mobile phones are found by advanced queries only.
    return [fixed, { ...mobile, url: `${mobile.url}&$count=true`, eventual: true }];
  }
  const begins = ['displayName', 'givenName', 'surname'].map((field) => `startswith(${field},'${text}')`);
  const words = who.split(/\s+/u).map((word) => word.replaceAll(/["\\]/gu, ''));
  const search = words.filter((word) => word !== '').map((word) => `"displayName:${word}"`);
  const anywhere = `/users?$search=${encodeURIComponent(search.join(' AND '))}&${select}&$top=${MOST_LISTED}`;
  return [
    list([...begins, `mailNickname eq '${text}'`].join(' or ')),
    ...(search.length === 0 ? [] : [{ method: 'GET' as const, url: anywhere, eventual: true }]),
  ];
}

const escapeQuotes = (text: string): string => text.replaceAll("'", "''");

/** People in one part of the answer: one person, or a list of them. */
function matchPeople(part: BatchPart | null, url: string, id: string | null): JsonObject[] {
  if (part === null) throw protocolError('a part of the answer did not come.');
  const { status, body } = part;
  const fault = parseGraphFault(body);
  if (status === 200) {
    if (!url.startsWith('/users?')) {
      if (!isObject(body) || typeof body['id'] !== 'string')
        throw protocolError('something else than a person was sent.');
      return [body];
    }
    return parsePage(body).items;
  }
  if (status === 404 && fault.code.toLowerCase() === 'request_resourcenotfound') return [];
  // Not every tenant takes every search; by id there is no other way to ask.
  if (status === 400 && id === null) return [];
  throw mapRefusal(status, fault);
}

function mapRefusal(status: number, { code, message }: { code: string; message: string }): Error {
  const told = `status ${status} ${code} ${message}`.trim();
  if (status === 403) return permissionMissing('User.Read.All', message || code);
  if (status === 429) return throttled('Microsoft Graph', told);
  if (status >= 500) return unavailable('Microsoft Graph', told);
  return protocolError(`a part of the question was refused with ${told}.`);
}

/** Somebody whose very id, address or name was given is meant, whoever else begins alike. */
function chooseExact(items: JsonObject[], who: string): JsonObject[] {
  const wanted = foldText(who);
  for (const field of ['id', 'userPrincipalName', 'mail', 'displayName', 'mailNickname']) {
    const exact = items.filter((item) => typeof item[field] === 'string' && foldText(item[field]) === wanted);
    if (exact.length > 0) return exact;
  }
  return items;
}

/** By id the bin is asked directly; else its first page is looked through, which holds 999. */
async function readBin(ask: LookAsk, id: string | null, { graph, now }: Asking): Promise<Found> {
  const url =
    id === null
      ? `/directory/deletedItems/microsoft.graph.user?${BIN_SELECT}&$top=999`
      : `/directory/deletedItems/${encodeURIComponent(id)}`;
  const [part] = await sendBatch(graph, [{ method: 'GET', url }], now);
  // Gone is gone; where the bin may not be looked into, that much is still known.
  if (!part || part.status !== 200) return { is: 'nobody', wholeBin: part?.status === 404 };
  if (id !== null) return isObject(part.body) ? presentBin(part.body) : { is: 'nobody', wholeBin: false };
  const { items, nextLink } = parsePage(part.body);
  const fitting = chooseExact(
    items.filter((item) => isLike(item, ask.who)),
    ask.who,
  );
  const [first] = fitting;
  if (!first) return { is: 'nobody', wholeBin: nextLink === null };
  return fitting.length === 1
    ? presentBin(first)
    : { is: 'several', people: fitting.slice(0, MOST_LISTED).map(presentName) };
}

/** The principal name of somebody deleted is said to begin with her id. */
function isLike(item: JsonObject, who: string): boolean {
  const wanted = foldText(who);
  const has = (field: string, test: (text: string) => boolean): boolean =>
    typeof item[field] === 'string' && test(foldText(item[field]));
  if (who.includes('@'))
    return (
      has('mail', (text) => text === wanted) || has('userPrincipalName', (text) => text.endsWith(wanted))
    );
  return has('displayName', (text) => text.includes(wanted));
}

function presentBin(item: JsonObject): Found {
  const at = item['deletedDateTime'];
  return { is: 'bin', ...presentName(item), deletedAt: typeof at === 'string' ? at : null };
}

function presentName(item: JsonObject): {
  person: string;
  name: string | null;
  userPrincipalName: string | null;
} {
  const text = (field: string): string | null => (typeof item[field] === 'string' ? item[field] : null);
  return {
    person: text('id') ?? '',
    name: text('displayName'),
    userPrincipalName: text('userPrincipalName'),
  };
}
