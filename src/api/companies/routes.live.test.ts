// Companies through the API: what everybody else's resource does as well is shown here once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { writeTestTemplate } from '../../../test/run-world.ts';

interface Company {
  id: string;
  name: string;
  coolingDays: number;
}
interface Page {
  items: Company[];
  next: string | null;
  total: number;
}

let api: TestApi;
let operator: Ask;
beforeAll(async () => {
  api = await openTestApi();
  operator = await api.asPerson('operator', null);
});
afterAll(() => api.close());

const auditOf = (id: string) =>
  api.database.kysely
    .selectFrom('audit_log')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute();

describe('making a company', () => {
  test('gives it with its defaults and an audit entry', async () => {
    const { status, body, headers } = await operator<Company>('POST', '/companies', {
      name: 'Nordvik Energi AB',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Nordvik Energi AB', country: 'SE', coolingDays: 30 });
    expect(headers.get('location')).toBe(`/api/v1/companies/${body.id}`);
    const [entry] = await auditOf(body.id);
    expect(entry).toMatchObject({
      action: 'company.create',
      company_id: body.id,
      actor: { kind: 'administrator', name: 'Maja Åberg' },
      address: '127.0.0.1',
    });
  });

  test('is refused with every fault of the document’s own checks, each at its place', async () => {
    const { status, body, headers } = await operator(
      'POST',
      '/companies',
      '{"name":"X","country":"se",\n"coolingDays":-1}',
    );
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ code: 'input.invalid', status: 400, title: 'Bad Request' });
    expect(body['errors']).toMatchObject([
      { path: 'country', line: 1, message: expect.stringContaining('Did you mean "SE"?') },
      { path: 'coolingDays', line: 2, column: 15, cure: expect.stringContaining('0 to 365') },
    ]);
  });

  test('of a name that is taken is refused', async () => {
    const name = `Två ${randomUUID()}`;
    await operator('POST', '/companies', { name });
    expect(await operator('POST', '/companies', { name })).toMatchObject({
      status: 409,
      body: { code: 'name.taken' },
    });
  });

  test('twice with one Idempotency-Key makes one and gives the same answer', async () => {
    const [name, key] = [`En ${randomUUID()}`, randomUUID()];
    const first = await operator<Company>('POST', '/companies', { name }, { 'Idempotency-Key': key });
    const second = await operator<Company>('POST', '/companies', { name }, { 'Idempotency-Key': key });
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const other = await operator('POST', '/companies', { name: `${name}!` }, { 'Idempotency-Key': key });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyKey.reused' } });
    const somebodyElse = await api.asPerson('operator', null);
    const theirs = await somebodyElse('POST', '/companies', { name }, { 'Idempotency-Key': key });
    expect(theirs).toMatchObject({ status: 409, body: { code: 'name.taken' } });
  });

  test('that was refused leaves its key free: nothing has happened', async () => {
    const [name, key] = [`Upptaget ${randomUUID()}`, randomUUID()];
    const there = await operator<Company>('POST', '/companies', { name });
    const ask = () => operator<Company>('POST', '/companies', { name }, { 'Idempotency-Key': key });
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'name.taken' } });
    const path = `/companies/${there.body.id}`;
    const renamed = await operator('PATCH', path, { name: `${name} AB` }, { 'If-Match': '*' });
    expect(renamed.status).toBe(200);
    const second = await ask();
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBeNull();
  });

  test('twenty times at once with one key makes one', async () => {
    const [name, key] = [`Samtidigt ${randomUUID()}`, randomUUID()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => operator('POST', '/companies', { name }, { 'Idempotency-Key': key })),
    );
    const statuses = answers.map(({ status }) => status);
    const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body['code']);
    expect(refused.filter((code) => code !== 'idempotencyKey.busy')).toEqual([]);
    expect(statuses).toContain(201);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body['id'])).size).toBe(
      1,
    );
  });
});

describe('changing a company', () => {
  test('needs the tag of what was read, and the second of two editors is told', async () => {
    const path = `/companies/${await api.company()}`;
    const { headers } = await operator('GET', path);
    const tag = { 'If-Match': headers.get('etag') ?? '' };
    expect(await operator('PATCH', path, { coolingDays: 10 })).toMatchObject({ status: 428 });
    const first = await operator<Company>('PATCH', path, { coolingDays: 10 }, tag);
    expect(first).toMatchObject({ status: 200, body: { coolingDays: 10 } });
    const other = await api.asPerson('operator', null);
    expect(await other('PATCH', path, { coolingDays: 99 }, tag)).toMatchObject({
      status: 412,
      body: { code: 'changed' },
    });
    expect(await operator<Company>('GET', path)).toMatchObject({ body: { coolingDays: 10 } });
    const again = await other(
      'PATCH',
      path,
      { coolingDays: 99 },
      { 'If-Match': first.headers.get('etag') ?? '' },
    );
    expect(again.status).toBe(200);
  });

  test('by ten people at once with one tag is done by one of them', async () => {
    const path = `/companies/${await api.company()}`;
    const { headers } = await operator('GET', path);
    const tag = { 'If-Match': headers.get('etag') ?? '' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => operator('PATCH', path, { coolingDays: at }, tag)),
    );
    // Whoever writes what stands there already changes nothing and its tag stays good.
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  });

  test('writes before and after into the audit log', async () => {
    const id = await api.company();
    await operator('PATCH', `/companies/${id}`, { language: 'en' }, { 'If-Match': '*' });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'company.update',
      before: { language: 'sv' },
      after: { language: 'en' },
    });
  });

  test('an unchanged one is not sent again to whoever has it', async () => {
    const path = `/companies/${await api.company()}`;
    const { headers } = await operator('GET', path);
    const again = await operator('GET', path, undefined, { 'If-None-Match': headers.get('etag') ?? '' });
    expect(again).toMatchObject({ status: 304, body: null });
  });
});

describe('the list of companies', () => {
  test('goes page by page through all of them, each once', async () => {
    await Promise.all(Array.from({ length: 7 }, () => api.company()));
    const seen: string[] = [];
    let next: string | null = '';
    let total = 0;
    while (next !== null) {
      const cursor: string = next ? `&cursor=${next}` : '';
      const { body } = await operator<Page>('GET', `/companies?limit=3${cursor}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map(({ name }) => name));
      ({ next, total } = body);
    }
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => (a < b ? -1 : 1)));
    expect(seen.length).toBe(total);
  });

  test('finds them by words of the name, in any order, with any accents and page by page', async () => {
    const mark = randomUUID();
    for (const name of [`Åby Kraft ${mark}`, `Kraftverket i Åby ${mark}`, `Norrby ${mark}`])
      await api.company(name);
    const find = async (query: string) => (await operator<Page>('GET', `/companies?${query}`)).body;
    const search = `search=${encodeURIComponent(`kraft ${mark} ÅBY`)}`;
    const found = await find(search);
    expect(found.items.map(({ name }) => name)).toEqual([`Kraftverket i Åby ${mark}`, `Åby Kraft ${mark}`]);
    expect(found.total).toBe(2);
    const first = await find(`${search}&limit=1`);
    const second = await find(`${search}&limit=1&cursor=${first.next}`);
    expect([first, second].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(
      found.items.map(({ id }) => id),
    );
    expect((await find(`search=${randomUUID()}`)).items).toEqual([]);
    const viewer = await api.asPerson('viewer', await api.company(`Eget ${mark}`));
    expect((await viewer<Page>('GET', `/companies?search=${mark}`)).body.items).toHaveLength(1);
    expect((await operator('GET', `/companies?cursor=${first.next}`)).status).toBe(400);
  });

  test('shows everybody but an operator the own one alone', async () => {
    const id = await api.company();
    const viewer = await api.asPerson('viewer', id);
    const { body } = await viewer<Page>('GET', '/companies');
    expect(body.items.map((item) => item.id)).toEqual([id]);
  });

  test.each([
    'x',
    'bm90',
    Buffer.from('[1,"users","a"]').toString('base64url'),
    Buffer.from('[1,"companies","\\u0000"]').toString('base64url'),
  ])('refuses the broken cursor %s', async (cursor) => {
    expect(await operator('GET', `/companies?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'cursor.invalid' },
    });
  });

  test('tells both faults of limit and more', async () => {
    const { status, body } = await operator('GET', '/companies?limit=0');
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ path: '?limit' }]);
  });
});

test('a change that takes a lookup table from expressions says whose, and the same ETag stands for it', async () => {
  const id = await api.company();
  const path = `/companies/${id}`;
  const tables = { Ort: { LLA: 'Luleå' }, Avd: {} };
  await operator('PATCH', path, { lookups: tables }, { 'If-Match': '*' });
  await writeTestTemplate(api.database, id, { name: 'Norr', filter: 'lookup("Ort", city) != ""' });
  const gone = await operator('PATCH', path, { lookups: { Avd: {} } }, { 'If-Match': '*' });
  expect(gone).toMatchObject({
    status: 200,
    body: {
      lookups: { Avd: {} },
      warnings: [
        {
          code: 'lookup.lost',
          syncTemplate: 'Norr',
          message: expect.stringMatching(/the lookup table "Ort"/),
        },
      ],
    },
  });
  const read = await operator('GET', path);
  expect(read.headers.get('etag')).toBe(gone.headers.get('etag'));
  const back = await operator('PATCH', path, { lookups: tables }, { 'If-Match': '*' });
  expect(back.body).toMatchObject({ warnings: [] });
});
