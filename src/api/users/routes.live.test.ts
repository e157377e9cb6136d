// Users, people and numbers through the API: found, made and changed by hand, held and let go, each refusal saying why.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillCrowd } from '../../../bench/crowd.ts';
import type { Crowd } from '../../../bench/crowd.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { writeNumberSeries } from '../../store/number-series.ts';

interface Page<T = Record<string, unknown>> {
  items: T[];
  next: string | null;
  total?: number;
  totalIsExact?: boolean;
}

let api: TestApi;
let crowd: Crowd;
let other: Crowd;
let admin: Ask;
let base: string;
beforeAll(async () => {
  api = await openTestApi();
  crowd = await fillCrowd(api.database, 300);
  other = await fillCrowd(api.database, 20, 'Annat AB');
  admin = await api.asPerson('companyAdministrator', crowd.companyId);
  base = `/companies/${crowd.companyId}`;
});
afterAll(() => api.close());

const tag = async (url: string) => ({ 'If-Match': (await admin('GET', url)).headers.get('etag') ?? '' });
const linked = () =>
  api.database.kysely
    .selectFrom('users')
    .innerJoin('links', 'links.user_id', 'users.id')
    .select(['users.id', 'users.alias', 'links.person_id as person'])
    .where('users.company_id', '=', crowd.companyId)
    .where('links.missing_since', 'is', null)
    .executeTakeFirstOrThrow();
const make = async (alias = `eva.${randomUUID().slice(0, 8)}`) => {
  const pstnFixed = `08-46${String(500_000 + Math.floor(Math.random() * 400_000) + 1_000).padStart(6, '0')}`;
  return admin('POST', `${base}/users`, { alias, name: 'Eva', surname: 'Lind', pstnFixed });
};

describe('the list of users', () => {
  test('goes through all of them page by page, each once, with a total on the first page alone', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await admin<Page>('GET', `${base}/users?limit=70&sort=alias${cursor}`);
      seen.push(...body.items.map((user) => user['id']));
      expect(body.total).toBe(cursor === '' ? 300 : undefined);
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(300);
    expect(seen.length).toBe(300);
  });

  test.each([
    ['limit=201', '?limit'],
    ['limit=x', '?limit'],
    ['sort=age', '?sort'],
    ['state=gone', '?state'],
    ['source=nobody', '?source'],
    ['serach=x', '?'],
    [`search=${'x'.repeat(300)}`, '?search'],
  ])('refuses %s', async (query, where) => {
    const { status, body } = await admin('GET', `${base}/users?${query}`);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ path: where }]);
  });

  test('is entered at any place, and only by one of place and cursor', async () => {
    const { body } = await admin<Page>('GET', `${base}/users?limit=5&offset=295&sort=alias`);
    expect(body.items.length).toBe(5);
    expect(body.next).toBeNull();
    const { body: front } = await admin<Page>('GET', `${base}/users?limit=5&offset=0&sort=alias`);
    expect(front).toMatchObject({ total: 300, totalIsExact: true });
    const both = await admin('GET', `${base}/users?limit=5&offset=5&sort=alias&cursor=${front.next}`);
    expect(both).toMatchObject({ status: 400, body: { errors: [{ path: '?offset' }] } });
  });

  test('is written as CSV for a spreadsheet, as it is filtered', async () => {
    const read = async (query: string) => {
      const answer = await fetch(`${api.url}/api/v1${base}/users.csv?${query}`, {
        headers: await api.headersOf('session', 'viewer', crowd.companyId),
      });
      return { answer, lines: (await answer.text()).trimEnd().split('\r\n') };
    };
    const { answer, lines } = await read('sort=alias');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="users.csv"');
    expect(lines.length).toBe(301);
    expect(lines[0]).toMatch(/^\uFEFF?alias;name;surname;pstnFixed/u);
    const { body } = await admin<Page>('GET', `${base}/users?limit=1&search=lind`);
    expect((await read('search=lind')).lines.length).toBe((body.total ?? 0) + 1);
  });

  test('refuses a cursor of another order, and one that was made by hand', async () => {
    const { body } = await admin<Page>('GET', `${base}/users?limit=5&sort=alias`);
    expect((await admin('GET', `${base}/users?limit=5&sort=name&cursor=${body.next}`)).status).toBe(400);
    const forged = Buffer.from(JSON.stringify([1, 'users alias asc', ['a', "' or 1=1"]])).toString(
      'base64url',
    );
    expect(await admin('GET', `${base}/users?sort=alias&cursor=${forged}`)).toMatchObject({
      status: 400,
      body: { code: 'cursor.invalid' },
    });
  });

  test('shows nobody of another company', async () => {
    const { body } = await admin<Page>('GET', `${base}/users?source=${other.large}`);
    expect(body.items).toEqual([]);
    const operator = await api.asPerson('operator', null);
    const { id } = await linked();
    expect((await operator('GET', `/companies/${other.companyId}/users/${id}`)).status).toBe(404);
    expect((await operator('GET', `${base}/users/nobody`)).status).toBe(404);
  });
});

describe('a user', () => {
  test('is made, changed with its tag and deleted by hand', async () => {
    const { status, body, headers } = await make();
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Eva', state: 'active', source: null, hold: null });
    const url = `${base}/users/${String(body['id'])}`;
    expect((await admin('PATCH', url, { title: 'Chef' })).status).toBe(428);
    const seen = { 'If-Match': headers.get('etag') ?? '' };
    expect((await admin('PATCH', url, { title: 'Chef' }, seen)).body).toMatchObject({ title: 'Chef' });
    expect((await admin('PATCH', url, { title: 'VD' }, seen)).status).toBe(412);
    expect((await admin('DELETE', url, undefined, await tag(url))).status).toBe(204);
    expect((await admin('GET', url)).status).toBe(404);
  });

  test('is refused with every fault and its field', async () => {
    const wrong = { alias: 'é é', name: '', surname: 'Lind', pstnFixed: '112', fields: { x: 'y' } };
    const { status, body } = await admin('POST', `${base}/users`, wrong);
    expect(status).toBe(400);
    const paths = (body['errors'] as { path: string; cure: string }[]).map((fault) => fault.path);
    expect(paths).toEqual(expect.arrayContaining(['alias', 'name', 'pstnFixed']));
    expect((await admin('POST', `${base}/users`, { alias: 'x' })).status).toBe(400);
    expect((await admin('POST', `${base}/users`, { ...wrong, colour: 'red' })).status).toBe(400);
  });

  test('can not have an alias that somebody has', async () => {
    const { alias } = await linked();
    expect(await make(alias.toUpperCase())).toMatchObject({ status: 409 });
  });

  test('whom Entra rules is locked in mapped fields, held, released and unlinked', async () => {
    const { id } = await linked();
    const url = `${base}/users/${id}`;
    const held = await admin('PUT', `${url}/hold`, { why: 'Jubileum', until: '2099-01-01' });
    expect(held).toMatchObject({ status: 200, body: { hold: { why: 'Jubileum' } } });
    expect((await admin('PUT', `${url}/hold`, { until: 'snart' })).status).toBe(400);
    expect((await admin('DELETE', `${url}/hold`)).body).toMatchObject({ hold: null });
    expect(await admin('DELETE', `${url}/hold`)).toMatchObject({
      status: 409,
      body: { code: 'user.notHeld' },
    });
    expect(await admin('PUT', `${url}/keep-until`, { date: '2099-01-01' })).toMatchObject({
      status: 409,
      body: { code: 'user.notLeaving' },
    });
    expect(await admin('DELETE', `${url}/pins/title`)).toMatchObject({ body: { code: 'field.notPinned' } });
    expect(await admin('DELETE', url, undefined, await tag(url))).toMatchObject({
      body: { code: 'user.linked' },
    });
    expect((await admin('DELETE', `${url}/link`)).body).toMatchObject({ source: null });
    const { body } = await admin<Page>('GET', `${base}/changes?user=${id}&undo=true`);
    expect(body.items.map((entry) => entry['do']).slice(0, 3)).toEqual(['unlink', 'unhold', 'hold']);
    expect(body.items[0]).toMatchObject({ by: { name: 'Maja Åberg' }, undo: { can: expect.any(Boolean) } });
  });

  test('who was held since the page was opened is not deleted or changed by it', async () => {
    const { id } = await linked();
    const url = `${base}/users/${id}`;
    const before = await tag(url);
    expect((await admin('PUT', `${url}/hold`, { why: 'Föräldraledig' })).status).toBe(200);
    const late = [
      await admin('DELETE', `${url}?ignorePerson=true`, undefined, before),
      await admin('PATCH', url, { mobile: null }, before),
    ];
    expect(late).toMatchObject([
      { status: 412, body: { code: 'changed' } },
      { status: 412, body: { code: 'changed' } },
    ]);
    const again = await admin('GET', url, undefined, { 'If-None-Match': before['If-Match'] });
    expect(again).toMatchObject({ status: 200, body: { hold: { why: 'Föräldraledig' } } });
    const seen = await admin('DELETE', `${url}?ignorePerson=true`, undefined, await tag(url));
    expect(seen.status).toBe(204);
  });

  test('of nobody can be done nothing with', async () => {
    const url = `${base}/users/${randomUUID()}`;
    const asked: [string, string, unknown?][] = [
      ['GET', url],
      ['PATCH', url, {}],
      ['DELETE', url],
      ['PUT', `${url}/hold`, {}],
      ['PUT', `${url}/keep-until`, { date: '2099-01-01' }],
      ['PUT', `${url}/link`, { templateId: crowd.large, person: 'x' }],
      ['DELETE', `${url}/link`],
      ['DELETE', `${url}/pins/title`],
    ];
    for (const [method, path, body] of asked)
      expect((await admin(method, path, body, { 'If-Match': '*' })).status, `${method} ${path}`).toBe(404);
  });
});

describe('people', () => {
  test('are listed with why each is a user or not, explained, ignored and not', async () => {
    const { body } = await admin<Page>('GET', `${base}/people?standing=skip`);
    expect(body.items[0]).toMatchObject({ standing: 'skip', reasons: [{ code: 'pstnFixed.missing' }] });
    const person = String(body.items[0]?.['person']);
    const ofTemplate = `${base}/sync-templates/${crowd.large}`;
    const explained = await admin('GET', `${ofTemplate}/explain?who=${person}`);
    expect(explained.body).toMatchObject({ found: true, person, cure: 'Fill it in.' });
    expect((await admin('GET', `${ofTemplate}/explain?who=nobody`)).body).toMatchObject({ found: false });
    expect((await admin('GET', `${ofTemplate}/explain?who=`)).status).toBe(400);
    expect((await admin('PUT', `${ofTemplate}/ignored/${person}`, { why: 'Konsult' })).status).toBe(204);
    const { body: after } = await admin<Page>('GET', `${base}/people?search=${person}&standing=skip`);
    expect(after.items.filter((one) => one['isIgnored'] === false)).toEqual([]);
    expect((await admin('DELETE', `${ofTemplate}/ignored/${person}`)).status).toBe(204);
    expect((await admin('DELETE', `${ofTemplate}/ignored/${person}`)).status).toBe(409);
  });
});

describe('numbers', () => {
  test('are counted for each series, which are replaced as a whole and with their tag', async () => {
    const url = `${base}/number-series`;
    const { body, headers } = await admin<{ numbers: Record<string, unknown>[] }>('GET', url);
    expect(body.numbers[0]).toMatchObject({ size: 500_000, service: 10, isLow: false });
    const seen = { 'If-Match': headers.get('etag') ?? '' };
    const numbers = [{ from: '46846500000', to: '46846500399' }];
    expect(await admin('PUT', url, { numbers: [{ from: '08-1', kind: 'fix' }] }, seen)).toMatchObject({
      status: 400,
      body: { code: 'input.invalid' },
    });
    const replaced = await admin<{ numbers: unknown[] }>('PUT', url, { numbers }, seen);
    expect(replaced.body.numbers).toMatchObject([{ size: 400, kind: 'fixed' }]);
    expect((await admin('PUT', url, { numbers: [] }, seen)).status).toBe(412);
  });

  test('are listed by state, found in part, and freed while they cool', async () => {
    await api.database.kysely
      .updateTable('numbers')
      .set({ state: 'cooling', user_id: null, cooling_until: new Date(Date.now() + 86_400_000) })
      .where('company_id', '=', crowd.companyId)
      .where('digits', '=', '46846500007')
      .execute();
    const { body } = await admin<Page>('GET', `${base}/numbers?state=cooling`);
    expect(body.items.map((one) => one['digits'])).toContain('46846500007');
    expect((await admin<Page>('GET', `${base}/numbers?search=500007`)).body.items.length).toBe(1);
    expect((await admin<Page>('GET', `${base}/numbers?search=åsa`)).body.items).toEqual([]);
    expect((await admin('POST', `${base}/numbers/46846500007/free`, {})).status).toBe(204);
    expect(await admin('POST', `${base}/numbers/46846500007/free`, {})).toMatchObject({
      status: 409,
      body: { code: 'number.notCooling' },
    });
    expect((await admin('POST', `${base}/numbers/abc/free`, {})).status).toBe(404);
  });
});

describe('a number from a series', () => {
  test('is given to a user who is there already, too, and refused for one whose number Entra rules', async () => {
    const { id } = (await make()).body;
    const change = { numberSeries: '46846500000' };
    const changed = await admin(
      'PATCH',
      `${base}/users/${String(id)}`,
      change,
      await tag(`${base}/users/${String(id)}`),
    );
    expect(changed).toMatchObject({
      status: 200,
      body: { pstnFixed: expect.stringMatching(/^468465\d{5}$/u) },
    });
    const both = { ...change, pstnFixed: '08-465 099 90' };
    const refused = await admin(
      'PATCH',
      `${base}/users/${String(id)}`,
      both,
      await tag(`${base}/users/${String(id)}`),
    );
    expect(refused.body['errors']).toMatchObject([{ path: 'numberSeries', code: 'numberSeries.invalid' }]);
  });

  test('is the lowest free one; both at once, no such series and a full one are refused', async () => {
    const series = { first: 46_846_509_990, last: 46_846_509_991, kind: 'fixed', single: false, note: null };
    await writeNumberSeries(api.database.kysely, crowd.companyId, [{ ...series, kind: 'fixed' }]);
    const person = () => ({ alias: `s.${randomUUID().slice(0, 8)}`, name: 'Siv', surname: 'Ek' });
    const ask = (more: Record<string, unknown>) => admin('POST', `${base}/users`, { ...person(), ...more });
    const numberSeries = '46846509990';
    const refused = async (more: Record<string, unknown>) => (await ask(more)).body['code'];
    expect(await refused({ numberSeries, pstnFixed: '08-465 099 90' })).toBe('numberSeries.invalid');
    expect(await refused({ numberSeries: '46846500000' })).toBe('numberSeries.unknown');
    const given = [];
    for (let n = 0; n < 2; n += 1) given.push((await ask({ numberSeries })).body['pstnFixed']);
    expect(given).toEqual(['46846509990', '46846509991']);
    expect([await refused({ numberSeries }), await refused({})]).toEqual([
      'numberSeries.full',
      'pstnFixed.missing',
    ]);
  });
});
