// One Graph call as the handlers see it: who calls, what is asked, with which OData options, and how an answer
// is written. Options that Graph does not know are ignored, as it ignores them.
import { badRequest } from './graph-error.ts';
import type { Directory } from './directory.ts';

export interface GraphCall {
  directory: Directory;
  /** Origin and version, "https://host:port/v1.0". */
  base: string;
  method: string;
  /** Path below the version, decoded, split at slashes. */
  segments: string[];
  options: QueryOptions;
  headers: Record<string, string | undefined>;
  /** Permissions that the token carries and that are still consented. */
  roles: ReadonlySet<string>;
  body: unknown;
}

export interface GraphAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface QueryOptions {
  select: string[] | null;
  /** As sent; decideTop checks it. Delta never looks at it. */
  top: string | null;
  filter: string | null;
  orderby: string | null;
  search: string | null;
  expand: string | null;
  skipToken: string | null;
  deltaToken: string | null;
  isCount: boolean;
  /** ConsistencyLevel: eventual was sent. */
  isEventual: boolean;
  /** The header and $count=true: what advanced queries need. */
  isAdvanced: boolean;
}

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export const answerJson = (
  body: string,
  status = 200,
  headers: Record<string, string> = {},
): GraphAnswer => ({
  status,
  headers: { 'Content-Type': JSON_TYPE, 'OData-Version': '4.0', ...headers },
  body,
});

export const answerText = (body: string): GraphAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain', 'OData-Version': '4.0' },
  body,
});

/** A plus sign is a blank in a query, so a client that forgets to encode one asks for something else. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('The query string is not correctly encoded.');
  }
}

export function parseOptions(query: string, headers: GraphCall['headers']): QueryOptions {
  const given = new Map<string, string>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at)).toLowerCase();
    const value = at < 0 ? '' : decode(part.slice(at + 1));
    given.set(name.startsWith('$') ? name : `$${name}`, value);
  }
  const get = (name: string): string | null => given.get(name) ?? null;
  const isEventual = headers['consistencylevel']?.toLowerCase() === 'eventual';
  const isCount = get('$count')?.toLowerCase() === 'true';
  if (given.has('$skip')) throw badRequest("'$skip' is not supported by the service.");
  return {
    select: mapSelect(get('$select')),
    top: get('$top'),
    filter: get('$filter'),
    orderby: get('$orderby'),
    search: get('$search'),
    expand: get('$expand'),
    skipToken: get('$skiptoken'),
    deltaToken: get('$deltatoken'),
    isCount,
    isEventual,
    isAdvanced: isEventual && isCount,
  };
}

function mapSelect(text: string | null): string[] | null {
  if (text === null) return null;
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw badRequest('The $select option has an empty name.');
  return [...new Set(names)];
}

export function decideTop(text: string | null): number | null {
  if (text === null) return null;
  const top = Number(text);
  if (!/^-?\d+$/.test(text)) throw badRequest(`Invalid value '${text}' for $top query option found.`);
  if (top < 1 || top > 999) {
    throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  }
  return top;
}

export const DEFAULT_PAGE = 100;

/** The collection body, written by hand because the items are JSON text already. */
export function writeCollection(
  context: string,
  links: { count?: number | undefined; nextLink?: string | undefined; deltaLink?: string | undefined },
  items: readonly string[],
): string {
  let head = `{"@odata.context":${JSON.stringify(context)}`;
  if (links.count !== undefined) head += `,"@odata.count":${links.count}`;
  if (links.nextLink !== undefined) head += `,"@odata.nextLink":${JSON.stringify(links.nextLink)}`;
  if (links.deltaLink !== undefined) head += `,"@odata.deltaLink":${JSON.stringify(links.deltaLink)}`;
  return `${head},"value":[${items.join(',')}]}`;
}

export const presentContext = (call: GraphCall, set: string, select: readonly string[] | null): string =>
  `${call.base}/$metadata#${set}${select ? `(${select.join(',')})` : ''}`;
