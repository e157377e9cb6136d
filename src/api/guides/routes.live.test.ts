// Guides for the app in Azure through the API: handed from one administrator to another, their secret sealed and never sent back, tried,
// ended as a paused template or the new secret of an old one, and erased when nobody goes on with them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Answer, Ask, TestApi } from '../../../test/api.ts';
import { findPlanted, readWholeDatabase } from '../../../test/planted.ts';
import { KEEP_GUIDES_MS, pruneGuides } from '../../store/guides.ts';

interface Guide {
  id: string;
  template: string | null;
  name: string;
  steps: string[];
  step: string;
  done: string[];
  tenantId: string | null;
  clientSecret: string | null;
  startedBy: { name: string };
  changedBy: { id: string };
  changedAt: string;
  endsAt: string;
}

let emulator: Emulator;
let api: TestApi;
let company: string;
let admin: Ask;
beforeAll(async () => {
  emulator = await startEmulator({ people: 20, seed: 4 });
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  api = await openTestApi({ clouds: new Map([['emulator', cloud]]) });
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

const path = () => `/companies/${company}/guides`;
const start = async (body: Record<string, unknown> = {}) => admin<Guide>('POST', path(), body);
const change = (before: Answer, id: string, body: unknown, ask = admin) =>
  ask<Guide>('PATCH', `${path()}/${id}`, body, { 'If-Match': before.headers.get('etag') ?? '' });
const filled = () => ({
  name: randomUUID(),
  tenantId: emulator.tenantId,
  clientId: emulator.clientId,
  clientSecret: emulator.clientSecret,
  cloud: 'emulator',
});
const readTemplate = (id: string, ask = admin) =>
  ask<Record<string, unknown>>('GET', `/companies/${company}/sync-templates/${id}`);

test('is begun by one administrator and gone on with by another, who sees whose it is', async () => {
  const begun = await start();
  expect(begun.status).toBe(201);
  expect(begun.body).toMatchObject({ template: null, step: 'signIn', done: [], tenantId: null });
  expect(begun.body.steps).toHaveLength(8);
  const { id } = begun.body;
  const first = await change(begun, id, { tenantId: emulator.tenantId.toUpperCase(), step: 'registration' });
  expect(first.body).toMatchObject({ tenantId: emulator.tenantId, step: 'registration' });
  const other = await api.asPerson('companyAdministrator', company);
  const seen = await other<Guide>('GET', `${path()}/${id}`);
  expect(seen.body).toEqual(first.body);
  const gone = await change(seen, id, { done: ['signIn', 'registration', 'signIn'] }, other);
  expect(gone.body.done).toEqual(['signIn', 'registration']);
  expect(gone.body.changedBy.id).not.toBe(begun.body.changedBy.id);
  expect(Date.parse(gone.body.endsAt) - Date.parse(gone.body.changedAt)).toBe(KEEP_GUIDES_MS);
  // Who still has the page of before writes over nothing.
  expect((await change(first, id, { step: 'consent' })).status).toBe(412);
  const viewer = await api.asPerson('viewer', company);
  expect((await viewer('GET', `${path()}/${id}`)).status).toBe(200);
  expect((await viewer('POST', path(), {})).status).toBe(403);
  const elsewhere = await api.asPerson('companyAdministrator', await api.company('Fjordtel AB'));
  expect((await elsewhere('GET', `${path()}/${id}`)).status).toBe(404);
});

test('refuses what can not be right, all of it at once, and keeps nothing of it', async () => {
  const begun = await start();
  const { id } = begun.body;
  const refused = await change(begun, id, {
    tenantId: 'common',
    clientId: '8f2c1e0a-77d4',
    clientSecret: randomUUID(),
    expires: '2126-01-31',
    cloud: 'elsewhere',
  });
  expect(refused.status).toBe(400);
  const faults = (refused.body as unknown as { errors: { path: string; message: string }[] }).errors;
  expect(faults.map((fault) => fault.path)).toEqual([
    'tenantId',
    'clientId',
    'clientSecret',
    'expires',
    'cloud',
  ]);
  expect(faults[2]?.message).toContain('the secret’s id');
  expect((await change(begun, id, { expires: '2020-01-31' })).status).toBe(400);
  expect((await admin<Guide>('GET', `${path()}/${id}`)).body).toEqual(begun.body);
});

test('keeps the secret sealed, tries the connection with it, and ends as a paused template', async () => {
  const begun = await start();
  const { id } = begun.body;
  const early = await admin('POST', `${path()}/${id}/connection-tests`, undefined);
  expect(early.status).toBe(400);
  const expires = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);
  const kept = await change(begun, id, { ...filled(), expires, step: 'test' });
  expect(kept.body.clientSecret).toBe('••••');
  // What is sent back as dots is what is stored.
  const again = await change(kept, id, { clientSecret: '••••', name: kept.body.name });
  const tried = await admin<{ ok: boolean }>('POST', `${path()}/${id}/connection-tests`, undefined);
  expect(tried.body).toMatchObject({ ok: true, token: { state: 'ok' } });
  expect(JSON.stringify([kept.body, again.body, tried.body])).not.toContain(emulator.clientSecret);
  const { clientSecret } = emulator;
  expect(findPlanted({ clientSecret }, await readWholeDatabase(api.databaseUrl))).toEqual([]);

  const key = { 'Idempotency-Key': randomUUID() };
  const ended = await admin<{ template: string }>('POST', `${path()}/${id}/finish`, undefined, key);
  expect(ended.status).toBe(201);
  expect((await readTemplate(ended.body.template)).body).toMatchObject({
    name: kept.body.name,
    mode: 'paused',
    credentialExpires: expires,
    connection: { state: 'ok' },
    provider: { tenant_id: emulator.tenantId, client_secret: '••••', user_filter: { memberOf: [] } },
  });
  expect((await admin('GET', `${path()}/${id}`)).status).toBe(404);
  // A lost answer, asked for again.
  const repeated = await admin<{ template: string }>('POST', `${path()}/${id}/finish`, undefined, key);
  expect(repeated.body).toEqual(ended.body);
});

test('with a secret that Microsoft refuses makes no template, and stays to be mended', async () => {
  const begun = await start();
  const { id } = begun.body;
  await change(begun, id, { ...filled(), clientSecret: 'wrong~but-of-the-right-form' });
  const tried = await admin('POST', `${path()}/${id}/connection-tests`, undefined);
  expect(tried.body).toMatchObject({ ok: false, token: { state: 'failed' } });
  const before = await admin<{ total: number }>('GET', `/companies/${company}/sync-templates`);
  expect((await admin('POST', `${path()}/${id}/finish`, undefined)).status).toBe(400);
  const after = await admin<{ total: number }>('GET', `/companies/${company}/sync-templates`);
  expect(after.body.total).toBe(before.body.total);
  expect((await admin('GET', `${path()}/${id}`)).status).toBe(200);
});

test('renews the secret of a template, found by its id, and leaves the rest of it as it is', async () => {
  const provider = {
    tenant_id: emulator.tenantId,
    client_id: emulator.clientId,
    client_secret: 'ended~last-year',
    cloud: 'emulator',
    user_filter: { memberOf: [''] },
  };
  const made = await admin<{ id: string }>('POST', `/companies/${company}/sync-templates`, {
    name: randomUUID(),
    keepDays: 7,
    provider,
  });
  const template = made.body.id;
  const begun = await start({ template });
  expect(begun.body).toMatchObject({ template, steps: ['secret', 'test'], tenantId: emulator.tenantId });
  // Begun twice, it is one.
  expect((await start({ template })).body.id).toBe(begun.body.id);
  const step = await change(begun, template, { step: 'consent' });
  expect(step.status).toBe(400);
  const expires = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  await change(begun, template, { clientSecret: emulator.clientSecret, expires });
  const ended = await admin('POST', `${path()}/${template}/finish`, undefined);
  expect(ended.body).toEqual({ template });
  expect((await readTemplate(template)).body).toMatchObject({
    keepDays: 7,
    credentialExpires: expires,
    connection: { state: 'ok' },
  });
});

test('is listed newest first, thrown away with its secret, ended with its template, erased after thirty days', async () => {
  const other = await api.company('Sydvik AB');
  const ask = await api.asPerson('companyAdministrator', other);
  const guides = `/companies/${other}/guides`;
  const list = async () => (await ask<{ items: Guide[] }>('GET', guides)).body.items.map(({ id }) => id);
  const made = await ask<{ id: string }>('POST', `/companies/${other}/sync-templates`, {
    name: 'Alla',
    provider: {
      tenant_id: emulator.tenantId,
      client_id: emulator.clientId,
      client_secret: 'x~y',
      cloud: 'emulator',
      user_filter: { memberOf: [''] },
    },
  });
  const first = await ask<Guide>('POST', guides, {});
  const second = await ask<Guide>('POST', guides, { template: made.body.id });
  const third = await ask<Guide>('POST', guides, {});
  expect(await list()).toEqual([third.body.id, second.body.id, first.body.id]);
  const page = await ask<{ items: Guide[]; next: string }>('GET', `${guides}?limit=2`);
  expect(
    (await ask<{ items: Guide[] }>('GET', `${guides}?cursor=${page.body.next}`)).body.items,
  ).toHaveLength(1);

  const tag = { 'If-Match': third.headers.get('etag') ?? '' };
  expect((await ask('DELETE', `${guides}/${third.body.id}`, undefined, tag)).status).toBe(204);
  const { headers } = await readTemplateOf(ask, other, made.body.id);
  await ask('DELETE', `/companies/${other}/sync-templates/${made.body.id}?users=keep`, undefined, {
    'If-Match': headers.get('etag') ?? '',
  });
  expect(await list()).toEqual([first.body.id]);
  const changedAt = Date.parse(first.body.changedAt);
  await pruneGuides(api.database.kysely, new Date(changedAt));
  expect(await list()).toEqual([first.body.id]);
  await pruneGuides(api.database.kysely, new Date(changedAt + 1));
  expect(await list()).toEqual([]);
});

const readTemplateOf = (ask: Ask, of: string, id: string) =>
  ask('GET', `/companies/${of}/sync-templates/${id}`);
