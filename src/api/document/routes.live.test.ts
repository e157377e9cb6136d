// The configuration document, settings templates, status and outbox through the API.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

let api: TestApi;
let operator: Ask;
beforeAll(async () => {
  api = await openTestApi();
  operator = await api.asPerson('operator', null);
});
afterAll(() => api.close());

const document = (name: string, changed: Record<string, unknown> = {}) => ({
  company: { name },
  numbers: [{ from: '46812345000', to: '46812345099', kind: 'fixed' }],
  settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 30 } }],
  syncTemplates: [
    {
      name: 'Alla',
      provider: {
        tenant_id: 'nordvik.example',
        client_id: randomUUID(),
        client_secret: 'hemligt~text',
        user_filter: { memberOf: [''] },
      },
    },
  ],
  ...changed,
});

describe('the configuration document', () => {
  test('is tried, imported with one entry in the audit log, and comes out again without secrets', async () => {
    const name = `Bolaget ${randomUUID()}`;
    const id = await api.company(name);
    const admin = await api.asPerson('companyAdministrator', id);
    const url = `/companies/${id}/document`;
    const tried = await admin<{ changes: unknown[] }>('POST', `${url}?dryRun=true`, document(name));
    expect(tried).toMatchObject({ status: 200, body: { dryRun: true } });
    expect((await admin<{ syncTemplates: unknown[] }>('GET', url)).body.syncTemplates).toEqual([]);
    expect((await admin('POST', url, document(name))).body).toMatchObject({ dryRun: false });
    const { body } = await admin('GET', url);
    expect(body).toMatchObject({ company: { name }, syncTemplates: [{ name: 'Alla', mode: 'paused' }] });
    expect(JSON.stringify(body)).not.toContain('hemligt');
    expect((await admin('POST', url, body)).status).toBe(200);
    const audit = await api.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('company_id', '=', id)
      .where('action', '=', 'document.import')
      .execute();
    expect(audit.length).toBe(2);
    expect(JSON.stringify(audit)).not.toContain('hemligt');
  });

  test('tells each value before and after, in a dry run as in the import, and never a secret', async () => {
    const name = `Bolaget ${randomUUID()}`;
    const id = await api.company(name);
    const admin = await api.asPerson('companyAdministrator', id);
    const url = `/companies/${id}/document`;
    await admin('POST', url, document(name));
    const given = document(name, {
      settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 20 } }],
    });
    interface Imported {
      changes: { what: string; values: unknown[]; means: string[] }[];
    }
    const tried = await admin<Imported>('POST', `${url}?dryRun=true`, given);
    const change = tried.body.changes.find(({ what }) => what === 'settings template');
    expect(change).toMatchObject({
      values: [{ key: 'settings.ringTimeSeconds', did: 'changed', before: '30', after: '20' }],
      means: ['For new users, and when it is applied: users who have it keep what they have.'],
    });
    const done = await admin<Imported>('POST', url, given);
    expect(done.body.changes.map(({ values }) => values)).toEqual(
      tried.body.changes.map(({ values }) => values),
    );
    expect(JSON.stringify([tried.body, done.body])).not.toContain('hemligt');
  });

  test('that was edited while somebody else changed the company is refused when it says which export it is of', async () => {
    const name = `Bolaget ${randomUUID()}`;
    const id = await api.company(name);
    const admin = await api.asPerson('companyAdministrator', id);
    const url = `/companies/${id}/document`;
    await admin('POST', url, document(name));
    const read = await admin('GET', url);
    const match = { 'If-Match': read.headers.get('etag') ?? '' };
    expect(match['If-Match']).not.toBe('');
    await admin('POST', url, document(name, { settingsTemplates: [{ name: 'Butik' }] }));
    const refused = await admin('POST', url, { ...read.body, numbers: [] }, match);
    expect(refused).toMatchObject({ status: 412, body: { code: 'changed' } });
    expect((await admin<{ numbers: unknown[] }>('GET', url)).body.numbers).toHaveLength(1);
    const again = { 'If-Match': (await admin('GET', url)).headers.get('etag') ?? '' };
    expect((await admin('POST', `${url}?dryRun=true`, read.body, again)).status).toBe(200);
    expect((await admin('POST', url, read.body, again)).status).toBe(200);
    // Of all companies too.
    const all = { 'If-Match': (await operator('GET', '/document')).headers.get('etag') ?? '' };
    await api.company();
    expect((await operator('POST', '/document', document(name), all)).status).toBe(412);
  });

  test('with faults changes nothing and tells each with its line', async () => {
    const name = `Bolaget ${randomUUID()}`;
    const id = await api.company(name);
    const admin = await api.asPerson('companyAdministrator', id);
    const text = `{"company":{"name":${JSON.stringify(name)},"coolingDays":9},\n"settingsTemplate":[],\n"numbers":[{"from":"1"}]}`;
    const { status, body } = await admin('POST', `/companies/${id}/document`, text);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { path: 'settingsTemplate', line: 2 },
      { path: 'numbers[0].from', line: 3 },
    ]);
    expect((await admin('GET', `/companies/${id}`)).body).toMatchObject({ coolingDays: 30 });
  });

  test('about another company is refused, and only operators import for all', async () => {
    const id = await api.company();
    const admin = await api.asPerson('companyAdministrator', id);
    const other = document('Någon annan AB');
    expect(await admin('POST', `/companies/${id}/document`, other)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'company.name' }] },
    });
    expect((await admin('POST', '/document', other)).status).toBe(403);
    const name = `Ny ${randomUUID()}`;
    expect((await operator('POST', '/document', document(name))).status).toBe(200);
    expect(JSON.stringify((await operator('GET', '/document')).body)).toContain(name);
  });
});

describe('settings templates', () => {
  test('are made, cloned, changed with their tag, and deleted unless new users get them', async () => {
    const name = `Bolaget ${randomUUID()}`;
    const id = await api.company(name);
    const admin = await api.asPerson('companyAdministrator', id);
    const url = `/companies/${id}/settings-templates`;
    const made = await admin('POST', url, { name: 'Kontor', settings: { ringTimeSeconds: 25 } });
    expect(made).toMatchObject({ status: 201, body: { settings: { ringTimeSeconds: 25 } } });
    const own = `${url}/${String(made.body['id'])}`;
    expect((await admin('POST', url, { name: 'Kontor' })).body).toMatchObject({ code: 'name.taken' });
    const clone = await admin('POST', `${own}/clone`, { name: 'Butik' });
    expect(clone).toMatchObject({ status: 201, body: { name: 'Butik', settings: { ringTimeSeconds: 25 } } });
    const wrong = await admin(
      'PATCH',
      own,
      { settings: { ringTime: 1, callWaiting: 'ja' } },
      { 'If-Match': '*' },
    );
    expect(wrong.body['errors']).toMatchObject([
      { path: 'settings.ringTime' },
      { path: 'settings.callWaiting' },
    ]);
    const seen = { 'If-Match': made.headers.get('etag') ?? '' };
    expect((await admin('PATCH', own, { settings: {} }, seen)).body).toMatchObject({ settings: {} });
    expect((await admin('DELETE', own, undefined, seen)).status).toBe(412);
    const used = document(name);
    const syncTemplates = used.syncTemplates.map((one) => ({ ...one, defaultSettingsTemplate: 'Kontor' }));
    expect((await admin('POST', `/companies/${id}/document`, { ...used, syncTemplates })).status).toBe(200);
    expect(await admin('DELETE', own, undefined, { 'If-Match': '*' })).toMatchObject({
      status: 409,
      body: { code: 'settingsTemplate.used' },
    });
    const other = `${url}/${String(clone.body['id'])}`;
    expect((await admin('DELETE', other, undefined, { 'If-Match': '*' })).status).toBe(204);
    const elsewhere = await api.company();
    expect(
      (await operator('GET', `/companies/${elsewhere}/settings-templates/${String(made.body['id'])}`)).status,
    ).toBe(404);
  });
});

test('status shows the company’s templates, and all of them to operators; the outbox is empty', async () => {
  const name = `Bolaget ${randomUUID()}`;
  const id = await api.company(name);
  await operator('POST', '/document', document(name));
  const viewer = await api.asPerson('viewer', id);
  const { body } = await viewer<{ items: unknown[] }>('GET', `/companies/${id}/status`);
  expect(body.items).toMatchObject([{ company: name, template: 'Alla', mode: 'paused', nextStart: null }]);
  expect((await viewer('GET', '/status')).status).toBe(403);
  expect((await operator<{ items: unknown[] }>('GET', '/status')).body.items.length).toBeGreaterThan(0);
  expect((await viewer('GET', `/companies/${id}/outbox`)).body).toMatchObject({
    items: [],
    next: null,
    total: 0,
    totalIsExact: true,
  });
});
