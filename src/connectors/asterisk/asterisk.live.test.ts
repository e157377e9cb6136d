// Users in Asterisk's tables: what is written, changed, suspended and removed, and what is left alone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { asteriskRole, asteriskTables } from '../../../test/asterisk-tables.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { aTargetUser, appliedOf, failuresOf } from '../../../test/target-users.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import type { Applied, Target } from '../target.ts';
import type { AsteriskSettings } from './settings.ts';
import { openAsteriskTarget } from './target.ts';

let exchange: TargetDatabase;
let target: Target;

const own = {
  phoneServer: null,
  realm: 'vaxel.test',
  transport: null,
  numberContext: 'vaxel',
  codecs: 'alaw,ulaw',
  maxContacts: 3,
  byDefault: 'inrikes',
  byTemplate: {},
  suspendLeaving: false,
};

const open = (settings: Partial<AsteriskSettings> = {}): Target =>
  openAsteriskTarget({
    settings: { ...exchange.settings, ...own, ...settings },
    secrets: exchange.secrets,
    allowed: loopback,
  });

beforeAll(async () => {
  exchange = await openTargetDatabase(asteriskTables({ digest: false }), asteriskRole);
  target = open();
});
afterEach(async () => {
  await exchange.owner.query('truncate ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions');
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
const numbers = async () =>
  (
    await exchange.rows(
      `select exten || ' ' || priority || ' ' || app || '(' || appdata || ')' as row from extensions order by 1`,
    )
  ).map(({ row }) => row);

describe('a new user', () => {
  test('is an endpoint with aor and auth, and her number, extension and alias dial her', async () => {
    const applied = await write(eva);
    expect(await exchange.rows('select * from ps_endpoints')).toMatchObject([
      {
        id: 'eva.lind',
        aors: 'eva.lind',
        auth: 'eva.lind',
        context: 'inrikes',
        disallow: 'all',
        allow: 'alaw,ulaw',
        callerid: '"Eva Lind" <46846500401>',
        callerid_privacy: null,
        language: 'sv',
        accountcode: eva.user,
        direct_media: 'no',
        transport: null,
      },
    ]);
    expect(await exchange.rows('select * from ps_auths')).toMatchObject([
      {
        auth_type: 'md5',
        username: 'eva.lind',
        realm: 'vaxel.test',
        md5_cred: eva.digest?.md5,
        password: null,
      },
    ]);
    expect(await exchange.rows('select id, max_contacts, remove_existing from ps_aors')).toEqual([
      { id: 'eva.lind', max_contacts: 3, remove_existing: 'yes' },
    ]);
    expect(await numbers()).toEqual(
      ['101', '46846500401', 'eva.lind'].map(
        (exten) => `${exten} 1 Dial(\${PJSIP_DIAL_CONTACTS(eva.lind)},30)`,
      ),
    );
    expect(applied).toMatchObject({ externalId: 'eva.lind', entry: target.present(eva) });
  });

  test('reads back as what was presented, and no secret is in it', async () => {
    const { entry } = await write(eva);
    const found = await target.read(['eva.lind', 'nobody']);
    expect([...found.keys()]).toEqual(['eva.lind']);
    expect(found.get('eva.lind')).toMatchObject({ displayName: 'Eva Lind', entry });
    expect(found.get('eva.lind')?.numbers).toEqual(['101', '46846500401', 'eva.lind']);
    expect(JSON.stringify([...found])).not.toContain(eva.digest?.md5);
  });

  test('is written again without harm when the first answer never came', async () => {
    await write(eva);
    const again = await write({ ...eva, surname: 'Ek' });
    expect(again.entry['callerid']).toBe('"Eva Ek" <46846500401>');
    expect(await exchange.rows('select callerid from ps_endpoints')).toEqual([
      { callerid: again.entry['callerid'] },
    ]);
  });

  test('has the settings that the directory has of her', async () => {
    const settings = { ringTimeSeconds: 45, hiddenNumber: true, busyOnAll: true, language: 'en' };
    await write({ ...eva, callerId: '46846500400', settings });
    expect(
      await exchange.rows(
        'select callerid, callerid_privacy, device_state_busy_at, language from ps_endpoints',
      ),
    ).toEqual([
      {
        callerid: '"Eva Lind" <46846500400>',
        callerid_privacy: 'prohib',
        device_state_busy_at: 1,
        language: 'en',
      },
    ]);
    expect(await numbers()).toContain('101 1 Dial(${PJSIP_DIAL_CONTACTS(eva.lind)},45)');
  });

  test('with an alias that the dialplan would take for something else is not reached by it', async () => {
    const [one, two] = [
      { ...eva, alias: '_4684650XXXX' },
      { ...bo, alias: 'h' },
    ];
    expect(failuresOf(await target.upsert([one, two].map((view) => ({ view, before: null }))))).toEqual([]);
    expect((await numbers()).map((row) => String(row).split(' ')[0])).toEqual([
      '101',
      '102',
      '46846500401',
      '46846500402',
    ]);
  });
});

describe('a change', () => {
  test('of number, name, template and secret changes the rows', async () => {
    const mapped = open({ byTemplate: { kontor: 'utrikes' } });
    const first = await write(eva);
    const template = { id: 'kontor', name: 'Kontor' };
    const changed = {
      ...eva,
      pstnFixed: '46846500411',
      surname: 'Ek',
      settingsTemplate: template,
      digest: bo.digest,
    };
    const after = appliedOf(await mapped.upsert([{ view: changed, before: first }]), eva.user);
    await mapped.close();
    expect(await exchange.rows('select callerid, context from ps_endpoints')).toEqual([
      { callerid: '"Eva Ek" <46846500411>', context: 'utrikes' },
    ]);
    expect(await exchange.rows('select md5_cred from ps_auths')).toEqual([{ md5_cred: bo.digest?.md5 }]);
    expect((await numbers()).map((row) => String(row).split(' ')[0])).toEqual([
      '101',
      '46846500411',
      'eva.lind',
    ]);
    expect(after.entry['auth']).not.toBe(first.entry['auth']);
  });

  test('of the context of numbers leaves no number behind in the old one', async () => {
    const [first, other] = [await write(eva), await write(bo)];
    const moved = open({ numberContext: 'ny' });
    await moved.upsert([{ view: eva, before: first }]);
    const places = () =>
      exchange.rows(`select context, count(*)::int as count from extensions group by 1 order by 1`);
    expect(await places()).toEqual([
      { context: 'ny', count: 3 },
      { context: 'vaxel', count: 3 },
    ]);
    expect((await numbers()).filter((row) => String(row).includes('eva.lind)'))).toHaveLength(3);
    await moved.remove([other]);
    expect(await places()).toEqual([{ context: 'ny', count: 3 }]);
    await moved.close();
  });

  test('that is none writes no row', async () => {
    const applied = await write(eva);
    const versions = () =>
      exchange.rows(
        `select xmin::text from ps_endpoints union all select xmin::text from ps_auths
         union all select xmin::text from ps_aors union all select xmin::text from extensions`,
      );
    const before = await versions();
    await write(eva, applied);
    expect(await versions()).toEqual(before);
  });

  test('of two who swap numbers within a batch goes through', async () => {
    const [first, second] = [await write(eva), await write(bo)];
    const outcomes = await target.upsert([
      { view: { ...eva, pstnFixed: bo.pstnFixed, extension: bo.extension }, before: first },
      { view: { ...bo, pstnFixed: eva.pstnFixed, extension: eva.extension }, before: second },
    ]);
    expect(failuresOf(outcomes)).toEqual([]);
    expect(await numbers()).toEqual([
      '101 1 Dial(${PJSIP_DIAL_CONTACTS(bo.berg)},30)',
      '102 1 Dial(${PJSIP_DIAL_CONTACTS(eva.lind)},30)',
      '46846500401 1 Dial(${PJSIP_DIAL_CONTACTS(bo.berg)},30)',
      '46846500402 1 Dial(${PJSIP_DIAL_CONTACTS(eva.lind)},30)',
      'bo.berg 1 Dial(${PJSIP_DIAL_CONTACTS(bo.berg)},30)',
      'eva.lind 1 Dial(${PJSIP_DIAL_CONTACTS(eva.lind)},30)',
    ]);
  });

  test('keeps what somebody wrote behind the ring time', async () => {
    const applied = await write(eva);
    await exchange.owner.query(`update extensions set appdata = appdata || ',tT' where exten = '101'`);
    await write({ ...eva, settings: { ringTimeSeconds: 12 } }, applied);
    expect(await numbers()).toContain('101 1 Dial(${PJSIP_DIAL_CONTACTS(eva.lind)},12,tT)');
  });
});

describe('what is there already', () => {
  test('keeps its account: the user is a conflict that names it', async () => {
    await exchange.owner.query(
      `insert into ps_endpoints (id, callerid) values ('eva.lind', '"Reception" <100>')`,
    );
    await exchange.owner.query(`insert into ps_aors (id) values ('bo.berg')`);
    const outcomes = await target.upsert([eva, bo].map((view) => ({ view, before: null })));
    expect(failuresOf(outcomes)).toEqual(['conflict target.accountTaken', 'conflict target.accountTaken']);
    expect(JSON.stringify(outcomes.map((one) => one.is === 'failed' && one.error.message))).toContain(
      'Reception',
    );
    expect(await exchange.rows('select id, context from ps_endpoints')).toEqual([
      { id: 'eva.lind', context: null },
    ]);
    expect(await numbers()).toEqual([]);
  });

  test('keeps its number, and only the user who wants it waits', async () => {
    await exchange.owner.query(
      `insert into extensions (context, exten, priority, app, appdata) values ('vaxel', '101', 1, 'Queue', 'support'),
       ('annan', '46846500402', 1, 'Dial', 'PJSIP/x')`,
    );
    const outcomes = await target.upsert([eva, bo].map((view) => ({ view, before: null })));
    expect(failuresOf(outcomes)).toEqual(['conflict target.numberTaken']);
    expect(outcomes.find((one) => one.is === 'failed')).toMatchObject({ user: eva.user });
    expect(await exchange.rows('select id from ps_endpoints')).toEqual([{ id: 'bo.berg' }]);
    expect(await numbers()).toContain('101 1 Queue(support)');
  });

  test('is adopted: the person is written, secret and phone stay as they were', async () => {
    await exchange.owner.query(`insert into ps_auths (id, auth_type, username, realm, password)
      values ('101-auth', 'userpass', '101', 'asterisk', 'their own')`);
    await exchange.owner.query(`insert into ps_aors (id, max_contacts) values ('101', 1)`);
    await exchange.owner
      .query(`insert into ps_endpoints (id, auth, aors, transport, allow, context, set_var, accountcode)
      values ('101', '101-auth', '101', 'tls', 'g722', 'from-internal', 'X=1', 'billing 7')`);
    const auths = await exchange.rows('select * from ps_auths');
    const found = (await target.read(['101'])).get('101');
    const before: Applied = {
      user: eva.user,
      externalId: '101',
      entry: found?.entry ?? {},
      origin: 'adopted',
    };
    const view = { ...eva, account: '101', digest: null };
    const applied = await write(view, before);
    expect(await exchange.rows('select * from ps_auths')).toEqual(auths);
    expect(await exchange.rows('select * from ps_endpoints')).toMatchObject([
      {
        id: '101',
        transport: 'tls',
        allow: 'g722',
        context: 'inrikes',
        set_var: 'X=1',
        accountcode: 'billing 7',
        callerid: '"Eva Lind" <46846500401>',
      },
    ]);
    expect(await numbers()).toContain('46846500401 1 Dial(${PJSIP_DIAL_CONTACTS(101)},30)');

    const suspended = await write({ ...view, state: 'suspended' }, applied);
    expect(suspended.entry['suspended']).toBe('yes');
    expect((await target.read(['101'])).get('101')?.entry).toMatchObject(suspended.entry);
    expect(await exchange.rows('select username, password from ps_auths')).toMatchObject([
      { username: expect.stringMatching(/^![0-9a-f]{8}!101$/), password: 'their own' },
    ]);
    await write(view, suspended);
    expect(await exchange.rows('select * from ps_auths')).toEqual(auths);

    await write({ ...view, digest: eva.digest }, applied);
    expect(
      await exchange.rows('select id, auth_type, username, password, md5_cred, realm from ps_auths'),
    ).toEqual([
      {
        id: '101-auth',
        auth_type: 'md5',
        username: '101',
        password: null,
        md5_cred: eva.digest?.md5,
        realm: 'vaxel.test',
      },
    ]);
    expect(await exchange.rows('select auth, transport, accountcode from ps_endpoints')).toEqual([
      { auth: '101-auth', transport: 'tls', accountcode: 'billing 7' },
    ]);

    expect(failuresOf(await target.remove([applied]))).toEqual([]);
    expect(await exchange.rows('select id from ps_auths union all select id from ps_aors')).toEqual([]);
    expect(failuresOf(await target.upsert([{ view, before: applied }]))).toEqual([
      'rejected target.adoptedGone',
    ]);
  });

  test('is adopted, and a secret that another phone shares is neither changed nor removed', async () => {
    await exchange.owner.query(
      `insert into ps_auths (id, auth_type, username, password) values ('101', 'userpass', '101', 'x')`,
    );
    await exchange.owner.query(
      `insert into ps_endpoints (id, auth) values ('101', '101'), ('101-desk', '101')`,
    );
    const auths = await exchange.rows('select * from ps_auths');
    const before: Applied = { user: eva.user, externalId: '101', entry: {}, origin: 'adopted' };
    const view = { ...eva, account: '101', digest: null };
    const applied = await write(view, before);
    for (const hands of [
      { ...view, state: 'suspended' as const },
      { ...view, digest: eva.digest },
    ])
      expect(failuresOf(await target.upsert([{ view: hands, before: applied }]))).toEqual([
        'rejected target.authShared',
      ]);
    await target.remove([applied]);
    expect(await exchange.rows('select * from ps_auths')).toEqual(auths);
    expect(await exchange.rows('select id from ps_endpoints')).toEqual([{ id: '101-desk' }]);
  });

  test('keeps its secret when somebody makes an endpoint of ours go by it', async () => {
    const applied = await write(eva);
    await exchange.owner.query(
      `insert into ps_auths (id, auth_type, username, password) values ('trunk', 'userpass', 't', 'x')`,
    );
    await exchange.owner.query(`update ps_endpoints set auth = 'trunk'`);
    const trunk = () => exchange.rows(`select * from ps_auths where id = 'trunk'`);
    const before = await trunk();
    await write(eva, applied);
    expect(await exchange.rows('select auth from ps_endpoints')).toEqual([{ auth: 'eva.lind' }]);
    await exchange.owner.query(`update ps_endpoints set auth = 'trunk'`);
    await target.remove([applied]);
    expect(await trunk()).toEqual(before);
  });
});
