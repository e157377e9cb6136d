// Who leaves an Asterisk: suspended, removed, never again reached – and the rows of everybody else, byte for byte as they were.
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { asteriskRole, asteriskTables } from '../../../test/asterisk-tables.ts';
import { expectForeignRowsStay } from '../../../test/foreign-rows.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { aTargetUser, appliedOf, failuresOf } from '../../../test/target-users.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import type { Applied, Target } from '../target.ts';
import type { AsteriskSettings } from './settings.ts';
import { openAsteriskTarget } from './target.ts';

let exchange: TargetDatabase;
let target: Target;
let settings: AsteriskSettings;

beforeAll(async () => {
  // With what newer versions have: digests of another form.
  exchange = await openTargetDatabase(asteriskTables({ digest: true }), asteriskRole);
  settings = {
    ...exchange.settings,
    phoneServer: null,
    realm: 'vaxel.test',
    transport: 'udp',
    numberContext: 'vaxel',
    codecs: 'alaw',
    maxContacts: 2,
    byDefault: 'inrikes',
    byTemplate: {},
    suspendLeaving: true,
  };
  target = openAsteriskTarget({ settings, secrets: exchange.secrets, allowed: loopback });
});
afterEach(async () => {
  await exchange.owner.query('truncate ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions');
});
afterAll(async () => {
  await target.close();
  await exchange.close();
});

const eva = aTargetUser('eva.lind', 1);
const bo = aTargetUser('bo.berg', 2);
const tables = ['ps_endpoints', 'ps_auths', 'ps_aors', 'ps_contacts', 'extensions'];

async function write(view: TargetUser, before: Applied | null = null): Promise<Applied> {
  return appliedOf(await target.upsert([{ view, before }]), view.user);
}
/** As Asterisk writes them; the second has no endpoint of its own, as in older versions. */
const register = (account: string) =>
  exchange.owner.query(
    `insert into ps_contacts (id, uri, endpoint, user_agent, expiration_time) values
       ($1::text || '^3B@0123456789abcdef', 'sip:' || $1::text || '@192.0.2.7:5060^3Btransport=tcp', $1::text, 'Phone^20One', 1795694400),
       ($1::text || ';@fedcba9876543210', 'sip:' || $1::text || '@192.0.2.8', null, null, null)`,
    [account],
  );

test('a suspended user cannot sign in, her phones are taken off, and she comes back with the same secret', async () => {
  const applied = await write(eva);
  expect(await exchange.rows('select auth_type, password_digest, md5_cred from ps_auths')).toEqual([
    { auth_type: 'digest', password_digest: `MD5:${eva.digest?.md5}`, md5_cred: null },
  ]);
  await register('eva.lind');
  const suspended = await write({ ...eva, state: 'suspended' }, applied);
  const [auth] = await exchange.rows('select password_digest from ps_auths');
  expect(auth?.['password_digest']).toMatch(/^MD5:0{8}[0-9a-f]{24}$/);
  expect(await exchange.rows('select * from ps_contacts')).toEqual([]);
  expect((await target.read(['eva.lind'])).get('eva.lind')?.entry).toEqual(suspended.entry);
  expect((await write(eva, suspended)).entry).toEqual(applied.entry);
  expect(await exchange.rows('select password_digest from ps_auths')).toEqual([
    { password_digest: `MD5:${eva.digest?.md5}` },
  ]);
});

test('a removed user leaves nothing, and is removed again without harm', async () => {
  const [one, other] = [await write(eva), await write(bo)];
  await register('eva.lind');
  await register('bo.berg');
  for (const items of [[one], [one]]) expect(failuresOf(await target.remove(items))).toEqual([]);
  for (const table of tables) {
    const rows = JSON.stringify(await exchange.rows(`select * from ${table}`));
    expect([table, rows.includes('eva.lind'), rows.includes('bo.berg')]).toEqual([table, false, true]);
  }
  expect(await target.status([one.externalId, other.externalId])).toEqual(
    new Map([
      ['eva.lind', []],
      [
        'bo.berg',
        [
          {
            contact: 'sip:bo.berg@192.0.2.7:5060;transport=tcp',
            userAgent: 'Phone One',
            expiresAt: new Date(1_795_694_400_000),
          },
        ],
      ],
    ]),
  );
});

test('what was written without an answer is known by its account code, and is removed with its phones and numbers', async () => {
  await write(eva);
  await write(bo);
  await register('eva.lind');
  const tried = { user: eva.user, account: 'eva.lind', entry: target.present(eva) };
  const others = [
    { ...tried, user: 'somebody' },
    { ...tried, account: 'bo.berg' },
    { ...tried, account: 'nobody' },
  ];
  expect(await target.readTried(others)).toEqual([]);
  const found = await target.readTried([tried, ...others]);
  expect(found).toEqual([
    { user: eva.user, externalId: 'eva.lind', entry: target.present(eva), origin: 'made' },
  ]);
  // The numbers are kept elsewhere since.
  const moved = openAsteriskTarget({
    settings: { ...settings, numberContext: 'ny' },
    secrets: exchange.secrets,
    allowed: loopback,
  });
  expect(await moved.readTried([tried])).toEqual(found);
  expect(failuresOf(await moved.remove(found))).toEqual([]);
  for (const table of tables)
    expect([
      table,
      JSON.stringify(await exchange.rows(`select * from ${table}`)).includes('eva.lind'),
    ]).toEqual([table, false]);
  await moved.close();
});

test('one user whom the database does not take stops nobody else', async () => {
  await exchange.owner.query(`alter table ps_aors add constraint odd check (id <> 'user.77')`);
  const views = Array.from({ length: 200 }, (_nothing, nth) =>
    aTargetUser(`user.${nth}`, nth, { pstnFixed: null, extension: null }),
  );
  const outcomes = await target.upsert(views.map((view) => ({ view, before: null })));
  await exchange.owner.query('alter table ps_aors drop constraint odd');
  expect(failuresOf(outcomes)).toEqual(['rejected target.value']);
  expect(await exchange.rows('select count(*)::int as count from ps_endpoints')).toEqual([{ count: 199 }]);
});

test('a row that the database quotes, because it does not take it, is quoted no further', async () => {
  await exchange.owner.query(`alter table ps_auths add constraint odd check (id <> 'eva.lind')`);
  const [outcome] = await target.upsert([{ view: eva, before: null }]);
  await exchange.owner.query('alter table ps_auths drop constraint odd');
  expect(outcome).toMatchObject({
    is: 'failed',
    error: { code: 'target.value', message: expect.stringContaining('odd') },
  });
  expect(inspect(outcome, { depth: 9, showHidden: true })).not.toContain(eva.digest?.md5);
});

test('everything there is listed, in pages, whoever made it', async () => {
  await exchange.owner.query(
    `insert into ps_endpoints (id, callerid) select 'trunk-' || n, '"Trunk" <' || n || '>' from generate_series(1, 10001) n`,
  );
  await write(eva);
  const sizes: number[] = [];
  const ids = new Set<string>();
  for await (const page of target.list()) {
    sizes.push(page.length);
    for (const { externalId } of page) ids.add(externalId);
  }
  expect([sizes, ids.size, ids.has('eva.lind')]).toEqual([[10_000, 2], 10_002, true]);
});

const plantForeign = () =>
  exchange.owner.query(`
    insert into ps_endpoints (id, aors, auth, context, callerid, set_var) values
      ('trunk', 'trunk', 'trunk-auth', 'in', null, 'A=1'), ('reception', 'reception', 'reception', 'x', '"R" <1>', null);
    insert into ps_auths (id, auth_type, username, realm, password) values
      ('trunk-auth', 'userpass', 'u', 'far', 'p'), ('reception', 'userpass', 'reception', 'vaxel.test', 'q');
    insert into ps_aors (id, contact, max_contacts) values ('trunk', 'sip:192.0.2.1', 1), ('reception', null, 9);
    insert into ps_contacts (id, endpoint, uri) values ('reception^3B@aa', 'reception', 'sip:r@192.0.2.9');
    insert into extensions (context, exten, priority, app, appdata) values
      ('vaxel', '46846500499', 1, 'Dial', 'PJSIP/reception,20'), ('vaxel', 'reception', 1, 'Dial', 'PJSIP/reception'),
      ('vaxel', '46846500401', 2, 'VoiceMail', '7@default'), ('annan', '46846500402', 1, 'Dial', 'PJSIP/eva.lind,20'),
      ('vaxel', 'both', 1, 'Dial', 'PJSIP/eva.lind&PJSIP/bo.berg,20')`);

async function readAll(): Promise<Record<string, unknown>[][]> {
  const all: Record<string, unknown>[][] = [];
  for (const table of tables) all.push(await exchange.rows(`select * from ${table} order by id`));
  return all;
}

test('whatever is done with our users, every other row stays byte for byte', async () => {
  await expectForeignRowsStay({
    target,
    numbers: ['46846500401', '46846500402', '46846500403', '46846500499'],
    aliases: ['eva', 'bo', 'reception', 'trunk'],
    plant: plantForeign,
    readAll,
    truncate: () => exchange.owner.query('truncate ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions'),
  });
});

test('a removal that is repeated leaves the entry of whoever has the account since, phones and numbers', async () => {
  const before = await write(eva);
  await target.remove([before]);
  const later = { ...bo, account: eva.account };
  await write(later);
  await register(eva.account);
  const state = async () => {
    const rows: unknown[] = [];
    for (const table of tables) rows.push(await exchange.rows(`select * from ${table} order by 1`));
    return rows;
  };
  const there = await state();
  expect(await target.remove([before])).toMatchObject([{ user: eva.user, is: 'done' }]);
  expect(await state()).toEqual(there);
  await target.remove([{ ...before, user: bo.user }]);
  expect(await exchange.rows('select id from ps_endpoints')).toEqual([]);
});
