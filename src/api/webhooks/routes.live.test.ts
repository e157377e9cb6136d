// Webhooks over the API: made, seen, changed, tested and sent again, by whom it is allowed, and never showing where they go.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { openReceiver } from '../../../test/webhook-receiver.ts';
import { isSigned, until } from '../../../test/webhook-world.ts';
import { openPoster } from '../../connectors/webhook/post.ts';
import { openWebhookSender } from '../../jobs/webhook-sender.ts';
import { noLog } from '../../log.ts';
import { tell } from '../../run/tell.ts';
import type { ShownWebhook } from './schema.ts';

type Made = ShownWebhook & { secret: string | null };

let api: TestApi;
let company: string;
let boss: Ask;
let path: string;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
  path = `/companies/${company}/webhooks`;
});
afterAll(() => api.close());

const secretUrl = 'https://hook.example/services/hemlig-vag-4f2a';
const make = (values: object = {}) =>
  boss<Made>('POST', path, { name: 'Driften', url: secretUrl, ...values });
const any = { 'If-Match': '*' };

async function auditOf(id: string) {
  return api.database.kysely
    .selectFrom('audit_log')
    .select(['action', 'before', 'after', 'actor'])
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute();
}

describe('making a webhook', () => {
  test('shows its secret once and its address never', async () => {
    const { status, body, headers } = await make();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Driften',
      url: 'https://hook.example/…4f2a',
      shape: 'json',
      active: true,
      kinds: expect.arrayContaining(['incident.opened', 'credential.expiring']),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    expect(headers.get('location')).toBe(`/api/v1${path}/${body.id}`);
    const seen = await boss('GET', `${path}/${body.id}`);
    expect(seen.headers.get('etag')).toBe(headers.get('etag'));
    const everything = [body, seen.body, (await boss('GET', path)).body, await auditOf(body.id)];
    expect(JSON.stringify(everything)).not.toContain('hemlig-vag');
    expect(JSON.stringify(seen.body)).not.toContain('whsec_');
    expect(await auditOf(body.id)).toMatchObject([
      { action: 'webhook.create', after: { name: 'Driften', url: 'https://hook.example/…4f2a' } },
    ]);
  });

  test('for Teams and Slack makes no secret: nobody there would look at it', async () => {
    expect(await make({ shape: 'teams' })).toMatchObject({ status: 201, body: { secret: null } });
  });

  test('twice with one key makes one, and its secret is not stored to be shown again', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = { name: 'Driften', url: secretUrl };
    const first = await boss<Made>('POST', path, body, key);
    const second = await boss<Made>('POST', path, body, key);
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id, secret: null } });
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    const { rows } = await api.database.pool.query<{ text: string }>(
      'select k::text as text from idempotency_keys k',
    );
    const text = rows.map((row) => row.text).join();
    expect(text).toContain('Driften');
    expect(text).not.toMatch(/whsec_|hemlig-vag/);
  });

  test.each([
    [{ url: 'http://hook.example/x' }, 'url', /read on the way/],
    [{ url: 'https://10.0.0.1/x' }, 'url', /network of its own/],
    [{ url: 'https://eva:hemligt@hook.example/' }, 'url', /user name or password/],
    [{ url: 'https://hook.example/…4f2a' }, 'url', /not the address/],
    [{ kinds: [] }, 'kinds', /empty/],
    [{ kinds: ['incident.open'] }, 'kinds[0]', /incident.opened/],
    [{ kinds: ['test'] }, 'kinds[0]', /not known/],
    [{ shape: 'discord' }, 'shape', /not known/],
    [{ name: 'a\nb' }, 'name', /line break/],
    [{ secret: 'mitt' }, 'secret', /Unknown key/],
  ])(
    'with %o is refused at its place, and what was sent is not told back',
    async (values, place, message) => {
      const { status, body } = await make(values);
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ path: place, message: expect.stringMatching(message) }] });
      expect(JSON.stringify(body)).not.toContain('hemligt');
    },
  );

  test('of a name that is taken, and of one too many, is refused', async () => {
    await make();
    expect(await make()).toMatchObject({ status: 409, body: { code: 'name.taken' } });
    for (let nth = 2; nth <= 20; nth += 1)
      expect(await make({ name: `W${nth}` })).toMatchObject({ status: 201 });
    expect(await make({ name: 'W21' })).toMatchObject({ status: 409, body: { code: 'webhooks.tooMany' } });
    const { body } = await boss<{ items: unknown[]; next: string | null }>('GET', `${path}?limit=15`);
    expect(body.items).toHaveLength(15);
    const rest = await boss<{ items: unknown[]; next: string | null }>(
      'GET',
      `${path}?limit=15&cursor=${body.next ?? ''}`,
    );
    expect(rest.body).toMatchObject({ items: { length: 5 }, next: null });
  });

  test('is for people: a token may see, test and send again, but not say where names go', async () => {
    const { body } = await make();
    const token = await api.asToken('companyAdministrator', company);
    expect(await token('POST', path, { name: 'X', url: secretUrl })).toMatchObject({ status: 403 });
    expect(await token('PATCH', `${path}/${body.id}`, { active: false }, any)).toMatchObject({ status: 403 });
    expect(await token('POST', `${path}/${body.id}/test`)).toMatchObject({ status: 202 });
    const name = (
      await api.database.kysely
        .selectFrom('companies')
        .select('name')
        .where('id', '=', company)
        .executeTakeFirstOrThrow()
    ).name;
    const document = { company: { name }, webhooks: [{ name: 'X', url: secretUrl }] };
    const by = (ask: Ask) => ask('POST', `/companies/${company}/document`, document);
    expect(await by(token)).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    expect((await boss<{ items: unknown[] }>('GET', path)).body.items).toHaveLength(1);
    expect(await by(boss)).toMatchObject({ status: 200 });
    // As it is already: nothing is changed, and so nothing is refused.
    expect(await by(token)).toMatchObject({ status: 200 });
  });
});

describe('changing a webhook', () => {
  test('needs the tag of what was read, and a new address is another tag even when it looks the same', async () => {
    const made = await make();
    const one = `${path}/${made.body.id}`;
    const tag = { 'If-Match': made.headers.get('etag') ?? '' };
    expect(await boss('PATCH', one, { active: false })).toMatchObject({ status: 428 });
    const url = 'https://hook.example/annan-hemlig-vag-4f2a';
    const changed = await boss('PATCH', one, { url }, tag);
    expect(changed).toMatchObject({ status: 200, body: { url: 'https://hook.example/…4f2a' } });
    expect(await boss('PATCH', one, { active: false }, tag)).toMatchObject({ status: 412 });
    const now = { 'If-Match': changed.headers.get('etag') ?? '' };
    const shown = { url: 'https://hook.example/…4f2a', active: false };
    expect(await boss('PATCH', one, shown, now)).toMatchObject({ status: 200, body: { active: false } });
    expect((await auditOf(made.body.id)).map(({ action }) => action)).toEqual([
      'webhook.create',
      'webhook.update',
      'webhook.update',
    ]);
  });

  test('to another shape makes or drops the secret', async () => {
    const { body } = await make({ shape: 'slack' });
    const one = `${path}/${body.id}`;
    const json = await boss<Made>('PATCH', one, { shape: 'json' }, any);
    expect(json.body.secret).toMatch(/^whsec_/);
    expect(await boss('PATCH', one, { name: 'Annat' }, any)).toMatchObject({ body: { secret: null } });
    expect(await boss('PATCH', one, { shape: 'teams' }, any)).toMatchObject({ body: { secret: null } });
    expect(await boss('POST', `${one}/rotate-secret`, {})).toMatchObject({
      status: 409,
      body: { code: 'webhook.notSigned' },
    });
  });

  test('a new secret is shown once, and the old one goes on for a day', async () => {
    const { body } = await make();
    const rotated = await boss('POST', `${path}/${body.id}/rotate-secret`, {});
    expect(rotated).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) } });
    expect(rotated.body['secret']).not.toBe(body.secret);
    const hours = (Date.parse(String(rotated.body['previousUntil'])) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
  });

  test('of another company is not found, by whatever id', async () => {
    const { body } = await make();
    const other = await api.company();
    const stranger = await api.asPerson('companyAdministrator', other);
    const there = `/companies/${other}/webhooks/${body.id}`;
    expect(await stranger('GET', there)).toMatchObject({ status: 404 });
    expect(await stranger('PATCH', there, { active: false }, any)).toMatchObject({ status: 404 });
    expect(await stranger('DELETE', there, undefined, any)).toMatchObject({ status: 404 });
    expect(await stranger('POST', `${there}/test`)).toMatchObject({ status: 404 });
    expect(await stranger('GET', `${there}/deliveries`)).toMatchObject({ status: 404 });
    expect(await stranger('POST', `${there}/replay`, { since: new Date().toISOString() })).toMatchObject({
      status: 404,
    });
  });

  test('deleting it takes its deliveries along', async () => {
    const { body } = await make();
    await boss('POST', `${path}/${body.id}/test`);
    expect(await boss('DELETE', `${path}/${body.id}`, undefined, any)).toMatchObject({ status: 204 });
    expect(await boss('GET', `${path}/${body.id}/deliveries`)).toMatchObject({ status: 404 });
  });
});

test('from a test to sending again, a webhook is followed over the API alone', async () => {
  const receiver = await openReceiver();
  const closing = new AbortController();
  const { database, box } = api.parts;
  const sending = openWebhookSender({
    database,
    openBox: async () => box,
    openPoster: () => openPoster({ allowed: api.parts.webhookHosts }),
    service: { name: 'Rollcall', contact: null, origin: null },
    log: noLog,
    lookEveryMs: 5,
  }).work(closing.signal);
  try {
    const { body } = await make({ url: receiver.url, kinds: ['incident.opened'], active: false });
    const one = `${path}/${body.id}`;
    const tried = await boss<{ id: string; state: string }>('POST', `${one}/test`);
    expect(tried).toMatchObject({ status: 202, body: { state: 'waiting', kind: 'test' } });
    const read = () => boss('GET', `${one}/deliveries/${tried.body.id}`);
    const seen = await until(read, (answer) => answer.body['state'] === 'sent');
    expect(seen.body).toMatchObject({ status: 200, attempts: 1, answer: null });
    expect(receiver.received[0] && isSigned(receiver.received[0], body.secret ?? '')).toBe(true);

    await boss('PATCH', one, { active: true }, any);
    receiver.answer({ status: 422, body: 'okänd typ' });
    const since = new Date(Date.now() - 60_000).toISOString();
    await tellIncident(company);
    const failed = () =>
      boss<{ items: { id: string }[]; total: number }>('GET', `${one}/deliveries?state=failed`);
    const list = await until(failed, (answer) => answer.body.items.length === 1);
    expect(list.body).toMatchObject({
      total: 1,
      items: [{ kind: 'incident.opened', status: 422, answer: 'okänd typ', attempts: 1 }],
    });
    expect(await boss('GET', one)).toMatchObject({
      body: { failures: 1, last: { state: 'failed', status: 422 } },
    });
    expect(await boss('POST', `${one}/replay`, { since })).toMatchObject({ status: 202, body: { count: 1 } });
    await receiver.got(3);
    const [id = ''] = list.body.items.map((item) => item.id);
    await until(
      () => boss('GET', `${one}/deliveries/${id}`),
      (answer) => answer.body['state'] === 'sent',
    );
    expect(await boss('POST', `${one}/deliveries/${id}/replay`)).toMatchObject({ status: 202, body: { id } });
    const messages = await receiver.got(4);
    expect(new Set(messages.slice(1).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
    expect(await boss('POST', `${one}/deliveries/${randomUUID()}/replay`)).toMatchObject({ status: 404 });
    expect((await auditOf(body.id)).map(({ action }) => action)).toEqual([
      'webhook.create',
      'webhook.test',
      'webhook.update',
      'webhook.replay',
      'webhook.replay',
    ]);
  } finally {
    closing.abort();
    await sending;
    await receiver.close();
  }
});

async function tellIncident(id: string): Promise<void> {
  const at = new Date();
  await tell(api.database.kysely, {
    company: { id, language: 'sv' },
    templateId: null,
    runId: null,
    kind: 'incident.opened',
    severity: 'error',
    at,
    data: {
      incident: randomUUID(),
      code: 'graph.unavailable',
      message: 'Graph does not answer.',
      cure: 'Wait.',
      about: {},
      since: at.toISOString(),
      lastSeen: at.toISOString(),
      seen: 1,
      nextReminder: null,
      brake: null,
      run: null,
    },
    mails: [],
  });
}
