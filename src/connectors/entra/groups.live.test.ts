// Finding groups by name or id, and listing their members, against the emulated Graph: names that fit none or
// several, groups that go, nested and hidden ones, and what must fail a read instead of shortening it (R1).
import { describe, expect, test } from 'vitest';
import {
  fields,
  group,
  openEmulatedTenant,
  openHostileTenant,
  readAll,
} from '../../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../../test/emulated-tenant.ts';
import { OutsideError } from '../outside-error.ts';
import type { ResolvedGroup, Scope, Source } from '../source.ts';

const wanted = (memberOf: string[], notMemberOf: string[] = []) => ({
  memberOf,
  notMemberOf,
  nestedGroups: true,
});
const scopeOf = (memberOf: string[], changed: Partial<Scope> = {}): Scope => ({
  memberOf: memberOf.map((id) => group(id)),
  notMemberOf: [],
  nestedGroups: true,
  ...changed,
});

async function trouble(act: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OutsideError) return error;
  throw new Error(`no OutsideError: ${String(error)}`);
}

const resolve = (source: Source, memberOf: string[], known: ResolvedGroup[] = []): Promise<Scope> =>
  source.resolveGroups(wanted(memberOf), known);

function hire({ emulator }: EmulatedTenant, count: number): string[] {
  return Array.from({ length: count }, (_, n) => emulator.tenant.hire({ givenName: `P${n}`, surname: 'X' }));
}

describe('finding a group', () => {
  test('a name and an id are found, and known by id from then on', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const [one, two] = [
      tenant.createGroup({ displayName: 'Telefoni' }),
      tenant.createGroup({ displayName: 'Kontor' }),
    ];
    const scope = await resolve(world.source(), ['telefoni', two]);
    expect(scope.memberOf).toEqual([
      { asked: 'telefoni', id: one, name: 'Telefoni' },
      { asked: two, id: two, name: 'Kontor' },
    ]);
    tenant.renameGroup(one, 'Telefoni gamla');
    tenant.createGroup({ displayName: 'Telefoni' });
    expect((await resolve(world.source(), ['telefoni'], scope.memberOf)).memberOf).toEqual([
      { asked: 'telefoni', id: one, name: 'Telefoni gamla' },
    ]);
  });

  test.each(["R&D's + #1 / 50% team", 'Ärende 100', "''"])(
    'the name %s survives the address',
    async (name) => {
      const world = await openEmulatedTenant();
      const id = world.emulator.tenant.createGroup({ displayName: name });
      expect((await resolve(world.source(), [name])).memberOf).toMatchObject([{ id, name }]);
    },
  );

  test('no group of that name is group.notFound', async () => {
    const world = await openEmulatedTenant();
    world.emulator.tenant.createGroup({ displayName: 'Telefoni' });
    const error = await trouble(resolve(world.source(), ['Telefon']));
    expect(error.code).toBe('group.notFound');
    expect(error.message).toContain('"Telefon"');
  });

  test('an id that nobody has is group.notFound', async () => {
    const world = await openEmulatedTenant();
    expect((await trouble(resolve(world.source(), ['3f1f3b0a-8f5e-4f0b-9f57-6d5b4c3a2f10']))).code).toBe(
      'group.notFound',
    );
  });

  test('several of a name are group.ambiguous, with candidates and their kinds', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const security = tenant.createGroup({
      displayName: 'Telefoni',
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: [],
    });
    const unified = tenant.createGroup({
      displayName: 'Telefoni',
      groupTypes: ['Unified'],
      mailEnabled: true,
    });
    const error = await trouble(resolve(world.source(), ['telefoni']));
    expect(error.code).toBe('group.ambiguous');
    expect(error.message).toContain(`security group, ${security}`);
    expect(error.message).toContain(`Microsoft 365 group, ${unified}`);
  });

  test('of names that differ by case only, the one that was written is meant', async () => {
    const world = await openEmulatedTenant();
    const [upper] = [
      world.emulator.tenant.createGroup({ displayName: 'TELEFONI' }),
      world.emulator.tenant.createGroup({ displayName: 'Telefoni' }),
    ];
    expect((await resolve(world.source(), ['TELEFONI'])).memberOf).toMatchObject([{ id: upper }]);
    expect((await trouble(resolve(world.source(), ['telefoni']))).code).toBe('group.ambiguous');
  });

  test('a known group that is gone is not looked for again, but its heirs are named', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const old = tenant.createGroup({ displayName: 'Telefoni' });
    const { memberOf } = await resolve(world.source(), ['Telefoni']);
    tenant.deleteGroup(old);
    const heir = tenant.createGroup({ displayName: 'Telefoni' });
    const error = await trouble(resolve(world.source(), ['Telefoni'], memberOf));
    expect(error.code).toBe('group.notFound');
    expect(error.message).toContain(old);
    expect(error.message).toContain(heir);
  });

  test('hidden members are a missing permission, for notMemberOf too', async () => {
    const world = await openEmulatedTenant();
    world.emulator.tenant.createGroup({
      displayName: 'Hemlig',
      visibility: 'HiddenMembership',
      groupTypes: ['Unified'],
    });
    const error = await trouble(resolve(world.source(), ['Hemlig']));
    expect(error.code).toBe('permission.missing');
    expect(error.message).toContain('Member.Read.Hidden');
    expect((await trouble(world.source().resolveGroups(wanted([], ['Hemlig']), []))).code).toBe(
      'permission.missing',
    );
  });

  test('without Group.Read.All that permission is named', async () => {
    const world = await openEmulatedTenant();
    world.emulator.tenant.apps.setRoles(world.emulator.clientId, ['User.Read.All']);
    const error = await trouble(resolve(world.source(), ['Telefoni']));
    expect([error.code, error.message.includes('Group.Read.All')]).toEqual(['permission.missing', true]);
  });

  test.each([
    ['another group than was asked for', { id: 'b', displayName: 'B' }],
    ['a group without a name', { id: '3f1f3b0a-8f5e-4f0b-9f57-6d5b4c3a2f10' }],
  ])('%s is graph.protocol', async (_, body) => {
    const world = await openHostileTenant((__, response) => response.end(JSON.stringify(body)));
    expect((await trouble(resolve(world.source(), ['3f1f3b0a-8f5e-4f0b-9f57-6d5b4c3a2f10']))).code).toBe(
      'graph.protocol',
    );
  });

  test('a 404 that is not Graph’s own is no missing group', async () => {
    const world = await openHostileTenant((_, response) => {
      response.statusCode = 404;
      response.end('<html>not here</html>');
    });
    expect((await trouble(resolve(world.source(), ['3f1f3b0a-8f5e-4f0b-9f57-6d5b4c3a2f10']))).code).toBe(
      'graph.protocol',
    );
  });
});

describe('listing members', () => {
  test('the members of several groups come once each, through nested groups, within circles', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const people = hire(world, 6);
    const [a, b, c, d, e] = people;
    const inner = tenant.createGroup({ displayName: 'Inre', members: [c ?? '', d ?? ''] });
    const one = tenant.createGroup({ displayName: 'Ett', members: [a ?? '', b ?? '', inner] });
    const two = tenant.createGroup({ displayName: 'Två', members: [b ?? '', e ?? ''] });
    tenant.addMember(inner, one);
    const seen: string[] = [];
    for await (const part of world.source().read({ fields, scope: scopeOf([one, two, one]), cursor: null })) {
      if (part.part === 'people') seen.push(...part.people.map(({ id }) => id));
      if (part.part === 'end') expect(part).toEqual({ part: 'end', mode: 'full', cursor: null });
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set([a, b, c, d, e]));
    const direct = await readAll(world.source(), { scope: scopeOf([one], { nestedGroups: false }) });
    expect(new Set(direct.people.keys())).toEqual(new Set([a, b]));
  });

  test('a group of 2,500 is three pages, each with the header', async () => {
    const world = await openEmulatedTenant();
    const id = world.emulator.tenant.createGroup({ displayName: 'Stor', members: hire(world, 2500) });
    world.emulator.requests.reset();
    const reading = await readAll(world.source(), { scope: scopeOf([id]) });
    expect(reading.people.size).toBe(2500);
    expect(world.emulator.requests.graph().map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([...reading.people.values()].every((facts) => Object.keys(facts).length === fields.length)).toBe(
      true,
    );
  });

  test('people in notMemberOf groups are told apart, in full and in delta reads', async () => {
    const world = await openEmulatedTenant();
    const people = hire(world, 4);
    const id = world.emulator.tenant.createGroup({ displayName: 'Konsulter', members: people.slice(0, 2) });
    const scope = scopeOf([], { notMemberOf: [group(id)] });
    const full = await readAll(world.source(), { scope });
    expect(full.excluded).toEqual(new Set(people.slice(0, 2)));
    expect(full.people.size).toBe(4);
    const delta = await readAll(world.source(), { scope, cursor: full.cursor });
    expect(delta).toMatchObject({ mode: 'delta', excluded: new Set(people.slice(0, 2)) });
  });

  test('an expired page begins all of it again', async () => {
    const world = await openEmulatedTenant();
    const id = world.emulator.tenant.createGroup({ displayName: 'Stor', members: hire(world, 2500) });
    world.emulator.faults.add({ effect: 'expiredPageToken', query: 'skiptoken', skip: 1, times: 1 });
    const reading = await readAll(world.source(), { scope: scopeOf([id]) });
    expect([reading.people.size, reading.restarts]).toEqual([2500, 1]);
    world.emulator.faults.add({ effect: 'expiredPageToken', query: 'skiptoken', times: 1 });
    const excluding = await readAll(world.source(), { scope: scopeOf([], { notMemberOf: [group(id)] }) });
    expect([excluding.excluded.size, excluding.people.size]).toEqual([2500, 2500]);
  });

  test('an empty group is empty, and that is no failure', async () => {
    const world = await openEmulatedTenant();
    const id = world.emulator.tenant.createGroup({ displayName: 'Tom' });
    expect((await readAll(world.source(), { scope: scopeOf([id]) })).people.size).toBe(0);
  });
});

describe('a group that can not be read whole fails the read', () => {
  async function readTrouble(prepare: (world: EmulatedTenant, id: string) => void): Promise<OutsideError> {
    const world = await openEmulatedTenant();
    const id = world.emulator.tenant.createGroup({ displayName: 'Stor', members: hire(world, 1500) });
    prepare(world, id);
    return trouble(readAll(world.source(), { scope: scopeOf([id]) }));
  }

  test('members without names are a missing User.Read.All', async () => {
    const error = await readTrouble(({ emulator }) =>
      emulator.tenant.apps.setRoles(emulator.clientId, ['Group.Read.All']),
    );
    expect([error.code, error.message.includes('User.Read.All')]).toEqual(['permission.missing', true]);
  });

  test('a group that goes away while it is read is group.notFound', async () => {
    const error = await readTrouble(({ emulator }, id) => emulator.tenant.deleteGroup(id));
    expect(error.code).toBe('group.notFound');
  });

  test.each([
    [{ effect: 'status', status: 503, query: 'skiptoken' }, 'graph.unavailable'],
    [{ effect: 'status', status: 429, query: 'skiptoken' }, 'graph.throttled'],
    [
      { effect: 'status', status: 403, code: 'Authorization_RequestDenied', query: 'skiptoken' },
      'permission.missing',
    ],
    [{ effect: 'foreignNextLink' }, 'graph.protocol'],
    [{ effect: 'missingValue' }, 'graph.protocol'],
    [{ effect: 'status', status: 400, code: 'Request_UnsupportedQuery' }, 'graph.protocol'],
    [{ effect: 'expiredPageToken', query: 'skiptoken' }, 'graph.protocol'],
  ] as const)('%j is %s', async (fault, code) => {
    expect((await readTrouble(({ emulator }) => void emulator.faults.add(fault))).code).toBe(code);
  });
});
