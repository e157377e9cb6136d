// Settings templates by the API: how many users have one, clones, what keeps one from being deleted, and applying one.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

let api: TestApi;
let company: string;
let boss: Ask;
let base: string;
beforeAll(async () => {
  api = await openTestApi();
  company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
  base = `/companies/${company}`;
});
afterAll(() => api.close());

interface Template {
  id: string;
  name: string;
  users: number;
}
interface User {
  id: string;
  alias: string;
  settings: Record<string, unknown>;
  differs: string[];
}
interface Applied {
  change: number;
  unchanged: number;
  unknown: string[];
  fingerprint: string;
  batch: string | null;
  changes: unknown[];
}

let made = 0;
async function makeUser(settings: Record<string, unknown> = {}): Promise<User> {
  made += 1;
  const body = {
    alias: `anna${made}`,
    name: 'Anna',
    surname: 'Ek',
    pstnFixed: `08-465 004 ${10 + made}`,
    settings,
  };
  const { status, body: user } = await boss<User>('POST', `${base}/users`, body);
  expect(status).toBe(201);
  return user;
}
async function makeTemplate(name: string, settings: Record<string, unknown>) {
  const { status, body, headers } = await boss<Template>('POST', `${base}/settings-templates`, {
    name,
    settings,
  });
  expect(status).toBe(201);
  return { ...body, etag: headers.get('ETag') ?? '', path: `${base}/settings-templates/${body.id}` };
}
const readUser = async ({ id }: User) => (await boss<User>('GET', `${base}/users/${id}`)).body;

test('one that is applied tells how many users have it, and its ETag is of what can be edited', async () => {
  const { path, etag, id } = await makeTemplate('Kontor', { ringTimeSeconds: 20 });
  const [one, two] = [await makeUser(), await makeUser({ ringTimeSeconds: 40 })];
  const body = { users: [one.id, two.id, randomUUID()] };
  const preview = await boss<Applied>('POST', `${path}/apply`, { ...body, preview: true });
  expect(preview).toMatchObject({ status: 200, body: { change: 2, batch: null, unknown: [body.users[2]] } });
  const done = await boss<Applied>('POST', `${path}/apply`, { ...body, expected: preview.body.fingerprint });
  expect(done).toMatchObject({ status: 200, body: { change: 2, preview: false } });
  const now = await boss<Template>('GET', path);
  expect([now.body.users, now.headers.get('ETag')]).toEqual([2, etag]);
  const listed = await boss<{ items: Template[] }>('GET', `${base}/settings-templates`);
  expect(listed.body.items.find((item) => item.id === id)?.users).toBe(2);
  const changed = await boss<Template>(
    'PATCH',
    path,
    { settings: { ringTimeSeconds: 25 } },
    { 'If-Match': etag },
  );
  expect(changed).toMatchObject({ status: 200, body: { users: 2 } });
  // Nobody was touched; who differs is told, and applying it again is offered by the count.
  expect(await readUser(one)).toMatchObject({
    settings: { ringTimeSeconds: 20 },
    differs: ['ringTimeSeconds'],
  });
  const undone = await boss('POST', `${base}/undo`, { batch: done.body.batch });
  expect(undone).toMatchObject({ status: 200, body: { undone: 2, kept: [] } });
  expect(await readUser(two)).toMatchObject({ settings: { ringTimeSeconds: 40 }, differs: [] });
});

test('one for a filter is refused without a preview, and after something has changed', async () => {
  const { path } = await makeTemplate('Butik', { voicemail: true });
  const filter = { search: `anna${made + 1}` };
  const user = await makeUser();
  const blind = await boss('POST', `${path}/apply`, { filter });
  expect(blind).toMatchObject({ status: 409, body: { code: 'settingsTemplate.previewFirst' } });
  const { body } = await boss<Applied>('POST', `${path}/apply`, { filter, preview: true });
  const etag = (await boss('GET', `${base}/users/${user.id}`)).headers.get('ETag') ?? '';
  await boss('PATCH', `${base}/users/${user.id}`, { settings: { voicemail: false } }, { 'If-Match': etag });
  const late = await boss('POST', `${path}/apply`, { filter, expected: body.fingerprint });
  expect(late).toMatchObject({ status: 409, body: { code: 'settingsTemplate.applyChanged' } });
  const fresh = await boss<Applied>('POST', `${path}/apply`, { filter, preview: true });
  const key = { 'Idempotency-Key': randomUUID() };
  const wish = { filter, expected: fresh.body.fingerprint };
  const [first, again] = [
    await boss<Applied>('POST', `${path}/apply`, wish, key),
    await boss<Applied>('POST', `${path}/apply`, wish, key),
  ];
  expect(first).toMatchObject({ status: 200, body: { change: 1 } });
  expect(again.body).toEqual(first.body);
});

test('everybody who fits but for some: those taken out of the choice are left alone', async () => {
  const { path } = await makeTemplate('Terminalen', { voicemail: true });
  const [one, two] = [await makeUser(), await makeUser()];
  const all = { filter: { search: 'anna' }, preview: true };
  const { body } = await boss<Applied>('POST', `${path}/apply`, all);
  const fewer = { filter: { search: 'anna', except: [one.id, two.id] }, preview: true };
  const less = await boss<Applied>('POST', `${path}/apply`, fewer);
  expect(less).toMatchObject({ status: 200, body: { change: body.change - 2 } });
});

test.each([
  [{ users: [] }],
  [{ users: ['x'] }],
  [{ filter: { state: 'gone' } }],
  [{ filter: {}, users: [randomUUID()] }],
  [{ filter: {}, limit: 3 }],
  [{}],
])('what is not asked for as it should be is refused: %j', async (body) => {
  const { path } = await makeTemplate(`Mall ${randomUUID()}`, { voicemail: true });
  expect((await boss('POST', `${path}/apply`, body)).status).toBe(400);
});

test('a clone has the settings under the next name, or the name that is given, and no users', async () => {
  const { path } = await makeTemplate('Lager', { hiddenNumber: true });
  const clone = (body: object) => boss<Template>('POST', `${path}/clone`, body);
  expect(await clone({})).toMatchObject({
    status: 201,
    body: { name: 'Lager 2', settings: { hiddenNumber: true } },
  });
  expect(await clone({})).toMatchObject({ status: 201, body: { name: 'Lager 3', users: 0 } });
  expect(await clone({ name: 'Lada' })).toMatchObject({ status: 201, body: { name: 'Lada' } });
  expect(await clone({ name: 'Lada' })).toMatchObject({ status: 409, body: { code: 'name.taken' } });
  expect((await clone({ settings: {} })).status).toBe(400);
});

test('one that new users of a sync template get, as its default or by a rule, is not deleted', async () => {
  const uses = {
    default: (name: string) => ({ defaultSettingsTemplate: name }),
    rule: (name: string) => ({
      rules: [{ name: 'Säljare', when: { field: 'department', is: ['Sälj'] }, settingsTemplate: name }],
    }),
  };
  for (const [how, using] of Object.entries(uses)) {
    const { path, etag, name } = await makeTemplate(`Säljare ${how}`, { voicemail: true });
    const provider = { tenant_id: randomUUID(), client_id: randomUUID(), client_secret: 'nothing~to~see' };
    const template = { name: `Alla ${how}`, provider: { ...provider, user_filter: { memberOf: [''] } } };
    const saved = await boss('POST', `${base}/sync-templates`, { ...template, ...using(name) });
    expect(saved.status).toBe(201);
    const refused = await boss('DELETE', path, undefined, { 'If-Match': etag });
    expect(refused).toMatchObject({ status: 409, body: { code: 'settingsTemplate.used' } });
    expect(JSON.stringify(refused.body)).toContain(`Alla ${how}`);
  }
});

test('one that stands for something at an exchange is not deleted: its users would get what others get', async () => {
  const { id, path, etag } = await makeTemplate('Bara internt', {});
  const settings = { host: 'pbx.example', database: 'asterisk', user: 'rollcall', realm: 'vaxel.test' };
  const mapped = { ...settings, byDefault: 'national', byTemplate: { [id]: 'internal' } };
  const target = { name: 'Växeln', kind: 'asterisk', settings: mapped };
  expect((await boss('POST', `${base}/targets`, target)).status).toBe(201);
  const refused = await boss('DELETE', path, undefined, { 'If-Match': etag });
  expect(refused).toMatchObject({ status: 409, body: { code: 'settingsTemplate.mapped' } });
  expect(JSON.stringify(refused.body)).toContain('Växeln');
});
