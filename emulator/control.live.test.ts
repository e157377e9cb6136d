// The control API and the start file: the same operations from another process, refused with a sentence when they
// make no sense.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { get as httpsGet } from 'node:https';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { createProbe, type Probe } from './graph-probe.ts';

interface ControlReply {
  status: number;
  body: Record<string, unknown> & { error?: string; id?: string };
}

let emulator: Emulator;
let probe: Probe;

async function control(method: string, path: string, body?: unknown): Promise<ControlReply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await fetch(`${emulator.url}/control${path}`, {
    method,
    ...(body !== undefined && { body: text }),
  });
  return { status: reply.status, body: (await reply.json()) as ControlReply['body'] };
}

const make = async (path: string, body: unknown): Promise<string> => {
  const reply = await control('POST', path, body);
  expect(reply.status, reply.body.error).toBe(200);
  return reply.body.id ?? '';
};

beforeAll(async () => {
  emulator = await startEmulator({ people: 12 });
  probe = createProbe(emulator);
});
afterAll(() => emulator.close());
beforeEach(() => emulator.faults.clear());

describe('the control API', () => {
  test('hires, changes, disables, deletes, restores and purges people', async () => {
    const id = await make('/users', { givenName: 'Eva', surname: 'Ny', businessPhones: ['08-465 004 01'] });
    expect((await probe.get(`users/${id}`)).body).toMatchObject({
      displayName: 'Eva Ny',
      userPrincipalName: 'eva.ny@nordvik.example',
    });
    await control('PATCH', `/users/${id}`, { surname: 'Gift', department: null });
    await control('POST', `/users/${id}/disable`);
    const read = async (): Promise<unknown> =>
      (await probe.get(`users/${id}?$select=surname,accountEnabled`)).body;
    expect(await read()).toMatchObject({ surname: 'Gift', accountEnabled: false });
    await control('POST', `/users/${id}/enable`);
    expect(await read()).toMatchObject({ accountEnabled: true });
    await control('DELETE', `/users/${id}`);
    expect((await probe.get(`users/${id}`)).status).toBe(404);
    await control('POST', `/users/${id}/restore`);
    expect((await probe.get(`users/${id}`)).status).toBe(200);
    expect((await control('POST', `/users/${id}/purge`)).status).toBe(200);
    expect((await control('POST', `/users/${id}/restore`)).status).toBe(404);
  });

  test('makes, renames and deletes groups and moves members between them', async () => {
    const person = await make('/users', { givenName: 'Moa', surname: 'Flytt' });
    const one = await make('/groups', { displayName: 'Ett', members: [person] });
    const two = await make('/groups', { displayName: 'Två' });
    await control('POST', '/move', { from: one, to: two, member: person });
    expect((await probe.items(`groups/${two}/members`)).map(({ id }) => id)).toEqual([person]);
    await control('DELETE', `/groups/${two}/members/${person}`);
    await control('POST', `/groups/${one}/members`, { member: person });
    expect((await probe.items(`groups/${one}/members`)).map(({ id }) => id)).toEqual([person]);
    await control('PATCH', `/groups/${one}`, { displayName: 'Ett nytt' });
    expect((await probe.get(`groups/${one}`)).body['displayName']).toBe('Ett nytt');
    await control('DELETE', `/groups/${one}`);
    expect((await probe.get(`groups/${one}`)).status).toBe(404);
  });

  test('moves the clock, sets behaviour, arms faults and shows its state', async () => {
    const before = Date.now();
    const { body } = await control('POST', '/clock', { advanceMs: 86_400_000 });
    expect(Date.parse(String(body['now'] as string))).toBeGreaterThanOrEqual(before + 86_400_000);
    await probe.renewToken();
    await control('PATCH', '/settings', { emptyPages: 1 });
    expect((await probe.get('users')).body.value).toEqual([]);
    await control('PATCH', '/settings', { emptyPages: 0 });
    await control('POST', '/faults', { effect: 'status', status: 503, times: 1 });
    expect((await probe.get('users')).status).toBe(503);
    const state = await control('GET', '/state');
    expect(state.body).toMatchObject({
      tenantId: emulator.tenantId,
      faults: [{ hits: 1 }],
      settings: { emptyPages: 0 },
    });
    await control('DELETE', '/faults');
    expect((await control('GET', '/state')).body['faults']).toEqual([]);
  });

  test('counts requests and forgets them', async () => {
    await control('DELETE', '/requests');
    await probe.get('users?$top=1');
    const { body } = await control('GET', '/requests');
    expect(body).toMatchObject({
      counts: { graph: 1, token: 0 },
      graph: [{ method: 'GET', path: '/v1.0/users', query: '$top=1', status: 200 }],
    });
    expect((body['counts'] as { bytes: number }).bytes).toBeGreaterThan(100);
  });

  test('registers apps and changes their credentials and consents', async () => {
    const { body } = await control('POST', '/apps', { roles: ['User.Read.All'], secret: 'första' });
    const clientId = String(body['clientId'] as string);
    const ask = async (secret: string): Promise<unknown> => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope: `${emulator.url}/.default`,
      });
      const reply = await fetch(`${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        body: form,
      });
      return ((await reply.json()) as { error_codes?: number[] }).error_codes?.[0] ?? 'token';
    };
    expect(await ask('första')).toBe('token');
    await control('PATCH', `/apps/${clientId}`, { expireSecrets: true, addSecret: 'andra' });
    expect([await ask('första'), await ask('andra')]).toEqual([7000222, 'token']);
    const ends = new Date(emulator.tenant.clock.now() + 60_000).toISOString();
    await control('PATCH', `/apps/${clientId}`, { addSecret: 'tredje', secretExpiresAt: ends });
    expect(await ask('tredje')).toBe('token');
    await control('POST', '/clock', { advanceMs: 61_000 });
    expect([await ask('andra'), await ask('tredje')]).toEqual(['token', 7000222]);
    await control('PATCH', `/apps/${clientId}`, { isEnabled: false });
    expect(await ask('andra')).toBe(7000112);
    await control('PATCH', `/apps/${clientId}`, { isEnabled: true, roles: [] });
    expect(emulator.tenant.apps.get(clientId)?.roles.size).toBe(0);
  });

  test('holds the index and calls back delta tokens', async () => {
    const link = (await probe.get('users/delta?$deltatoken=latest')).body['@odata.deltaLink'] ?? '';
    await control('POST', '/index/hold');
    const id = await make('/users', { displayName: 'Sen' });
    expect((await probe.items('users?$select=id')).map((user) => user.id)).not.toContain(id);
    await control('POST', '/index/catchUp');
    expect((await probe.items('users?$select=id')).map((user) => user.id)).toContain(id);
    await control('POST', '/delta/reset');
    expect((await probe.get(link)).status).toBe(410);
  });

  test.each<[method: string, path: string, body: unknown, status: number, says: string]>([
    ['POST', '/users', { shoeSize: '44' }, 400, 'no property shoeSize'],
    ['POST', '/users', { businessPhones: '08-1' }, 400, 'businessPhones must be a list'],
    ['POST', '/users', { accountEnabled: 'yes' }, 400, 'accountEnabled must be boolean'],
    ['POST', '/users', 'no json', 400, 'not JSON'],
    ['POST', '/users', [], 400, 'expected record'],
    ['PATCH', '/users/00000000-0000-4000-8000-000000000000', { surname: 'X' }, 404, 'no user'],
    ['POST', '/groups', {}, 400, 'displayName'],
    ['POST', '/groups', { displayName: 'A', members: ['x'] }, 404, 'no user or group x'],
    [
      'POST',
      '/groups',
      { displayName: 'A', groupTypes: ['DynamicMembership'] },
      400,
      'needs a membershipRule',
    ],
    ['POST', '/clock', { advanceMs: -1 }, 400, 'advanceMs'],
    ['PATCH', '/settings', { emptyPages: 2 }, 400, 'emptyPages'],
    ['PATCH', '/settings', { empyPages: 1 }, 400, 'empyPages'],
    ['POST', '/faults', { effect: 'explode' }, 400, 'effect'],
    ['POST', '/faults', { effect: 'status' }, 400, 'status'],
    ['PATCH', '/apps/unknown', {}, 404, 'no application unknown'],
    ['GET', '/nothing', undefined, 404, 'README'],
    ['PUT', '/state', {}, 405, 'PUT'],
  ])('answers %s %s %j with %d', async (method, path, body, status, says) => {
    const reply = await control(method, path, body);
    expect(reply.status).toBe(status);
    expect(reply.body.error).toContain(says);
  });

  test('changes nothing when it refuses', async () => {
    const count = emulator.tenant.directory.people.count();
    const groups = emulator.tenant.directory.groups.all.size;
    const upn = String(emulator.tenant.directory.people.all[0]?.props['userPrincipalName'] as string);
    expect((await control('POST', '/users', { userPrincipalName: upn })).body.error).toContain(
      'another object has',
    );
    await control('POST', '/users', { displayName: 'A', manager: 'nobody' });
    await control('POST', '/groups', { displayName: 'A', members: ['nobody'] });
    expect(emulator.tenant.directory.people.count()).toBe(count);
    expect(emulator.tenant.directory.groups.all.size).toBe(groups);
  });
});

describe('the start file', () => {
  type Child = ChildProcessByStdio<null, Readable, Readable>;
  const file = new URL('./main.ts', import.meta.url).pathname;
  const start = (...argv: string[]): Child =>
    spawn(process.execPath, [file, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });

  async function end(child: Child): Promise<{ code: number | null; error: string }> {
    let error = '';
    child.stderr.on('data', (piece: Buffer) => (error += piece.toString()));
    child.stdout.resume();
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, error };
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line of JSON, answers, and ends cleanly on %s',
    async (signal) => {
      const child = start('--json', '--people', '5', '--seed', '4');
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const told = JSON.parse(line.toString()) as {
        url: string;
        people: number;
        clouds: unknown;
        provider: Record<string, unknown>;
        tenantId: string;
      };
      expect(told.people).toBe(5);
      expect(told.clouds).toEqual({ emulator: { login: told.url, graph: told.url } });
      expect(Object.keys(told.provider)).toEqual([
        'tenant_id',
        'client_id',
        'client_secret',
        'user_filter',
        'cloud',
      ]);
      const state = (await (await fetch(`${told.url}/control/state`)).json()) as { tenantId: string };
      expect(state.tenantId).toBe(told.tenantId);
      child.kill(signal);
      expect(await end(child)).toEqual({ code: 0, error: '' });
    },
  );

  test('writes its certificate to a file when it speaks TLS', async () => {
    const child = start('--json', '--people', '2', '--tls');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url, ca } = JSON.parse(line.toString()) as { url: string; ca: string };
    expect(existsSync(ca)).toBe(true);
    const status = await new Promise((resolve, reject) => {
      httpsGet(`${url}/control/state`, { ca: readFileSync(ca), agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(200);
    child.kill('SIGTERM');
    expect((await end(child)).code).toBe(0);
  });

  test.each([
    [['--people', 'many'], '--people must be a whole number'],
    [['--port', '70000'], '--port must be a whole number'],
    [['--latency', '-5'], "Option '--latency' argument is ambiguous"],
    [['--colour'], "Unknown option '--colour'"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('refuses %j with code 2', async (argv, says) => {
    const { code, error } = await end(start(...argv));
    expect(code).toBe(2);
    expect(error).toContain(says);
  });

  test('says so and ends with code 1 when its port is taken', async () => {
    const { code, error } = await end(start('--port', new URL(emulator.url).port, '--people', '0'));
    expect([code, error]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  });
});
