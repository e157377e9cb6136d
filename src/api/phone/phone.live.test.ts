// The hand-over of a SIP account in a browser without scripts: a link, a button, the secret once, and codes that softphones read.
import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { readQrCodes } from '../../../test/read-qr-codes.ts';
import { makePhoneLink } from '../../run/phone-link.ts';
import { keepHouse } from '../../jobs/maintenance.ts';

const REALM = 'vaxel.test';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let api: TestApi;
let now: number;
let companyId: string;
let userId: string;
beforeEach(async () => {
  now = Date.parse('2026-11-26T09:00:00Z');
  api = await openTestApi({ clock: () => now });
  companyId = await api.company('Nordvik & Söner AB');
  userId = await writeUser('eva.lind', 'sv');
  await writeTarget({ realm: REALM, phoneServer: 'sip.vaxel.test:5061;transport=tls' });
});
afterEach(() => api.close());

const db = () => api.database.kysely;
async function writeUser(alias: string, language: string): Promise<string> {
  const id = randomUUID();
  await sql`insert into users (id, company_id, alias, alias_key, name, surname, settings)
    values (${id}, ${companyId}, ${alias}, ${alias.toUpperCase()}, 'Eva', 'Lind <b>', ${JSON.stringify({ language })})`.execute(
    db(),
  );
  return id;
}
const writeTarget = (settings: object) =>
  sql`insert into targets (id, company_id, name, kind, settings, state, created_at)
    values (${randomUUID()}, ${companyId}, ${randomUUID()}, 'asterisk', ${JSON.stringify(settings)}, 'active', now())`.execute(
    db(),
  );
const makeLink = async (replace = false) =>
  (await makePhoneLink(db(), { companyId, userId, now, replace })).path;

async function ask(
  path: string,
  method: 'GET' | 'HEAD' | 'POST' = 'GET',
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${api.url}${path}`, { method, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const digestOf = async () =>
  (await db().selectFrom('sip_digests').selectAll().where('user_id', '=', userId).execute())[0];
/** Values of the list, by their names. */
const detailsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<dt>(.*?)<\/dt><dd><code>(.*?)<\/code>/gu)].map(([, name, value]) => [name, value]),
  );

describe('a link to a SIP account', () => {
  test('shows whose it is and a button, as often as it is opened, and uses nothing up', async () => {
    const path = await makeLink();
    for (const _ of [1, 2]) {
      const { status, text, headers } = await ask(path);
      expect(status).toBe(200);
      expect(text).toContain('<html lang="sv">');
      expect(text).toContain('Eva Lind &lt;b&gt; i växeln hos Nordvik &amp; Söner AB');
      expect(text).toContain('<form method="post"><button>Visa mina uppgifter</button></form>');
      expect(text).not.toContain('<script');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
      expect(headers.get('content-security-policy')).not.toContain('script-src');
      expect(headers.get('cache-control')).toBe('no-store');
      // With no-referrer browsers send Origin: null with the form, which is refused.
      expect(headers.get('referrer-policy')).toBe('strict-origin');
      expect(headers.get('x-robots-tag')).toBe('noindex');
    }
    expect(await digestOf()).toBeUndefined();
  });

  test('shows the secret by its button, once; of it digests alone are kept', async () => {
    const path = await makeLink();
    const { status, text } = await ask(path, 'POST');
    expect(status).toBe(200);
    const details = detailsOf(text);
    expect(details).toMatchObject({
      Användarnamn: 'eva.lind',
      Domän: REALM,
      Server: 'sip.vaxel.test:5061;transport=tls',
    });
    const secret = details['Lösenord'] ?? '';
    expect(secret).toMatch(/^[a-z2-9]{20}$/);
    const md5 = createHash('md5').update(`eva.lind:${REALM}:${secret}`).digest('hex');
    expect(await digestOf()).toMatchObject({ md5, realm: REALM });
    const everything = await sql<{ all: string }>`
      select (select json_agg(l)::text from phone_links l) || (select json_agg(a)::text from sip_accounts a)
        || (select json_agg(d)::text from sip_digests d) || coalesce((select json_agg(a)::text from audit_log a), '') as all`.execute(
      db(),
    );
    expect(everything.rows[0]?.all).toContain(md5);
    expect(everything.rows[0]?.all).not.toContain(secret);
    expect(everything.rows[0]?.all).not.toContain(path.split('/').at(-1));

    for (const method of ['GET', 'POST'] as const) {
      const again = await ask(path, method);
      expect(again.status).toBe(410);
      expect(again.text).toContain('redan visats');
      expect(again.text).toContain('den som sköter telefonin hos er');
      expect(again.text).not.toContain(secret);
    }
    expect(await digestOf()).toMatchObject({ md5 });
  });

  test('opened twice at the same moment shows one secret', async () => {
    const path = await makeLink();
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(path, 'POST')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(3);
    const secret = detailsOf(answers.find(({ status }) => status === 200)?.text ?? '')['Lösenord'];
    const md5 = createHash('md5').update(`eva.lind:${REALM}:${secret}`).digest('hex');
    expect(await digestOf()).toMatchObject({ md5 });
  });

  test('is over after a month, when another was opened, and when an administrator made a new one', async () => {
    const [first, second] = [await makeLink(), await makeLink()];
    expect((await ask(second, 'POST')).status).toBe(200);
    expect(await ask(first, 'POST')).toMatchObject({ status: 410 });
    const third = await makeLink();
    const fourth = await makeLink(true);
    expect((await ask(third)).text).toContain('gäller inte längre');
    expect((await ask(fourth)).status).toBe(200);
    now += 30 * DAY_MS;
    expect(await ask(fourth, 'POST')).toMatchObject({ status: 410 });
  });

  test('of a user who is deleted, or that never was, leads nowhere and says so in both languages', async () => {
    const path = await makeLink();
    await sql`delete from users where id = ${userId}`.execute(db());
    for (const wrong of [path, '/phone/x', `/phone/${'a'.repeat(43)}`]) {
      const { status, text } = await ask(wrong);
      expect(status).toBe(404);
      expect(text).toMatch(/leder ingenstans.*leads nowhere/s);
      expect((await ask(wrong, 'POST')).status).toBe(404);
    }
  });

  test('speaks English to those whose language it is, and names who helps', async () => {
    userId = await writeUser('eva.english', 'en');
    await sql`update companies set mail = '{"help": "it@nordvik.example"}' where id = ${companyId}`.execute(
      db(),
    );
    const path = await makeLink();
    expect((await ask(path)).text).toContain('Show my details');
    expect(detailsOf((await ask(path, 'POST')).text)).toHaveProperty('Password');
    expect((await ask(path)).text).toContain('Ask it@nordvik.example for a new link');
  });

  test('of a company whose exchanges know no phones shows nothing and stays', async () => {
    const path = await makeLink();
    await sql`delete from targets`.execute(db());
    expect(await ask(path, 'POST')).toMatchObject({ status: 410 });
    await writeTarget({ realm: REALM, phoneServer: null });
    const { text } = await ask(path, 'POST');
    expect(detailsOf(text)).toMatchObject({ Server: REALM });
  });

  test('is not posted to from another site', async () => {
    const path = await makeLink();
    expect((await ask(path, 'POST', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(path)).status).toBe(200);
  });

  test('is forgotten by housekeeping a quarter after its end', async () => {
    const path = await makeLink();
    now += 119 * DAY_MS;
    await keepHouse(api.parts.queue, now);
    expect((await ask(path)).status).toBe(410);
    now += 2 * DAY_MS;
    await sql`delete from housekeeping`.execute(db());
    await keepHouse(api.parts.queue, now);
    expect((await ask(path)).status).toBe(404);
  });
});

describe('the codes for softphones', () => {
  const linphone = { 'user-agent': 'LinphoneAndroid/6.0 (Pixel) LinphoneSDK/5.4' };
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const entriesOf = (xml: string): Record<string, string> =>
    Object.fromEntries(
      [...xml.matchAll(/<entry name="(.*?)" overwrite="true">(.*?)<\/entry>/gu)].map(([, key, value]) => [
        key,
        value,
      ]),
    );

  test('lead Linphone to a file that has the digest for the secret, once and for a quarter of an hour', async () => {
    const shown = await ask(await makeLink(), 'POST');
    const url = readQrCodes(shown.text)['QR-kod för Linphone'] ?? '';
    expect(url.startsWith(`${api.url}/phone/setup/`)).toBe(true);
    const path = url.slice(api.url.length);
    expect((await ask(path, 'GET', browser)).status).toBe(400);
    expect((await ask(path, 'HEAD', linphone)).status).toBe(400);
    now += 14 * MINUTE_MS;
    const file = await ask(path, 'GET', linphone);
    expect(file.headers.get('content-type')).toContain('application/xml');
    expect(entriesOf(file.text)).toMatchObject({
      reg_identity: '&quot;Eva Lind &lt;b&gt;&quot; &lt;sip:eva.lind@vaxel.test&gt;',
      reg_proxy: '&lt;sip:sip.vaxel.test:5061;transport=tls&gt;',
      username: 'eva.lind',
      realm: REALM,
      ha1: (await digestOf())?.md5,
      transient_provisioning: '1',
    });
    expect(file.text).not.toContain(detailsOf(shown.text)['Lösenord']);
    expect(await ask(path, 'GET', linphone)).toMatchObject({ status: 410 });
  });

  test('are over after that time', async () => {
    const shown = await ask(await makeLink(), 'POST');
    const path = (readQrCodes(shown.text)['QR-kod för Linphone'] ?? '').slice(api.url.length);
    now += 16 * MINUTE_MS;
    expect(await ask(path, 'GET', linphone)).toMatchObject({ status: 410 });
  });

  test('tell Grandstream Wave everything, whatever is in a name', async () => {
    const { text } = await ask(await makeLink(), 'POST');
    const code = readQrCodes(text)['QR-kod för Grandstream Wave'] ?? '';
    expect(code).toContain('<RegisterServer>sip.vaxel.test:5061</RegisterServer>');
    expect(code).toContain(`<AuthPass>${detailsOf(text)['Lösenord']}</AuthPass>`);
    expect(code).toContain('<DisplayName>Eva Lind &lt;b&gt;</DisplayName>');
  });
});

describe('a new link by an administrator', () => {
  const deed = () => `/companies/${companyId}/users/${userId}/sip-account/link`;

  test('is made, told once and kept in the audit log without its secret part', async () => {
    const asked = await api.asPerson('companyAdministrator', companyId);
    const { status, body } = await asked('POST', deed());
    expect(status).toBe(201);
    const { url } = body as { url: string };
    expect(url.startsWith(`${api.url}/phone/`)).toBe(true);
    expect((await ask(url.slice(api.url.length))).status).toBe(200);
    const { rows } = await sql<{
      entry: string;
    }>`select row_to_json(a)::text as entry from audit_log a where action = 'user.phoneLink'`.execute(db());
    expect(rows).toHaveLength(1);
    expect(rows[0]?.entry).not.toContain(url.split('/').at(-1));
  });

  test('is nothing for tokens, for viewers, and for a company without such an exchange', async () => {
    expect((await (await api.asToken('companyAdministrator', companyId))('POST', deed())).status).toBe(403);
    expect((await (await api.asPerson('viewer', companyId))('POST', deed())).status).toBe(403);
    await sql`delete from targets`.execute(db());
    const { status, body } = await (await api.asPerson('operator', null))('POST', deed());
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'phone.none' } });
  });
});
