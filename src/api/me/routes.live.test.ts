// The own profile, password and sessions.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { openBrowser } from '../../../test/browser.ts';

const PASSWORD = 'fyra hästar äter hö';
let api: TestApi;
let company: string;
beforeAll(async () => {
  api = await openTestApi();
  company = await api.company('Nordvik Energi AB');
});
afterAll(() => api.close());

async function signedIn() {
  const person = await api.person('viewer', company, PASSWORD);
  const browser = openBrowser(api.url);
  await browser.signIn(person.email, PASSWORD);
  return { ...person, browser };
}

test('who is signed in is told with role, company and what may be asked for', async () => {
  const viewer = await api.asPerson('viewer', company);
  const { body } = await viewer('GET', '/me');
  expect(body).toMatchObject({
    kind: 'administrator',
    role: 'viewer',
    company: { name: 'Nordvik Energi AB' },
  });
  expect(body['rights']).toContain('user.read');
  expect(body['rights']).not.toContain('user.change');
  const token = await api.asToken('companyAdministrator', company);
  const own = (await token('GET', '/me')).body;
  expect(own).toMatchObject({ kind: 'token', csrf: null });
  expect(own['rights']).not.toContain('token.change');
});

describe('the profile', () => {
  test('is changed by the article’s rules, all faults at once', async () => {
    const { browser } = await signedIn();
    const { headers } = await browser.ask('GET', '/me/profile');
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const wrong = await browser.ask(
      'PATCH',
      '/me/profile',
      { firstName: 'M', lastName: 'Berg3', email: 'maja' },
      tag,
    );
    expect(wrong.status).toBe(400);
    expect(wrong.body['errors']).toMatchObject([
      { path: 'email', message: 'Enter a valid email.' },
      { path: 'firstName', message: expect.stringContaining('at least 2 characters') },
      { path: 'lastName', message: expect.stringContaining('at least 1 character') },
    ]);
    const right = await browser.ask(
      'PATCH',
      '/me/profile',
      { firstName: ' Zoë ', language: 'en', theme: 'dark' },
      tag,
    );
    expect(right).toMatchObject({
      status: 200,
      body: { firstName: 'Zoë', lastName: 'Åberg', theme: 'dark' },
    });
    const late = await browser.ask('PATCH', '/me/profile', { firstName: 'Eva' }, tag);
    expect(late.status).toBe(412);
  });

  test('gets another e-mail address only with the password, and none that another has', async () => {
    const { browser, id } = await signedIn();
    const other = await api.person('viewer', company);
    const any = { 'if-match': '*' };
    const change = (body: unknown) => browser.ask('PATCH', '/me/profile', body, any);
    expect(await change({ email: 'ny@nordvik.example' })).toMatchObject({
      status: 400,
      body: { code: 'password.wrong' },
    });
    const taken = await change({ email: other.email.toUpperCase(), currentPassword: PASSWORD });
    expect(taken).toMatchObject({ status: 409, body: { code: 'email.taken' } });
    const email = `${id}@ny.nordvik.example`;
    expect((await change({ email, currentPassword: PASSWORD })).status).toBe(200);
    expect((await openBrowser(api.url).signIn(email, PASSWORD)).status).toBe(200);
  });
});

describe('changing the password', () => {
  test('ends every session at once, this one too, and leaves a trace without it', async () => {
    const { browser, email, id } = await signedIn();
    const phone = openBrowser(api.url);
    await phone.signIn(email, PASSWORD);
    const newPassword = 'sju katter dricker te';
    const wrong = await browser.ask('POST', '/me/password', { currentPassword: 'fel', newPassword });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'password.wrong' } });
    const weak = await browser.ask('POST', '/me/password', {
      currentPassword: PASSWORD,
      newPassword: 'kort',
    });
    expect(weak).toMatchObject({ status: 400, body: { errors: [{ path: 'newPassword' }] } });
    expect((await phone.ask('GET', '/me')).status).toBe(200);
    expect(
      (await browser.ask('POST', '/me/password', { currentPassword: PASSWORD, newPassword })).status,
    ).toBe(204);
    expect(browser.cookies.has('rollcall-session')).toBe(false);
    for (const one of [browser, phone]) expect((await one.ask('GET', '/me')).status).toBe(401);
    expect((await openBrowser(api.url).signIn(email, PASSWORD)).status).toBe(401);
    expect((await openBrowser(api.url).signIn(email, newPassword)).status).toBe(200);
    const entries = await api.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('subject_id', '=', id)
      .execute();
    expect(entries.map(({ action }) => action)).toContain('profile.changePassword');
    expect(JSON.stringify(entries)).not.toContain(newPassword);
  });

  test('is guessed no faster than signing in', async () => {
    const { browser } = await signedIn();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const body = { currentPassword: `fel ${n}`, newPassword: 'sju katter dricker te' };
      statuses.push((await browser.ask('POST', '/me/password', body)).status);
    }
    expect(statuses).toContain(429);
  });
});

describe('the own sessions', () => {
  test('are listed and ended one by one or all but this', async () => {
    const { browser, email } = await signedIn();
    const [phone, tablet] = [openBrowser(api.url), openBrowser(api.url)];
    for (const one of [phone, tablet]) await one.signIn(email, PASSWORD);
    const { body } = await browser.ask<{ items: { id: string; isThis: boolean }[] }>('GET', '/me/sessions');
    expect(body.items).toHaveLength(3);
    expect(body.items.filter(({ isThis }) => isThis)).toHaveLength(1);
    const others = await phone.ask<{ items: { id: string; isThis: boolean }[] }>('GET', '/me/sessions');
    const phones = others.body.items.find(({ isThis }) => isThis)?.id;
    expect((await browser.ask('DELETE', `/me/sessions/${phones}`)).status).toBe(204);
    expect((await phone.ask('GET', '/me')).status).toBe(401);
    expect((await tablet.ask('GET', '/me')).status).toBe(200);
    expect((await browser.ask('DELETE', '/me/sessions')).status).toBe(204);
    expect((await tablet.ask('GET', '/me')).status).toBe(401);
    expect((await browser.ask('GET', '/me')).status).toBe(200);
  });

  test('of somebody else can not be ended', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const { body } = await theirs.browser.ask<{ items: { id: string }[] }>('GET', '/me/sessions');
    expect((await mine.browser.ask('DELETE', `/me/sessions/${body.items[0]?.id}`)).status).toBe(404);
    expect((await theirs.browser.ask('GET', '/me')).status).toBe(200);
  });
});
