// $batch: the envelope's rules, the parts' own answers in any order, dependencies, and parts that are throttled
// or fail by themselves.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { createAnswerCheck, createProbe, type GraphReply, type Probe } from './graph-probe.ts';

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

let emulator: Emulator;
let probe: Probe;
const check = createAnswerCheck();
const idAt = (ordinal: number): string => emulator.tenant.directory.people.all[ordinal]?.id ?? '';

beforeAll(async () => {
  emulator = await startEmulator({ people: 40 });
  probe = createProbe(emulator);
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.faults.clear();
  emulator.requests.reset();
  emulator.tenant.settings.throttle = 'off';
});

const send = (requests: unknown): Promise<GraphReply> => probe.post('$batch', { requests });
const partsOf = (reply: GraphReply): Part[] => reply.body['responses'] as Part[];

const ask = (ordinal: number, more: object = {}): Record<string, unknown> => ({
  id: String(ordinal),
  method: 'GET',
  url: `/users/${idAt(ordinal)}?$select=id,displayName`,
  ...more,
});

test('answers twenty parts with 200, each by itself, and not in the order asked', async () => {
  const reply = await send(Array.from({ length: 20 }, (_, i) => ask(i)));
  expect(reply.status).toBe(200);
  const parts = partsOf(reply);
  expect(parts.map(({ id }) => id)).not.toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  for (const part of parts) {
    expect(part).toMatchObject({ status: 200, body: { id: idAt(Number(part.id)) } });
    check('GET', `/v1.0/users/${idAt(Number(part.id))}`, part.status, part.body);
  }
  expect(emulator.requests.counts().graph).toBe(1);
  expect(emulator.requests.graph()[0]?.parts).toHaveLength(20);
});

test('answers 200 although every part failed', async () => {
  const reply = await send([
    { id: 'a', method: 'GET', url: '/users/nobody@nordvik.example' },
    { id: 'b', method: 'GET', url: '/organization' },
  ]);
  expect(reply.status).toBe(200);
  expect(
    partsOf(reply)
      .map(({ id, status }) => `${id} ${status}`)
      .toSorted(),
  ).toEqual(['a 404', 'b 403']);
  for (const part of partsOf(reply)) check('GET', '/v1.0/users', part.status, part.body);
});

test.each<[title: string, requests: () => unknown]>([
  ['more than twenty parts', () => Array.from({ length: 21 }, (_, i) => ask(i))],
  ['ids that differ only in case', () => [ask(0, { id: 'a' }), ask(1, { id: 'A' })]],
  ['an id that is a number', () => [ask(0, { id: 1 })]],
  ['a part without url', () => [{ id: '1', method: 'GET' }]],
  ['an absolute url', () => [ask(0, { url: `${emulator.url}/v1.0/users` })]],
  ['a batch in a batch', () => [ask(0, { url: '/$batch', method: 'POST' })]],
  [
    'a body without Content-Type',
    () => [{ id: '1', method: 'POST', url: `/users/${idAt(0)}/checkMemberGroups`, body: { groupIds: [] } }],
  ],
  ['a dependency on a part that does not come before', () => [ask(0, { dependsOn: ['1'] }), ask(1)]],
  ['nothing', () => []],
  ['no list', () => 'users'],
])('refuses the whole envelope for %s', async (_title, requests) => {
  expect((await send(requests())).status).toBe(400);
});

test('takes parts with a body and headers of their own', async () => {
  const group = emulator.tenant.createGroup({ displayName: 'Lag', members: [idAt(0)] });
  const reply = await send([
    {
      id: 'in',
      method: 'POST',
      url: `/users/${idAt(0)}/checkMemberGroups`,
      headers: { 'Content-Type': 'application/json' },
      body: { groupIds: [group] },
    },
    { id: 'count', method: 'GET', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
    { id: 'cast', method: 'GET', url: `/groups/${group}/members/microsoft.graph.user?$select=id&$top=1` },
  ]);
  const byId = new Map(partsOf(reply).map((part) => [part.id, part]));
  expect(byId.get('in')?.body).toMatchObject({ value: [group] });
  expect(byId.get('count')?.body).toBe('40');
  expect(byId.get('cast')?.status).toBe(400);
});

test('fails what depends on a failed part with 424', async () => {
  const reply = await send([
    { id: '1', method: 'GET', url: '/users/nobody@nordvik.example' },
    ask(2, { dependsOn: ['1'] }),
    ask(3, { dependsOn: ['2'] }),
  ]);
  const statuses = Object.fromEntries(partsOf(reply).map(({ id, status }) => [id, status]));
  expect(statuses).toEqual({ 1: 404, 2: 424, 3: 424 });
  const fine = await send([ask(1), ask(2, { dependsOn: ['1'] })]);
  expect(partsOf(fine).map(({ status }) => status)).toEqual([200, 200]);
});

test('throttles parts by themselves, each with its own Retry-After', async () => {
  emulator.tenant.settings.throttle = 5;
  const reply = await send(Array.from({ length: 8 }, (_, i) => ask(i)));
  expect(reply.status).toBe(200);
  const refused = partsOf(reply).filter(({ status }) => status === 429);
  expect(refused).toHaveLength(3);
  for (const { headers, body } of refused) {
    expect(Number(headers['Retry-After'])).toBeGreaterThan(0);
    expect(body).toMatchObject({ error: { code: 'TooManyRequests' } });
  }
});

test('meets faults in chosen parts only', async () => {
  emulator.faults.add({ effect: 'status', status: 503, path: `/v1.0/users/${idAt(2)}`, retryAfter: 1.5 });
  emulator.faults.add({ effect: 'halfObject', path: `/v1.0/users/${idAt(3)}` });
  const reply = await send([ask(1), ask(2), ask(3)]);
  const byId = new Map(partsOf(reply).map((part) => [part.id, part]));
  expect(byId.get('1')).toMatchObject({ status: 200, body: { displayName: expect.any(String) as string } });
  expect(byId.get('2')).toMatchObject({ status: 503, headers: { 'Retry-After': '1.5' } });
  expect(byId.get('3')?.body).toEqual({ '@odata.context': expect.any(String) as string, id: idAt(3) });
});

test('is only for POST', async () => {
  expect((await probe.get('$batch')).status).toBe(405);
});
