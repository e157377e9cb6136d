// A test's client: signs in, asks, and holds every Graph answer against the OpenAPI description of the real
// service, so that no test can pass on an answer that Graph would not give. Knows nothing of the emulator's insides.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import type { Emulator } from './emulator.ts';

export interface Item {
  id: string;
  [property: string]: unknown;
}

export interface GraphReply {
  status: number;
  headers: Headers;
  text: string;
  body: {
    value?: Item[];
    error?: { code: string; message: string; innerError?: Record<string, unknown> };
    '@odata.context'?: string;
    '@odata.nextLink'?: string;
    '@odata.deltaLink'?: string;
    '@odata.count'?: number;
    [property: string]: unknown;
  };
}

export interface Probe {
  get(pathOrUrl: string, headers?: Record<string, string>): Promise<GraphReply>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<GraphReply>;
  /** Follows nextLinks to the end; the pages in order. */
  pages(pathOrUrl: string, headers?: Record<string, string>): Promise<GraphReply[]>;
  items(pathOrUrl: string, headers?: Record<string, string>): Promise<Item[]>;
  renewToken(): Promise<void>;
}

export const EVENTUAL = { ConsistencyLevel: 'eventual' };

/** Paths of the real service that the description leaves out (openapi/README.md says why). */
const NOT_DESCRIBED =
  /^\/(\$batch|users\/[^/]+\/(checkMemberGroups|memberOf|transitiveMemberOf)|groups\/[^/]+\/(members|transitiveMembers)\/graph\.group)/;

/** Answers that must hold a `value`, which the description leaves optional. */
const COLLECTION =
  /(^\/users|^\/groups|delta\(\)|[mM]embers(\/graph\.\w+)?|emberOf|\/deletedItems\/graph\.\w+|^\/organization)$/;

interface Described {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
}

interface Description {
  find(method: string, path: string): { success: ValidateFunction | null; error: ValidateFunction } | null;
  schema(name: string): ValidateFunction;
}

// The package is CommonJS; its callable default sits one level down for a type checker, at the top when run.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

/** The schemas as ajv wants them; the paths as patterns. */
function createDescription(): Description {
  const file = new URL('./openapi/graph-v1.0-subset.openapi.json', import.meta.url);
  const document = JSON.parse(readFileSync(file, 'utf8')) as Described & Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats(ajv);
  ajv.addFormat('base64url', /^[\w-]*$/);
  ajv.addFormat('int32', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('binary', true);
  ajv.addSchema({ $id: 'graph', components: document['components'] });
  const compiled = new Map<string, ValidateFunction>();
  const compile = (schema: object): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"graph#/');
    const known = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
    compiled.set(text, known);
    return known;
  };
  const patterns = Object.entries(document.paths).map(([path, operations]) => {
    const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, "[^/']+");
    return {
      pattern: new RegExp(`^${source}$`),
      fixed: path.replaceAll(/\{[^}]+\}/g, '').length,
      operations,
    };
  });
  patterns.sort((a, b) => b.fixed - a.fixed);
  const schema = (name: string): ValidateFunction => compile({ $ref: `#/components/schemas/${name}` });
  return {
    schema,
    find(method, path) {
      const found = patterns.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
      if (!found) return null;
      const success = found.responses['2XX']?.content?.['application/json']?.schema;
      return {
        success: success ? compile(success) : null,
        error: schema('microsoft.graph.ODataErrors.ODataError'),
      };
    },
  };
}

function must(validate: ValidateFunction, value: unknown, what: string): void {
  assert.ok(validate(value), `${what} does not fit the description: ${JSON.stringify(validate.errors)}`);
}

const mapPath = (path: string): string =>
  decodeURIComponent(path)
    .replace(/^\/v1\.0/, '')
    .replace(/\/(microsoft\.graph\.)?delta(\(\))?$/, '/delta()')
    .replaceAll('microsoft.graph.', 'graph.')
    .replace(/^\/users\('([^']+)'\)/, '/users/$1');

function checkItems(description: Description, items: readonly Item[], what: string): void {
  for (const item of items) {
    assert.equal(typeof item.id, 'string', `${what}: an item without id`);
    const removed = item['@removed'] as { reason?: string } | undefined;
    if (removed) assert.match(String(removed.reason), /^(changed|deleted)$/);
    const odataType = item['@odata.type'];
    const type =
      typeof odataType === 'string' ? /^#microsoft\.graph\.(user|group)$/.exec(odataType)?.[1] : undefined;
    if (type) must(description.schema(`microsoft.graph.${type}`), item, what);
    for (const list of ['members@delta', 'manager@delta']) {
      for (const entry of (item[list] as Item[] | undefined) ?? []) {
        assert.match(String(entry['@odata.type']), /^#microsoft\.graph\.(user|group)$/);
        assert.equal(typeof entry.id, 'string');
      }
    }
  }
}

export function createAnswerCheck(): (method: string, path: string, status: number, body: unknown) => void {
  const description = createDescription();
  return (method, path, status, body) => {
    const what = `${method} ${path} ${status}`;
    if (status >= 400) {
      must(description.schema('microsoft.graph.ODataErrors.ODataError'), body, what);
      return;
    }
    const mapped = mapPath(path);
    const found = description.find(method, mapped);
    assert.ok(found ?? NOT_DESCRIBED.test(mapped), `${what}: the description has no such path`);
    if (found?.success) must(found.success, body, what);
    const { value } = body as { value?: unknown };
    if (COLLECTION.test(mapped)) assert.ok(Array.isArray(value), `${what}: no value`);
    const isObjects = Array.isArray(value) && value.every((each) => typeof each === 'object');
    if (isObjects) checkItems(description, value as Item[], what);
    const links = body as { '@odata.nextLink'?: string; '@odata.deltaLink'?: string };
    assert.ok(!(links['@odata.nextLink'] && links['@odata.deltaLink']), `${what}: both links at once`);
  };
}

export async function fetchToken(emulator: Emulator, more: Record<string, string> = {}): Promise<Response> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    scope: `${emulator.url}/.default`,
    ...more,
  });
  return fetch(`${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form });
}

function parseReply(text: string): GraphReply['body'] {
  try {
    return JSON.parse(text) as GraphReply['body'];
  } catch {
    // A count is text and a broken body is what some tests ask for; they look at `text`.
    return {};
  }
}

export function createProbe(emulator: Emulator): Probe {
  const check = createAnswerCheck();
  let token: string | null = null;
  const renewToken = async (): Promise<void> => {
    const reply = await fetchToken(emulator);
    token = ((await reply.json()) as { access_token: string }).access_token;
  };
  const send = async (
    method: string,
    pathOrUrl: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<GraphReply> => {
    if (token === null) await renewToken();
    const url = new URL(pathOrUrl.startsWith('http') ? pathOrUrl : `${emulator.url}/v1.0/${pathOrUrl}`);
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body }),
    };
    const response = await fetch(url, init);
    const text = await response.text();
    const reply = { status: response.status, headers: response.headers, text, body: parseReply(text) };
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    if (isJson) check(method, url.pathname, reply.status, reply.body);
    return reply;
  };
  const pages: Probe['pages'] = async (pathOrUrl, headers = {}) => {
    const found: GraphReply[] = [];
    let next: string | undefined = pathOrUrl;
    while (next !== undefined) {
      const page: GraphReply = await send('GET', next, headers);
      assert.equal(page.status, 200, page.text);
      found.push(page);
      next = page.body['@odata.nextLink'];
    }
    return found;
  };
  return {
    get: (pathOrUrl, headers = {}) => send('GET', pathOrUrl, headers),
    post: (path, body, headers = {}) =>
      send('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body)),
    pages,
    items: async (pathOrUrl, headers = {}) =>
      (await pages(pathOrUrl, headers)).flatMap(({ body }) => body.value ?? []),
    renewToken,
  };
}
