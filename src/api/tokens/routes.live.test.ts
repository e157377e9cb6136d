// API tokens: shown once, kept as a hash, with a role and an end.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsk, openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

let api: TestApi;
let now = Date.parse('2026-03-02T08:00:00Z');
let company: string;
let boss: Ask;
beforeAll(async () => {
  api = await openTestApi({ clock: () => now });
  company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
});
afterAll(() => api.close());

const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();
const make = (body: Record<string, unknown> = {}) =>
  boss('POST', `/companies/${company}/tokens`, {
    name: randomUUID(),
    role: 'viewer',
    expiresAt: inDays(30),
    ...body,
  });
const as = (secret: unknown) => openAsk(api.url, { authorization: `Bearer ${String(secret)}` });

test('a token is shown once, kept only as a hash, and works in its role', async () => {
  const { status, body } = await make({ name: 'Övervakning' });
  expect(status).toBe(201);
  expect(body['secret']).toMatch(/^rc_[\w-]{43}$/);
  expect(String(body['secret']).startsWith(String(body['prefix']))).toBe(true);
  const { rows } = await api.database.pool.query<{ text: string }>(
    'select (select json_agg(t)::text from api_tokens t) || (select json_agg(a)::text from audit_log a) as text',
  );
  expect(rows[0]?.text).not.toContain(String(body['secret']));
  const list = await boss<{ items: Record<string, unknown>[] }>('GET', `/companies/${company}/tokens`);
  expect(list.body.items.find(({ id }) => id === body['id'])).toMatchObject({
    name: 'Övervakning',
    lastUsedAt: null,
  });
  expect(JSON.stringify(list.body)).not.toContain(String(body['secret']));
  const ask = as(body['secret']);
  expect((await ask('GET', `/companies/${company}`)).status).toBe(200);
  expect((await ask('PATCH', `/companies/${company}`, { language: 'en' }, { 'If-Match': '*' })).status).toBe(
    403,
  );
  const used = await boss<{ items: Record<string, unknown>[] }>('GET', `/companies/${company}/tokens`);
  expect(used.body.items.find(({ id }) => id === body['id'])?.['lastUsedAt']).toBe(
    new Date(now).toISOString(),
  );
});

test('a token needs no csrf text, no matter what site a browser says it comes from', async () => {
  const ask = as((await make({ role: 'companyAdministrator' })).body['secret']);
  const headers = { 'If-Match': '*', 'sec-fetch-site': 'cross-site' };
  expect((await ask('PATCH', `/companies/${company}`, { language: 'en' }, headers)).status).toBe(200);
});

test('a token makes no tokens and no administrators', async () => {
  const ask = as((await make({ role: 'companyAdministrator' })).body['secret']);
  const body = { name: 'barn', role: 'viewer', expiresAt: inDays(1) };
  expect((await ask('POST', `/companies/${company}/tokens`, body)).status).toBe(403);
  expect((await ask('POST', '/administrators', {})).status).toBe(403);
  expect((await ask('GET', '/me/profile')).status).toBe(403);
});

test('a token is over when its time is, and at once when it is revoked', async () => {
  const { body } = await make({ expiresAt: inDays(1) });
  expect((await as(body['secret'])('GET', '/me')).status).toBe(200);
  now += 86_400_000;
  const late = await as(body['secret'])('GET', '/me');
  expect(late).toMatchObject({ status: 401, body: { code: 'signIn.required' } });
  expect(late.headers.get('www-authenticate')).toContain('Bearer');
  boss = await api.asPerson('companyAdministrator', company);
  const other = await make();
  const path = `/companies/${company}/tokens/${String(other.body['id'])}`;
  expect((await boss('DELETE', path)).status).toBe(204);
  expect((await as(other.body['secret'])('GET', '/me')).status).toBe(401);
  expect((await boss('DELETE', path)).status).toBe(404);
});

test('a token of another company is nothing here', async () => {
  const { body } = await make();
  const other = await api.company();
  expect((await as(body['secret'])('GET', `/companies/${other}`)).status).toBe(404);
  const theirs = await api.asPerson('companyAdministrator', other);
  expect((await theirs('DELETE', `/companies/${other}/tokens/${String(body['id'])}`)).status).toBe(404);
});

test.each([
  [{ expiresAt: '2025-01-01T00:00:00Z' }, 'expiresAt'],
  [{ expiresAt: '2029-01-01T00:00:00Z' }, 'expiresAt'],
  [{ expiresAt: 'tomorrow' }, 'expiresAt'],
  [{ role: 'operator' }, 'role'],
  [{ name: '  ' }, 'name'],
  [{ name: 'a\nb' }, 'name'],
])('%j is refused with its path', async (body, path) => {
  expect(await make(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('two tokens of a company have not one name', async () => {
  await make({ name: 'Samma' });
  expect(await make({ name: 'Samma' })).toMatchObject({ status: 409, body: { code: 'name.taken' } });
});

test.each([
  '',
  'Bearer',
  'Bearer rc_',
  `Bearer ${'x'.repeat(46)}`,
  `Basic ${'x'.repeat(46)}`,
  `Bearer rc_${'a'.repeat(43)}`,
])('the header Authorization: %s lets nobody in', async (authorization) => {
  expect((await openAsk(api.url, { authorization })('GET', '/me')).status).toBe(401);
});
