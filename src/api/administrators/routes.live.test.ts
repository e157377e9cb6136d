// People who use the program: who may look after whom, invitations, and the operator who stays.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { openBrowser } from '../../../test/browser.ts';

interface Listed {
  id: string;
  email: string;
  company: string | null;
}

const PASSWORD = 'fyra hästar äter hö';
let api: TestApi;
let operator: Ask;
let boss: Ask;
let own: string;
let other: string;
beforeAll(async () => {
  api = await openTestApi();
  [own, other] = [await api.company(), await api.company()];
  operator = await api.asPerson('operator', null);
  boss = await api.asPerson('companyAdministrator', own);
});
afterAll(() => api.close());

const someone = (overrides: Record<string, unknown> = {}) => ({
  email: `${randomUUID()}@nordvik.example`,
  firstName: 'Tuva',
  lastName: 'Lindmark',
  role: 'viewer',
  ...overrides,
});
const tokenOf = (body: Record<string, unknown>) => {
  const { url } = (body['invitation'] ?? body) as { url: string };
  return url.split('#invitation=')[1] ?? '';
};
const any = { 'If-Match': '*' };

describe('whom somebody sees and changes', () => {
  test('is everybody for an operator and the own company for its administrator', async () => {
    const theirs = await api.person('viewer', other);
    const mine = await boss<{ items: Listed[] }>('GET', '/administrators?limit=200');
    expect(new Set(mine.body.items.map(({ company }) => company))).toEqual(new Set([own]));
    const all = await operator<{ items: Listed[]; total: number }>('GET', '/administrators?limit=200');
    expect(all.body.items.map(({ id }) => id)).toContain(theirs.id);
    const some = await operator<{ items: Listed[] }>('GET', `/administrators?company=${other}`);
    expect(some.body.items.every(({ company }) => company === other)).toBe(true);
    expect((await boss('GET', `/administrators?company=${other}`)).status).toBe(404);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { firstName: 'Eva' }],
      ['DELETE', '', undefined],
      ['POST', '/invitation', undefined],
    ] as const) {
      const answer = await boss(method, `/administrators/${theirs.id}${path}`, body, any);
      expect(answer, method).toMatchObject({ status: 404, body: { code: 'notFound' } });
    }
  });

  test('goes page by page', async () => {
    for (let n = 0; n < 5; n += 1) await api.person('viewer', other);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: { items: Listed[]; next: string | null } = (
        await operator<{ items: Listed[]; next: string | null }>(
          'GET',
          `/administrators?company=${other}&limit=2${next ? `&cursor=${next}` : ''}`,
        )
      ).body;
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });

  test('no company’s administrator makes an operator, of himself or of others', async () => {
    expect(await boss('POST', '/administrators', someone({ role: 'operator' }))).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'role' }] },
    });
    expect((await boss('POST', '/administrators', someone({ company: other }))).status).toBe(400);
    const { id } = await api.person('viewer', own);
    for (const body of [{ role: 'operator' }, { company: other }, { role: 'operator', company: null }]) {
      expect((await boss('PATCH', `/administrators/${id}`, body, any)).status).toBe(400);
    }
    expect(
      (await operator('POST', '/administrators', someone({ role: 'operator', company: own }))).status,
    ).toBe(400);
    expect((await operator('POST', '/administrators', someone())).status).toBe(400);
    expect((await operator('POST', '/administrators', someone({ company: randomUUID() }))).status).toBe(404);
  });
});

describe('an invitation', () => {
  test('is a link that lets one person in, once', async () => {
    const created = await boss('POST', '/administrators', someone({ role: 'companyAdministrator' }));
    expect(created).toMatchObject({
      status: 201,
      body: { state: 'invited', company: own, hasPassword: false },
    });
    const token = tokenOf(created.body);
    const browser = openBrowser(api.url);
    const who = await browser.ask('POST', '/invitation', { token });
    expect(who).toMatchObject({ status: 200, body: { email: created.body['email'], firstName: 'Tuva' } });
    const weak = await browser.ask('POST', '/invitation/accept', { token, password: 'kort' });
    expect(weak).toMatchObject({ status: 400, body: { errors: [{ path: 'password' }] } });
    const accepts = await Promise.all(
      [1, 2, 3].map(() =>
        openBrowser(api.url).ask('POST', '/invitation/accept', { token, password: PASSWORD }),
      ),
    );
    expect(accepts.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
    expect((await browser.signIn(String(created.body['email']), PASSWORD)).status).toBe(200);
    expect(await browser.ask('POST', '/invitation', { token })).toMatchObject({
      status: 404,
      body: { code: 'link.over' },
    });
  });

  test('is shown once: repeated with its key, the request gives no second look at it', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = someone();
    const first = await boss('POST', '/administrators', body, key);
    const second = await boss('POST', '/administrators', body, key);
    expect(second.body).toEqual({
      ...first.body,
      invitation: { ...(first.body['invitation'] as object), url: null },
    });
    const { rows } = await api.database.pool.query<{ text: string }>(
      'select json_agg(i)::text as text from idempotency_keys i',
    );
    expect(rows[0]?.text).not.toContain(tokenOf(first.body));
  });

  test('made again ends the one before, and helps whoever has forgotten the password', async () => {
    const created = await boss('POST', '/administrators', someone());
    const again = await boss('POST', `/administrators/${String(created.body['id'])}/invitation`);
    expect(again.status).toBe(201);
    const browser = openBrowser(api.url);
    const old = await browser.ask('POST', '/invitation/accept', {
      token: tokenOf(created.body),
      password: PASSWORD,
    });
    expect(old.status).toBe(404);
    const accepted = await browser.ask('POST', '/invitation/accept', {
      token: tokenOf(again.body),
      password: PASSWORD,
    });
    expect(accepted.status).toBe(200);
    const third = await boss('POST', `/administrators/${String(created.body['id'])}/invitation`);
    const other = openBrowser(api.url);
    const renewed = { token: tokenOf(third.body), password: 'sju katter dricker te' };
    expect((await other.ask('POST', '/invitation/accept', renewed)).status).toBe(200);
    expect((await browser.ask('GET', '/me')).status).toBe(401);
  });

  test('that went to another address, or stands while a password is changed, opens nothing', async () => {
    const created = await boss('POST', '/administrators', someone());
    const path = `/administrators/${String(created.body['id'])}`;
    await boss('PATCH', path, { email: `${randomUUID()}@nordvik.example` }, any);
    expect((await api.asNobody('POST', '/invitation', { token: tokenOf(created.body) })).status).toBe(404);
    const second = await boss('POST', `${path}/invitation`);
    await boss('PATCH', path, { disabled: true }, any);
    await boss('PATCH', path, { disabled: false }, any);
    expect((await api.asNobody('POST', '/invitation', { token: tokenOf(second.body) })).status).toBe(404);

    const person = await api.person('viewer', own, PASSWORD);
    const third = await boss('POST', `/administrators/${person.id}/invitation`);
    const browser = openBrowser(api.url);
    await browser.signIn(person.email, PASSWORD);
    const changed = { currentPassword: PASSWORD, newPassword: 'sju katter dricker te' };
    expect((await browser.ask('POST', '/me/password', changed)).status).toBe(204);
    expect((await api.asNobody('POST', '/invitation', { token: tokenOf(third.body) })).status).toBe(404);
  });

  test('is over after seven days', async () => {
    const created = await boss('POST', '/administrators', someone());
    await api.database.kysely.updateTable('one_time_links').set({ expires_at: new Date() }).execute();
    const answer = await api.asNobody('POST', '/invitation', { token: tokenOf(created.body) });
    expect(answer.status).toBe(404);
  });
});

describe('a change of somebody', () => {
  test('counts at once: a role from the next request on, shutting out ends sessions', async () => {
    const person = await api.person('companyAdministrator', own, PASSWORD);
    const browser = openBrowser(api.url);
    await browser.signIn(person.email, PASSWORD);
    const before = browser.cookies.get('rollcall-session');
    const path = `/administrators/${person.id}`;
    expect((await browser.ask('POST', '/administrators', someone())).status).toBe(201);
    expect((await boss('PATCH', path, { role: 'viewer' }, any)).status).toBe(200);
    expect((await browser.ask('POST', '/administrators', someone())).status).toBe(403);
    expect(browser.cookies.get('rollcall-session')).not.toBe(before);
    expect((await boss('PATCH', path, { disabled: true }, any)).body).toMatchObject({ state: 'disabled' });
    expect((await browser.ask('GET', '/me')).status).toBe(401);
    expect((await boss('PATCH', path, { disabled: false }, any)).status).toBe(200);
    expect((await browser.ask('GET', '/me')).status).toBe(401);
  });

  test('who is signed in and is removed, is out with the next request and of all lists', async () => {
    const person = await api.person('companyAdministrator', own, PASSWORD);
    const browser = openBrowser(api.url);
    await browser.signIn(person.email, PASSWORD);
    expect((await boss('DELETE', `/administrators/${person.id}`, undefined, any)).status).toBe(204);
    expect(await browser.ask('GET', '/me')).toMatchObject({ status: 401 });
    expect((await browser.signIn(person.email, PASSWORD)).status).toBe(401);
    expect((await boss('GET', `/administrators/${person.id}`)).status).toBe(404);
  });

  test('by two people at once: the second is told, a sign-in in between is no change', async () => {
    const person = await api.person('viewer', own, PASSWORD);
    const path = `/administrators/${person.id}`;
    const tag = { 'If-Match': (await boss('GET', path)).headers.get('etag') ?? '' };
    await openBrowser(api.url).signIn(person.email, PASSWORD);
    expect((await boss('PATCH', path, { firstName: 'Eva' }, tag)).status).toBe(200);
    expect((await operator('PATCH', path, { firstName: 'Siv' }, tag)).status).toBe(412);
    expect((await operator('DELETE', path, undefined, tag)).status).toBe(412);
    expect((await operator('DELETE', path)).status).toBe(428);
    expect((await boss('DELETE', path, undefined, any)).status).toBe(204);
    const actions = await api.database.kysely
      .selectFrom('audit_log')
      .select('action')
      .where('subject_id', '=', person.id)
      .orderBy('id')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual(['administrator.update', 'administrator.delete']);
  });
});

test('the last operator who can sign in can not be removed, shut out or demoted, also not by each other at once', async () => {
  const alone = await openTestApi();
  try {
    const company = await alone.company();
    const [one, two] = [
      await alone.person('operator', null, PASSWORD),
      await alone.person('operator', null, PASSWORD),
    ];
    const browsers = [openBrowser(alone.url), openBrowser(alone.url)];
    await browsers[0]?.signIn(one.email, PASSWORD);
    await browsers[1]?.signIn(two.email, PASSWORD);
    // Held until both have been let in and wait for each other: without that one would be done before the other begins.
    const holder = await alone.database.pool.connect();
    await holder.query("begin; select pg_advisory_xact_lock(hashtext('operators'))");
    const asked = Promise.all([
      browsers[0]?.ask('DELETE', `/administrators/${two.id}`, undefined, any),
      browsers[1]?.ask('DELETE', `/administrators/${one.id}`, undefined, any),
    ]);
    await vi.waitUntil(async () => {
      const waiting = await holder.query("select from pg_locks where locktype = 'advisory' and not granted");
      return waiting.rowCount === 2;
    });
    await holder.query('commit');
    holder.release();
    const removals = await asked;
    const statuses = removals.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    const winner = browsers[statuses.indexOf(204)];
    const last = statuses[0] === 204 ? one : two;
    // Somebody who has not taken the invitation yet is no second operator.
    await alone.person('operator', null);
    for (const body of [{ disabled: true }, { role: 'viewer', company }]) {
      const answer = await winner?.ask('PATCH', `/administrators/${last.id}`, body, any);
      expect(answer).toMatchObject({ status: 409, body: { code: 'operator.last' } });
    }
    expect((await winner?.ask('DELETE', `/administrators/${last.id}`, undefined, any))?.status).toBe(409);
  } finally {
    await alone.close();
  }
});
