// The mapping workbench through the API: a trial with pages and faults with their place, an expression checked while it is
// written, and nothing of another company.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { writeTestTemplate } from '../../../test/run-world.ts';
import { personFacts } from '../../../test/scripted-tenant.ts';

let api: TestApi;
let company: string;
let template: string;
let boss: Ask;
let viewer: Ask;
const path = (rest = '') => `/companies/${company}/sync-templates/${template}/mapping/try${rest}`;

beforeAll(async () => {
  api = await openTestApi();
  company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
  viewer = await api.asPerson('viewer', company);
  template = await writeTestTemplate(api.database, company, { mode: 'paused' });
  const at = new Date();
  for (let n = 1; n <= 30; n += 1) {
    const person = `p${String(n).padStart(2, '0')}`;
    const row = {
      template_id: template,
      person_id: person,
      present: true,
      facts_hash: `h${n}.c`,
      mapped: '{}',
      created_ms: n,
    };
    const facts = JSON.stringify(personFacts(n, n > 25 ? { businessPhones: [] } : {}));
    await api.database.kysely
      .insertInto('roster')
      .values({ ...row, facts, planned_hash: null, read_at: at, gone_at: null, search: person })
      .execute();
  }
  await api.database.kysely
    .updateTable('sync_templates')
    .set({ last_complete_read_at: at })
    .where('id', '=', template)
    .execute();
});
afterAll(() => api.close());

interface Tried {
  people: number;
  fields: { field: string; usable: { count: number; people: object[] }; empty: { count: number } }[];
  plan: { counts: Record<string, number>; reasons: { code: string; count: number }[] };
  list: { items: { person: string }[]; next: string | null; total: number } | null;
}

describe('a trial', () => {
  test('tells field by field, first names and what a run would come to', async () => {
    const { status, body } = await boss<Tried>('POST', path(), { filter: 'mail != "namn1@nordvik.example"' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ people: 30, inScope: 29, filteredOut: 1, unread: [], list: null });
    const number = body.fields.find(({ field }) => field === 'pstnFixed');
    expect(number).toMatchObject({ usable: { count: 24 }, empty: { count: 5 } });
    expect(number?.usable.people).toHaveLength(20);
    expect(body.plan).toMatchObject({
      counts: { create: 24, skip: 5 },
      reasons: [{ code: 'pstnFixed.missing', count: 5 }],
    });
  });

  test('gives the whole of a category, page by page, and takes no cursor of another', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: { body: Tried } = await boss<Tried>(
        'POST',
        path(`?field=alias&category=usable&limit=12${cursor}`),
        {},
      );
      expect(page.body.list?.total).toBe(30);
      seen.push(...(page.body.list?.items ?? []).map(({ person }) => person));
      next = page.body.list?.next ?? null;
      if (next !== null)
        expect((await boss('POST', path(`?field=alias&category=empty&cursor=${next}`), {})).status).toBe(400);
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => `p${String(n + 1).padStart(2, '0')}`));
    expect((await boss('POST', path('?field=alias'), {})).status).toBe(400);
  });

  test('of what can not be saved tells each fault with its place', async () => {
    const { status, body } = await boss<{ errors: object[] }>('POST', path(), {
      fieldMapping: { alias: { expression: 'lowr(mail)' }, name: 'givenname' },
      filter: 'lookup("Ort", city) == ""',
    });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { path: 'fieldMapping.alias.expression', message: expect.stringMatching(/no function lowr.*"lower"/) },
      { path: 'fieldMapping.name', message: expect.stringMatching(/Did you mean "givenName"/) },
      { path: 'filter', message: expect.stringMatching(/no lookup table "Ort"/), line: expect.any(Number) },
    ]);
    expect((await boss('POST', path(), { filters: '' })).status).toBe(400);
  });

  test('of a field that can not be read now is a problem with its cure, and tries nothing', async () => {
    const named = (name: string) => ({ fieldMapping: { title: name } });
    const { status, body } = await boss('POST', path(), named('city'));
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        code: 'credential.wrong',
        detail: expect.stringMatching(/^Nothing was tried: city is not read yet/),
      },
    });
    expect(await boss('POST', path(), named('jobTitle'))).toMatchObject({
      status: 200,
      body: { read: null },
    });
  });

  test('is for administrators, and of another company’s template it is not found', async () => {
    expect((await viewer('POST', path(), {})).status).toBe(403);
    const stranger = await api.company();
    const operator = await api.asPerson('operator', null);
    expect((await operator('POST', path().replace(company, stranger), {})).status).toBe(404);
    expect((await boss('POST', path().replace(template, randomUUID()), {})).status).toBe(404);
  });
});

describe('an expression while it is written', () => {
  const check = (expression: string, kind = 'text') =>
    viewer<{ ok: boolean; fault: { at: number; message: string } | null }>(
      'POST',
      `/companies/${company}/expressions/check`,
      { expression, kind },
    );

  test('is told good, with what it gives and reads', async () => {
    expect((await check('lower(mail) + firstOf(businessPhones)')).body).toEqual({
      ok: true,
      type: 'a text',
      fields: ['mail', 'businessPhones'],
      fault: null,
    });
  });

  test.each<[string, string, number, RegExp]>([
    ['lower(mail', 'text', 10, /a \) is missing/],
    ['givenNam', 'text', 0, /Did you mean "givenName"\?$/],
    ['lookup("Ort", city)', 'text', 7, /no lookup table "Ort"/],
    ['mail', 'condition', 0, /not true or false/],
  ])('%s as a %s is told bad, with the place', async (expression, kind, at, message) => {
    const { body } = await check(expression, kind);
    expect(body).toMatchObject({ ok: false, fault: { at, message: expect.stringMatching(message) } });
  });

  test('can be made of functions, fields with their types and the company’s tables', async () => {
    const { body } = await viewer<{ functions: object[]; fields: object[] }>(
      'GET',
      `/companies/${company}/expressions/functions`,
    );
    expect(body.functions).toContainEqual({ call: 'lower(text)', about: 'small letters' });
    expect(body.fields).toContainEqual({ field: 'businessPhones', type: 'a list of texts' });
    expect(body.fields).toContainEqual({ field: 'accountEnabled', type: 'true or false' });
  });
});
