// Signing in with a password: who gets in, what everybody else learns, and how guessing is slowed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Person, TestApi } from '../../../test/api.ts';
import { openBrowser } from '../../../test/browser.ts';

const PASSWORD = 'fyra hästar äter hö';
let api: TestApi;
let company: string;
let now = Date.parse('2026-03-02T08:00:00Z');
let address = '198.51.100.1';
beforeAll(async () => {
  // Each test is somewhere else in the world, so that only what it is about is counted together.
  api = await openTestApi({ clock: () => now, isTrustedProxy: () => true });
  company = await api.company();
});
afterAll(() => api.close());

const somebody = (): Promise<Person> => {
  address = `2001:db8:${Math.floor(Math.random() * 60_000).toString(16)}::1`;
  return api.person('companyAdministrator', company, PASSWORD);
};
const browse = (from = address) => openBrowser(api.url, { 'x-forwarded-for': from });
const auditOf = (action: string, id: string) =>
  api.database.kysely
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', action)
    .where('subject_id', '=', id)
    .execute();

describe('the right password', () => {
  test('signs in, with a cookie that no script can read, and leaves a trace', async () => {
    const { id, email } = await somebody();
    const browser = browse();
    const { status } = await browser.signIn(email.toUpperCase(), PASSWORD);
    expect(status).toBe(200);
    const cookie = browser.lastSetCookies.find((line) => line.startsWith('rollcall-session='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Domain|Secure/);
    const me = await browser.ask('GET', '/me');
    expect(me).toMatchObject({
      status: 200,
      body: {
        kind: 'administrator',
        id,
        role: 'companyAdministrator',
        company: { id: company },
        csrf: browser.csrf,
      },
    });
    const entries = await api.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'session.create')
      .execute();
    expect(entries.filter(({ actor }) => (actor as { id: string }).id === id)).toMatchObject([
      { company_id: company, details: { method: 'password' } },
    ]);
  });

  test('is stored only as argon2id, and the session only as a hash', async () => {
    const { id, email } = await somebody();
    const browser = browse();
    await browser.signIn(email, PASSWORD);
    const { rows } = await api.database.pool.query<{ text: string }>(
      'select (select row_to_json(a)::text from administrators a where id = $1) || (select json_agg(s)::text from sessions s) as text',
      [id],
    );
    expect(rows[0]?.text).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0]?.text).not.toContain(browser.cookies.get('rollcall-session') ?? 'no cookie');
    expect(rows[0]?.text).not.toContain(PASSWORD);
  });

  test('in another composition of the same letters is the same password', async () => {
    const { email } = await somebody();
    expect((await browse().signIn(email, PASSWORD.normalize('NFD'))).status).toBe(200);
  });

  test('does not help whoever has been shut out, nor whoever has no password', async () => {
    const out = await somebody();
    await api.database.kysely
      .updateTable('administrators')
      .set({ disabled: true })
      .where('id', '=', out.id)
      .execute();
    const invited = await api.person('viewer', company);
    for (const { email } of [out, invited]) {
      expect(await browse().signIn(email, PASSWORD)).toMatchObject({
        status: 401,
        body: { code: 'signIn.wrong' },
      });
    }
    expect(await auditOf('session.failed', out.id)).toMatchObject([{ details: { why: 'disabled' } }]);
  });
});

describe('a wrong password', () => {
  test('gets the same answer whether the account exists or not', async () => {
    const { email } = await somebody();
    const [wrong, unknown] = [
      await browse().signIn(email, 'x'),
      await browse().signIn('nobody@nordvik.example', 'x'),
    ];
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  test('takes as long for accounts that do not exist', async () => {
    const { email } = await somebody();
    const time = async (who: string) => {
      const times: number[] = [];
      for (let n = 0; n < 9; n += 1) {
        now += 3_600_000 * 25;
        const start = performance.now();
        await browse().signIn(who, 'wrong');
        times.push(performance.now() - start);
      }
      return times.toSorted((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await time(email), await time('nobody-else@nordvik.example')];
    // Without the same work the unknown one would be ten times as fast; a busy machine must not fail this.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(known).toBeGreaterThan(unknown / 3);
  });

  test('is not kept anywhere, and neither is what was typed as an address', async () => {
    await browse().signIn('hemligt-losen-i-fel-falt', 'also-secret-9241');
    const { rows } = await api.database.pool.query<{ text: string }>(
      'select json_agg(a)::text as text from audit_log a',
    );
    expect(rows[0]?.text).not.toMatch(/hemligt-losen-i-fel-falt|also-secret-9241/);
  });

  test('over and over is slowed, longer and longer, and the right one works when the time is over', async () => {
    const { email } = await somebody();
    const waits: number[] = [];
    for (let n = 0; n < 14; n += 1) {
      const { status, headers } = await browse().signIn(email, `wrong ${n}`);
      if (status === 429) {
        waits.push(Number(headers.get('retry-after')));
        now += (waits.at(-1) ?? 0) * 1000;
      }
    }
    expect(waits.length).toBeGreaterThan(3);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
    await browse().signIn(email, 'wrong');
    const refused = await browse().signIn(email, PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 'signIn.slowed' } });
    now += 300_000;
    expect((await browse().signIn(email, PASSWORD)).status).toBe(200);
    expect((await browse().signIn(email, 'wrong')).status).toBe(401);
  });

  test('a hundred times at once is looked at a few times only', async () => {
    const { email } = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => browse(`203.0.113.${n}`).signIn(email, `wrong ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  test('of many accounts from one network is slowed too, whatever the last bits of the address', async () => {
    const network = '2001:db8:aaaa:bbbb';
    let slowed = 0;
    for (let n = 0; n < 40; n += 1) {
      const { status } = await browse(`${network}:${n}::1`).signIn(`one-${n}@nordvik.example`, 'x');
      if (status === 429) slowed += 1;
    }
    expect(slowed).toBeGreaterThan(0);
    const { email } = await api.person('viewer', company, PASSWORD);
    expect((await browse('2001:db8:aaaa:cccc::1').signIn(email, PASSWORD)).status).toBe(200);
  });

  test('by somebody else does not keep a person out of the browser that was used before', async () => {
    const { email } = await somebody();
    const mine = browse();
    await mine.signIn(email, PASSWORD);
    await mine.ask('POST', '/sign-out');
    for (let n = 0; n < 12; n += 1) await browse(`203.0.113.${100 + n}`).signIn(email, `wrong ${n}`);
    expect((await browse().signIn(email, PASSWORD)).status).toBe(429);
    expect((await mine.signIn(email, PASSWORD)).status).toBe(200);
  });
});

describe('a session', () => {
  test('that was put into the browser beforehand is not the one that is signed in', async () => {
    const { email } = await somebody();
    const attacker = browse();
    await attacker.signIn((await somebody()).email, PASSWORD);
    const planted = attacker.cookies.get('rollcall-session') ?? '';
    const victim = browse();
    victim.cookies.set('rollcall-session', planted);
    await victim.signIn(email, PASSWORD);
    expect(victim.cookies.get('rollcall-session')).not.toBe(planted);
    expect((await attacker.ask('GET', '/me')).status).toBe(401);
  });

  test('ends on signing out, also for whoever has a copy of the cookie', async () => {
    const { email } = await somebody();
    const browser = browse();
    await browser.signIn(email, PASSWORD);
    const copy = browse();
    copy.cookies = new Map(browser.cookies);
    expect((await browser.ask('POST', '/sign-out')).status).toBe(204);
    expect(browser.cookies.has('rollcall-session')).toBe(false);
    expect((await copy.ask('GET', '/me')).status).toBe(401);
  });

  test('ends after a pause of nine hours, and after seven days however busy', async () => {
    const { email } = await somebody();
    const idle = browse();
    await idle.signIn(email, PASSWORD);
    now += 8.9 * 3_600_000;
    expect((await idle.ask('GET', '/me')).status).toBe(200);
    now += 9 * 3_600_000;
    expect((await idle.ask('GET', '/me')).status).toBe(401);
    const busy = browse();
    await busy.signIn(email, PASSWORD);
    for (let hours = 0; hours < 7 * 24 - 1; hours += 8) {
      now += 8 * 3_600_000;
      if (hours + 8 < 7 * 24) expect((await busy.ask('GET', '/me')).status).toBe(200);
    }
    expect((await busy.ask('GET', '/me')).status).toBe(401);
  });

  test('changes its token every hour; the old one is good for a moment, and until the new one has been used', async () => {
    const { email } = await somebody();
    const browser = browse();
    await browser.signIn(email, PASSWORD);
    const slow = browse();
    slow.cookies = new Map(browser.cookies);
    slow.csrf = browser.csrf;
    const before = browser.cookies.get('rollcall-session');
    now += 3_600_000;
    await browser.ask('GET', '/me');
    expect(browser.cookies.get('rollcall-session')).not.toBe(before);
    expect((await slow.ask('GET', '/me')).status).toBe(200);
    expect(slow.cookies.get('rollcall-session')).toBe(before);
    // Unsafe requests go on: the csrf text is the session's, not the token's.
    expect((await browser.ask('DELETE', '/me/sessions')).status).toBe(204);
    now += 120_000;
    expect((await browser.ask('GET', '/me')).status).toBe(200);
    expect((await slow.ask('GET', '/me')).status).toBe(401);
  });

  test('whose new token was lost on the way goes on with another', async () => {
    const { email } = await somebody();
    const browser = browse();
    await browser.signIn(email, PASSWORD);
    const before = new Map(browser.cookies);
    now += 3_600_000;
    await browser.ask('GET', '/me');
    browser.cookies = before;
    now += 120_000;
    expect((await browser.ask('GET', '/me')).status).toBe(200);
    expect(browser.lastSetCookies.join()).toMatch(/rollcall-session=/);
    now += 120_000;
    expect((await browser.ask('GET', '/me')).status).toBe(200);
  });
});

describe('another site', () => {
  test('can not make a browser do anything', async () => {
    const { email } = await somebody();
    const browser = browse();
    await browser.signIn(email, PASSWORD);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      const answer = await browser.ask('POST', '/sign-out', undefined, headers);
      expect(answer).toMatchObject({ status: 403, body: { code: 'origin' } });
    }
    const noToken = await browser.ask('POST', '/sign-out', undefined, { 'x-csrf-token': '' });
    expect(noToken).toMatchObject({ status: 403, body: { code: 'csrf' } });
    const wrongToken = await browser.ask('POST', '/sign-out', undefined, { 'x-csrf-token': 'x'.repeat(43) });
    expect(wrongToken.status).toBe(403);
    expect((await browser.ask('GET', '/me')).status).toBe(200);
  });

  test('can not sign a browser in as somebody of its choice', async () => {
    const { email } = await somebody();
    const answer = await browse().ask(
      'POST',
      '/sign-in',
      { email, password: PASSWORD },
      { origin: 'https://evil.example' },
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin' } });
    const form = await fetch(`${api.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(form.status).toBe(415);
  });
});

test('over https the cookie is Secure and of this host alone', async () => {
  const { email } = await somebody();
  const browser = browse();
  await browser.ask('POST', '/sign-in', { email, password: PASSWORD }, { 'x-forwarded-proto': 'https' });
  const cookie = browser.lastSetCookies.find((line) => line.includes('session='));
  expect(cookie).toMatch(/^__Host-rollcall-session=/);
  expect(cookie).toMatch(/Secure/);
});
