// Users in Kamailio's tables: what is written, changed, suspended and removed, and what is left alone.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { kamailioRole, kamailioTables } from '../../../test/kamailio-tables.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { aTargetUser, appliedOf, failuresOf } from '../../../test/target-users.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import type { Applied, Target } from '../target.ts';
import type { KamailioSettings } from './settings.ts';
import { openKamailioTarget } from './target.ts';

let exchange: TargetDatabase;
let target: Target;

const own = {
  phoneServer: null,
  realm: 'vaxel.test',
  byDefault: ['national'],
  byTemplate: {},
  location: 'database' as const,
  rpcUrl: null,
  suspendLeaving: true,
};

const open = (settings: Partial<KamailioSettings> = {}): Target =>
  openKamailioTarget({
    settings: { ...exchange.settings, ...own, ...settings },
    secrets: exchange.secrets,
    allowed: loopback,
  });

beforeAll(async () => {
  exchange = await openTargetDatabase(kamailioTables, kamailioRole);
  target = open();
});
afterEach(async () => {
  await exchange.owner.query('truncate subscriber, dbaliases, usr_preferences, grp, location');
});
afterAll(async () => {
  await target.close();
  await exchange.close();
});

const eva = aTargetUser('eva.lind', 1);
const bo = aTargetUser('bo.berg', 2, { name: 'Bo', surname: 'Berg' });

async function write(view: TargetUser, before: Applied | null = null): Promise<Applied> {
  return appliedOf(await target.upsert([{ view, before }]), view.user, before?.origin);
}
const lines = async (sql: string) => (await exchange.rows(sql)).map((row) => Object.values(row).join(' '));
const aliases = () =>
  lines(`select alias_username, alias_domain, username, domain from dbaliases order by 1, 3`);
const preferences = () => lines('select username, attribute, type, value from usr_preferences order by 1, 2');
const groups = () => lines('select username, domain, grp from grp order by 1, 3');
const register = (account: string) =>
  exchange.owner.query(
    `insert into location (ruid, username, domain, contact, expires, user_agent)
     values ($1::text, $1::text, 'vaxel.test', 'sip:' || $1::text || '@192.0.2.7:5060', '2026-11-26 12:00', 'Phone 1')`,
    [account],
  );

describe('a new user', () => {
  test('is a subscriber known by her digest alone, with number and extension, caller id and groups', async () => {
    const applied = await write(eva);
    const [subscriber] = await exchange.rows('select username, domain, ha1, ha1b, password from subscriber');
    expect(subscriber).toMatchObject({ username: 'eva.lind', domain: 'vaxel.test', ha1: eva.digest?.md5 });
    // Nobody knows what they are digests of.
    expect(subscriber?.['password']).toMatch(/^[0-9a-f]{32}$/);
    expect(subscriber?.['ha1b']).toMatch(/^[0-9a-f]{32}$/);
    expect(await aliases()).toEqual([
      '101 vaxel.test eva.lind vaxel.test',
      '46846500401 vaxel.test eva.lind vaxel.test',
    ]);
    expect(await preferences()).toEqual(['eva.lind callerid 0 46846500401', 'eva.lind name 0 Eva Lind']);
    expect(await groups()).toEqual(['eva.lind vaxel.test national']);
    expect(applied).toMatchObject({ externalId: 'eva.lind', entry: target.present(eva) });
  });

  test('reads back as what was presented, and no secret is in it', async () => {
    const { entry } = await write({ ...eva, alias: 'eva', settings: { hiddenNumber: true } });
    expect(entry).toMatchObject({ dbaliases: '101 46846500401 eva', privacy: 'id' });
    const found = await target.read(['eva.lind', 'nobody']);
    expect([...found.keys()]).toEqual(['eva.lind']);
    expect(found.get('eva.lind')).toMatchObject({ displayName: 'Eva Lind', entry });
    expect(JSON.stringify([...found])).not.toContain(eva.digest?.md5);
  });

  test('is written again without harm when the first answer never came', async () => {
    await write(eva);
    await write({ ...eva, surname: 'Ek', digest: bo.digest });
    expect(await preferences()).toContain('eva.lind name 0 Eva Ek');
    expect(await aliases()).toHaveLength(2);
  });
});

describe('a change', () => {
  test('of number, template and secret changes the rows, and other attributes stay', async () => {
    const mapped = open({ byTemplate: { kontor: ['national', 'international'], lager: [] } });
    const first = await write(eva);
    await exchange.owner.query(
      `insert into usr_preferences (username, domain, attribute, type, value) values ('eva.lind', 'vaxel.test', 'ringback', 0, 'x')`,
    );
    const changed = { ...eva, pstnFixed: '46846500411', settingsTemplate: { id: 'kontor', name: 'Kontor' } };
    const second = appliedOf(await mapped.upsert([{ view: changed, before: first }]), eva.user);
    expect(await groups()).toEqual(['eva.lind vaxel.test international', 'eva.lind vaxel.test national']);
    expect((await aliases()).map((line) => line.split(' ')[0])).toEqual(['101', '46846500411']);
    expect(await preferences()).toEqual([
      'eva.lind callerid 0 46846500411',
      'eva.lind name 0 Eva Lind',
      'eva.lind ringback 0 x',
    ]);
    const low = { ...changed, settingsTemplate: { id: 'lager', name: 'Lager' } };
    await mapped.upsert([{ view: low, before: second }]);
    expect(await groups()).toEqual([]);
    const unmapped = { ...changed, settingsTemplate: { id: 'butik', name: 'Butik' } };
    const outcomes = await mapped.upsert([{ view: unmapped, before: second }]);
    expect(failuresOf(outcomes)).toEqual(['rejected target.templateUnmapped']);
    await mapped.close();
  });

  test('of the domain leaves nobody behind in the old one', async () => {
    const [first, other] = [await write(eva), await write(bo)];
    await register('eva.lind');
    const moved = open({ realm: 'ny.test' });
    const outcomes = await moved.upsert([{ view: eva, before: first }]);
    expect(appliedOf(outcomes, eva.user).entry).toEqual(
      (await moved.read(['eva.lind'])).get('eva.lind')?.entry,
    );
    expect(await lines('select username, domain from subscriber order by 1')).toEqual([
      'bo.berg vaxel.test',
      'eva.lind ny.test',
    ]);
    expect(await lines('select username from location')).toEqual([]);
    await moved.remove([other]);
    expect(await lines('select username from subscriber')).toEqual(['eva.lind']);
    await moved.close();
  });

  test('that is none writes no row', async () => {
    const applied = await write(eva);
    const versions = () =>
      exchange.rows(
        `select xmin::text from subscriber union all select xmin::text from dbaliases
         union all select xmin::text from grp union all select xmin::text from usr_preferences`,
      );
    const before = await versions();
    await write(eva, applied);
    expect(await versions()).toEqual(before);
  });

  test('of two who swap numbers within a batch goes through', async () => {
    const [first, second] = [await write(eva), await write(bo)];
    const outcomes = await target.upsert([
      { view: { ...eva, pstnFixed: bo.pstnFixed }, before: first },
      { view: { ...bo, pstnFixed: eva.pstnFixed }, before: second },
    ]);
    expect(failuresOf(outcomes)).toEqual([]);
    expect(await aliases()).toEqual([
      '101 vaxel.test eva.lind vaxel.test',
      '102 vaxel.test bo.berg vaxel.test',
      '46846500401 vaxel.test bo.berg vaxel.test',
      '46846500402 vaxel.test eva.lind vaxel.test',
    ]);
  });
});

describe('somebody who leaves', () => {
  test('cannot register while suspended and is no longer reached; back, her secret is the old one', async () => {
    const applied = await write(eva);
    await register('eva.lind');
    await register('bo.berg');
    const suspended = await write({ ...eva, state: 'suspended' }, applied);
    const [row] = await exchange.rows('select ha1 from subscriber');
    expect(row?.['ha1']).toMatch(/^0{8}[0-9a-f]{24}$/);
    expect(await lines('select username from location')).toEqual(['bo.berg']);
    expect((await target.read(['eva.lind'])).get('eva.lind')?.entry).toMatchObject(suspended.entry);
    await write(eva, suspended);
    expect(await exchange.rows('select ha1 from subscriber')).toEqual([{ ha1: eva.digest?.md5 }]);
  });

  test('is removed with her registrations, and removed again without harm', async () => {
    const [applied, other] = [await write(eva), await write(bo)];
    await register('eva.lind');
    await register('bo.berg');
    for (const items of [[applied], [applied]]) expect(failuresOf(await target.remove(items))).toEqual([]);
    for (const table of ['subscriber', 'dbaliases', 'usr_preferences', 'grp', 'location'])
      expect([table, ...new Set(await lines(`select username from ${table}`))]).toEqual([table, 'bo.berg']);
    expect(await target.status([applied.externalId, other.externalId])).toEqual(
      new Map([
        ['eva.lind', []],
        [
          'bo.berg',
          [{ contact: 'sip:bo.berg@192.0.2.7:5060', userAgent: 'Phone 1', expiresAt: expect.any(Date) }],
        ],
      ]),
    );
  });
});

describe('what is there already', () => {
  test('keeps account, number and name: whoever would take them waits', async () => {
    await exchange.owner.query(
      `insert into subscriber (username, domain) values ('eva.lind', 'vaxel.test'), ('103', 'vaxel.test')`,
    );
    await exchange.owner.query(
      `insert into dbaliases (alias_username, alias_domain, username, domain)
       values ('46846500402', 'vaxel.test', 'reception', 'vaxel.test'), ('dan.dahl', 'vaxel.test', 'reception', 'vaxel.test'),
              ('46846500405', 'annan.test', 'x', 'annan.test')`,
    );
    const before = await exchange.rows('select * from subscriber');
    const cia = aTargetUser('cia.carlsson', 3);
    const dan = aTargetUser('dan.dahl', 4);
    const outcomes = await target.upsert([eva, bo, cia, dan].map((view) => ({ view, before: null })));
    expect(failuresOf(outcomes)).toEqual([
      'conflict target.accountTaken',
      'conflict target.numberTaken',
      'conflict target.numberTaken',
      'conflict target.numberTaken',
    ]);
    expect(await exchange.rows('select * from subscriber')).toEqual(before);
    const elsewhere = aTargetUser('ulf.ek', 5);
    expect(failuresOf(await target.upsert([{ view: elsewhere, before: null }]))).toEqual([]);
  });

  test('is adopted: the person is written, and the secret stays, also through a time of being suspended', async () => {
    await exchange.owner.query(
      `insert into subscriber (username, domain, password, ha1) values ('101', 'vaxel.test', 'their own', '')`,
    );
    const secrets = await exchange.rows('select * from subscriber');
    const found = (await target.read(['101'])).get('101');
    const before: Applied = {
      user: eva.user,
      externalId: '101',
      entry: found?.entry ?? {},
      origin: 'adopted',
    };
    const view = { ...eva, account: '101', digest: null };
    const applied = await write(view, before);
    expect(await exchange.rows('select * from subscriber')).toEqual(secrets);
    expect((await aliases()).map((line) => line.split(' ')[0])).toEqual(['46846500401', 'eva.lind']);
    const suspended = await write({ ...view, state: 'suspended' }, applied);
    expect(await lines('select password, ha1 from subscriber')).toEqual([
      expect.stringMatching(/^[0-9a-f]{16}~their own $/),
    ]);
    expect((await target.read(['101'])).get('101')?.entry).toMatchObject(suspended.entry);
    await write(view, suspended);
    expect(await exchange.rows('select * from subscriber')).toEqual(secrets);
    // Once a new secret has been made for her, the old one lets nobody in.
    await write({ ...view, digest: eva.digest }, applied);
    expect(
      await lines(
        `select ha1, password ~ '^[0-9a-f]{32}$' as one, ha1b ~ '^[0-9a-f]{32}$' as other from subscriber`,
      ),
    ).toEqual([`${eva.digest?.md5} true true`]);
  });
});

test('registrations in Kamailio’s own memory are ended and told by JSON-RPC', async () => {
  const registered = new Set(['eva.lind@vaxel.test']);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, params } = JSON.parse(body) as { method: string; params: string[] };
      const name = params[1] ?? '';
      const isThere = registered.has(name);
      if (method === 'ul.rm') registered.delete(name);
      const contact = { Address: 'sip:eva@192.0.2.7', Expires: 60, 'User-Agent': 'Phone 1' };
      const answers: Record<string, unknown> = {
        'core.version': 'kamailio 5.6.3',
        'ul.lookup': { AoR: name, Contacts: [{ Contact: contact }] },
        'ul.rm': {},
      };
      const error = { code: 404, message: 'AOR not found' };
      const isFound = method === 'core.version' || isThere;
      response.statusCode = isFound ? 200 : 404;
      response.end(
        JSON.stringify(isFound ? { jsonrpc: '2.0', result: answers[method] } : { jsonrpc: '2.0', error }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/RPC`;
  const told = open({ location: 'rpc', rpcUrl });
  const applied = appliedOf(await told.upsert([{ view: eva, before: null }]), eva.user);
  expect(await told.status(['eva.lind', 'bo.berg'])).toMatchObject(
    new Map([
      ['eva.lind', [{ contact: 'sip:eva@192.0.2.7', userAgent: 'Phone 1' }]],
      ['bo.berg', []],
    ]),
  );
  expect((await told.probe()).at(-1)).toMatchObject({
    code: 'rpc',
    is: 'right',
    message: expect.stringContaining('5.6.3'),
  });
  // Whose domain is another since is registered in that of then.
  registered.add('eva.lind@ny.test');
  const moved = open({ location: 'rpc', rpcUrl, realm: 'ny.test' });
  await moved.remove([applied]);
  await moved.close();
  expect([...registered]).toEqual(['eva.lind@ny.test']);
  await new Promise((resolve) => server.close(resolve));
  await expect(told.remove([applied])).rejects.toMatchObject({ is: 'retry', code: 'target.unavailable' });
  expect((await told.probe()).at(-1)).toMatchObject({ code: 'rpc', is: 'fault' });
  await told.close();
});
