// Reading a whole tenant from the emulated Graph: full, changes, resets, expired pages, and everything that must
// fail the read instead of shortening it (R1, R4).
import { describe, expect, test } from 'vitest';
import {
  everybody,
  fields,
  openEmulatedTenant,
  openHostileTenant,
  readAll,
} from '../../../test/emulated-tenant.ts';
import { OutsideError } from '../outside-error.ts';
import type { Source } from '../source.ts';

async function failure(source: Source, cursor: string | null = null): Promise<string> {
  const error: unknown = await readAll(source, { cursor }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof OutsideError ? error.code : String(error);
}

describe('a full read', () => {
  test('the link is taken first, then everybody in pages of 999', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 2500 });
    const reading = await readAll(source());
    expect(reading).toMatchObject({ mode: 'full', restarts: 0 });
    expect(reading.people.size).toBe(2500);
    expect(
      emulator.requests
        .graph()
        .map(({ path, query }) => `${path}${query.includes('latest') ? ' latest' : ''}`),
    ).toEqual(['/v1.0/users/delta latest', '/v1.0/users', '/v1.0/users', '/v1.0/users']);
  });

  test('every asked field is there, null where it is empty, phones always a list', async () => {
    const { emulator, source } = await openEmulatedTenant();
    const id = emulator.tenant.hire({ givenName: 'Siv', surname: 'Ek', officeLocation: 'Umeå' });
    const asked = [
      ...fields,
      'officeLocation',
      'onPremisesExtensionAttributes',
      'extension_0123456789abcdef0123456789abcdef_desk',
    ].toSorted();
    const { people } = await readAll(source(), { fields: asked });
    const facts = people.get(id) ?? {};
    expect(Object.keys(facts).toSorted()).toEqual(asked);
    expect(facts).toMatchObject({
      givenName: 'Siv',
      officeLocation: 'Umeå',
      businessPhones: [],
      jobTitle: null,
    });
    expect(facts['extension_0123456789abcdef0123456789abcdef_desk']).toBeNull();
  });

  test('somebody hired while pages are read comes with the next changes', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 1500 });
    const reader = source();
    let late = '';
    let cursor: string | null = null;
    for await (const part of reader.read({ fields, scope: everybody, cursor: null })) {
      if (part.part === 'people') late ||= emulator.tenant.hire({ givenName: 'Ida', surname: 'Sen' });
      if (part.part === 'end') cursor = part.cursor;
    }
    const changes = await readAll(reader, { cursor });
    expect([...changes.people.keys()]).toContain(late);
  });

  test('where "from now on" is refused, a delta from the start lists everybody', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 450 });
    Object.assign(emulator.tenant.settings, {
      deltaDuplicates: 0.2,
      deltaShuffle: true,
      deltaRemovedFirst: true,
    });
    const gone = emulator.tenant.hire({ givenName: 'Bo', surname: 'Borta' });
    emulator.tenant.remove(gone);
    emulator.faults.add({ effect: 'status', status: 501, code: 'NotImplemented', query: 'latest' });
    const reading = await readAll(source());
    expect(reading.people.size).toBe(450);
    expect(reading).toMatchObject({ mode: 'full', removed: new Set([gone]) });
    expect([...reading.people.values()].every((facts) => Object.keys(facts).length === fields.length)).toBe(
      true,
    );
    expect(await readAll(source(), { cursor: reading.cursor })).toMatchObject({ mode: 'delta' });
  });

  test('where there is no delta at all, everybody is listed and every read is a full one', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 20 });
    emulator.faults.add({
      effect: 'status',
      status: 400,
      code: 'Request_UnsupportedQuery',
      path: '/v1.0/users/delta',
    });
    const reading = await readAll(source());
    expect(reading).toMatchObject({ mode: 'full', cursor: null });
    expect(reading.people.size).toBe(20);
  });

  test('an expired page token begins the listing again, and not for ever', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 2500 });
    emulator.faults.add({
      effect: 'expiredPageToken',
      path: '/v1.0/users',
      query: 'skiptoken',
      skip: 1,
      times: 1,
    });
    const reading = await readAll(source());
    expect(reading.people.size).toBe(2500);
    expect(reading.restarts).toBe(1);
    emulator.faults.clear();
    emulator.faults.add({ effect: 'expiredPageToken', path: '/v1.0/users', query: 'skiptoken' });
    expect(await failure(source())).toBe('graph.protocol');
  });

  test('a tenant that throttles by resource units is read by waiting as told', async () => {
    const { emulator, source, waits } = await openEmulatedTenant({ people: 6000 });
    emulator.tenant.settings.throttle = 2;
    const wait = async (ms: number): Promise<void> => {
      waits.push(ms);
      emulator.tenant.clock.advance(ms);
    };
    expect((await readAll(source({ wait }))).people.size).toBe(6000);
    // Told exactly, each pause is enough: no request is refused twice in a row.
    const statuses = emulator.requests.graph().map(({ status }) => status);
    expect(waits.length).toBeGreaterThan(1);
    expect(statuses.some((status, n) => status === 429 && statuses[n + 1] === 429)).toBe(false);
  });

  test('empty pages in between are read over', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 3000 });
    emulator.tenant.settings.emptyPages = 0.6;
    expect((await readAll(source())).people.size).toBe(3000);
  });
});

describe('changes', () => {
  test('what nobody changed is one request and nobody', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 100 });
    const reader = source();
    const { cursor } = await readAll(reader);
    emulator.requests.reset();
    const reading = await readAll(reader, { cursor });
    expect(reading).toMatchObject({ mode: 'delta', people: new Map(), removed: new Set() });
    expect(emulator.requests.counts().graph).toBe(1);
  });

  test('hired, renamed, emptied, deleted and restored people are told', async () => {
    const { emulator, source } = await openEmulatedTenant();
    const { tenant } = emulator;
    const [renamed, deleted, restored] = [1, 2, 3].map((n) =>
      tenant.hire({ givenName: `P${n}`, surname: 'X', jobTitle: 'Tekniker' }),
    );
    tenant.remove(restored ?? '');
    const reader = source();
    const { cursor } = await readAll(reader);
    tenant.update(renamed ?? '', { surname: 'Y', jobTitle: null });
    tenant.remove(deleted ?? '');
    tenant.restore(restored ?? '');
    const hired = tenant.hire({ givenName: 'Ny', surname: 'Ny' });
    const reading = await readAll(reader, { cursor });
    expect(new Set(reading.people.keys())).toEqual(new Set([renamed, restored, hired]));
    expect(reading.people.get(renamed ?? '')).toMatchObject({ surname: 'Y', jobTitle: null });
    // Never set, hence not sent, hence as it was.
    expect(reading.people.get(hired)).not.toHaveProperty('jobTitle');
    expect(reading.removed).toEqual(new Set([deleted]));
  });

  test('repeats, small pages and another order change nothing', async () => {
    const world = await openEmulatedTenant({ people: 60, pageSizeDelta: 7 });
    const { tenant } = world.emulator;
    Object.assign(tenant.settings, { deltaReplays: 30, deltaDuplicates: 0.3, deltaShuffle: true });
    const reader = world.source();
    const first = await readAll(reader);
    const ids = [...first.people.keys()];
    for (const id of ids) tenant.update(id, { jobTitle: 'Chef' });
    for (const id of ids.slice(0, 10)) tenant.remove(id);
    const reading = await readAll(reader, { cursor: first.cursor });
    expect(reading.removed).toEqual(new Set(ids.slice(0, 10)));
    expect(new Set(reading.people.keys())).toEqual(new Set(ids.slice(10)));
    expect([...reading.people.values()].every((facts) => facts['jobTitle'] === 'Chef')).toBe(true);
  });

  test('within a page the last word on a person counts', async () => {
    const world = await openHostileTenant((request, response, origin) => {
      const link = `${origin}/v1.0/users/delta?$deltatoken=2`;
      const value = [
        { id: 'a', displayName: 'A', jobTitle: 'x' },
        { id: 'a', displayName: 'A2' },
        { id: 'b', '@removed': { reason: 'changed' } },
        { id: 'b', displayName: 'B' },
        { id: 'c', displayName: 'C' },
        { id: 'c', '@removed': { reason: 'deleted' } },
      ];
      response.end(
        JSON.stringify(
          request.url?.includes('latest')
            ? { value: [], '@odata.deltaLink': link }
            : request.url?.includes('/delta')
              ? { value, '@odata.deltaLink': link }
              : { value: [] },
        ),
      );
    });
    const reader = world.source();
    const { cursor } = await readAll(reader);
    const reading = await readAll(reader, { cursor });
    expect(reading.people).toEqual(
      new Map([
        ['a', { displayName: 'A2', jobTitle: 'x' }],
        ['b', { displayName: 'B' }],
      ]),
    );
    expect(reading.removed).toEqual(new Set(['c']));
  });

  test.each([
    [
      '410 with a Location',
      { effect: 'status', status: 410, code: 'resyncRequired', location: 'https://elsewhere.example/' },
    ],
    ['400 syncStateNotFound', { effect: 'status', status: 400, code: 'SyncStateNotFound' }],
    ['a link that is badly formed now', { effect: 'status', status: 400, code: 'Request_BadRequest' }],
    ['an expired token', { effect: 'expiredPageToken' }],
  ] as const)('%s leads to a full read in the same call', async (_, fault) => {
    const { emulator, source } = await openEmulatedTenant({ people: 50 });
    const reader = source();
    const { cursor } = await readAll(reader);
    emulator.faults.add({ ...fault, path: '/v1.0/users/delta', times: 1 });
    const reading = await readAll(reader, { cursor });
    expect(reading).toMatchObject({ mode: 'full', restarts: 1 });
    expect(reading.people.size).toBe(50);
  });

  test('a link older than seven days leads to a full read', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 50 });
    const { cursor } = await readAll(source());
    emulator.tenant.clock.advance(8 * 86_400_000);
    expect(await readAll(source(), { cursor })).toMatchObject({ mode: 'full', restarts: 1 });
  });

  test('other fields, another cloud or a cursor of something else lead to a full read', async () => {
    const { source } = await openEmulatedTenant({ people: 50 });
    const { cursor } = await readAll(source());
    expect(await readAll(source(), { cursor, fields: [...fields, 'city'].toSorted() })).toMatchObject({
      mode: 'full',
    });
    const elsewhere = await openEmulatedTenant({ people: 3 });
    expect((await readAll(elsewhere.source(), { cursor })).people.size).toBe(3);
    expect(await readAll(source(), { cursor: 'nonsense' })).toMatchObject({ mode: 'full' });
  });

  test('a page that expires in the middle begins the round again', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 60, pageSizeDelta: 10 });
    const { cursor, people } = await readAll(source());
    for (const id of people.keys()) emulator.tenant.update(id, { jobTitle: 'Chef' });
    emulator.faults.add({ effect: 'expiredPageToken', query: 'skiptoken', skip: 2, times: 1 });
    const reading = await readAll(source(), { cursor });
    expect(reading).toMatchObject({ mode: 'delta', restarts: 1 });
    expect(reading.people.size).toBe(60);
  });
});

describe('a read that can not be whole fails', () => {
  test('a page that never comes', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 2500 });
    emulator.faults.add({ effect: 'status', status: 503, query: 'skiptoken', skip: 1 });
    expect(await failure(source())).toBe('graph.unavailable');
  });

  test('a page of changes that never comes', async () => {
    const { emulator, source } = await openEmulatedTenant({ people: 60, pageSizeDelta: 10 });
    const { cursor, people } = await readAll(source());
    for (const id of people.keys()) emulator.tenant.update(id, { jobTitle: 'Chef' });
    emulator.faults.add({ effect: 'resetMidBody', query: 'skiptoken', skip: 2 });
    expect(await failure(source(), cursor)).toBe('graph.unavailable');
  });

  test.each(['foreignNextLink', 'missingValue', 'invalidJson'] as const)(
    '%s is graph.protocol',
    async (effect) => {
      const { emulator, source } = await openEmulatedTenant({ people: 2500 });
      emulator.faults.add({ effect, path: '/v1.0/users', skip: effect === 'invalidJson' ? 1 : 0 });
      expect(await failure(source())).toBe('graph.protocol');
    },
  );

  test('a person without what Entra never leaves empty is graph.protocol', async () => {
    const world = await openHostileTenant((request, response, origin) => {
      const latest = request.url?.includes('latest');
      const people = [{ id: 'p1', userPrincipalName: 'eva@nordvik.example', displayName: 'Eva' }];
      response.end(
        JSON.stringify({
          value: latest ? [] : people,
          ...(latest ? { '@odata.deltaLink': `${origin}/v1.0/users/delta?$deltatoken=1` } : {}),
        }),
      );
    });
    expect(await failure(world.source())).toBe('graph.protocol');
  });

  test('people without any name are a missing permission', async () => {
    const world = await openHostileTenant((request, response, origin) => {
      const people = Array.from({ length: 3 }, (_, n) => ({
        id: `p${n}`,
        displayName: null,
        userPrincipalName: null,
      }));
      const latest = request.url?.includes('latest');
      response.end(
        JSON.stringify({
          value: latest ? [] : people,
          ...(latest && { '@odata.deltaLink': `${origin}/v1.0/users/delta?$deltatoken=1` }),
        }),
      );
    });
    expect(await failure(world.source())).toBe('permission.missing');
  });

  test.each([
    ['a person without an id', { value: [{ displayName: 'A' }] }],
    ['an item that is no object', { value: ['A'] }],
    ['a list that is none', { value: {} }],
    ['no object', []],
    ['a link that is no text', { value: [], '@odata.nextLink': 7 }],
    [
      'both links',
      { value: [], '@odata.nextLink': 'ORIGIN/v1.0/users?b', '@odata.deltaLink': 'ORIGIN/v1.0/users?c' },
    ],
    ['a link in a circle', { value: [], '@odata.nextLink': 'ORIGIN/v1.0/users?a' }],
    ['an unknown refusal', { status: 400 }],
  ])('%s', async (_, body) => {
    const world = await openHostileTenant((request, response, origin) => {
      const latest = { value: [], '@odata.deltaLink': `${origin}/v1.0/users/delta?$deltatoken=1` };
      if ('status' in body && !request.url?.includes('latest')) response.statusCode = 400;
      response.end(
        JSON.stringify(request.url?.includes('latest') ? latest : body).replaceAll('ORIGIN', origin),
      );
    });
    expect(await failure(world.source())).toBe('graph.protocol');
  });

  test('changes that end without a link', async () => {
    const world = await openHostileTenant((_, response) => response.end('{"value":[]}'));
    expect(await failure(world.source())).toBe('graph.protocol');
  });
});

test('a reader who walks away leaves nothing behind', async () => {
  const { emulator, source } = await openEmulatedTenant({ people: 5000 });
  emulator.faults.add({
    effect: 'status',
    status: 403,
    code: 'Authorization_RequestDenied',
    query: 'skiptoken',
    skip: 1,
  });
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const reader = source();
  for await (const part of reader.read({ fields, scope: everybody, cursor: null }))
    if (part.part === 'people') break;
  // The client goes on serving.
  expect(await reader.sample()).toHaveLength(999);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('the next page is asked for while the last one is being dealt with', async () => {
  const { emulator, source } = await openEmulatedTenant({ people: 5000 });
  for await (const part of source().read({ fields, scope: everybody, cursor: null })) {
    if (part.part !== 'people') continue;
    const before = emulator.requests.counts().graph;
    // Without asking the reader for more, further pages arrive.
    while (emulator.requests.counts().graph < before + 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(emulator.requests.counts().graph).toBeLessThanOrEqual(before + 2);
    break;
  }
});

test('a domain, its people and requests are counted', async () => {
  const { emulator, source } = await openEmulatedTenant({ people: 1500 });
  const reader = source();
  await readAll(reader);
  const { graph, bytes } = emulator.requests.counts();
  expect(reader.usage()).toEqual({ requests: graph, bytes });
});
