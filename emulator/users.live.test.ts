// GET /users and what belongs to one user: default and selected properties, bounds, page tokens, null against
// absent against [], permissions, groups of a user, the recycle bin and the optional objects of the tenant.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from './emulator.ts';
import { createProbe, EVENTUAL, type Item, type Probe } from './graph-probe.ts';

const DEFAULTS =
  'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName';
const UNLISTABLE =
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings';
const MISSING = '00000000-0000-4000-8000-000000000000';

let emulator: Emulator;
let probe: Probe;

beforeAll(async () => {
  emulator = await startEmulator({ people: 1200, seed: 3 });
  probe = createProbe(emulator);
});
afterAll(() => emulator.close());
beforeEach(() => emulator.requests.reset());

describe('a list of users', () => {
  test('has the eleven default properties and no other', async () => {
    const { body } = await probe.get('users?$top=5');
    for (const user of body.value ?? []) expect(Object.keys(user).toSorted()).toEqual(DEFAULTS.split(' '));
    expect(body['@odata.context']).toBe(`${emulator.url}/v1.0/$metadata#users`);
  });

  test('has exactly the selected properties, and id always', async () => {
    const { body } = await probe.get('users?$select=mailNickname,accountEnabled&$top=3');
    for (const user of body.value ?? []) {
      expect(Object.keys(user).toSorted()).toEqual(['accountEnabled', 'id', 'mailNickname']);
    }
    expect(body['@odata.context']).toBe(`${emulator.url}/v1.0/$metadata#users(mailNickname,accountEnabled)`);
  });

  test('comes a hundred at a time, or as many as $top says, each user once', async () => {
    expect((await probe.get('users')).body.value).toHaveLength(100);
    const pages = await probe.pages('users?$top=999&$select=id');
    expect(pages.map(({ body }) => body.value?.length)).toEqual([999, 201]);
    const ids = pages.flatMap(({ body }) => body.value ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1200);
  });

  test('ends without a nextLink when the last page is just full', async () => {
    const own = await startEmulator({ people: 30 });
    const pages = await createProbe(own).pages('users?$top=10');
    expect(pages.map(({ body }) => body.value?.length)).toEqual([10, 10, 10]);
    await own.close();
  });

  test.each(['0', '1000', '-1', 'many', '1.5'])('refuses $top=%s', async (top) => {
    const { status, body } = await probe.get(`users?$top=${top}`);
    expect(status).toBe(400);
    expect(body.error?.message).toContain(`'${top}'`);
  });

  test('refuses unknown properties and $skip', async () => {
    const unknown = await probe.get('users?$select=id,shoeSize');
    expect([unknown.status, unknown.body.error?.code]).toEqual([400, 'Request_BadRequest']);
    expect(unknown.body.error?.message).toContain("'shoeSize'");
    expect((await probe.get('users?$select=onPremisesExtensionAttributes/extensionAttribute1')).status).toBe(
      400,
    );
    expect((await probe.get('users?$skip=10')).status).toBe(400);
  });

  test.each(UNLISTABLE.split(' '))('answers 501 to %s, which only one user alone can show', async (name) => {
    const { status, body } = await probe.get(`users?$select=id,${name}`);
    expect([status, body.error?.code]).toEqual([501, 'NotImplemented']);
    const id = emulator.tenant.directory.people.all[0]?.id ?? '';
    const alone = await probe.get(`users/${id}?$select=id,${name}`);
    expect(alone.status).toBe(name === 'mailboxSettings' ? 403 : 200);
  });

  test('answers 403 to properties that need a permission of their own', async () => {
    for (const name of ['employeeLeaveDateTime', 'signInActivity']) {
      const { status, body } = await probe.get(`users?$select=${name}`);
      expect([status, body.error?.code]).toEqual([403, 'Authorization_RequestDenied']);
    }
  });

  test('says null for unset and cleared values, [] for empty lists, and leaves unset extensions out', async () => {
    const extension = 'extension_0123456789abcdef0123456789abcdef_floor';
    const never = emulator.tenant.hire({ displayName: 'Aldrig' });
    const cleared = emulator.tenant.hire({
      displayName: 'Tömd',
      department: 'Drift',
      businessPhones: ['08'],
      [extension]: '4',
    });
    const names = `id,department,businessPhones,mobilePhone,proxyAddresses,onPremisesExtensionAttributes,${extension}`;
    const read = async (id: string): Promise<Item | undefined> =>
      (await probe.get(`users?$select=${names}&$filter=id eq '${id}'`)).body.value?.[0];
    expect((await read(cleared))?.[extension]).toBe('4');
    emulator.tenant.update(cleared, { department: null, businessPhones: [], [extension]: null });
    const empty = {
      department: null,
      businessPhones: [],
      mobilePhone: null,
      proxyAddresses: [],
      onPremisesExtensionAttributes: null,
    };
    expect(await read(never)).toEqual({ id: never, ...empty });
    expect(await read(cleared)).toEqual({ id: cleared, ...empty });
    emulator.tenant.purge(never);
    emulator.tenant.purge(cleared);
  });

  test('gives all fifteen extension attributes once one is set', async () => {
    const id = emulator.tenant.hire({ onPremisesExtensionAttributes: { extensionAttribute3: 'KST 4711' } });
    const { body } = await probe.get(`users/${id}?$select=onPremisesExtensionAttributes`);
    const held = body['onPremisesExtensionAttributes'] as Record<string, unknown>;
    expect(Object.keys(held)).toHaveLength(15);
    expect([held['extensionAttribute3'], held['extensionAttribute15']]).toEqual(['KST 4711', null]);
    emulator.tenant.purge(id);
  });

  test('keeps its order and misses nobody while people come and go between its pages', async () => {
    const own = await startEmulator({ people: 25 });
    const client = createProbe(own);
    const first = await client.get('users?$top=10&$select=id');
    const all = own.tenant.directory.people.all.map((person) => person?.id ?? '');
    own.tenant.purge(all[3] ?? '');
    own.tenant.remove(all[12] ?? '');
    const late = own.tenant.hire();
    const rest = await client.items(first.body['@odata.nextLink'] ?? '');
    expect(rest.map(({ id }) => id)).toEqual([...all.slice(10, 12), ...all.slice(13), late]);
    await own.close();
  });

  test('answers with the headers that Graph sends, and echoes client-request-id', async () => {
    const { headers } = await probe.get('users?$top=1', { 'client-request-id': 'abc-123' });
    expect(headers.get('client-request-id')).toBe('abc-123');
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('odata-version')).toBe('4.0');
    expect(headers.get('content-type')).toBe(
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    );
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('transfer-encoding')).toBe('chunked');
    expect(JSON.parse(headers.get('x-ms-ags-diagnostic') ?? '')).toHaveProperty('ServerInfo.DataCenter');
    const plain = await probe.get('users?$top=1');
    expect(plain.headers.get('client-request-id')).toBe(plain.headers.get('request-id'));
  });
});

describe('a page token', () => {
  test('carries the options of page one, in a link with lower-case escapes', async () => {
    const { body } = await probe.get('users?$select=id,displayName&$top=7');
    const link = body['@odata.nextLink'] ?? '';
    expect(link).toContain(`${emulator.url}/v1.0/users?$select=id%2cdisplayName&$top=7&$skiptoken=`);
    const bare = link.replace('$select=id%2cdisplayName&$top=7&', '');
    const next = await probe.get(bare);
    expect(next.body.value).toHaveLength(7);
    expect(Object.keys(next.body.value?.[0] ?? {})).toEqual(['id', 'displayName']);
  });

  test('expires, and the listing must start anew', async () => {
    const own = await startEmulator({ people: 30 });
    const client = createProbe(own);
    const { body } = await client.get('users?$top=10');
    own.tenant.settings.pageTokenLifeMs = 1000;
    own.tenant.clock.advance(1001);
    const late = await client.get(body['@odata.nextLink'] ?? '');
    expect([late.status, late.body.error?.code]).toEqual([400, 'Directory_ExpiredPageToken']);
    expect(await client.items('users?$top=10')).toHaveLength(30);
    await own.close();
  });

  test('that was damaged, or is of another list, is refused', async () => {
    const { body } = await probe.get('users?$top=7');
    const link = body['@odata.nextLink'] ?? '';
    expect((await probe.get(`${link.slice(0, -4)}AAAA`)).status).toBe(400);
    expect((await probe.get(link.replace('/users?', '/groups?'))).status).toBe(400);
  });

  test('needs on page two the header that page one needed', async () => {
    const first = await probe.get(`users?$top=5&$count=true&$filter=mobilePhone ne null`, EVENTUAL);
    const link = first.body['@odata.nextLink'] ?? '';
    const bare = await probe.get(link);
    expect([bare.status, bare.body.error?.code]).toEqual([400, 'Directory_ExpiredPageToken']);
    const second = await probe.get(link, EVENTUAL);
    expect(second.status).toBe(200);
    expect(first.body['@odata.count']).toBeGreaterThan(100);
    expect(second.body).not.toHaveProperty('@odata.count');
  });

  test('may come with an empty page that still has a nextLink', async () => {
    emulator.tenant.settings.emptyPages = 1;
    const pages = await probe.pages('users?$top=999&$select=id');
    emulator.tenant.settings.emptyPages = 0;
    expect(pages.map(({ body }) => body.value?.length)).toEqual([0, 999, 0, 201]);
  });
});

describe('counting, ordering and searching', () => {
  test('$count=true is ignored in silence without the header and counts with it', async () => {
    expect((await probe.get('users?$count=true&$top=1')).body).not.toHaveProperty('@odata.count');
    expect((await probe.get('users?$count=true&$top=1', EVENTUAL)).body['@odata.count']).toBe(1200);
  });

  test('/users/$count is a number as text with the header and 400 without', async () => {
    const counted = await probe.get('users/$count', EVENTUAL);
    expect([counted.text, counted.headers.get('content-type')]).toEqual(['1200', 'text/plain']);
    const bare = await probe.get('users/$count');
    expect([bare.status, bare.body.error?.message]).toEqual([400, '$count is not currently supported.']);
  });

  test('$orderby sorts by two properties and no other', async () => {
    const names = (await probe.items('users?$orderby=displayName desc&$select=displayName&$top=500')).map(
      ({ displayName }) => String(displayName).toLowerCase(),
    );
    expect(names).toHaveLength(1200);
    expect(names).toEqual([...names].sort().toReversed());
    expect((await probe.get('users?$orderby=department')).body.error?.code).toBe('Request_UnsupportedQuery');
    const both = "users?$orderby=displayName&$filter=startswith(displayName,'A')";
    expect((await probe.get(both)).body.error?.code).toBe('Request_UnsupportedQuery');
    expect((await probe.get(`${both}&$count=true`, EVENTUAL)).status).toBe(200);
  });

  test('$search needs the header and finds the beginnings of words', async () => {
    const url = 'users?$search="displayName:ber"&$select=displayName&$top=999';
    expect((await probe.get(url)).body.error?.code).toBe('Request_UnsupportedQuery');
    const found = await probe.items(url, EVENTUAL);
    expect(found.length).toBeGreaterThan(0);
    for (const { displayName } of found) expect(String(displayName)).toMatch(/(^|[ -])ber/i);
  });
});

describe('one user', () => {
  test('is found by id, by UPN in any case, and in the form with brackets', async () => {
    const person = emulator.tenant.directory.people.all[5];
    const upn = String(person?.props['userPrincipalName'] as string);
    for (const path of [`users/${person?.id}`, `users/${upn.toUpperCase()}`, `users('${upn}')`]) {
      const { body } = await probe.get(path);
      expect(body).toMatchObject({ id: person?.id, userPrincipalName: upn });
      expect(body['@odata.context']).toBe(`${emulator.url}/v1.0/$metadata#users/$entity`);
    }
    const guest = emulator.tenant.directory.people.all.find((each) => each?.props['userType'] === 'Guest');
    const guestUpn = String(guest?.props['userPrincipalName'] as string);
    expect((await probe.get(`users/${encodeURIComponent(guestUpn)}`)).body['id']).toBe(guest?.id);
  });

  test('that is unknown is 404 with the code and the id', async () => {
    const { status, body } = await probe.get(`users/${MISSING}`);
    expect([status, body.error?.code]).toEqual([404, 'Request_ResourceNotFound']);
    expect(body.error?.message).toContain(MISSING);
    expect(body.error?.innerError?.['date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect((await probe.get('users/nobody@nordvik.example')).status).toBe(404);
  });

  test('has no photo', async () => {
    const id = emulator.tenant.directory.people.all[5]?.id;
    expect((await probe.get(`users/${id}/photo`)).body.error?.code).toBe('ImageNotFound');
    expect((await probe.get(`users/${id}/photo/$value`)).status).toBe(404);
  });

  test('shows the manager alone, expanded in lists, and 404 when there is none', async () => {
    const boss = emulator.tenant.hire({ givenName: 'Britt', surname: 'Chef' });
    const id = emulator.tenant.hire({ givenName: 'Urban', surname: 'Underställd', manager: boss });
    const alone = await probe.get(`users/${id}/manager`);
    expect(alone.body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: boss,
      displayName: 'Britt Chef',
    });
    expect((await probe.get(`users/${boss}/manager`)).status).toBe(404);
    const expanded = await probe.get(`users?$expand=manager&$filter=id eq '${id}'`);
    expect(expanded.body.value?.[0]).toHaveProperty('manager.id', boss);
    const chosen = `users?$expand=manager($levels=max;$select=id,displayName)&$filter=id eq '${id}'`;
    expect((await probe.get(chosen)).body.error?.code).toBe('Request_UnsupportedQuery');
    const advanced = await probe.get(`${chosen}&$count=true`, EVENTUAL);
    expect(advanced.body.value?.[0]?.['manager']).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: boss,
      displayName: 'Britt Chef',
    });
    emulator.tenant.purge(id);
    emulator.tenant.purge(boss);
  });
});

describe('a deleted user', () => {
  test('is 404, lies in the bin for 30 days, can be restored with memberships, and is then purged', async () => {
    const own = await startEmulator({ people: 10 });
    const client = createProbe(own);
    const id = own.tenant.hire({ givenName: 'Disa', surname: 'Borta' });
    const group = own.tenant.createGroup({ displayName: 'Lag', members: [id] });
    own.tenant.remove(id);
    expect((await client.get(`users/${id}`)).status).toBe(404);
    const bin = await client.items('directory/deletedItems/microsoft.graph.user');
    expect(bin).toMatchObject([
      { id, displayName: 'Disa Borta', deletedDateTime: expect.stringMatching(/Z$/) as string },
    ]);
    expect(await client.items(`groups/${group}/members`)).toEqual([]);
    expect((await client.post(`directory/deletedItems/${id}/restore`, {})).status).toBe(403);
    own.tenant.apps.setRoles(own.clientId, ['User.ReadWrite.All', 'Group.Read.All']);
    await client.renewToken();
    expect((await client.post(`directory/deletedItems/${id}/restore`, {})).body['id']).toBe(id);
    expect((await client.items(`groups/${group}/members`)).map((each) => each.id)).toEqual([id]);
    own.tenant.remove(id);
    own.tenant.clock.advance(29 * 86_400_000);
    await client.renewToken();
    expect((await client.get(`directory/deletedItems/${id}`)).status).toBe(200);
    own.tenant.clock.advance(86_400_000 + 1000);
    await client.renewToken();
    expect((await client.get(`directory/deletedItems/${id}`)).status).toBe(404);
    await own.close();
  });

  test('is told by type only: the bin without a cast is refused', async () => {
    expect((await probe.get('directory/deletedItems')).status).toBe(400);
  });
});

describe('the groups of a user', () => {
  test('are listed direct and transitive, and checked 20 at a time', async () => {
    const id = emulator.tenant.hire({ givenName: 'Moa', surname: 'Medlem' });
    const inner = emulator.tenant.createGroup({ displayName: 'Inre', members: [id] });
    const outer = emulator.tenant.createGroup({ displayName: 'Yttre', members: [inner] });
    const other = emulator.tenant.createGroup({ displayName: 'Annan' });
    expect((await probe.items(`users/${id}/memberOf`)).map((group) => group['displayName'])).toEqual([
      'Inre',
    ]);
    expect(
      (await probe.items(`users/${id}/transitiveMemberOf?$select=id`)).map((group) => group.id).toSorted(),
    ).toEqual([inner, outer].toSorted());
    const check = await probe.post(`users/${id}/checkMemberGroups`, { groupIds: [outer, other] });
    expect(check.body.value).toEqual([outer]);
    const many = Array.from({ length: 21 }, () => inner);
    expect((await probe.post(`users/${id}/checkMemberGroups`, { groupIds: many })).status).toBe(400);
    expect((await probe.post(`users/${id}/checkMemberGroups`, { groupIds: many.slice(1) })).status).toBe(200);
    expect((await probe.post(`users/${id}/checkMemberGroups`, { groups: [] })).status).toBe(400);
    expect((await probe.post(`users/${MISSING}/checkMemberGroups`, { groupIds: [inner] })).status).toBe(404);
    for (const group of [inner, outer, other]) emulator.tenant.deleteGroup(group);
    emulator.tenant.purge(id);
  });
});

describe('permissions', () => {
  test('are asked for by each kind of object, and unknown paths are told apart', async () => {
    const own = await startEmulator({ people: 5 });
    const client = createProbe(own);
    expect((await client.get('organization')).body.error?.code).toBe('Authorization_RequestDenied');
    expect((await client.get(`applications(appId='${own.clientId}')`)).status).toBe(403);
    own.tenant.apps.setRoles(own.clientId, ['Organization.Read.All', 'Application.Read.All']);
    await client.renewToken();
    expect((await client.get('organization')).body.value).toMatchObject([
      { id: own.tenantId, displayName: 'Nordvik Energi AB' },
    ]);
    const app = await client.get(
      `applications(appId='${own.clientId}')?$select=displayName,passwordCredentials`,
    );
    expect(app.body['passwordCredentials']).toMatchObject([
      { hint: own.clientSecret.slice(0, 3), secretText: null },
    ]);
    expect(app.body).not.toHaveProperty('keyCredentials');
    own.tenant.apps.addSecret(own.clientId, 'abc8Q~second', Date.parse('2031-02-03T04:05:06Z'));
    const both = await client.get(`applications(appId='${own.clientId}')`);
    expect(both.body['passwordCredentials']).toMatchObject([
      { hint: own.clientSecret.slice(0, 3) },
      { hint: 'abc', endDateTime: '2031-02-03T04:05:06Z', secretText: null },
    ]);
    expect(JSON.stringify(both.body)).not.toContain('abc8Q');
    expect((await client.get(`applications(appId='${own.tenantId}')`)).status).toBe(404);
    expect((await client.get(`applications(appId='${own.clientId}')?$select=secrets`)).status).toBe(400);
    expect((await client.get('users')).status).toBe(403);
    expect((await client.get(`users/${own.tenant.directory.people.all[0]?.id}`)).status).toBe(403);
    expect((await client.get('users/delta')).status).toBe(403);
    expect((await client.get('groups')).status).toBe(403);
    expect((await client.get('groups/delta')).status).toBe(403);
    expect((await client.get('directory/deletedItems/microsoft.graph.user')).status).toBe(403);
    const unknown = await client.get('teamwork');
    expect([unknown.status, unknown.body.error?.message]).toEqual([
      400,
      "Resource not found for the segment 'teamwork'.",
    ]);
    expect((await client.post('users', {})).status).toBe(405);
    await own.close();
  });
});
