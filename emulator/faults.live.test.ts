// Throttling by resource units, and every fault that can be asked for, seen from the other end of the line.
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { decideLimit } from './throttle.ts';
import { createProbe, EVENTUAL, type Probe } from './graph-probe.ts';

let emulator: Emulator;
let probe: Probe;

beforeEach(async () => {
  emulator = await startEmulator({ people: 30 });
  probe = createProbe(emulator);
  await probe.renewToken();
  emulator.requests.reset();
});
afterEach(() => emulator.close());

describe('throttling', () => {
  const costOf = async (path: string, headers = {}): Promise<string | null> =>
    (await probe.get(path, headers)).headers.get('x-ms-resource-unit');

  test('is off unless asked for, but costs are told', async () => {
    const id = emulator.tenant.createGroup({ displayName: 'Lag' });
    expect(await costOf('users')).toBe('2');
    expect(await costOf('users?$select=id')).toBe('1');
    expect(await costOf('users?$expand=manager')).toBe('3');
    expect(await costOf('users?$top=10')).toBe('1');
    expect(await costOf(`groups/${id}/members`)).toBe('3');
    expect(await costOf(`groups/${id}/transitiveMembers`)).toBe('5');
    expect(
      await costOf(`groups/${id}/transitiveMembers/microsoft.graph.user?$select=id&$count=true`, EVENTUAL),
    ).toBe('4');
    expect(await costOf('users/delta')).toBe('1');
  });

  test('refuses with a fractional Retry-After, says why, and lets go when the clock has moved on', async () => {
    emulator.tenant.settings.throttle = 10;
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await probe.get('users')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await probe.get('users');
    const wait = Number(refused.headers.get('retry-after'));
    expect(refused.body.error?.code).toBe('TooManyRequests');
    expect(refused.headers.get('retry-after')).toMatch(/^\d+\.\d+$/);
    expect(refused.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
    expect(refused.headers.get('x-ms-throttle-scope')).toBe(
      `Tenant_Application/ReadWrite/${emulator.clientId}/${emulator.tenantId}`,
    );
    expect(Number(refused.headers.get('x-ms-throttle-limit-percentage'))).toBeGreaterThan(1);
    emulator.tenant.clock.advance(wait * 1000);
    expect((await probe.get('users')).status).toBe(200);
  });

  test('has the limits of small, medium and large tenants', () => {
    const { directory, settings } = emulator.tenant;
    const limits = (['off', 'S', 'M', 'L', 'bySize', 77] as const).map((throttle) => {
      settings.throttle = throttle;
      return decideLimit(directory);
    });
    expect(limits).toEqual([null, 3500, 5000, 8000, 3500, 77]);
    settings.throttle = 'bySize';
    for (let i = 0; i < 20; i++) emulator.tenant.hire();
    expect(decideLimit(directory)).toBe(5000);
  });

  test('counts refused requests too, so hammering makes it longer', async () => {
    emulator.tenant.settings.throttle = 10;
    for (let i = 0; i < 6; i++) await probe.get('users');
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) waits.push(Number((await probe.get('users')).headers.get('retry-after')));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[2]).toBeGreaterThan((waits[0] ?? 0) + 2);
  });

  test('warns above 80 percent', async () => {
    emulator.tenant.settings.throttle = 10;
    const warnings: (string | null)[] = [];
    for (let i = 0; i < 5; i++)
      warnings.push((await probe.get('users')).headers.get('x-ms-throttle-limit-percentage'));
    expect(warnings.slice(0, 4)).toEqual([null, null, null, null]);
    expect(Number(warnings[4])).toBeCloseTo(1, 1);
  });
});

describe('a fault strikes', () => {
  test('the path, method, query, turn and number of times it was told', async () => {
    emulator.faults.add({ effect: 'status', status: 503, path: '/v1.0/users/*', times: 1 });
    emulator.faults.add({ effect: 'status', status: 502, path: '/v1.0/groups', query: '$top=7' });
    emulator.faults.add({ effect: 'status', status: 500, path: '/v1.0/organization', skip: 1, every: 2 });
    const id = emulator.tenant.directory.people.all[0]?.id ?? '';
    expect((await probe.get('users')).status).toBe(200);
    expect((await probe.get(`users/${id}`)).status).toBe(503);
    expect((await probe.get(`users/${id}`)).status).toBe(200);
    expect((await probe.get('groups?$top=8')).status).toBe(200);
    expect((await probe.get('groups?$top=7')).status).toBe(502);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await probe.get('organization')).status);
    expect(statuses).toEqual([403, 403, 500, 403, 500]);
    expect(emulator.faults.list().map(({ hits }) => hits)).toEqual([1, 1, 2]);
    emulator.faults.clear();
    expect((await probe.get('groups?$top=7')).status).toBe(200);
  });

  test('by chance in the same pattern for the same seed', async () => {
    const run = async (seed: number): Promise<number[]> => {
      emulator.faults.clear();
      emulator.faults.add({ effect: 'status', status: 500, probability: 0.5, seed });
      const statuses: number[] = [];
      for (let i = 0; i < 16; i++) statuses.push((await probe.get('users?$top=1')).status);
      return statuses;
    };
    const first = await run(7);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('leaves other endpoints alone in a partial outage', async () => {
    emulator.faults.add({
      effect: 'status',
      status: 503,
      path: '/v1.0/users/*-*',
    });
    const id = emulator.tenant.directory.people.all[0]?.id ?? '';
    for (let i = 0; i < 3; i++) expect((await probe.get(`users/${id}`)).status).toBe(503);
    expect((await probe.get('users')).status).toBe(200);
    expect((await probe.get('users/delta')).status).toBe(200);
  });
});

describe('a fault makes', () => {
  test.each([
    [429, 'TooManyRequests'],
    [500, 'InternalServerError'],
    [502, 'BadGateway'],
    [503, 'ServiceUnavailable'],
    [504, 'GatewayTimeout'],
    [403, 'Authorization_RequestDenied'],
  ])('status %d with a body of its own', async (status, code) => {
    emulator.faults.add({ effect: 'status', status });
    const reply = await probe.get('users');
    expect([reply.status, reply.body.error?.code, reply.headers.get('retry-after')]).toEqual([
      status,
      code,
      null,
    ]);
  });

  test.each([[3], [2.128], ['Wed, 21 Oct 2026 07:28:00 GMT']])(
    'Retry-After %s as it was told',
    async (retryAfter) => {
      emulator.faults.add({ effect: 'status', status: 429, retryAfter });
      expect((await probe.get('users')).headers.get('retry-after')).toBe(String(retryAfter));
    },
  );

  test('a 410 with a Location', async () => {
    emulator.faults.add({
      effect: 'status',
      status: 410,
      location: `${emulator.url}/v1.0/users/delta?$deltatoken=`,
    });
    expect((await probe.get('users/delta')).headers.get('location')).toContain('$deltatoken=');
  });

  test('a reset before any answer, and the next request passes on a new connection', async () => {
    emulator.faults.add({ effect: 'reset', times: 1 });
    await expect(probe.get('users')).rejects.toThrow('fetch failed');
    expect((await probe.get('users')).status).toBe(200);
    expect(emulator.requests.graph().map(({ status }) => status)).toEqual([0, 200]);
  });

  test('a reset in the middle of the body', async () => {
    emulator.faults.add({ effect: 'resetMidBody', times: 1 });
    await expect(probe.get('users')).rejects.toThrow('terminated');
    expect((await probe.get('users')).status).toBe(200);
  });

  test('a slow answer', async () => {
    emulator.faults.add({ effect: 'slow', delayMs: 120 });
    const started = performance.now();
    expect((await probe.get('users')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  test('a body in many small pieces that is whole in the end', async () => {
    emulator.faults.add({ effect: 'chunks', bytes: 100 });
    const { authorization } = await tokenHeader();
    const pieces = await new Promise<number>((resolve, reject) => {
      httpRequest(`${emulator.url}/v1.0/users`, { headers: { authorization } }, (response) => {
        let count = 0;
        response.on('data', () => count++);
        response.on('end', () => resolve(count));
      })
        .on('error', reject)
        .end();
    });
    expect(pieces).toBeGreaterThan(10);
    expect((await probe.get('users')).body.value).toHaveLength(30);
  });

  test('a page of HTML with 200 or with another status', async () => {
    emulator.faults.add({ effect: 'html', times: 1 });
    emulator.faults.add({ effect: 'html', status: 502, times: 1 });
    for (const status of [200, 502]) {
      const reply = await probe.get('users');
      expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(reply.text).toMatch(/^<!DOCTYPE html>/);
    }
  });

  test('an expired page token', async () => {
    const { body } = await probe.get('users?$top=10');
    emulator.faults.add({ effect: 'expiredPageToken', query: '$skiptoken', times: 1 });
    const link = body['@odata.nextLink'] ?? '';
    expect((await probe.get(link)).body.error?.code).toBe('Directory_ExpiredPageToken');
    expect((await probe.get(link)).status).toBe(200);
  });

  test('a nextLink to another origin', async () => {
    emulator.faults.add({ effect: 'foreignNextLink', origin: 'https://elsewhere.example' });
    const { body } = await probe.get('users?$top=10');
    expect(body['@odata.nextLink']).toMatch(/^https:\/\/elsewhere\.example\/v1\.0\/users\?/);
  });

  test('text that is cut or no JSON', async () => {
    const { authorization } = await tokenHeader();
    const whole = await (await fetch(`${emulator.url}/v1.0/users`, { headers: { authorization } })).text();
    for (const effect of ['truncate', 'invalidJson'] as const) {
      emulator.faults.clear();
      emulator.faults.add({ effect });
      const text = await (await fetch(`${emulator.url}/v1.0/users`, { headers: { authorization } })).text();
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
      expect(text.slice(0, 200)).toBe(whole.slice(0, 200));
    }
  });

  test('a list without value, and objects that have lost half of themselves', async () => {
    const { authorization } = await tokenHeader();
    const read = async (): Promise<Record<string, unknown>> =>
      (await (
        await fetch(`${emulator.url}/v1.0/users?$top=2`, { headers: { authorization } })
      ).json()) as Record<string, unknown>;
    emulator.faults.add({ effect: 'missingValue', times: 1 });
    expect(await read()).not.toHaveProperty('value');
    emulator.faults.add({ effect: 'halfObject', times: 1 });
    const [half] = (await read())['value'] as object[];
    expect(Object.keys(half ?? {})).toHaveLength(6);
    expect(half).toHaveProperty('id');
  });

  test('trouble at the token endpoint as well', async () => {
    emulator.faults.add({ effect: 'status', status: 500, path: '*/token', method: 'POST', times: 1 });
    await expect(probe.renewToken()).resolves.toBeUndefined();
    expect(emulator.requests.token().map(({ status }) => status)).toEqual([500]);
  });

  test('latency for every answer when set', async () => {
    emulator.tenant.settings.latencyMs = 80;
    const started = performance.now();
    await probe.get('users?$top=1');
    expect(performance.now() - started).toBeGreaterThan(70);
  });
});

async function tokenHeader(): Promise<{ authorization: string }> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    scope: `${emulator.url}/.default`,
  });
  const reply = await fetch(`${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: form,
  });
  return { authorization: `Bearer ${((await reply.json()) as { access_token: string }).access_token}` };
}
