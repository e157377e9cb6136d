// Requests made from the OpenAPI document, right and wrong, against a live server with data: never a 500, every refusal a
// problem with its code, every answer as the document says. ROLLCALL_TEST_ROUNDS=50 makes it 10,000 requests.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { fillCrowd } from '../../bench/crowd.ts';
import type { Crowd } from '../../bench/crowd.ts';
import { anyOf } from '../../test/generate.ts';
import { webhookDefaults } from '../plan/webhook.ts';
import { testWebhook } from '../run/hand-webhooks.ts';
import { saveWebhook } from '../run/save-webhook.ts';
import type { Generator, Schema } from '../../test/generate.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** About 200 requests a round. */
const ROUNDS = Number(process.env['ROLLCALL_TEST_ROUNDS'] ?? 8);
const REQUESTS = ROUNDS * 200;

let api: TestApi;
let crowd: Crowd;
let document: Document;
let generator: Generator;
let ajv: Ajv2020;
let right: Record<string, string>;

beforeAll(async () => {
  // Connection tests knock at a port that nobody listens at, and give up at once.
  const nowhere = { name: 'global', login: 'http://127.0.0.1:9', graph: 'http://127.0.0.1:9', ca: null };
  api = await openTestApi({ maxWaitSeconds: 0, clouds: new Map([['global', nowhere]]) });
  crowd = await fillCrowd(api.database, 120);
  const other = await fillCrowd(api.database, 20, 'Annat AB');
  document = JSON.parse(await (await fetch(`${api.url}/api/openapi.json`)).text());
  const user = await api.database.kysely
    .selectFrom('users')
    .innerJoin('links', 'links.user_id', 'users.id')
    .select(['users.id', 'users.alias', 'links.person_id'])
    .where('users.company_id', '=', crowd.companyId)
    .executeTakeFirstOrThrow();
  const hook = await writeWebhook();
  generator = {
    resolve: (ref) => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {},
    words: [
      crowd.companyId,
      crowd.companyId,
      crowd.companyId,
      crowd.large,
      crowd.small,
      crowd.run,
      crowd.settingsTemplate,
      user.id,
      user.alias,
      user.person_id,
      other.run,
      other.large,
      '46846500001',
      '08-465 004 12',
      'åsa',
      'alias',
      'person.new',
      'Alla kontor',
      'businessPhones',
    ],
  };
  right = {
    company: crowd.companyId,
    template: crowd.large,
    run: crowd.run,
    user: user.id,
    person: user.person_id,
    settingsTemplate: crowd.settingsTemplate,
    digits: '46846500001',
    ...hook,
  };
  ajv = new Ajv2020({ strict: false, allErrors: true });
  // Its types are of another module system than its code.
  (addFormatsModule as unknown as (instance: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'api');
});
afterAll(() => api.close());

/** One with a delivery; nothing is sent, as nobody works here. */
async function writeWebhook(): Promise<{ webhook: string; delivery: string }> {
  const { database, box } = api.parts;
  const address = { url: 'https://hook.example/x', host: 'hook.example' };
  const values = { ...webhookDefaults, companyId: crowd.companyId, name: 'Larm', address };
  const id = crypto.randomUUID();
  const { webhook } = await saveWebhook(database.kysely, () => Promise.resolve(box), null, { ...values, id });
  const hand = {
    db: database.kysely,
    actor: { kind: 'system', id: null, name: 'test' },
    address: null,
  } as const;
  const tested = await testWebhook({ ...hand, now: Date.now() }, webhook);
  return { webhook: id, delivery: tested.ok ? tested.delivery : '' };
}

interface Call {
  path: string;
  method: string;
  operation: Operation;
  query: Record<string, unknown>;
  ids: Record<string, unknown>;
  headers: Record<string, string>;
  body: unknown;
  isCut: boolean;
}

function calls(): fc.Arbitrary<Call> {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => callsOf(path, method.toUpperCase(), operation)),
  );
  return fc.oneof(...routes);
}

const sentHeaders = fc.record(
  {
    'If-Match': fc.constantFrom('*', '*', '"x"', 'W/"x"', ''),
    'Idempotency-Key': fc.constantFrom('a', 'b', ' ', 'å', 'c'.repeat(300)),
    'Content-Type': fc.constantFrom(...Array(8).fill('application/json'), 'text/plain', ''),
    'Last-Event-ID': fc.constantFrom('1', 'x', '-1', '9'.repeat(40)),
  },
  { requiredKeys: ['Content-Type'] },
);

function callsOf(path: string, method: string, operation: Operation): fc.Arbitrary<Call> {
  const parameters = operation.parameters ?? [];
  const of = (where: Parameter['in']) => {
    const ours = parameters.filter((one) => one.in === where);
    const values = ours.map((one) => [one.name, anyOf(one.schema, generator)] as const);
    const requiredKeys = where === 'path' ? ours.map(({ name }) => name) : [];
    return fc.record(Object.fromEntries(values), { requiredKeys }) as fc.Arbitrary<Record<string, unknown>>;
  };
  const schema = operation.requestBody?.content['application/json']?.schema;
  return fc.record({
    path: fc.constant(path),
    method: fc.constant(method),
    operation: fc.constant(operation),
    query: of('query'),
    ids: of('path'),
    headers: sentHeaders,
    body: schema ? anyOf(schema, generator) : fc.constant(undefined),
    isCut: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
  });
}

/** Ids are right three times of four, so that most requests come through to what they are about. */
function presentUrl({ path, ids, query }: Call, at: number): string {
  const address = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = at % 4 === 0 ? ids[name] : (right[name] ?? ids[name]);
    return encodeURIComponent(presentText(value)) || '-';
  });
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(presentText(value))}`)
    .join('&');
  return `${api.url}${address}${search ? `?${search}` : ''}`;
}

// A lone surrogate can not be written in an address.
const presentText = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();

const askers = [
  { as: 'token', role: 'companyAdministrator', isOperator: false },
  { as: 'token', role: 'companyAdministrator', isOperator: false },
  { as: 'session', role: 'operator', isOperator: true },
  { as: 'session', role: 'companyAdministrator', isOperator: false },
  { as: 'token', role: 'viewer', isOperator: false },
] as const;
const known = new Map<number, Record<string, string>>();

/** Whoever has signed out, or was deleted, is followed by somebody new. */
async function headersOf(at: number): Promise<Record<string, string>> {
  const index = at % askers.length;
  const { as, role, isOperator } = askers[index] ?? askers[0];
  const headers = known.get(index) ?? (await api.headersOf(as, role, isOperator ? null : crowd.companyId));
  known.set(index, headers);
  return headers;
}

async function send(call: Call, at: number): Promise<Response> {
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const body = call.isCut ? text?.slice(0, -1) : text;
  const headers = Object.fromEntries(
    Object.entries(call.headers).map(([name, value]) => [name, value.replaceAll(/[^\x20-\x7e]/gu, '?')]),
  );
  return fetch(presentUrl(call, at), {
    method: call.method,
    headers: { ...headers, ...(await headersOf(at)) },
    ...(body === undefined || call.method === 'GET' ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  });
}

const checks = new Map<string, ValidateFunction>();
function checkOf(call: Call, status: number, type: string): ValidateFunction {
  const step = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');
  const place = [
    'paths',
    call.path,
    call.method.toLowerCase(),
    'responses',
    String(status),
    'content',
    type,
    'schema',
  ];
  const ref = `api#/${place.map((part) => encodeURIComponent(step(part))).join('/')}`;
  const check = checks.get(ref) ?? ajv.compile({ $ref: ref });
  checks.set(ref, check);
  return check;
}

/** What is wrong with the answer; null when it is as it has to be. */
async function findFault(call: Call, response: Response): Promise<string | null> {
  const { status } = response;
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type === 'text/event-stream') {
    // The events of a run that waits have no end.
    await response.body?.cancel();
    return null;
  }
  const text = await response.text();
  if (status === 500 || status === 503) return `answered ${status}: ${text}`;
  if (status >= 400) {
    if (type !== 'application/problem+json') return `answered ${status} as ${type}: ${text}`;
    if (call.operation.responses[status] === undefined) return `${status} is not in the document: ${text}`;
    const problem: { code?: string; cure?: string } = JSON.parse(text);
    return problem.code && problem.cure ? null : `a problem without code or cure: ${text}`;
  }
  if (status < 200 || status >= 300 || text === '') return null;
  if (call.operation.responses[status] === undefined) return `${status} is not in the document`;
  if (type !== 'application/json') return null;
  const check = checkOf(call, status, type);
  if (check(JSON.parse(text))) return null;
  return `not as the document says: ${ajv.errorsText(check.errors)}: ${text.slice(0, 500)}`;
}

test(`${REQUESTS} requests made from the document find no 500, no refusal without a code and no answer that it does not tell of`, async () => {
  let at = 0;
  const answered = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(calls(), async (call) => {
      at += 1;
      const response = await send(call, at);
      if (response.status === 401) known.delete(at % askers.length);
      answered.set(response.status, (answered.get(response.status) ?? 0) + 1);
      const fault = await findFault(call, response);
      expect(fault, `${call.method} ${presentUrl(call, at)} ${JSON.stringify(call.body)}`).toBeNull();
    }),
    { numRuns: REQUESTS, endOnFailure: true },
  );
  // Not all of them were turned away at the door.
  expect(answered.get(200) ?? 0).toBeGreaterThan(REQUESTS / 10);
  expect(api.logged).toEqual([]);
}, 1_200_000);
