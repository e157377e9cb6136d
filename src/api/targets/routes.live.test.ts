// Targets over the API: made, tried, changed, ended; how users stand there, and taking over what was there before.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { lookAlikeKinds, openLookAlike } from '../../../test/exchange-look-alike.ts';
import type { LookAlike } from '../../../test/exchange-look-alike.ts';
import { feedDue } from '../../jobs/target-feeder.ts';
import { noLog } from '../../log.ts';
import type { ShownTarget } from './schema.ts';

let api: TestApi;
let exchange: LookAlike;
beforeAll(async () => void (api = await openTestApi({ targetKinds: lookAlikeKinds })));
afterAll(() => api.close());

let company: string;
let admin: Ask;
let path: string;
beforeEach(async () => {
  exchange = await openLookAlike();
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
  path = `/companies/${company}/targets`;
  return () => exchange.close();
});

const body = (values: object = {}) => ({
  name: 'Växeln',
  kind: 'lookAlike',
  settings: { url: exchange.url },
  secrets: { token: 'hemligt' },
  ...values,
});
const make = async (values: object = {}) => {
  const made = await admin<ShownTarget>('POST', path, body(values));
  expect(made.status).toBe(201);
  return made.body;
};
const tagOf = async ({ id }: ShownTarget) => ({
  'if-match': (await admin('GET', `${path}/${id}`)).headers.get('etag') ?? '',
});
const again = async ({ id }: ShownTarget) => (await admin<ShownTarget>('GET', `${path}/${id}`)).body;

async function user(alias: string, values: object = { numberSeries: '46846500400' }): Promise<string> {
  const series = [{ from: '46846500400', to: '46846500499', kind: 'fixed' }];
  const name = (await admin<{ name: string }>('GET', `/companies/${company}`)).body.name;
  await admin('POST', `/companies/${company}/document`, { company: { name }, numbers: series });
  const given = { alias, name: 'Åsa', surname: 'Lind', ...values };
  const made = await admin<{ id: string }>('POST', `/companies/${company}/users`, given);
  expect(made.status).toBe(201);
  return made.body.id;
}

const feed = () =>
  feedDue(
    {
      database: api.database,
      openBox: async () => api.parts.box,
      kinds: lookAlikeKinds,
      allowed: api.parts.targetHosts,
      now: Date.now,
      log: noLog,
    },
    company,
    new AbortController().signal,
  );

test('a target is made, shown without its secrets, and listed', async () => {
  const made = await make();
  expect(made).toMatchObject({ name: 'Växeln', state: 'active', hasSecrets: true, givesSipAccounts: true });
  expect(JSON.stringify(made)).not.toContain('hemligt');
  const viewer = await api.asPerson('viewer', company);
  const { body: listed } = await viewer<{ items: ShownTarget[] }>('GET', path);
  expect(listed.items.map(({ id }) => id)).toEqual([made.id]);
  const log = await admin('GET', `/companies/${company}/audit`);
  expect(JSON.stringify(log.body)).toContain('target.create');
  expect(JSON.stringify(log.body)).not.toContain('hemligt');
});

test('settings that its kind does not take are refused with the place, and so are names that are taken', async () => {
  const wrong = await admin('POST', path, body({ settings: {}, secrets: {} }));
  expect(wrong).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'settings.url' }, { path: 'secrets.token' }] },
  });
  expect((await admin('POST', path, body({ kind: 'nix' }))).status).toBe(400);
  const stranger = { [randomUUID()]: 'x' };
  const unknown = await admin('POST', path, body({ settings: { url: 'x', byTemplate: stranger } }));
  expect(unknown).toMatchObject({ status: 400, body: { errors: [{ message: /settings template/ }] } });
  await make();
  expect(await admin('POST', path, body())).toMatchObject({ status: 409, body: { code: 'name.taken' } });
});

test('a second target of the same exchange is refused: each would take the other’s entries for its own', async () => {
  await make();
  const same = { status: 409, body: { code: 'target.sameExchange' } };
  expect(await admin('POST', path, body({ name: 'Samma' }))).toMatchObject(same);
  const name = (await admin<{ name: string }>('GET', `/companies/${company}`)).body.name;
  const document = { company: { name }, targets: [body({ name: 'Samma' })] };
  const imported = await admin('POST', `/companies/${company}/document`, document);
  expect(imported).toMatchObject({ status: 400, body: { errors: [{ message: /"Växeln".*same exchange/ }] } });
  const other = await make({ name: 'Annan', settings: { url: 'http://192.0.2.9' } });
  const moved = { settings: { url: exchange.url } };
  expect(await admin('PATCH', `${path}/${other.id}`, moved, await tagOf(other))).toMatchObject(same);
});

test('only people may make a target, and of a company only its own', async () => {
  const token = await api.asToken('companyAdministrator', company);
  expect((await token('POST', path, body())).status).toBe(403);
  const name = (await admin<{ name: string }>('GET', `/companies/${company}`)).body.name;
  const document = { company: { name }, targets: [body()] };
  expect(await token('POST', `/companies/${company}/document`, document)).toMatchObject({
    status: 403,
    body: { cure: /targets/ },
  });
  expect((await admin('POST', `/companies/${company}/document`, document)).status).toBe(200);
  const viewer = await api.asPerson('viewer', company);
  expect((await viewer('POST', path, body({ name: 'B' }))).status).toBe(403);
  const other = await api.asPerson('companyAdministrator', await api.company());
  expect((await other('GET', path)).status).toBe(404);
});

test('settings are tried before they are saved, with the stored secret where none is given', async () => {
  const ask = { kind: 'lookAlike', settings: { url: exchange.url } };
  const right = { findings: [{ code: 'connected', is: 'right' }] };
  expect((await admin('POST', `${path}/try`, { ...ask, secrets: { token: 'hemligt' } })).body).toMatchObject(
    right,
  );
  const wrong = { findings: [{ code: 'target.signIn', is: 'fault', cure: expect.any(String) }] };
  expect((await admin('POST', `${path}/try`, { ...ask, secrets: { token: 'fel' } })).body).toMatchObject(
    wrong,
  );
  expect((await admin('POST', `${path}/try`, ask)).body).toMatchObject({
    findings: [{ code: 'target.noSecret' }],
  });
  const { id } = await make();
  expect((await admin('POST', `${path}/try`, { ...ask, target: id })).body).toMatchObject(right);
  expect((await admin('POST', `${path}/${id}/probe`)).body).toMatchObject(right);
  expect((await admin<ShownTarget>('GET', `${path}/${id}`)).body.probe?.findings).toHaveLength(1);
});

test('a change needs what was seen, and a second one of the same is refused', async () => {
  const made = await make();
  expect((await admin('PATCH', `${path}/${made.id}`, { name: 'Annan' })).status).toBe(428);
  const seen = await tagOf(made);
  expect(
    await admin('PATCH', `${path}/${made.id}`, { name: 'Annan', driftMode: 'repair' }, seen),
  ).toMatchObject({
    status: 200,
    body: { name: 'Annan', driftMode: 'repair', state: 'active' },
  });
  expect((await admin('PATCH', `${path}/${made.id}`, { name: 'Tredje' }, seen)).status).toBe(412);
  const faulty = await admin('PATCH', `${path}/${made.id}`, { settings: {} }, await tagOf(made));
  expect(faulty).toMatchObject({ status: 400, body: { errors: [{ path: 'settings.url' }] } });
});

test('one that is refused is fed again once its secret is corrected', async () => {
  await user('asa.lind');
  const made = await make({ secrets: { token: 'fel' } });
  await feed();
  expect(await again(made)).toMatchObject({ state: 'refused', trouble: { code: 'target.signIn' } });
  await admin('PATCH', `${path}/${made.id}`, { secrets: { token: 'hemligt' } }, await tagOf(made));
  await feed();
  expect(await again(made)).toMatchObject({ state: 'active', trouble: null, users: { ok: 1, pending: 0 } });
});

test('one that is paused keeps what changes, and is caught up with when it is resumed', async () => {
  const made = await make({ active: false });
  const asa = await user('eva.ek');
  await feed();
  expect(exchange.asked).toEqual([]);
  expect(await again(made)).toMatchObject({ state: 'paused', users: { pending: 1 } });
  expect((await admin('POST', `${path}/${made.id}/resume`)).body).toMatchObject({ state: 'active' });
  await feed();
  const one = await admin('GET', `${path}/${made.id}/users/${asa}`);
  expect(one.body).toMatchObject({ alias: 'eva.ek', account: 'eva.ek', state: 'ok', origin: 'made' });
  expect((await admin('POST', `${path}/${made.id}/pause`)).body).toMatchObject({ state: 'paused' });
});

test('users of a target are listed by state, page by page, and tried again', async () => {
  const made = await make();
  await user('asa.lind', { name: 'Ogiltig', numberSeries: '46846500400' });
  for (const alias of ['bo', 'cia', 'dan']) await user(alias);
  await feed();
  const { body: failed } = await admin<{ items: object[] }>('GET', `${path}/${made.id}/users?state=failed`);
  expect(failed.items).toMatchObject([
    { alias: 'asa.lind', state: 'failed', error: { class: 'rejected', cure: 'Change the name.' } },
  ]);
  type Page = { items: { alias: string }[]; next: string | null; total?: number };
  const first = (await admin<Page>('GET', `${path}/${made.id}/users?limit=3`)).body;
  expect(first.total).toBe(4);
  const rest = (await admin<Page>('GET', `${path}/${made.id}/users?limit=3&cursor=${first.next ?? ''}`)).body;
  expect(new Set([...first.items, ...rest.items].map(({ alias }) => alias)).size).toBe(4);
  expect(await admin('POST', `${path}/${made.id}/retry`)).toMatchObject({ status: 202, body: { count: 1 } });
});

test('a user shows the account of her phones, how she stands, and which phones are registered', async () => {
  const asa = await user('pia.ask');
  const at = `/companies/${company}/users/${asa}`;
  expect((await admin('GET', at)).body).toMatchObject({ sipAccount: null, targets: [] });
  const made = await make();
  await feed();
  expect((await admin('GET', at)).body).toMatchObject({
    sipAccount: { account: 'pia.ask', shownAt: null },
    targets: [{ targetId: made.id, target: 'Växeln', state: 'ok' }],
  });
  expect((await admin('GET', `${at}/phones`)).body).toMatchObject({
    items: [{ target: { name: 'Växeln' }, phones: [{ userAgent: 'Telefon 1.0' }], trouble: null }],
  });
  exchange.behave('away');
  expect((await admin('GET', `${at}/phones`)).body).toMatchObject({
    items: [{ phones: [], trouble: { code: 'target.unreachable' } }],
  });
});

test('what is at the exchange already is shown with whose it may be, and taken over by an administrator’s word', async () => {
  const asa = await user('asa.lind', { pstnFixed: '46846500410' });
  const entry = { name: 'Åsa L', number: '46846500410', secret: 'annans' };
  exchange.entries.set('77', { externalId: '77', account: 'asa77', entry });
  exchange.entries.set('78', { externalId: '78', account: 'larm', entry: { number: null } });
  const made = await make({ active: false });
  const { body: unknown } = await admin<{ items: object[] }>('GET', `${path}/${made.id}/unknown`);
  expect(unknown.items).toMatchObject([
    { externalId: '77', account: 'asa77', likely: { user: asa, alias: 'asa.lind' } },
    { externalId: '78', likely: null },
  ]);
  const searched = await admin<{ items: object[] }>('GET', `${path}/${made.id}/unknown?search=larm`);
  expect(searched.body.items).toHaveLength(1);
  const adopted = await admin('POST', `${path}/${made.id}/adopt`, { user: asa, externalId: '77' });
  expect(adopted).toMatchObject({
    status: 200,
    body: { origin: 'adopted', account: 'asa77', state: 'pending' },
  });
  const bo = await user('bo.ek');
  expect(await admin('POST', `${path}/${made.id}/adopt`, { user: bo, externalId: '77' })).toMatchObject({
    status: 409,
    body: { code: 'targetUser.entryOwned' },
  });
  expect(await admin('POST', `${path}/${made.id}/adopt`, { user: bo, externalId: '99' })).toMatchObject({
    body: { code: 'targetUser.entryUnknown' },
  });
  await admin('POST', `${path}/${made.id}/resume`);
  await feed();
  // The name follows the directory, and the secret is not Rollcall's to write.
  expect(exchange.entries.get('77')?.entry).toEqual({
    name: 'Åsa Lind',
    number: '46846500410',
    context: 'office',
    state: 'active',
  });
  expect(exchange.entries.get('78')?.entry).toEqual({ number: null });
});

test('a target that is deleted leaves its entries there, or removes its own first', async () => {
  await user('asa.lind');
  exchange.entries.set('78', { externalId: '78', account: 'larm', entry: { number: null } });
  const left = await make();
  await feed();
  expect((await admin('DELETE', `${path}/${left.id}`, undefined, await tagOf(left))).status).toBe(400);
  const gone = await admin('DELETE', `${path}/${left.id}?entries=leave`, undefined, await tagOf(left));
  expect(gone.status).toBe(204);
  expect(exchange.entries.size).toBe(2);
  expect((await admin('GET', `${path}/${left.id}`)).status).toBe(404);
  const made = await make();
  await feed();
  await admin('DELETE', `${path}/${made.id}?entries=remove`, undefined, await tagOf(made));
  expect(await again(made)).toMatchObject({ state: 'ending' });
  expect(await admin('POST', `${path}/${made.id}/resume`)).toMatchObject({ body: { code: 'target.ending' } });
  await feed();
  expect([...exchange.entries.values()].map(({ account }) => account)).toEqual(['larm']);
  expect((await admin('GET', `${path}/${made.id}`)).status).toBe(404);
});
