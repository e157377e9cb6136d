// Groups as a directory reader meets them: by name and id, members with and without the cast, nesting and cycles,
// rules that work late, hidden members, members without readable names, a lagging index, and groups/delta.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { createProbe, EVENTUAL, type Item, type Probe } from './graph-probe.ts';
import type { Tenant } from './tenant.ts';

let emulator: Emulator;
let probe: Probe;
let tenant: Tenant;

beforeEach(async () => {
  emulator = await startEmulator();
  probe = createProbe(emulator);
  tenant = emulator.tenant;
});
afterEach(() => emulator.close());

const idsOf = (items: readonly Item[]): string[] => items.map(({ id }) => id).toSorted();
const hire = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => tenant.hire({ displayName: `P${i}` }));

describe('finding a group', () => {
  test('by name finds all of that name in any case, and quotes are doubled', async () => {
    const one = tenant.createGroup({ displayName: "R&D's team" });
    const two = tenant.createGroup({ displayName: "r&d's TEAM" });
    tenant.createGroup({ displayName: 'Annat' });
    const filter = encodeURIComponent("displayName eq 'R&D''s team'");
    expect(idsOf(await probe.items(`groups?$filter=${filter}&$select=id,displayName`))).toEqual(
      [one, two].toSorted(),
    );
  });

  test('by id gives the default properties, and 404 once it is deleted', async () => {
    const id = tenant.createGroup({ displayName: 'Telefoni', groupTypes: ['Unified'] });
    const { body } = await probe.get(`groups/${id}`);
    expect(body).toMatchObject({
      id,
      displayName: 'Telefoni',
      groupTypes: ['Unified'],
      mailEnabled: true,
      securityEnabled: false,
    });
    expect(body).not.toHaveProperty('uniqueName');
    tenant.renameGroup(id, 'Telefonister');
    expect((await probe.get(`groups/${id}?$select=displayName`)).body['displayName']).toBe('Telefonister');
    tenant.deleteGroup(id);
    expect((await probe.get(`groups/${id}`)).body.error?.code).toBe('Request_ResourceNotFound');
    expect((await probe.get(`groups/${id}/members`)).status).toBe(404);
    expect(await probe.items('groups')).toEqual([]);
    expect((await probe.get('groups/Telefoni')).status).toBe(400);
  });

  test('counts and pages groups', async () => {
    for (let i = 0; i < 5; i++) tenant.createGroup({ displayName: `G${i}` });
    expect((await probe.get('groups/$count')).status).toBe(400);
    expect((await probe.get('groups/$count', EVENTUAL)).text).toBe('5');
    expect((await probe.pages('groups?$top=2')).map(({ body }) => body.value?.length)).toEqual([2, 2, 1]);
  });
});

describe('members', () => {
  test('without a cast are users and groups with their type, and may be paged without a header', async () => {
    const [a = '', b = ''] = hire(2);
    const inner = tenant.createGroup({ displayName: 'Inre', members: [b] });
    const outer = tenant.createGroup({ displayName: 'Yttre', members: [a, inner] });
    const direct = await probe.items(`groups/${outer}/members?$top=1`);
    expect(direct).toMatchObject([
      { '@odata.type': '#microsoft.graph.user', id: a, displayName: 'P0' },
      { '@odata.type': '#microsoft.graph.group', id: inner, displayName: 'Inre' },
    ]);
    expect(idsOf(await probe.items(`groups/${outer}/transitiveMembers`))).toEqual([a, b, inner].toSorted());
  });

  test('with the user cast are users only, with the selected properties and the context of users', async () => {
    const [a = '', b = ''] = hire(2);
    const inner = tenant.createGroup({ displayName: 'Inre', members: [a, b] });
    const outer = tenant.createGroup({ displayName: 'Yttre', members: [a, inner] });
    const url = `groups/${outer}/transitiveMembers/microsoft.graph.user?$select=id,displayName,accountEnabled&$count=true`;
    const { body } = await probe.get(url, EVENTUAL);
    expect(body['@odata.context']).toBe(
      `${emulator.url}/v1.0/$metadata#users(id,displayName,accountEnabled)`,
    );
    expect(body['@odata.count']).toBe(2);
    expect(
      body.value?.toSorted((x, y) => String(x['displayName']).localeCompare(String(y['displayName']))),
    ).toEqual([
      { id: a, displayName: 'P0', accountEnabled: true },
      { id: b, displayName: 'P1', accountEnabled: true },
    ]);
    const direct = await probe.items(
      `groups/${outer}/members/microsoft.graph.user?$select=id&$count=true`,
      EVENTUAL,
    );
    expect(idsOf(direct)).toEqual([a]);
    expect(
      (await probe.get(`groups/${outer}/transitiveMembers/microsoft.graph.user/$count`, EVENTUAL)).text,
    ).toBe('2');
  });

  test('with a cast and options need the header on page one and on every further page', async () => {
    const id = tenant.createGroup({ displayName: 'Stor', members: hire(5) });
    const url = `groups/${id}/transitiveMembers/microsoft.graph.user?$select=id&$top=2&$count=true`;
    expect((await probe.get(url)).body.error?.code).toBe('Request_UnsupportedQuery');
    expect((await probe.get(url.replace('&$count=true', ''), EVENTUAL)).body.error?.code).toBe(
      'Request_UnsupportedQuery',
    );
    const first = await probe.get(url, EVENTUAL);
    const link = first.body['@odata.nextLink'] ?? '';
    expect((await probe.get(link)).body.error?.code).toBe('Directory_ExpiredPageToken');
    expect((await probe.pages(url, EVENTUAL)).map(({ body }) => body.value?.length)).toEqual([2, 2, 1]);
  });

  test('can be set to trap a client without the header on page two', async () => {
    tenant.settings.castWithoutHeader = 'failSecondPage';
    const id = tenant.createGroup({ displayName: 'Stor', members: hire(5) });
    const first = await probe.get(`groups/${id}/members/microsoft.graph.user?$select=id&$top=2`);
    expect(first.body.value).toHaveLength(2);
    expect((await probe.get(first.body['@odata.nextLink'] ?? '')).body.error?.code).toBe(
      'Directory_ExpiredPageToken',
    );
  });

  test('can be filtered to one person with the header', async () => {
    const [a = '', b = ''] = hire(2);
    const id = tenant.createGroup({ displayName: 'Lag', members: [a] });
    const url = (who: string): string => `groups/${id}/members?$filter=id eq '${who}'&$count=true`;
    expect((await probe.get(url(a))).body.error?.code).toBe('Request_UnsupportedQuery');
    expect(idsOf(await probe.items(url(a), EVENTUAL))).toEqual([a]);
    expect(await probe.items(url(b), EVENTUAL)).toEqual([]);
  });

  test('of nested groups in a circle are each told once and the group itself never', async () => {
    const [a = ''] = hire(1);
    const one = tenant.createGroup({ displayName: 'Ett', members: [a] });
    const two = tenant.createGroup({ displayName: 'Två', members: [one] });
    tenant.addMember(one, two);
    expect(idsOf(await probe.items(`groups/${one}/transitiveMembers`))).toEqual([a, two].toSorted());
    const check = await probe.post(`users/${a}/checkMemberGroups`, { groupIds: [one, two] });
    expect(check.body.value).toEqual([one, two]);
  });

  test('move from one group to another', async () => {
    const [a = ''] = hire(1);
    const one = tenant.createGroup({ displayName: 'Ett', members: [a] });
    const two = tenant.createGroup({ displayName: 'Två' });
    tenant.moveMember(one, two, a);
    expect(await probe.items(`groups/${one}/members`)).toEqual([]);
    expect(idsOf(await probe.items(`groups/${two}/members`))).toEqual([a]);
    tenant.removeMember(two, a);
    expect(await probe.items(`groups/${two}/members`)).toEqual([]);
  });
});

describe('what an app may see', () => {
  test('without User.Read.All members are type and id with nothing behind the names', async () => {
    const [a = ''] = hire(1);
    const id = tenant.createGroup({ displayName: 'Lag', members: [a] });
    tenant.apps.setRoles(emulator.clientId, ['Group.Read.All']);
    const [member] = await probe.items(`groups/${id}/members?$select=id,displayName,businessPhones`);
    expect(member).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: a,
      displayName: null,
      businessPhones: [],
    });
    const cast = await probe.items(
      `groups/${id}/members/microsoft.graph.user?$select=id,displayName,accountEnabled&$count=true`,
      EVENTUAL,
    );
    expect(cast).toMatchObject([{ id: a, displayName: null, accountEnabled: null }]);
    expect((await probe.post(`users/${a}/checkMemberGroups`, { groupIds: [id] })).status).toBe(403);
  });

  test('GroupMember.Read.All is enough for groups', async () => {
    const id = tenant.createGroup({ displayName: 'Lag' });
    tenant.apps.setRoles(emulator.clientId, ['GroupMember.Read.All', 'User.Read.All']);
    await probe.renewToken();
    expect((await probe.get(`groups/${id}/members`)).status).toBe(200);
  });

  test('hidden members are an empty list, or 403 by a setting, until the app may see them', async () => {
    const members = hire(3);
    const id = tenant.createGroup({
      displayName: 'Dold',
      groupTypes: ['Unified'],
      visibility: 'HiddenMembership',
      members,
    });
    const url = `groups/${id}/transitiveMembers`;
    expect(await probe.items(url)).toEqual([]);
    tenant.settings.hiddenMembers = 'forbidden';
    expect((await probe.get(url)).body.error?.code).toBe('Authorization_RequestDenied');
    tenant.apps.setRoles(emulator.clientId, ['User.Read.All', 'Group.Read.All', 'Member.Read.Hidden']);
    await probe.renewToken();
    expect(idsOf(await probe.items(url))).toEqual(members.toSorted());
  });
});

describe('what comes late', () => {
  test('a rule-based group follows attributes only after its delay', async () => {
    const id = tenant.createGroup({
      displayName: 'Regel',
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.department -eq "Sälj") -and (user.accountEnabled -eq true)',
    });
    const person = tenant.hire({ displayName: 'Ny', department: 'sälj' });
    expect(await probe.items(`groups/${id}/members`)).toEqual([]);
    tenant.clock.advance(300_001);
    expect(idsOf(await probe.items(`groups/${id}/members`))).toEqual([person]);
    tenant.update(person, { department: 'Drift' });
    expect(idsOf(await probe.items(`groups/${id}/members`))).toEqual([person]);
    tenant.clock.advance(300_001);
    expect(await probe.items(`groups/${id}/members`)).toEqual([]);
    expect(() => tenant.addMember(id, person)).toThrow('has a rule');
    expect(() => tenant.createGroup({ displayName: 'Fel', membershipRule: 'user.x -like "y"' })).toThrow(
      'cannot read',
    );
  });

  test('a held index still lists a deleted user and not yet a new one, while one user is read fresh', async () => {
    const [a = '', b = ''] = hire(2);
    const id = tenant.createGroup({ displayName: 'Lag', members: [a] });
    tenant.holdIndex();
    tenant.remove(a);
    tenant.addMember(id, b);
    const late = tenant.hire({ displayName: 'Sen' });
    expect(idsOf(await probe.items(`groups/${id}/members`))).toEqual([a]);
    expect(idsOf(await probe.items('users'))).toEqual([a, b].toSorted());
    expect((await probe.get(`users/${a}`)).status).toBe(404);
    expect((await probe.get(`users/${late}`)).status).toBe(200);
    expect((await probe.post(`users/${b}/checkMemberGroups`, { groupIds: [id] })).body.value).toEqual([id]);
    tenant.catchUpIndex();
    expect(idsOf(await probe.items(`groups/${id}/members`))).toEqual([b]);
    expect(idsOf(await probe.items('users'))).toEqual([b, late].toSorted());
  });
});

describe('groups/delta', () => {
  const member = (id: string, isRemoved = false): Record<string, unknown> => ({
    '@odata.type': '#microsoft.graph.user',
    id,
    ...(isRemoved && { '@removed': { reason: 'deleted' } }),
  });

  async function readRound(
    url: string,
  ): Promise<{ items: Item[]; link: string; sizes: (number | undefined)[] }> {
    const pages = await probe.pages(url);
    return {
      items: pages.flatMap(({ body }) => body.value ?? []),
      link: pages.at(-1)?.body['@odata.deltaLink'] ?? '',
      sizes: pages.map(({ body }) => body.value?.length),
    };
  }

  test('tells members by id, and no members@delta for an empty group or when not selected', async () => {
    const [a = '', b = ''] = hire(2);
    const full = tenant.createGroup({ displayName: 'Full', members: [a, b] });
    const empty = tenant.createGroup({ displayName: 'Tom' });
    const { items, link } = await readRound('groups/delta?$select=displayName,members');
    expect(items).toEqual([
      { id: full, displayName: 'Full', 'members@delta': [member(a), member(b)] },
      { id: empty, displayName: 'Tom' },
    ]);
    tenant.removeMember(full, a);
    tenant.addMember(empty, a);
    tenant.renameGroup(empty, 'Tomare');
    expect((await readRound(link)).items).toEqual([
      { id: full, displayName: 'Full', 'members@delta': [member(a, true)] },
      { id: empty, displayName: 'Tomare', 'members@delta': [member(a)] },
    ]);
    const names = await readRound('groups/delta?$select=displayName&$deltatoken=latest');
    tenant.addMember(full, a);
    expect((await readRound(names.link)).items).toEqual([]);
    tenant.renameGroup(full, 'Fullare');
    expect((await readRound(names.link)).items).toEqual([{ id: full, displayName: 'Fullare' }]);
  });

  test('is silent about a soft-deleted member until the purge', async () => {
    const [a = ''] = hire(1);
    const id = tenant.createGroup({ displayName: 'Lag', members: [a] });
    const { link } = await readRound(`groups/delta?$select=members&$filter=id eq '${id}'`);
    tenant.remove(a);
    const silent = await readRound(link);
    expect(silent.items).toEqual([]);
    tenant.purge(a);
    expect((await readRound(silent.link)).items).toEqual([{ id, 'members@delta': [member(a, true)] }]);
  });

  test('spreads a large group over several items and pages', async () => {
    Object.assign(tenant.settings, { deltaMembersPerItem: 3, deltaPageSize: 2 });
    const members = hire(10);
    const id = tenant.createGroup({ displayName: 'Stor', members });
    const { items, sizes } = await readRound('groups/delta?$select=displayName,members');
    expect(sizes).toEqual([2, 2]);
    expect(items.map((item) => item.id)).toEqual([id, id, id, id]);
    expect(idsOf(items.flatMap((item) => item['members@delta'] as Item[]))).toEqual(members.toSorted());
  });

  test('tells a deleted group as removed, and its tokens expire like those of users', async () => {
    const id = tenant.createGroup({ displayName: 'Kort' });
    const { link } = await readRound('groups/delta?$select=displayName');
    tenant.deleteGroup(id);
    expect((await readRound(link)).items).toEqual([{ id, '@removed': { reason: 'changed' } }]);
    tenant.clock.advance(8 * 86_400_000);
    await probe.renewToken();
    expect((await probe.get(link)).body.error?.code).toBe('syncStateNotFound');
  });
});
