// The outbox through the API: lists page by page, a mail with its words, sent again and set aside by one of two people, many at
// once. No mail server is needed: what is asked for here is done by the sending job.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { putMail, putUser } from '../../../test/outbox-rows.ts';
import type { MailRow } from '../../../test/outbox-rows.ts';

let api: TestApi;
let company: string;
let admin: Ask;
let path: string;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
  path = `/companies/${company}/outbox`;
});

const put = (row: MailRow = {}) => putMail(api.database, company, row);
const putEva = (email: string | null = 'eva.lind@nordvik.example') =>
  putUser(api.database, company, { alias: 'eva.lind', email });

interface Listed {
  items: { id: string; state: string; to: string | null }[];
  next: string | null;
  total?: number;
  counts?: Record<string, number>;
}
const list = async (query = '') => (await admin<Listed>('GET', `${path}${query}`)).body;
const etagOf = async (id: string) => (await admin('GET', `${path}/${id}`)).headers.get('etag') ?? '';
const send = async (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  admin('POST', `${path}/${id}/send`, body, { 'If-Match': await etagOf(id), ...headers });
const row = (id: string) =>
  api.database.kysely.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const auditOf = (action: string) =>
  api.database.kysely
    .selectFrom('audit_log')
    .selectAll()
    .where('company_id', '=', company)
    .where('action', '=', action)
    .execute();

describe('the list of mails', () => {
  test('is newest first, page by page, and each mail is in it once', async () => {
    const ids = [];
    for (let n = 0; n < 7; n += 1) ids.unshift(await put({ at: new Date(Date.UTC(2026, 10, 20, 10, 0, n)) }));
    // Mails of one run have one moment.
    const at = new Date(Date.UTC(2026, 10, 20, 9));
    const together = [await put({ at }), await put({ at }), await put({ at })].toSorted().toReversed();
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Listed = await list(`?limit=2${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      ({ next } = page);
    }
    expect(seen).toEqual([...ids, ...together]);
  });

  test('tells how many mails are in each state, and filters by all that it offers', async () => {
    const [template, run, user] = [randomUUID(), randomUUID(), await putEva()];
    const welcome = await put({
      kind: 'welcome',
      state: 'held',
      to: 'Eva.Lind@nordvik.example',
      template,
      run,
      user,
    });
    const failed = await put({ state: 'failed' });
    await put({ state: 'sent' });
    const all = await list();
    expect(all.total).toBe(3);
    expect(all.counts).toMatchObject({ held: 1, failed: 1, sent: 1, waiting: 0, uncertain: 0 });
    const found = async (query: string) => (await list(query)).items.map(({ id }) => id);
    expect(await found('?state=failed')).toEqual([failed]);
    for (const query of [`template=${template}`, `run=${run}`, `user=${user}`, 'kind=welcome', 'q=LIND@nord'])
      expect(await found(`?${query}`), query).toEqual([welcome]);
    expect(await found(`?state=failed&kind=welcome`)).toEqual([]);
    expect((await admin('GET', `${path}?kind=letter`)).status).toBe(400);
  });

  test('shows nothing of another company, and refuses a cursor that nobody gave', async () => {
    const other = await api.company();
    const theirs = await putMail(api.database, other);
    expect((await list()).items).toEqual([]);
    expect((await admin('GET', `${path}/${theirs}`)).status).toBe(404);
    expect((await admin('POST', `${path}/${theirs}/send`, {}, { 'If-Match': '*' })).status).toBe(404);
    for (const moment of ['2026-02-30 00:00:00+00', 'yesterday', '']) {
      const cursor = Buffer.from(JSON.stringify([1, 'outbox', [moment, theirs]])).toString('base64url');
      expect((await admin('GET', `${path}?cursor=${cursor}`)).body).toMatchObject({ code: 'cursor.invalid' });
    }
  });
});

describe('one mail', () => {
  test('that was not sent is shown as it would be sent now, and says why it stands', async () => {
    const id = await put({ state: 'kept' });
    const { body } = await admin('GET', `${path}/${id}`);
    expect(body).toMatchObject({
      words: 'made',
      why: { code: 'mail.kept', cure: expect.stringContaining('ROLLCALL_SMTP_URL') },
      mayBeSent: true,
      mayBeDiscarded: true,
    });
    expect(body['text']).toContain('Berit Falk');
    expect(body['html']).toContain('<html');
  });

  test('that was sent is shown as the server got it, with its pictures in it', async () => {
    const html = '<!doctype html><img src="cid:logo@mail" alt=""><p>Så här stod det.</p>';
    const id = await put({ state: 'sent', body: { subject: 'Hej', text: 'Så här stod det.', html } });
    const { body } = await admin('GET', `${path}/${id}`);
    expect(body).toMatchObject({ words: 'sent', subject: 'Hej', text: 'Så här stod det.' });
    expect(body['html']).toContain('Så här stod det.');
    expect(body['html']).not.toContain('cid:');
    expect(body['mayBeDiscarded']).toBe(false);
  });

  test('that failed shows the server’s answer', async () => {
    const id = await put({ state: 'failed', attempts: 3, answer: '550 5.1.1 No such user' });
    const { body } = await admin('GET', `${path}/${id}`);
    expect(body).toMatchObject({ answer: '550 5.1.1 No such user', attempts: 3 });
    expect(body['why']).toMatchObject({ message: 'It could not be sent. 550 5.1.1 No such user' });
  });
});

describe('sending again', () => {
  test('makes a failed mail wait as if it were new, and says in the audit log who did it', async () => {
    const body = { subject: 'Hej', text: 'Hej', html: '' };
    const id = await put({ state: 'failed', attempts: 9, answer: '550 no', body });
    const { status, body: answer } = await send(id);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ mail: { id, state: 'waiting', attempts: 0, answer: null }, warnings: [] });
    expect(await row(id)).toMatchObject({ subject: null, handed_over: false, not_before: new Date(0) });
    expect(await auditOf('mail.send')).toMatchObject([
      { subject_kind: 'mail', subject_id: id, details: { state: 'failed', kind: 'test' } },
    ]);
  });

  test('of a welcome mail goes to the address that the user has now, or to one that was given', async () => {
    const user = await putEva('eva.ek@nordvik.example');
    const id = await put({ kind: 'welcome', state: 'failed', user, to: 'eva.lind@nordvik.example' });
    expect((await send(id)).body).toMatchObject({ mail: { to: 'eva.ek@nordvik.example' } });
    const given = await send(id, { to: 'evas.chef@nordvik.example' });
    expect(given.body).toMatchObject({ mail: { to: 'evas.chef@nordvik.example' } });
    expect(await row(id)).toMatchObject({ to_by_hand: true });
    // And is not forgotten by the next one.
    expect((await send(id)).body).toMatchObject({ mail: { to: 'evas.chef@nordvik.example' } });
  });

  test('warns of what may arrive twice', async () => {
    const user = await putEva();
    const uncertain = await put({ kind: 'welcome', state: 'uncertain', user });
    expect((await send(uncertain)).body['warnings']).toMatchObject([{ code: 'mail.mayBeDouble' }]);
    const sent = await put({ state: 'sent', sentAt: new Date('2026-11-20T12:00:00Z') });
    expect((await send(sent)).body['warnings']).toMatchObject([{ code: 'mail.double' }]);
  });

  test('is refused with what to do: nobody to welcome, nowhere to go, what is no address, what is being sent', async () => {
    const refused = async (id: string, body: object = {}) => {
      const before = await row(id);
      const { status, body: problem } = await send(id, body);
      expect(await row(id)).toEqual(before);
      return [status, problem['code']];
    };
    const gone = await put({ kind: 'welcome', state: 'failed', user: randomUUID() });
    expect(await refused(gone)).toEqual([409, 'mail.userGone']);
    const nowhere = await put({ kind: 'welcome', state: 'failed', user: await putEva(null) });
    expect(await refused(nowhere)).toEqual([409, 'mail.noAddress']);
    expect(await refused(nowhere, { to: 'eva@nordvik.example\r\nBcc: all@nordvik.example' })).toEqual([
      409,
      'to.invalid',
    ]);
    expect(await refused(await put({ state: 'sending' }))).toEqual([409, 'mail.sending']);
  });

  test('by two people is done once: the second one hears what the first did', async () => {
    const id = await put({ state: 'uncertain' });
    const seen = await etagOf(id);
    expect((await send(id)).status).toBe(200);
    const second = await admin('POST', `${path}/${id}/send`, {}, { 'If-Match': seen });
    expect(second.status).toBe(412);
    expect(second.body['detail']).toContain('Maja Åberg was the last');
    expect((await admin('POST', `${path}/${id}/send`, {})).status).toBe(428);
    expect(await auditOf('mail.send')).toHaveLength(1);
  });

  test('twice with one Idempotency-Key is done once', async () => {
    const id = await put({ state: 'failed' });
    const key = { 'Idempotency-Key': randomUUID(), 'If-Match': await etagOf(id) };
    const first = await admin('POST', `${path}/${id}/send`, {}, key);
    const again = await admin('POST', `${path}/${id}/send`, {}, key);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(await auditOf('mail.send')).toHaveLength(1);
  });
});

describe('setting aside', () => {
  test('keeps a mail from being sent and says who did it; a sent one can not be', async () => {
    const id = await put({ state: 'waiting' });
    const { status, body } = await admin('POST', `${path}/${id}/discard`, undefined, {
      'If-Match': await etagOf(id),
    });
    expect([status, body]).toMatchObject([200, { state: 'discarded', answer: 'Maja Åberg discarded it.' }]);
    const sent = await put({ state: 'sent' });
    const refused = await admin('POST', `${path}/${sent}/discard`, undefined, {
      'If-Match': await etagOf(sent),
    });
    expect([refused.status, refused.body['code']]).toEqual([409, 'mail.sent']);
    expect(await auditOf('mail.discard')).toHaveLength(1);
  });
});

describe('many mails at once', () => {
  test('are counted before they are sent again; those with nowhere to go are left and told', async () => {
    const failed = [await put({ state: 'failed' }), await put({ state: 'failed' })];
    await put({ kind: 'welcome', state: 'failed', user: randomUUID() });
    const other = await put({ state: 'kept' });
    const asked = { state: 'failed', preview: true };
    const seen = await admin('POST', `${path}/send`, asked);
    expect(seen.body).toEqual({
      preview: true,
      count: 2,
      states: [{ state: 'failed', count: 2 }],
      others: 1,
    });
    expect((await list()).counts).toMatchObject({ failed: 3, kept: 1, waiting: 0 });
    const done = await admin('POST', `${path}/send`, { ...asked, preview: false });
    expect(done.body).toMatchObject({ preview: false, count: 2, others: 1 });
    expect((await list()).counts).toMatchObject({ failed: 1, kept: 1, waiting: 2 });
    expect(await Promise.all(failed.map(row))).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }]);
    expect(await auditOf('mail.send')).toMatchObject([{ subject_kind: 'outbox', details: { count: 2 } }]);
    const chosen = await admin('POST', `${path}/send`, { mails: [other, randomUUID()] });
    expect(chosen.body).toMatchObject({ count: 1, states: [{ state: 'kept', count: 1 }] });
  });

  test('are set aside by state and template, and never those of another company', async () => {
    const template = randomUUID();
    const theirs = await putMail(api.database, await api.company(), { state: 'failed' });
    await put({ state: 'failed', template });
    await put({ state: 'failed' });
    const done = await admin('POST', `${path}/discard`, { state: 'failed', template });
    expect(done.body).toMatchObject({ count: 1 });
    expect((await list()).counts).toMatchObject({ failed: 1, discarded: 1 });
    expect((await admin('POST', `${path}/discard`, { mails: [theirs] })).body).toMatchObject({ count: 0 });
    expect(await row(theirs)).toMatchObject({ state: 'failed' });
    const user = randomUUID();
    await put({ state: 'failed', kind: 'error', user });
    await admin('POST', `${path}/discard`, { state: 'failed', kind: 'error', user });
    // Who chose what is known afterwards.
    expect(await auditOf('mail.discard')).toMatchObject([
      { details: { count: 1, template, kind: null } },
      { details: { count: 1, template: null, kind: 'error', whom: { user } } },
    ]);
    for (const wrong of [{}, { state: 'sent' }, { mails: [] }, { mails: [theirs], state: 'failed' }])
      expect((await admin('POST', `${path}/discard`, wrong)).status).toBe(400);
  });

  test('that are held are released by template, user, chosen or all, to users who are there and have an address', async () => {
    const [template, other] = [randomUUID(), randomUUID()];
    const [eva, gone] = [await putEva(), randomUUID()];
    const held = { kind: 'welcome', state: 'held' } as const;
    const first = await put({ ...held, user: eva, template, to: 'eva.gammal@nordvik.example' });
    const nobody = await put({ ...held, user: gone, template });
    await put({
      ...held,
      user: await putUser(api.database, company, {
        alias: 'bo',
        email: 'bo@nordvik.example',
        pstnFixed: '46812345011',
      }),
      template: other,
    });
    const release = async (body: object) => (await admin('POST', `${path}/release`, body)).body;
    expect(await release({ template, preview: true })).toEqual({
      preview: true,
      count: 1,
      states: [{ state: 'held', count: 1 }],
      others: 1,
    });
    expect(await release({ template })).toMatchObject({ count: 1, others: 1 });
    expect(await row(first)).toMatchObject({ state: 'waiting', to_address: 'eva.lind@nordvik.example' });
    expect(await row(nobody)).toMatchObject({ state: 'held' });
    expect(await release({ mails: [first, nobody] })).toMatchObject({ count: 0, others: 2 });
    expect(await release({ all: true })).toMatchObject({ count: 1 });
    expect(await auditOf('mail.release')).toMatchObject([
      { details: { template, count: 1 } },
      { details: { count: 1 } },
    ]);
    for (const wrong of [{}, { all: false }, { all: true, template }])
      expect(await release(wrong)).toMatchObject({ code: 'input.invalid' });
  });

  test('may not be touched by whoever may only look', async () => {
    const viewer = await api.asPerson('viewer', company);
    const id = await put({ state: 'failed' });
    expect((await viewer('GET', `${path}/${id}`)).status).toBe(200);
    expect((await viewer('POST', `${path}/${id}/send`, {}, { 'If-Match': '*' })).status).toBe(403);
    expect((await viewer('POST', `${path}/send`, { state: 'failed' })).status).toBe(403);
  });
});
