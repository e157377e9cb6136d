// The Graph client against real HTTP: waiting and trying again as told, for the whole client and within bounds;
// renewing the token; and refusing what does not look like Graph.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEmulatedTenant, openHostileTenant } from '../../../test/emulated-tenant.ts';
import type { EntraClient } from './source.ts';
import { OutsideError } from '../outside-error.ts';

const ONE = '/users?$select=id&$top=1';

async function trouble(act: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OutsideError) return error;
  throw new Error(`no OutsideError: ${String(error)}`);
}

const ask = (client: EntraClient): Promise<unknown> => client.graph.send(ONE, { needs: 'User.Read.All' });

describe('waiting', () => {
  test.each([429, 500, 502, 503, 504])('status %i is tried again', async (status) => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status, times: 2 });
    const client = world.client();
    await ask(client);
    expect(world.waits).toEqual([750, 1500]);
    expect(client.graph.usage().requests).toBe(3);
  });

  test('a fractional Retry-After is waited out to the millisecond', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: '2.128', times: 1 });
    const told: unknown[] = [];
    await ask(world.client({ onWait: (info) => told.push(info) }));
    expect(world.waits).toEqual([2128]);
    expect(told).toEqual([{ seconds: 2.128, why: 'status 429 TooManyRequests' }]);
  });

  test('a Retry-After date is waited for', async () => {
    const world = await openHostileTenant((_, response) => {
      response.writeHead(response.req.headers['x-seen'] ? 200 : 429, {
        date: 'Sun, 22 Nov 2026 10:00:00 GMT',
        'retry-after': 'Sun, 22 Nov 2026 10:00:07 GMT',
      });
      response.end('{}');
    });
    expect((await trouble(ask(world.client()))).code).toBe('graph.throttled');
    expect(world.waits).toEqual(Array.from({ length: 9 }, () => 7000));
  });

  test('the whole client pauses, not only the request that was told to', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: 20, times: 1 });
    const [oneWaits, bothWait, isOver] = [
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
    ];
    let waiting = 0;
    const wait = (): Promise<void> => {
      waiting += 1;
      (waiting === 1 ? oneWaits : bothWait).resolve();
      return isOver.promise;
    };
    const client = world.client({ wait });
    const first = ask(client);
    await oneWaits.promise;
    const second = ask(client);
    await Promise.race([bothWait.promise, second]);
    expect(world.emulator.requests.counts().graph).toBe(1);
    isOver.resolve();
    await Promise.all([first, second]);
    expect(world.emulator.requests.counts().graph).toBe(3);
  });

  test('ten tries are the end: graph.throttled for 429, graph.unavailable for 503', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: 1 });
    expect(await trouble(ask(world.client()))).toMatchObject({ code: 'graph.throttled', canRetry: true });
    expect(world.waits).toHaveLength(9);
    world.emulator.faults.clear();
    world.emulator.faults.add({ effect: 'status', status: 503 });
    expect((await trouble(ask(world.client()))).code).toBe('graph.unavailable');
    expect(world.waits).toHaveLength(18);
  });

  test('ten minutes for one request are the end, before a wait that would pass them', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: 250 });
    expect((await trouble(ask(world.client()))).code).toBe('graph.throttled');
    expect(world.waits).toEqual([250_000, 250_000]);
  });

  test('sixty minutes for a run are the end, over all its requests', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 503, retryAfter: 500, every: 2 });
    const client = world.client();
    const error = await trouble(
      (async () => {
        for (let request = 0; request < 20; request += 1) await ask(client);
      })(),
    );
    expect(error.code).toBe('graph.unavailable');
    expect(world.waits).toEqual(Array.from({ length: 7 }, () => 500_000));
  });

  test('ROLLCALL_MAX_WAIT_SECONDS lowers the bounds', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 503 });
    expect((await trouble(ask(world.client({ maxWaitSeconds: 2 })))).code).toBe('graph.unavailable');
    expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBe(2000);
  });
});

describe('broken lines and garbled answers', () => {
  test.each(['reset', 'resetMidBody', 'truncate', 'invalidJson', 'html'] as const)(
    'after %s the request is sent again',
    async (effect) => {
      const world = await openEmulatedTenant({ people: 5 });
      world.emulator.faults.add({ effect, times: 1 });
      expect(await ask(world.client())).toMatchObject({ ok: true });
      expect(world.waits).toHaveLength(1);
    },
  );

  test('a line that stays broken is graph.unavailable', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'resetMidBody' });
    expect((await trouble(ask(world.client()))).code).toBe('graph.unavailable');
    expect(world.waits).toHaveLength(9);
  });

  test('an answer that stays garbled is graph.protocol', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'html' });
    const error = await trouble(ask(world.client()));
    expect(error.code).toBe('graph.protocol');
    // What came may hold people's data, and the message ends up in logs.
    expect(error.message).not.toContain('<');
  });

  test('an answer that keeps silent too long is cut off and asked for again', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'slow', delayMs: 5000, times: 1 });
    expect(await ask(world.client({ timeoutMs: 200 }))).toMatchObject({ ok: true });
    expect(world.waits).toHaveLength(1);
  });

  test('an answer in small pieces is put together', async () => {
    const world = await openEmulatedTenant({ people: 5 });
    world.emulator.faults.add({ effect: 'chunks', bytes: 7 });
    expect(await ask(world.client())).toMatchObject({ ok: true });
  });

  test('nobody at the address is graph.unavailable', async () => {
    const world = await openHostileTenant((_, response) => response.end());
    // A reserved port, on which nothing listens.
    const nobody = { ...world.options().cloud, graph: 'http://127.0.0.1:1' };
    expect((await trouble(ask(world.client({ cloud: nobody })))).code).toBe('graph.unavailable');
    expect(world.waits).toHaveLength(9);
  });

  test('after 503 a new connection is used', async () => {
    const ports: (number | undefined)[] = [];
    const world = await openHostileTenant((request, response) => {
      ports.push(request.socket.remotePort);
      response.writeHead(ports.length === 4 ? 503 : 200);
      response.end('{}');
    });
    const client = world.client();
    for (let request = 0; request < 4; request += 1) await ask(client);
    expect(ports).toHaveLength(5);
    expect(ports.slice(0, 4)).not.toContain(ports[4]);
  });

  test('closing the client ends a wait at once', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: 300 });
    const { wait: _, ...options } = world.options();
    const waiting = Promise.withResolvers<void>();
    const { openEntraClient } = await import('./source.ts');
    const client = openEntraClient({ ...options, onWait: () => waiting.resolve() });
    const asked = trouble(ask(client));
    await waiting.promise;
    await client.close();
    expect((await asked).message).toContain('stopped');
  });
});

describe('access', () => {
  test('a token refused with 401 in mid-run is renewed once', async () => {
    const world = await openEmulatedTenant();
    Object.assign(world.emulator.tenant.settings, { tokenMinSeconds: 60, tokenMaxSeconds: 60 });
    const client = world.client();
    await ask(client);
    // The token ends for Graph, while our own clock says it is good.
    world.emulator.tenant.clock.advance(120_000);
    expect(await ask(client)).toMatchObject({ ok: true });
    expect(world.emulator.requests.graph().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(world.emulator.requests.counts().token).toBe(2);
  });

  test('a new token that is refused as well ends the read', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 401, code: 'InvalidAuthenticationToken' });
    expect((await trouble(ask(world.client()))).code).toBe('credential.wrong');
    expect(world.emulator.requests.counts()).toMatchObject({ graph: 2, token: 2 });
  });

  test('a consent given later is found by asking for a new token, once', async () => {
    const world = await openEmulatedTenant();
    const { apps } = world.emulator.tenant;
    apps.setRoles(world.emulator.clientId, []);
    const client = world.client();
    await client.tokens.token();
    apps.setRoles(world.emulator.clientId, ['User.Read.All']);
    expect(await ask(client)).toMatchObject({ ok: true });
  });

  test('a missing consent names the permission', async () => {
    const world = await openEmulatedTenant();
    world.emulator.tenant.apps.setRoles(world.emulator.clientId, ['Group.Read.All']);
    const error = await trouble(ask(world.client()));
    expect(error.code).toBe('permission.missing');
    expect(error.message).toContain('User.Read.All');
    expect(error.cure).toContain('Grant admin consent');
    expect(world.emulator.requests.counts()).toMatchObject({ graph: 2, token: 2 });
  });

  test('a 403 that is not Graph’s own is graph.protocol', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'html', status: 403 });
    expect((await trouble(ask(world.client()))).code).toBe('graph.protocol');
  });

  test('a service principal that Graph does not know is app.unknown', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 401, code: 'Authorization_IdentityNotFound' });
    expect((await trouble(ask(world.client()))).code).toBe('app.unknown');
  });
});

describe('TLS', () => {
  test('the authority of the cloud is trusted, and without it nothing is', async () => {
    const world = await openEmulatedTenant({ tls: true });
    const folder = await mkdtemp(join(tmpdir(), 'ca-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, world.emulator.caPem ?? '');
    const { cloud } = world.options();
    expect(await ask(world.client({ cloud: { ...cloud, ca } }))).toMatchObject({ ok: true });
    const untrusted = await trouble(ask(world.client()));
    expect([untrusted.code, world.waits.length]).toEqual(['graph.unavailable', 0]);
    expect(untrusted.message).toContain('not trusted');
    expect(
      (await trouble(ask(world.client({ cloud: { ...cloud, ca: join(folder, 'none.pem') } })))).message,
    ).toContain('none.pem');
  });
});

test('links lead nowhere but to the same Graph', async () => {
  const world = await openEmulatedTenant();
  const { url } = world.emulator;
  const { graph } = world.client();
  expect(graph.canFollow(`${url}/v1.0/users?$skiptoken=x`)).toBe(true);
  const away = [
    'https://graph.evil.example/v1.0/users',
    `${url}/beta/users`,
    `${url}/v1.0/../x`,
    `${url}.evil.example/v1.0/x`,
    url.replace('//', '//a:b@'),
    'users',
  ];
  expect(away.filter((link) => graph.canFollow(link))).toEqual([]);
});

test('requests carry what Graph asks for, and the log carries no token', async () => {
  const seen: Record<string, unknown>[] = [];
  const world = await openHostileTenant((request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  const { graph } = world.client();
  await graph.send('/users', { eventual: true });
  await graph.send('/$batch', { body: { requests: [] } });
  expect(seen[0]).toMatchObject({
    authorization: 'Bearer opaque',
    accept: 'application/json',
    consistencylevel: 'eventual',
  });
  expect(seen[0]?.['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen[1]).toMatchObject({ 'content-type': 'application/json' });
  expect(seen[1]?.['client-request-id']).not.toBe(seen[0]?.['client-request-id']);
  expect(world.lines.join()).not.toContain('opaque');
});
