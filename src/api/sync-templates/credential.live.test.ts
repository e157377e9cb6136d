// How the API shows a credential's end and the second credential, and what a connection test does about both.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { guardToday } from '../../run/guard-credentials.ts';

interface Template {
  id: string;
  credentialExpires: string | null;
  credential: Record<string, unknown> | null;
  provider: Record<string, unknown>;
}

let emulator: Emulator;
let api: TestApi;
let company: string;
let admin: Ask;
const NOON = Date.parse('2027-03-01T11:00:00Z');
beforeAll(async () => {
  emulator = await startEmulator({ people: 5 });
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  api = await openTestApi({ clouds: new Map([['emulator', cloud]]), clock: () => NOON });
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

const path = () => `/companies/${company}/sync-templates`;
const provider = (changed: Record<string, unknown> = {}) => ({
  tenant_id: emulator.tenantId,
  client_id: emulator.clientId,
  client_secret: emulator.clientSecret,
  cloud: 'emulator',
  user_filter: { memberOf: [''] },
  ...changed,
});

async function make(body: Record<string, unknown>): Promise<Template> {
  const made = await admin<Template>('POST', path(), { name: randomUUID(), ...body });
  expect(made.status).toBe(201);
  return made.body;
}

async function change(id: string, body: unknown) {
  const etag = (await admin('GET', `${path()}/${id}`)).headers.get('etag') ?? '';
  return admin<Template>('PATCH', `${path()}/${id}`, body, { 'if-match': etag });
}

function look(id: string): Promise<void> {
  const { database, box, clouds, maxWaitSeconds, clock } = api.parts;
  return guardToday({ database, openBox: async () => box, clouds, maxWaitSeconds, now: clock }, id);
}

const shown = async (id: string) => (await admin<Template>('GET', `${path()}/${id}`)).body;

test('a template and the status show how many days the credential has left, who says so, and what of the second one', async () => {
  const next = { client_secret: 'not-registered-yet', expires: '2029-03-01' };
  const { id, credential } = await make({ provider: provider({ next }), credentialExpires: '2027-03-31' });
  const typed = { expires: '2027-03-31', daysLeft: 30, source: 'administrator' };
  expect(credential).toEqual({ ...typed, kind: null, next: null, nextWhy: null });
  await look(id);
  const known = {
    ...typed,
    kind: 'secret',
    next: 'notWorking',
    nextWhy: 'Entra does not accept the client secret.',
  };
  expect((await shown(id)).credential).toEqual(known);
  const { body } = await admin<{ items: { templateId: string; credential: unknown }[] }>(
    'GET',
    `/companies/${company}/status`,
  );
  expect(body.items.find(({ templateId }) => templateId === id)?.credential).toEqual(known);
});

test('a connection test reads the end from Entra where the app may, and shows it from then on', async () => {
  const { apps } = emulator.tenant;
  apps.setRoles(emulator.clientId, ['User.Read.All', 'Group.Read.All', 'Application.Read.All']);
  apps.addSecret(emulator.clientId, 'tst8Q~of-this-test', Date.parse('2028-01-31T12:00:00Z'));
  const { id } = await make({ provider: provider({ client_secret: 'tst8Q~of-this-test' }) });
  await admin('POST', `${path()}/${id}/connection-tests`, {});
  expect((await shown(id)).credential).toMatchObject({ expires: '2028-01-31', source: 'entra' });
});

test('a connection test whose first credential is refused leaves the second one as the first', async () => {
  const next = { client_secret: emulator.clientSecret };
  const { id } = await make({ provider: provider({ client_secret: 'worn-out', next }) });
  const { body } = await admin<{ ok: boolean; token: { message: string } }>(
    'POST',
    `${path()}/${id}/connection-tests`,
    {},
  );
  expect(body.ok).toBe(true);
  const again = await admin<{ token: { message: string } }>('POST', `${path()}/${id}/connection-tests`, {});
  expect(again.body.token.message).toBe('Signed in.');
  const { body: audit } = await admin<{ items: { action: string; by: { kind: string } }[] }>(
    'GET',
    `/companies/${company}/audit?limit=5`,
  );
  expect(audit.items.find(({ action }) => action === 'syncTemplate.renewCredential')).toMatchObject({
    by: { kind: 'system' },
  });
  // Of a provider that is not saved nothing can take over.
  const unsaved = await admin('POST', `${path()}/${id}/connection-tests`, {
    provider: provider({ client_secret: 'worn-out', next }),
  });
  expect(unsaved.body).toMatchObject({ ok: true });
  expect((await admin('POST', `${path()}/${id}/connection-tests`, {})).body).toMatchObject({ ok: true });
});

test('the secret that was replaced is not taken back by a save, and its end is not the new one’s', async () => {
  const next = { client_secret: emulator.clientSecret, expires: '2028-06-30' };
  const { id } = await make({
    provider: provider({ client_secret: 'worn-out-too', next }),
    credentialExpires: '2027-03-02',
  });
  await look(id);
  expect(await shown(id)).toMatchObject({ credentialExpires: '2028-06-30' });
  const back = await change(id, { provider: provider({ client_secret: 'worn-out-too', next }) });
  expect(back.status).toBe(400);
  expect(JSON.stringify(back.body)).toContain('The second credential has taken over');
  const unchanged = await change(id, { provider: provider() });
  expect(unchanged).toMatchObject({ status: 200, body: { credentialExpires: '2028-06-30' } });
  const another = await change(id, { provider: provider({ client_secret: 'brand-new' }) });
  expect(another).toMatchObject({ status: 200, body: { credentialExpires: null } });
});

test.each([
  [{ client_secret: 'a-secret', expires: '2027-02-30' }, 'next.expires'],
  [{ client_secret: 'a-secret', expires: 20270228 }, 'next.expires'],
  [{ client_secret: 'a-secret', ends: '2027-02-28' }, 'next.ends'],
])('a second credential with %j is refused at its key', async (next, key) => {
  const { status, body } = await admin<{ errors: { path: string }[] }>('POST', path(), {
    name: randomUUID(),
    provider: provider({ next }),
  });
  expect([status, body.errors.map((one) => one.path)]).toEqual([400, [`provider.${key}`]]);
});
