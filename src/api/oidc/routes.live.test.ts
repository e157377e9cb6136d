// Signing in at a provider, against a real small one over HTTP: who gets in, who does not and what they are told.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { openBrowser } from '../../../test/browser.ts';
import type { Browser } from '../../../test/browser.ts';
import { openOidcProvider } from '../../../test/oidc-provider.ts';
import type { OidcProvider } from '../../../test/oidc-provider.ts';
import { openOidcSignIn } from '../../access/oidc.ts';

const origin = 'https://rollcall.example';
let provider: OidcProvider;
let api: TestApi;
let company: string;
beforeAll(async () => {
  provider = await openOidcProvider();
  const options = {
    issuer: new URL(provider.issuer),
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    domains: ['trusted.example'],
    redirect: new URL('/api/v1/oidc/return', origin),
    clock: Date.now,
  };
  api = await openTestApi({ origin, oidc: openOidcSignIn(options) });
  company = await api.company();
});
afterAll(async () => {
  await api.close();
  await provider.close();
});
beforeEach(() => {
  provider.fault = 'none';
});

/** Away to the provider and back, as a browser goes; gives where it ends up. */
async function goAround(browser: Browser, headers: Record<string, string> = {}) {
  const start = await browser.ask('GET', '/oidc/start');
  expect(start.status).toBe(302);
  const away = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
  const back = new URL(away.headers.get('location') ?? '');
  expect(back.origin).toBe(origin);
  return browser.ask('GET', `/oidc/return${back.search}`, undefined, {
    'sec-fetch-site': 'cross-site',
    ...headers,
  });
}

const as = (claims: Record<string, unknown>) => {
  provider.person = { sub: randomUUID(), ...claims };
};

describe('whoever the provider signs in', () => {
  test('gets in as the administrator with the verified address, and from then on by the provider’s own id', async () => {
    const person = await api.person('viewer', company);
    as({ email: person.email.toUpperCase(), email_verified: true });
    const browser = openBrowser(api.url);
    const answer = await goAround(browser);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(await browser.ask('GET', '/me')).toMatchObject({ body: { id: person.id, role: 'viewer' } });
    expect([...browser.cookies.keys()].toSorted()).toEqual([
      '__Host-rollcall-browser',
      '__Host-rollcall-session',
    ]);
    provider.person = { ...provider.person, email: 'nytt.namn@nordvik.example', email_verified: false };
    const again = openBrowser(api.url);
    expect((await goAround(again)).status).toBe(303);
    expect((await again.ask('GET', '/me')).body['id']).toBe(person.id);
    const actions = await api.database.kysely
      .selectFrom('audit_log')
      .select('action')
      .where('subject_id', '=', person.id)
      .execute();
    expect(actions).toEqual([{ action: 'administrator.linkOidc' }]);
  });

  test('is asked for with PKCE, state and nonce, new each time', async () => {
    provider.asked.length = 0;
    for (let n = 0; n < 2; n += 1) await goAround(openBrowser(api.url));
    const [one, two] = provider.asked;
    expect(one?.get('code_challenge_method')).toBe('S256');
    expect(one?.get('redirect_uri')).toBe(`${origin}/api/v1/oidc/return`);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)).toBeTruthy();
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
  });

  test('and is nobody here is told so, and nobody is made', async () => {
    as({ email: 'ingen@nordvik.example', email_verified: true });
    const answer = await goAround(openBrowser(api.url));
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'oidc.unknown', detail: expect.stringContaining('ingen@nordvik.example') },
    });
  });

  test('and is nobody here is told so by the portal’s sign-in page, when it is a browser that asks', async () => {
    as({ email: 'ingen@nordvik.example', email_verified: true });
    const browser = openBrowser(api.url);
    const answer = await goAround(browser, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?refused=oidc.unknown');
    expect([...browser.cookies.keys()]).not.toContain('__Host-rollcall-session');
  });

  test.each([
    ['without a word about the address', {}],
    ['with an address that is not verified', { email_verified: false }],
    ['with one that is only said to be', { email_verified: 'true' }],
  ])('%s does not become somebody else by it', async (_, claims) => {
    const person = await api.person('operator', null);
    as({ email: person.email, preferred_username: person.email, ...claims });
    expect(await goAround(openBrowser(api.url))).toMatchObject({
      status: 403,
      body: { code: 'oidc.unverified' },
    });
  });

  test('is believed without verification for the domains that the owner named, and for no others', async () => {
    const person = await api.person('viewer', company);
    const email = `${person.id}@trusted.example`;
    await api.database.kysely
      .updateTable('administrators')
      .set({ email, email_key: email })
      .where('id', '=', person.id)
      .execute();
    as({ preferred_username: `${person.id}@trusted.example` });
    const browser = openBrowser(api.url);
    expect((await goAround(browser)).status).toBe(303);
    as({ preferred_username: `${person.id}@trusted.example.evil.example` });
    expect((await goAround(openBrowser(api.url))).body['code']).toBe('oidc.unverified');
  });

  test('with an account other than the one before does not take the person over', async () => {
    const person = await api.person('viewer', company);
    as({ email: person.email, email_verified: true });
    expect((await goAround(openBrowser(api.url))).status).toBe(303);
    as({ email: person.email, email_verified: true });
    expect(await goAround(openBrowser(api.url))).toMatchObject({
      status: 403,
      body: { code: 'oidc.otherPerson' },
    });
  });

  test('but has been shut out stays out', async () => {
    const person = await api.person('viewer', company);
    as({ email: person.email, email_verified: true });
    expect((await goAround(openBrowser(api.url))).status).toBe(303);
    await api.database.kysely
      .updateTable('administrators')
      .set({ disabled: true })
      .where('id', '=', person.id)
      .execute();
    expect(await goAround(openBrowser(api.url))).toMatchObject({
      status: 403,
      body: { code: 'oidc.unknown' },
    });
  });
});

describe('a way back that is not right', () => {
  test.each(['wrongNonce', 'wrongKey', 'wrongIssuer', 'wrongAudience', 'tokenRefused', 'expired'] as const)(
    'with %s signs nobody in, and the log knows why',
    async (fault) => {
      const person = await api.person('viewer', company);
      as({ email: person.email, email_verified: true });
      provider.fault = fault;
      const browser = openBrowser(api.url);
      api.logged.length = 0;
      expect(await goAround(browser)).toMatchObject({ status: 403, body: { code: 'oidc.failed' } });
      expect(browser.cookies.has('__Host-rollcall-session')).toBe(false);
      expect(api.logged).toHaveLength(1);
    },
  );

  test('with the provider’s no is told in its words', async () => {
    provider.fault = 'denied';
    const answer = await goAround(openBrowser(api.url));
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'oidc.refused', detail: expect.stringContaining('The person said no.') },
    });
  });

  test('into another browser, a second time, or with another state signs nobody in', async () => {
    const person = await api.person('viewer', company);
    as({ email: person.email, email_verified: true });
    const [mine, theirs] = [openBrowser(api.url), openBrowser(api.url)];
    const start = await mine.ask('GET', '/oidc/start');
    const away = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
    const back = new URL(away.headers.get('location') ?? '').search;
    expect((await theirs.ask('GET', `/oidc/return${back}`)).body['code']).toBe('oidc.failed');
    await theirs.ask('GET', '/oidc/start');
    expect((await theirs.ask('GET', `/oidc/return${back}`)).body['code']).toBe('oidc.failed');
    const cookies = new Map(mine.cookies);
    expect((await mine.ask('GET', `/oidc/return${back}`)).status).toBe(303);
    const again = openBrowser(api.url);
    again.cookies = cookies;
    expect((await again.ask('GET', `/oidc/return${back}`)).body['code']).toBe('oidc.failed');
  });
});

test('without a provider there is none to sign in with, and one that is away is told as such', async () => {
  const none = await openTestApi({ origin });
  try {
    expect((await none.asNobody('GET', '/sign-in')).body).toEqual({ password: true, oidc: false });
    expect((await none.asNobody('GET', '/oidc/start')).status).toBe(404);
  } finally {
    await none.close();
  }
  const gone = await openOidcProvider();
  await gone.close();
  const options = { issuer: new URL(gone.issuer), clientId: 'x', clientSecret: 'y', domains: [] };
  const away = openOidcSignIn({ ...options, redirect: new URL(origin), clock: Date.now });
  expect(await away.begin()).toMatchObject({ refusal: { code: 'oidc.unavailable' } });
});
