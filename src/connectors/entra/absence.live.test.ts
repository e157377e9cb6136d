// Whether somebody is really gone: the one answer that says so, the answers about groups, and everything else,
// from which nothing may be concluded (R1).
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import {
  everybody,
  fields,
  group,
  openEmulatedTenant,
  openHostileTenant,
} from '../../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../../test/emulated-tenant.ts';
import type { Presence, Scope, Source } from '../source.ts';

const lookUp = (source: Source, people: string[], scope: Scope = everybody): Promise<Map<string, Presence>> =>
  source.lookUp(people, { fields, scope });
const inGroups = (memberOf: string[], notMemberOf: string[] = [], nestedGroups = true): Scope => ({
  memberOf: memberOf.map((id) => group(id)),
  notMemberOf: notMemberOf.map((id) => group(id)),
  nestedGroups,
});

/** Somebody as Graph sends her: every field that was asked for, null where it is empty. */
const person = {
  ...Object.fromEntries(fields.map((field) => [field, null])),
  id: 'a',
  userPrincipalName: 'a@nordvik.example',
  displayName: 'A',
};

function hire({ emulator }: EmulatedTenant, count: number): string[] {
  return Array.from({ length: count }, (_, n) => emulator.tenant.hire({ givenName: `P${n}`, surname: 'X' }));
}

async function isOf(found: Promise<Map<string, Presence>>): Promise<string[]> {
  return [...(await found).values()].map((presence) => presence.is);
}

describe('without groups', () => {
  test('deleted, purged and present people are told apart, in two requests', async () => {
    const world = await openEmulatedTenant();
    const [inBin = '', purged = '', present = ''] = hire(world, 3);
    for (const id of [inBin, purged]) world.emulator.tenant.remove(id);
    world.emulator.tenant.purge(purged);
    const found = await lookUp(world.source(), [inBin, purged, present]);
    expect(found.get(inBin)).toEqual({ is: 'gone', inBin: true });
    expect(found.get(purged)).toEqual({ is: 'gone', inBin: false });
    expect(found.get(present)).toMatchObject({ is: 'seen', facts: { givenName: 'P2', surname: 'X' } });
    expect(world.emulator.requests.counts().graph).toBe(2);
  });

  test('an id is the same in any case, and asked for once', async () => {
    const world = await openEmulatedTenant();
    const [id = ''] = hire(world, 1);
    const found = await lookUp(world.source(), [id.toUpperCase(), id.toUpperCase()]);
    expect([...found.keys()]).toEqual([id.toUpperCase()]);
    expect(found.get(id.toUpperCase())?.is).toBe('seen');
  });

  test('fifty people are three batches of at most twenty', async () => {
    const world = await openEmulatedTenant();
    expect(new Set(await isOf(lookUp(world.source(), hire(world, 50))))).toEqual(new Set(['seen']));
    expect(world.emulator.requests.graph().map(({ parts }) => parts?.length)).toEqual([20, 20, 10]);
  });

  test('whatever happens to the question about the bin, gone stays gone', async () => {
    const world = await openEmulatedTenant();
    const [id = ''] = hire(world, 1);
    world.emulator.tenant.remove(id);
    world.emulator.faults.add({
      effect: 'status',
      status: 403,
      code: 'Authorization_RequestDenied',
      path: '/v1.0/directory/*',
    });
    expect((await lookUp(world.source(), [id])).get(id)).toEqual({ is: 'gone', inBin: null });
    world.emulator.faults.clear();
    world.emulator.faults.add({ effect: 'status', status: 503, path: '/v1.0/$batch', skip: 1 });
    expect((await lookUp(world.source({ maxWaitSeconds: 1 }), [id])).get(id)).toEqual({
      is: 'gone',
      inBin: null,
    });
  });
});

describe('with groups', () => {
  test('nested membership counts, none of the groups is left, an excluded group is left', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const [direct = '', nested = '', outside = '', excluded = ''] = hire(world, 4);
    const inner = tenant.createGroup({ displayName: 'Inre', members: [nested] });
    const outer = tenant.createGroup({ displayName: 'Yttre', members: [direct, excluded, inner] });
    const not = tenant.createGroup({ displayName: 'Ej', members: [excluded] });
    const all = [direct, nested, outside, excluded];
    expect(await isOf(lookUp(world.source(), all, inGroups([outer], [not])))).toEqual([
      'seen',
      'seen',
      'left',
      'left',
    ]);
    expect(await isOf(lookUp(world.source(), all, inGroups([], [not])))).toEqual([
      'seen',
      'seen',
      'seen',
      'left',
    ]);
    expect(await isOf(lookUp(world.source(), all, inGroups([outer], [not], false)))).toEqual([
      'seen',
      'left',
      'left',
      'left',
    ]);
  });

  test('more than twenty groups are asked for in several calls', async () => {
    const world = await openEmulatedTenant();
    const [id = ''] = hire(world, 1);
    const groups = Array.from({ length: 45 }, (_, n) =>
      world.emulator.tenant.createGroup({ displayName: `G${n}` }),
    );
    expect(await isOf(lookUp(world.source(), [id], inGroups(groups)))).toEqual(['left']);
    world.emulator.tenant.addMember(groups[44] ?? '', id);
    world.emulator.requests.reset();
    expect(await isOf(lookUp(world.source(), [id], inGroups(groups)))).toEqual(['seen']);
    expect(world.emulator.requests.graph().map(({ parts }) => parts?.length)).toEqual([1, 3]);
  });

  test('a list that lags behind is no proof: the one asked about is still a member', async () => {
    const world = await openEmulatedTenant();
    const [id = ''] = hire(world, 1);
    const team = world.emulator.tenant.createGroup({ displayName: 'Team' });
    world.emulator.tenant.holdIndex();
    world.emulator.tenant.addMember(team, id);
    expect(await isOf(lookUp(world.source(), [id], inGroups([team])))).toEqual(['seen']);
  });

  test('direct memberships over several pages are read to the end', async () => {
    const world = await openHostileTenant((request, response, origin) => {
      void readRequests(request).then((requests) => {
        const isFirst = !request.url?.includes('page2');
        if (!isFirst) return response.end('{"value":[{"id":"g"}]}');
        const body = (url: string): object =>
          url.includes('memberOf')
            ? { value: [{ id: 'x' }], '@odata.nextLink': `${origin}/v1.0/users/a/memberOf?page2` }
            : person;
        return response.end(
          JSON.stringify({
            responses: requests.map(({ id, url }) => ({ id, status: 200, body: body(url) })),
          }),
        );
      });
    });
    expect(await isOf(lookUp(world.source(), ['a'], inGroups(['g'], [], false)))).toEqual(['seen']);
    expect(await isOf(lookUp(world.source(), ['a'], inGroups(['h'], [], false)))).toEqual(['left']);
  });
});

async function readRequests(request: IncomingMessage): Promise<{ id: string; url: string }[]> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? [] : (JSON.parse(text) as { requests: { id: string; url: string }[] }).requests;
}

test('a field that is left out has no value, but without what Entra never leaves empty a person is unreadable', async () => {
  const { displayName, userPrincipalName, id } = person;
  const answered = async (body: object) => {
    const world = await openHostileTenant((request, response) => {
      void readRequests(request).then((requests) => {
        response.end(
          JSON.stringify({ responses: requests.map((part) => ({ id: part.id, status: 200, body })) }),
        );
      });
    });
    return (await lookUp(world.source(), ['a'])).get('a');
  };
  const named = { id, displayName, userPrincipalName };
  expect(await answered(named)).toMatchObject({ is: 'unreadable' });
  expect(await answered({ ...named, accountEnabled: true })).toMatchObject({
    is: 'seen',
    facts: { displayName: 'A', surname: null },
  });
});

describe('unreadable is everything else', () => {
  const notFound = { error: { code: 'Request_ResourceNotFound', message: 'gone' } };
  const answers: [string, object | null][] = [
    ['a 404 with another code', { status: 404, body: { error: { code: 'ResourceNotFound' } } }],
    ['a 404 page of a proxy', { status: 404, body: '<html></html>' }],
    ['a 403', { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } }],
    ['a 410', { status: 410, body: notFound }],
    ['a refusal that carries a person', { status: 403, body: person }],
    ['a 200 that says not found', { status: 200, body: notFound }],
    ['somebody else', { status: 200, body: { ...person, id: 'b' } }],
    ['half a person', { status: 200, body: { id: 'a' } }],
    [
      'a person whose name is hidden',
      { status: 200, body: { ...person, userPrincipalName: null, displayName: null } },
    ],
    ['nothing', { status: 200, body: null }],
    ['a status that is no number', { status: '404', body: notFound }],
    ['no answer for this part', null],
  ];
  test.each(answers)('%s', async (_, part) => {
    const world = await openHostileTenant((request, response) => {
      void readRequests(request).then((requests) => {
        response.end(
          JSON.stringify({ responses: part === null ? [] : requests.map(({ id }) => ({ ...part, id })) }),
        );
      });
    });
    expect(await isOf(lookUp(world.source(), ['a']))).toEqual(['unreadable']);
  });

  const groupAnswers: [string, object | null][] = [
    ['groups refused', { status: 403, body: {} }],
    ['groups without a list', { status: 200, body: {} }],
    ['groups of something else', { status: 200, body: { value: [7] } }],
    ['groups not found', { status: 404, body: notFound }],
    ['groups not answered', null],
  ];
  test.each(groupAnswers)('%s', async (_, part) => {
    const world = await openHostileTenant((request, response) => {
      void readRequests(request).then((requests) => {
        const isPerson = requests.every(({ url }) => !/checkMemberGroups|memberOf/.test(url));
        const one = isPerson ? { status: 200, body: person } : part;
        response.end(
          JSON.stringify({ responses: one === null ? [] : requests.map(({ id }) => ({ ...one, id })) }),
        );
      });
    });
    expect(await isOf(lookUp(world.source(), ['a']))).toEqual(['seen']);
    expect(await isOf(lookUp(world.source(), ['a'], inGroups(['g'])))).toEqual(['unreadable']);
    expect(await isOf(lookUp(world.source(), ['a'], inGroups(['g'], [], false)))).toEqual(['unreadable']);
  });

  test('a part that stays throttled or down, while the others are answered', async () => {
    const world = await openEmulatedTenant();
    const people = hire(world, 3);
    world.emulator.tenant.remove(people[0] ?? '');
    world.emulator.faults.add({
      effect: 'status',
      status: 429,
      retryAfter: 2,
      path: `/v1.0/users/${people[1]}`,
    });
    expect(await isOf(lookUp(world.source(), people))).toEqual(['gone', 'unreadable', 'seen']);
    expect(world.waits).toEqual(Array.from({ length: 9 }, () => 2000));
    // The parts that were answered are not asked for again.
    expect(
      world.emulator.requests
        .graph()
        .slice(1, 10)
        .map(({ parts }) => parts?.length),
    ).toEqual(Array.from({ length: 9 }, () => 1));
  });

  test('a part that recovers is asked for again after the longest wait', async () => {
    const world = await openEmulatedTenant();
    const people = hire(world, 3);
    world.emulator.faults.add({
      effect: 'status',
      status: 429,
      retryAfter: 2,
      path: `/v1.0/users/${people[0]}`,
      times: 1,
    });
    world.emulator.faults.add({
      effect: 'status',
      status: 503,
      retryAfter: '5.5',
      path: `/v1.0/users/${people[1]}`,
      times: 1,
    });
    expect(await isOf(lookUp(world.source(), people))).toEqual(['seen', 'seen', 'seen']);
    expect(world.waits).toEqual([5500]);
  });

  test('an envelope that never comes makes everybody unreadable, and nobody is asked on in vain', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 503, path: '/v1.0/$batch' });
    const presences = await lookUp(world.source(), hire(world, 50));
    expect([...presences.values()].map(({ is }) => is)).toEqual(
      Array.from({ length: 50 }, () => 'unreadable'),
    );
    expect(world.emulator.requests.counts().graph).toBe(10);
  });

  test('a refused envelope makes its own twenty unreadable', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({
      effect: 'status',
      status: 403,
      code: 'Authorization_RequestDenied',
      path: '/v1.0/$batch',
      times: 1,
    });
    const presences = [...(await lookUp(world.source(), hire(world, 25))).values()].map(({ is }) => is);
    expect(presences.filter((is) => is === 'unreadable')).toHaveLength(20);
    expect(presences.slice(20)).toEqual(Array.from({ length: 5 }, () => 'seen'));
  });

  test('a refused sign-in fails the run as it does anywhere', async () => {
    const world = await openEmulatedTenant();
    const people = hire(world, 1);
    world.emulator.tenant.apps.expireSecrets(world.emulator.clientId);
    await expect(lookUp(world.source(), people)).rejects.toMatchObject({ code: 'credential.expired' });
  });

  test('a source closed in between concludes nothing', async () => {
    const world = await openEmulatedTenant();
    const source = world.source();
    const people = hire(world, 1);
    await source.close();
    await expect(lookUp(source, people)).rejects.toMatchObject({ code: 'graph.unavailable' });
  });
});
