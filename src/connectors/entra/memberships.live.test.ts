// Who belongs to which groups, against the emulated Graph: asked for by id and listed, directly and through nested groups; and
// what must fail the read instead of making somebody a member of nothing (R1).
import { describe, expect, test } from 'vitest';
import { group, openEmulatedTenant } from '../../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../../test/emulated-tenant.ts';
import { OutsideError } from '../outside-error.ts';
import type { MembershipRequest, Source } from '../source.ts';

function build({ emulator: { tenant } }: EmulatedTenant) {
  const [a = '', b = '', c = ''] = ['Ada', 'Bo', 'Cia'].map((givenName) =>
    tenant.hire({ givenName, surname: 'Ek' }),
  );
  const inner = tenant.createGroup({ displayName: 'Inre', members: [b] });
  const outer = tenant.createGroup({ displayName: 'Yttre', members: [a, inner] });
  const other = tenant.createGroup({ displayName: 'Andra', members: [a] });
  return { a, b, c, outer, other };
}

async function read(source: Source, request: MembershipRequest): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for await (const part of source.memberships(request))
    for (const { person, groups } of part) found[person] = [...(found[person] ?? []), ...groups].toSorted();
  return found;
}

async function trouble(act: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OutsideError) return error;
  throw new Error(`no OutsideError: ${String(error)}`);
}

describe('memberships', () => {
  test('of people who are asked for come with all their groups and also when there are none', async () => {
    const world = await openEmulatedTenant();
    const { a, b, c, outer, other } = build(world);
    const groups = [group(outer), group(other)];
    const people = [a, b, c];
    const nested = await read(world.source(), { groups, nestedGroups: true, people });
    expect(nested).toEqual({ [a]: [outer, other].toSorted(), [b]: [outer], [c]: [] });
    const direct = await read(world.source(), { groups, nestedGroups: false, people });
    expect(direct).toEqual({ [a]: [outer, other].toSorted(), [b]: [], [c]: [] });
  });

  test('of everybody are the members of each group, with nested groups or without', async () => {
    const world = await openEmulatedTenant();
    const { a, b, outer, other } = build(world);
    const groups = [group(outer), group(other)];
    const nested = await read(world.source(), { groups, nestedGroups: true, people: null });
    expect(nested).toEqual({ [a]: [outer, other].toSorted(), [b]: [outer] });
    const direct = await read(world.source(), { groups, nestedGroups: false, people: null });
    expect(direct).toEqual({ [a]: [outer, other].toSorted() });
  });

  test('of 45 people and 21 groups are asked for in five requests', async () => {
    const world = await openEmulatedTenant();
    const { tenant } = world.emulator;
    const people = Array.from({ length: 45 }, (_, n) => tenant.hire({ givenName: `P${n}`, surname: 'Ek' }));
    const groups = Array.from({ length: 21 }, (_, n) =>
      group(tenant.createGroup({ displayName: `G${n}`, members: people.slice(n, n + 1) })),
    );
    const source = world.source();
    const found = await read(source, { groups, nestedGroups: true, people });
    expect(Object.values(found).map((ids) => ids.length)).toEqual(people.map((_, n) => (n < 21 ? 1 : 0)));
    expect(source.usage().requests).toBe(5);
  });

  test('of somebody who was deleted meanwhile are left out: nothing is known of her', async () => {
    const world = await openEmulatedTenant();
    const { a, c, outer } = build(world);
    world.emulator.tenant.remove(c);
    world.emulator.tenant.purge(c);
    const found = await read(world.source(), {
      groups: [group(outer)],
      nestedGroups: true,
      people: [a, c],
    });
    expect(found).toEqual({ [a]: [outer] });
  });

  test.each([
    [403, 'permission.missing'],
    [500, 'graph.unavailable'],
  ])('that Graph does not tell (%i) fail the read with %s', async (status, code) => {
    const world = await openEmulatedTenant();
    const { a, outer } = build(world);
    world.emulator.faults.add({ effect: 'status', status, path: `/v1.0/users/${a}/checkMemberGroups` });
    const asked = { groups: [group(outer)], nestedGroups: true, people: [a] };
    expect((await trouble(read(world.source(), asked))).code).toBe(code);
  });

  test('of a group that went away fail the read', async () => {
    const world = await openEmulatedTenant();
    const { outer } = build(world);
    world.emulator.tenant.deleteGroup(outer);
    const asked = { groups: [group(outer)], nestedGroups: true, people: null };
    expect((await trouble(read(world.source(), asked))).code).toBe('group.notFound');
  });
});
