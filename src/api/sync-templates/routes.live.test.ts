// Sync templates through the API: checked like the configuration document, tried on Microsoft before saving where that is
// asked for, secrets never sent back, two editors told apart, paused, tested, deleted both ways.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

interface Template {
  id: string;
  name: string;
  mode: string;
  provider: Record<string, unknown>;
  connection: { state: string; at: string | null };
  hasCredentials: boolean;
}
interface Fault {
  path: string;
  line: number | null;
  message: string;
  cure: string;
}

let emulator: Emulator;
let api: TestApi;
let company: string;
let admin: Ask;
beforeAll(async () => {
  emulator = await startEmulator({ people: 30, seed: 4 });
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  const nowhere = { name: 'nowhere', login: 'http://127.0.0.1:9', graph: 'http://127.0.0.1:9', ca: null };
  api = await openTestApi({ clouds: new Map([cloud, nowhere].map((one) => [one.name, one])) });
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

const path = () => `/companies/${company}/sync-templates`;
const provider = (changed: Record<string, unknown> = {}) => ({
  tenant_id: emulator.tenantId,
  client_id: emulator.clientId,
  client_secret: emulator.clientSecret,
  cloud: 'emulator',
  user_filter: { memberOf: [''] },
  ...changed,
});
const make = (body: Record<string, unknown> = {}, query = '') =>
  admin<Template>('POST', `${path()}${query}`, { name: randomUUID(), provider: provider(), ...body });
const faultsOf = (body: unknown) => (body as { errors: Fault[] }).errors;

describe('making a sync template', () => {
  test('gives it paused with every key, its secret as dots, and an audit entry without it', async () => {
    const { status, body, headers } = await make({ fieldMapping: { alias: 'mailNickname' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      mode: 'paused',
      keepDays: 30,
      hasCredentials: true,
      fieldMapping: { alias: 'mailNickname' },
      schedule: { nightlyAt: '02:00', everyMinutes: null },
      provider: { client_secret: '••••', cloud: 'emulator' },
      connection: { state: 'notChecked', at: null },
    });
    expect(headers.get('location')).toBe(`/api/v1${path()}/${body.id}`);
    const audit = await api.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('subject_id', '=', body.id)
      .execute();
    expect(audit).toMatchObject([{ action: 'syncTemplate.create', company_id: company }]);
    expect(JSON.stringify(audit)).not.toContain(emulator.clientSecret);
  });

  test('tells all faults at once, each with its place, key and cure', async () => {
    const { status, body } = await admin(
      'POST',
      path(),
      '{"keepDay":30,\n"mode":"on",\n"defaultSettingsTemplate":"Kontor","defaultCallerId":"46846500400",\n"provider":{"tennant_id":"x","client_id":"y"}}',
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'input.invalid' });
    const faults = faultsOf(body);
    expect(faults.map((one) => one.path)).toEqual(
      expect.arrayContaining([
        'keepDay',
        'mode',
        'provider.tennant_id',
        'provider.client_id',
        '',
        'defaultSettingsTemplate',
        'defaultCallerId',
      ]),
    );
    expect(faults.find((one) => one.path === 'keepDay')?.message).toContain('keepDays');
    expect(faults.every((one) => one.cure !== '')).toBe(true);
  });

  test('takes the provider as the text that was pasted, whose faults have line and column of that text', async () => {
    const text = `{\n  "tenant_id": "${emulator.tenantId}",\n  "client_id": "x"\n}`;
    const { body } = await make({ provider: text });
    expect(faultsOf(body)).toContainEqual(expect.objectContaining({ path: 'provider.client_id', line: 3 }));
    expect((await make({ provider: JSON.stringify(provider()) })).status).toBe(201);
    for (const odd of ['', '{', '['.repeat(100_000), '{"tenant_id":“x”}', '{"tenant_id":"\\u0000"}'])
      expect((await make({ provider: odd })).status).toBe(400);
  });

  test('needs a secret, and dots are none', async () => {
    for (const client_secret of [undefined, '••••'])
      expect((await make({ provider: provider({ client_secret }) })).status).toBe(400);
  });

  test('of a name that is taken is refused, and a repeated request gets the first answer', async () => {
    const name = randomUUID();
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await admin<Template>('POST', path(), { name, provider: provider() }, key);
    const again = await admin<Template>('POST', path(), { name, provider: provider() }, key);
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(await make({ name })).toMatchObject({ status: 409, body: { code: 'name.taken' } });
  });
});

describe('asking Microsoft before saving', () => {
  test('saves what works, marked as tried, with the day on which the secret ends', async () => {
    const { status, body } = await make({}, '?check=true');
    expect(status).toBe(201);
    expect(body.connection.state).toBe('ok');
  });

  test('blocks what Microsoft refuses, and nothing is saved', async () => {
    const name = randomUUID();
    const wrong = await make({ name, provider: provider({ client_secret: 'helt~fel' }) }, '?check=true');
    expect(wrong).toMatchObject({ status: 400, body: { code: 'credential.wrong' } });
    const group = { user_filter: { memberOf: ['Finns inte'] } };
    const unknown = await make({ name, provider: provider(group) }, '?check=true');
    expect(unknown).toMatchObject({ status: 400, body: { code: 'group.notFound' } });
    const { body } = await admin<{ items: Template[] }>('GET', `${path()}?limit=200`);
    expect(body.items.filter((one) => one.name === name)).toEqual([]);
  });

  test('saves without an answer, and says that it was not checked', async () => {
    const { status, body } = await make({ provider: provider({ cloud: 'nowhere' }) }, '?check=true');
    expect(status).toBe(201);
    expect(body.connection.state).toBe('notChecked');
  });
});

describe('the groups that rules ask for', () => {
  const rules = (group: string) => [{ name: 'Sälj', when: { group }, language: 'sv' }];

  test('are looked for before saving, and the rule is named whose group there is not', async () => {
    const wrong = await make({ rules: rules('Säljarna') }, '?check=true');
    const errors = [{ path: 'rules: Sälj', message: expect.stringMatching(/^The rule "Sälj" asks for/) }];
    expect(wrong).toMatchObject({ status: 400, body: { code: 'group.notFound', errors } });
    const { body, headers } = await make({ rules: rules('Telefoni') }, '?check=true');
    expect(body.connection.state).toBe('ok');
    const url = `${path()}/${body.id}?check=true`;
    const tag = { 'If-Match': headers.get('etag') ?? '' };
    const changed = await admin('PATCH', url, { rules: rules('Säljarna') }, tag);
    expect(changed).toMatchObject({ status: 400, body: { code: 'group.notFound' } });
    expect(await admin('PATCH', url, { keepDays: 8 }, tag)).toMatchObject({ status: 200 });
  });

  test('are looked for by a connection test', async () => {
    const { body } = await make({ rules: rules('Säljarna') });
    const test = await admin('POST', `${path()}/${body.id}/connection-tests`, {});
    const groups = [{ asked: 'Säljarna', rule: 'Sälj', state: 'failed', code: 'group.notFound' }];
    expect(test.body).toMatchObject({ ok: false, groups });
  });
});

describe('changing a sync template', () => {
  const open = async () => {
    const { body, headers } = await make();
    return { id: body.id, url: `${path()}/${body.id}`, tag: { 'If-Match': headers.get('etag') ?? '' } };
  };

  test('replaces what is given and leaves the rest, the secret too', async () => {
    const { url, tag } = await open();
    const dots = provider({ client_secret: '••••', user_filter: { memberOf: ['Telefoni'] } });
    const { status, body } = await admin<Template>(
      'PATCH',
      url,
      { keepDays: 7, mode: 'full', provider: dots },
      tag,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ keepDays: 7, mode: 'full', hasCredentials: true });
    expect(body.provider).toMatchObject({ user_filter: { memberOf: ['Telefoni'] } });
    const test = await admin('POST', `${url}/connection-tests`, {
      provider: provider({ client_secret: '••••' }),
    });
    expect(test.body).toMatchObject({ ok: true });
  });

  test('is answered with the rules that never decide and with what went that it names, and shown with them', async () => {
    const { url, tag } = await open();
    const rules = [
      { name: 'Alla', when: { expression: 'true' }, language: 'sv' },
      { name: 'Malmö', when: { field: 'city', is: ['Malmö'] }, language: 'en' },
    ];
    const { status, body } = await admin('PATCH', url, { rules }, tag);
    expect(status).toBe(200);
    const warnings = [
      { code: 'rule.idle', message: 'The rule "Malmö" never decides: "Alla" before it fits everybody.' },
    ];
    expect(body).toMatchObject({ warnings });
    expect((await admin('GET', url)).body).toMatchObject({ warnings });
    const { body: page } = await admin<{ items: Template[] }>('GET', `${path()}?limit=200`);
    const listed = page.items.find(({ id }) => url.endsWith(id));
    expect(listed).toMatchObject({ warnings });
  });

  test('takes a user’s number as the caller id of a rule, as it does as the default one', async () => {
    const { url } = await open();
    const values = { alias: 'vaxel', name: 'Växel', surname: 'Nord', pstnFixed: '+46 8 465 004 01' };
    expect((await admin('POST', `/companies/${company}/users`, values)).status).toBe(201);
    const rule = { name: 'Alla', when: { field: 'city', is: ['Malmö'] }, callerId: '46846500401' };
    const any = { 'If-Match': '*' };
    expect((await admin('PATCH', url, { defaultCallerId: '46846500401' }, any)).status).toBe(200);
    expect((await admin('PATCH', url, { defaultCallerId: null }, any)).status).toBe(200);
    expect((await admin('PATCH', url, { rules: [rule] }, any)).body).toMatchObject({
      rules: [{ callerId: '46846500401' }],
    });
  });

  test('by two people at once is done by one, and the other is told', async () => {
    const { url, tag } = await open();
    const other = await api.asPerson('companyAdministrator', company);
    const answers = await Promise.all([
      admin('PATCH', url, { keepDays: 1 }, tag),
      other('PATCH', url, { keepDays: 2 }, tag),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect((await admin('PATCH', url, { keepDays: 1 })).status).toBe(428);
  });

  test('can rename it, but not to a name that is taken', async () => {
    const [one, other] = [await open(), await make()];
    const name = randomUUID();
    expect((await admin('PATCH', one.url, { name }, one.tag)).body).toMatchObject({ name });
    const taken = await admin('PATCH', one.url, { name: other.body.name }, { 'If-Match': '*' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'name.taken' } });
  });

  test('ends a run under way', async () => {
    const { id, url, tag } = await open();
    const fence = () =>
      api.database.kysely
        .selectFrom('sync_templates')
        .select('fence')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    const before = await fence();
    await admin('PATCH', url, { keepDays: 3 }, tag);
    expect((await fence()).fence).toBeGreaterThan(before.fence);
  });

  test('of another company is not found, whatever is asked of it', async () => {
    const { id } = await open();
    const elsewhere = await api.company();
    const theirs = `/companies/${elsewhere}/sync-templates/${id}`;
    const operator = await api.asPerson('operator', null);
    const asked: [string, string, unknown?][] = [
      ['GET', theirs],
      ['PATCH', theirs, { keepDays: 1 }],
      ['DELETE', `${theirs}?users=keep`],
      ['PUT', `${theirs}/mode`, { mode: 'full' }],
      ['POST', `${theirs}/runs`, {}],
      ['POST', `${theirs}/connection-tests`, {}],
      ['POST', `${theirs}/keep-users`],
      ['GET', `${theirs}/fields`],
      ['GET', `${theirs}/explain?who=x`],
    ];
    for (const [method, url, body] of asked)
      expect(await operator(method, url, body, { 'If-Match': '*' }), `${method} ${url}`).toMatchObject({
        status: 404,
      });
  });
});

describe('a sync template', () => {
  test('is paused and resumed without a tag, and a run of a paused one is refused at once', async () => {
    const { body } = await make();
    const url = `${path()}/${body.id}`;
    expect(await admin('POST', `${url}/runs`, {})).toMatchObject({
      status: 409,
      body: { code: 'template.paused' },
    });
    expect((await admin('PUT', `${url}/mode`, { mode: 'full' })).body).toMatchObject({ mode: 'full' });
    const run = await admin('POST', `${url}/runs`, { preview: true });
    expect(run).toMatchObject({ status: 202, body: { isNew: true } });
    expect((await admin('POST', `${url}/runs`, { preview: true })).body).toMatchObject({
      run: run.body['run'],
      isNew: false,
    });
  });

  test('says with a connection test what works and what does not, unsaved and saved', async () => {
    const unsaved = await admin('POST', `${path()}/connection-tests`, {
      provider: provider({ client_secret: 'helt~fel' }),
    });
    expect(unsaved).toMatchObject({ status: 200, body: { ok: false, token: { code: 'credential.wrong' } } });
    const { body } = await make();
    const saved = await admin('POST', `${path()}/${body.id}/connection-tests`, {});
    expect(saved.body).toMatchObject({ ok: true, people: { state: 'ok' } });
    expect(saved.body['fields']).toContainEqual(expect.objectContaining({ field: 'mailNickname' }));
    const { body: after } = await admin<Template>('GET', `${path()}/${body.id}`);
    expect(after.connection.state).toBe('ok');
  });

  test('is deleted only with its tag and with a word about its users', async () => {
    const { body, headers } = await make();
    const url = `${path()}/${body.id}`;
    const tag = { 'If-Match': headers.get('etag') ?? '' };
    expect((await admin('DELETE', url, undefined, tag)).status).toBe(400);
    expect((await admin('DELETE', `${url}?users=keep`)).status).toBe(428);
    expect((await admin('DELETE', `${url}?users=keep`, undefined, { 'If-Match': '"old"' })).status).toBe(412);
    expect(await admin('DELETE', `${url}?users=keep`, undefined, tag)).toMatchObject({
      status: 200,
      body: { isGone: true, kept: 0 },
    });
    expect((await admin('GET', url)).status).toBe(404);
  });
});
