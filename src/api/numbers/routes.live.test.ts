// Numbers over the API: one number with its history, reserved ranges, series with their stock, a CSV file taken in; nothing
// of another company, and what is repeated is done once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

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
  path = `/companies/${company}`;
});

const series = [
  { from: '46812345000', to: '46812345999', kind: 'fixed' },
  { from: '46812345000', kind: 'service', note: 'Växel' },
];

async function setSeries(numbers: object[]): Promise<void> {
  const { status } = await admin('PUT', `${path}/number-series`, { numbers }, { 'If-Match': '*' });
  expect(status).toBe(200);
}

const createUser = (alias: string, pstnFixed: string) =>
  admin('POST', `${path}/users`, { alias, name: 'Ada', surname: 'Ek', pstnFixed });

test('a number is told with its holder, its series and its history', async () => {
  await setSeries(series);
  expect((await createUser('ada', '08-123 45 001')).status).toBe(201);
  const { status, body } = await admin('GET', `${path}/numbers/46812345001`);
  expect([status, body]).toMatchObject([
    200,
    {
      digits: '46812345001',
      state: 'assigned',
      why: { code: 'user.byHand' },
      holder: { alias: 'ada', name: 'Ada Ek', isLeaving: false },
      series: [series[0]],
      wanted: { count: 0, by: [] },
      reserved: null,
      notes: [],
    },
  ]);
  const history = await admin<{ items: { what: string }[] }>('GET', `${path}/numbers/46812345001/history`);
  expect(history.body).toMatchObject({
    items: [{ what: 'assigned', alias: 'ada', run: null }, { what: 'addedToSeries' }],
    next: null,
    total: 2,
  });
  expect((await admin('GET', `${path}/numbers/46812345000`)).body).toMatchObject({
    state: 'service',
    series: [{}, { note: 'Växel' }],
  });
  const stranger = await api.asPerson('companyAdministrator', await api.company());
  expect((await stranger('GET', `${path}/numbers/46812345001`)).status).toBe(404);
});

test('a range is reserved and released, paged in the list, and shown in the series and the ledger', async () => {
  await setSeries(series);
  await createUser('ada', '08-123 45 001');
  const reserve = (body: object) => admin('POST', `${path}/numbers/reserve`, body);
  expect(await reserve({ from: '46812345000', to: '46812345010' })).toMatchObject({
    status: 409,
    body: { code: 'number.service' },
  });
  expect(await reserve({ from: '46812345001' })).toMatchObject({
    status: 409,
    body: { code: 'number.assigned', detail: '46812345001 belongs to Ada Ek.' },
  });
  expect((await reserve({ from: '46812345100', to: '468123451' })).status).toBe(400);
  expect((await reserve({ from: '46812345199', to: '46812345100' })).status).toBe(400);
  for (const from of ['46812345100', '46812345300'])
    expect(await reserve({ from, to: String(Number(from) + 99), why: 'Kampanj' })).toMatchObject({
      status: 200,
      body: { count: 100, cooling: 0 },
    });
  expect(await reserve({ from: '46812345150' })).toMatchObject({ body: { code: 'number.reserved' } });
  const list = (more = '') =>
    admin<{ items: { from: string }[]; next: string | null }>(
      'GET',
      `${path}/reserved-numbers?limit=1${more}`,
    );
  const first = await list();
  expect(first.body).toMatchObject({
    items: [{ from: '46812345100', to: '46812345199', note: 'Kampanj', by: { kind: 'administrator' } }],
    total: 2,
  });
  const second = await list(`&cursor=${first.body.next}`);
  expect(second.body).toMatchObject({ items: [{ from: '46812345300' }], next: null });
  expect((await admin('GET', `${path}/number-series`)).body).toMatchObject({
    numbers: [{ reserved: 200, assigned: 1, service: 1, free: 798, pace: null, warning: null }, {}],
  });
  const numbers = await admin('GET', `${path}/numbers?state=reserved&limit=2`);
  expect(numbers.body).toMatchObject({ items: [{ digits: '46812345100', state: 'reserved' }, {}] });
  expect(await admin('POST', `${path}/numbers/unreserve`, { from: '46812345150' })).toMatchObject({
    status: 200,
    body: { count: 1 },
  });
  expect((await createUser('bo', '08-123 45 150')).status).toBe(201);
  expect((await createUser('cilla', '08-123 45 151')).body).toMatchObject({ code: 'pstnFixed.reserved' });
  const changes = await admin<{ items: { do: string }[] }>('GET', `${path}/changes?do=reserve`);
  expect(changes.body.items).toMatchObject([
    { do: 'reserve', details: { ranges: [{ first: 46_812_345_300 }] } },
    { do: 'reserve' },
  ]);
});

test('a CSV file is previewed, taken in once however often it is sent, and told from Excel’s own encoding', async () => {
  const text =
    'Nummer;Till;Typ;Status;Anteckning\r\n08-123 45 000;08-123 45 099;fast;;Öst\r\n08-123 45 050;;;reserverad;Hall\r\n08-123 45 000;;tjänst;;Växel\r\n';
  const base64 = Buffer.from(text, 'latin1').toString('base64');
  const counts = {
    lines: 3,
    numbers: 102,
    added: 101,
    alreadyThere: 1,
    reserved: 1,
    alreadyReserved: 0,
    series: 2,
    ranges: 1,
  };
  const added = {
    seriesAdded: [
      { from: '46812345000', to: '46812345099', kind: 'fixed', note: 'Öst' },
      { from: '46812345000', kind: 'service', note: 'Växel' },
    ],
    reservedAdded: [{ from: '46812345050', note: 'Hall' }],
    counts,
    ignoredColumns: [],
  };
  expect(await admin('POST', `${path}/numbers/import?preview=true`, { text })).toMatchObject({
    status: 200,
    body: { preview: true, ...added },
  });
  expect((await admin('GET', `${path}/number-series`)).body).toEqual({ numbers: [] });
  const send = () =>
    admin(
      'POST',
      `${path}/numbers/import`,
      { base64 },
      { 'Idempotency-Key': `file ${company}`.replace(' ', '-') },
    );
  expect(await send()).toMatchObject({ status: 200, body: { preview: false, ...added } });
  expect(await send()).toMatchObject({ status: 200, body: { preview: false, ...added } });
  const again = await admin('POST', `${path}/numbers/import`, { text });
  expect(again.body).toMatchObject({
    counts: { added: 0, alreadyThere: 102, reserved: 0, alreadyReserved: 1 },
  });
  expect((await admin('GET', `${path}/numbers/46812345050`)).body).toMatchObject({
    state: 'reserved',
    reserved: { note: 'Hall' },
  });
  const history = await admin('GET', `${path}/numbers/46812345050/history`);
  expect(history.body).toMatchObject({
    items: [
      { what: 'reserved', because: { message: 'Done by hand: imported from a CSV file' } },
      { what: 'addedToSeries', note: 'Öst' },
    ],
  });
  const audit = await admin<{ items: { action: string }[] }>('GET', `${path}/audit?action=numbers`);
  expect(audit.body.items.map(({ action }) => action)).toEqual(['numbers.import', 'numbers.import']);
});

test('a CSV file with faults changes nothing, and every line that is wrong is told', async () => {
  await setSeries(series);
  await createUser('ada', '08-123 45 001');
  const text =
    'number;kind;state\n08-123 46 000;;\nhej;;\n46812345001;;reserved\n46812345002;mobile;\n"46812345003;;';
  const { status, body } = await admin<{ errors: object[] }>('POST', `${path}/numbers/import`, { text });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    { line: 3, path: 'number', message: expect.stringContaining('"hej" can not be a number') as string },
    { line: 4, message: expect.stringContaining('belongs to Ada Ek') as string },
    { line: 5, message: expect.stringContaining('which is fixed') as string },
    { line: 6, message: 'A quote is opened here and never closed.' },
  ]);
  expect((await admin('GET', `${path}/numbers/46812346000`)).body).toMatchObject({ series: [] });
  expect((await admin('POST', `${path}/numbers/import`, {})).status).toBe(400);
  expect((await admin('POST', `${path}/numbers/import`, { text, base64: 'aGVq' })).status).toBe(400);
  const viewer = await api.asPerson('viewer', company);
  expect((await viewer('POST', `${path}/numbers/import`, { text })).status).toBe(403);
});

test('a hundred thousand lines are taken in, and more are refused', async () => {
  const line = (at: number) => `46812${String(300_000 + at)};46812${String(300_000 + at)}\n`;
  const text = `from;to\n${Array.from({ length: 100_000 }, (_, at) => line(at)).join('')}`;
  const sent = await admin('POST', `${path}/numbers/import`, { text });
  expect(sent).toMatchObject({ status: 200, body: { counts: { added: 100_000, series: 1 } } });
  const more = await admin('POST', `${path}/numbers/import`, { text: `${text}${line(7)}` });
  expect(more).toMatchObject({ status: 400, body: { detail: 'The file has more than 100000 lines.' } });
}, 60_000);

test('a sync template whose default caller id is a free number says so when it is saved and when it is read', async () => {
  await setSeries(series);
  const template = {
    name: 'Alla',
    provider: {
      tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
      client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      client_secret: 'x8Q~first',
      user_filter: { memberOf: [''] },
    },
    defaultCallerId: '46812345900',
  };
  const made = await admin<{ id: string }>('POST', `${path}/sync-templates`, template);
  const warnings = [
    { code: 'callerId.free', message: expect.stringContaining('46812345900 is shown') as string },
  ];
  expect(made).toMatchObject({ status: 201, body: { warnings } });
  const at = `${path}/sync-templates/${made.body.id}`;
  const read = await admin('GET', at);
  expect(read.body).toMatchObject({ warnings });
  expect((await admin('GET', `${path}/numbers/46812345900`)).body).toMatchObject({
    callerIdOf: [{ templateName: 'Alla', rule: null }],
    notes: [{ code: 'callerId.free' }],
  });
  await admin('POST', `${path}/numbers/reserve`, { from: '46812345900' });
  const kept = await admin('GET', at);
  expect(kept.body).toMatchObject({ warnings: [] });
  // It is no part of what is edited.
  expect(kept.headers.get('ETag')).toBe(read.headers.get('ETag'));
});
