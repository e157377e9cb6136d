// How a company's mails look, through the API: set by one of two editors, tried before it is saved, and a test mail that goes to
// nobody else.
import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { drawLogo } from '../../../scripts/sample-logo.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { writeTestTemplate } from '../../../test/run-world.ts';
import { matchWordFaults } from '../../mail/check-words.ts';
import { composeMail } from '../../run/compose-mail.ts';
import { mapMail } from '../../store/mails.ts';

let api: TestApi;
let company: string;
let boss: Ask;
let path: string;
beforeAll(async () => {
  api = await openTestApi();
  company = await api.company('Nordvik Energi AB');
  boss = await api.asPerson('companyAdministrator', company);
  path = `/companies/${company}/mail`;
});
afterAll(() => api.close());
afterEach(() => assert.deepEqual(api.logged, []));

const mailsOf = async (id: string) =>
  (await api.database.kysely.selectFrom('mails').selectAll().where('company_id', '=', id).execute()).map(
    mapMail,
  );

interface Preview {
  mail: { subject: string; text: string; html: string } | null;
  faults: { path: string; line: number | null; column: number | null; message: string; cure: string }[];
}
const preview = async (body: object, as = boss) => (await as<Preview>('POST', `${path}/preview`, body)).body;

describe('how mails look', () => {
  test('is nothing at first, and then what was put there, whole', async () => {
    const first = await boss('GET', path);
    const nothing = { welcome: { sv: null, en: null }, logo: null, link: null, help: null, replyTo: null };
    expect(first).toMatchObject({ status: 200, body: nothing });
    const tag = { 'If-Match': first.headers.get('etag') ?? '' };
    const words = { subject: 'Hej {name}', body: '{details}' };
    const logo = drawLogo();
    const put = await boss(
      'PUT',
      path,
      { welcome: { sv: words }, logo, link: 'https://nordvik.example/' },
      tag,
    );
    expect(put).toMatchObject({ status: 200, body: { welcome: { sv: words, en: null }, logo } });
    const second = await boss('PUT', path, { help: 'it@nordvik.example' }, tag);
    expect(second).toMatchObject({ status: 412, body: { code: 'changed' } });
    const again = await boss('PUT', path, { help: 'Anna' }, { 'If-Match': put.headers.get('etag') ?? '' });
    expect(again).toMatchObject({ status: 200, body: { ...nothing, help: 'Anna' } });
    expect((await boss('PUT', path, {})).status).toBe(428);
  });

  test('is in the audit log, with the logo as what it is', async () => {
    await boss('PUT', path, { logo: drawLogo(300, 80) }, { 'If-Match': '*' });
    const entry = await api.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'company.mail')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(entry.after)).toMatch(/PNG, 300 × 80 pixels, \d+ bytes/);
    expect(JSON.stringify(entry).length).toBeLessThan(2_000);
  });

  test('is refused with every fault and its place', async () => {
    const wrong = { welcome: { sv: { subject: 'Hej', body: 'a\n{namn}' } }, logo: 'x', lnk: 'y' };
    const { status, body } = await boss('PUT', path, wrong, { 'If-Match': '*' });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([
      { path: 'lnk', message: 'Unknown key "lnk". Did you mean "link"?' },
      {
        path: 'welcome.sv.body',
        line: 1,
        message: expect.stringMatching(/^Line 2, column 1 of the text: .*\{name\}\?$/),
      },
      { path: 'logo' },
    ]);
  });

  test('is no part of the company itself, whose tag does not stand for it', async () => {
    const changed = await boss('PATCH', `/companies/${company}`, { mail: {} }, { 'If-Match': '*' });
    expect(changed).toMatchObject({ status: 400, body: { errors: [{ path: 'mail' }] } });
    expect((await boss('GET', `/companies/${company}`)).body['mail']).toBeUndefined();
  });
});

describe('a preview', () => {
  test('shows words that are not saved, for a made-up user', async () => {
    const mail = {
      welcome: { en: { subject: 'Hi {name}', body: '# Hi {name}\n\n{details}\n\n[Start]({link})' } },
      link: 'https://nordvik.example/start',
      logo: drawLogo(),
    };
    const { mail: made, faults } = await preview({ language: 'en', mail });
    expect(faults).toEqual([]);
    expect(made?.subject).toBe('Hi Alex');
    expect(made?.text).toContain('Phone number:  08-465 004 12');
    expect(made?.html).toContain('href="https://nordvik.example/start"');
    expect(made?.html).toContain('src="data:image/png;base64,');
    const shared = await preview({ language: 'en', mail, isShared: true });
    expect(shared.mail?.text).toMatch(/^This is about Alex Example/);
    const own = await preview({ language: 'sv', mail });
    expect(own.mail?.subject).toBe('Välkommen till växeln hos Nordvik Energi AB');
  });

  test('tells what is wrong, with places in the words themselves', async () => {
    const mail = {
      welcome: { sv: { subject: '', body: 'Hej\n"{nam}" [x](http://y.example)' } },
      link: 'nordvik.example',
    };
    expect(await preview({ language: 'sv', mail })).toEqual({
      mail: null,
      faults: [
        {
          path: 'mail.welcome.sv.subject',
          line: 1,
          column: 1,
          message: 'The subject is empty.',
          cure: expect.any(String),
        },
        {
          path: 'mail.welcome.sv.body',
          line: 2,
          column: 2,
          message: 'There is no field {nam}. Did you mean {name}?',
          cure: expect.any(String),
        },
        {
          path: 'mail.welcome.sv.body',
          line: 2,
          column: 13,
          message: expect.stringMatching(/not protected/),
          cure: expect.any(String),
        },
        {
          path: 'mail.link',
          line: null,
          column: null,
          message: expect.stringMatching(/nordvik\.example/),
          cure: expect.any(String),
        },
      ],
    });
  });

  test('of a real user shows her values as text, and another company’s user is nobody', async () => {
    const user = await addUser('<b>Åsa</b>', 'asa@nordvik.example');
    const mail = { welcome: { sv: { subject: 'Hej {name}', body: 'Hej **{name}** {mobile}\n{title}' } } };
    const { mail: made } = await preview({ language: 'sv', mail, user });
    expect(made?.subject).toBe('Hej <b>Åsa</b>');
    expect(made?.html).toContain('&lt;b&gt;Åsa&lt;/b&gt;');
    const other = await api.company();
    const stranger = await api.asPerson('companyAdministrator', other);
    const asked = await stranger('POST', `/companies/${other}/mail/preview`, { language: 'sv', user });
    expect(asked).toMatchObject({ status: 404 });
    const without = await addUser('Bo', null);
    expect(await boss('POST', `${path}/preview`, { language: 'sv', user: without })).toMatchObject({
      status: 409,
      body: { code: 'welcome.none' },
    });
  });

  test('may be looked at by a viewer, and sends and changes nothing', async () => {
    const viewer = await api.asPerson('viewer', company);
    const before = (await mailsOf(company)).length;
    expect((await preview({ language: 'sv' }, viewer)).mail?.subject).toContain('Nordvik');
    expect((await mailsOf(company)).length).toBe(before);
    expect((await viewer('PUT', path, {}, { 'If-Match': '*' })).status).toBe(403);
    expect((await viewer('POST', `${path}/test`, {})).status).toBe(403);
  });
});

test('words to begin with have no faults, and every field has an example', async () => {
  interface Start {
    fields: { field: string; example: string }[];
    start: Record<'sv' | 'en', { subject: string; body: string }>;
  }
  const { body } = await boss<Start>('GET', `${path}/words`);
  expect(matchWordFaults(body.start.sv)).toEqual([]);
  expect(matchWordFaults(body.start.en)).toEqual([]);
  expect(body.fields).toContainEqual({ field: '{number}', example: '08-465 004 12' });
  for (const language of ['sv', 'en'] as const) {
    const mail = {
      welcome: { [language]: body.start[language] },
      link: 'https://nordvik.example/',
      help: 'Anna',
    };
    const { mail: made } = await preview({ language, mail });
    expect(made?.text).not.toMatch(/[{}]/);
  }
});

describe('a test mail', () => {
  test('goes to whoever asks, once for one key', async () => {
    const id = await api.company();
    const me = await api.asPerson('companyAdministrator', id);
    const { body: profile } = await me('GET', '/me/profile');
    const key = { 'Idempotency-Key': 'prov-1' };
    const first = await me<{ mail: string; to: string; isSending: boolean }>(
      'POST',
      `/companies/${id}/mail/test`,
      {},
      key,
    );
    expect(first).toMatchObject({ status: 202, body: { to: profile['email'], isSending: false } });
    expect((await me('POST', `/companies/${id}/mail/test`, {}, key)).body).toEqual(first.body);
    const mails = await mailsOf(id);
    expect(mails).toMatchObject([
      { id: first.body.mail, kind: 'test', state: 'waiting', to: profile['email'] },
    ]);
    const [mail] = mails;
    const composed =
      mail && (await composeMail(api.database.kysely, mail, api.parts.mail.service, Date.now()));
    expect(composed).toMatchObject({ is: 'mail', content: { subject: expect.stringMatching(/^Test/) } });
  });

  test('goes to nobody who gets no mail of the company', async () => {
    const id = await api.company();
    await writeTestTemplate(api.database, id, { errorMailTo: 'Larm@nordvik.example' });
    const other = await api.person('companyAdministrator', await api.company());
    const colleague = await api.person('viewer', id);
    const test = `/companies/${id}/mail/test`;
    const token = await api.asToken('companyAdministrator', id);
    const me = await api.asPerson('companyAdministrator', id);
    expect(await token('POST', test, {})).toMatchObject({ status: 409, body: { code: 'to.missing' } });
    for (const ask of [token, me]) {
      for (const to of ['someone@else.example', other.email])
        expect(await ask('POST', test, { to })).toMatchObject({ status: 409, body: { code: 'to.notKnown' } });
      expect(await ask('POST', test, { to: 'a@b.example\r\nBcc: c@d.example' })).toMatchObject({
        status: 400,
      });
      for (const to of ['larm@nordvik.example', colleague.email])
        expect(await ask('POST', test, { to })).toMatchObject({ status: 202, body: { to } });
    }
    expect((await mailsOf(id)).length).toBe(4);
  });
});

let made = 410;
/** Somebody made by hand. */
async function addUser(name: string, email: string | null): Promise<string> {
  const alias = `u${crypto.randomUUID().slice(0, 8)}`;
  const answer = await boss('POST', `/companies/${company}/users`, {
    alias,
    name,
    surname: 'Ek',
    email,
    pstnFixed: `4684650${String(made++).padStart(4, '0')}`,
  });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
}
