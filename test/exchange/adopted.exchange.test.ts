// An exchange that was in use before: a phone with a secret that only its owner knows is adopted, and goes on working; it can be shut out
// and let in again; other phones notice nothing. The rows written here are those of the exchange's operator.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { targetKinds } from '../../src/connectors/target-kinds.ts';
import type { Applied, Target } from '../../src/connectors/target.ts';
import type { TargetUser } from '../../src/plan/target-user.ts';
import { loopback } from '../target-database.ts';
import { aTargetUser, appliedOf, digestOf } from '../target-users.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { openAsterisk } from './asterisk.ts';
import type { Exchange } from './asterisk.ts';
import { openKamailio } from './kamailio.ts';
import { openPhone } from './phones.ts';
import type { Phone } from './phones.ts';
import { keepLogsOfFailures, makeScratch } from './started-program.ts';

const [OLD_SECRET, OTHER_SECRET] = ['chosen by the operator', 'chosen by somebody else'];
const NUMBER = '46846500431';

const exchanges = [
  {
    kind: 'asterisk',
    own: { byDefault: 'internal' },
    open: (folder: string) => openAsterisk(inject('exchangePackages'), folder),
    rows: `insert into ps_aors (id, max_contacts) values ('331', 1), ('332', 1);
      insert into ps_auths (id, auth_type, username, password) values
        ('331-auth', 'userpass', '331', '${OLD_SECRET}'), ('332-auth', 'userpass', '332', '${OTHER_SECRET}');
      insert into ps_endpoints (id, aors, auth, context, disallow, allow, direct_media, accountcode) values
        ('331', '331', '331-auth', 'internal', 'all', 'alaw', 'no', 'billing 31'),
        ('332', '332', '332-auth', 'internal', 'all', 'alaw', 'no', 'billing 32');
      insert into extensions (context, exten, priority, app, appdata) values
        ('vaxel', '331', 1, 'Dial', 'PJSIP/331,20'), ('vaxel', '332', 1, 'Dial', 'PJSIP/332,20')`,
    others: `select e.*, a.*, x.appdata from ps_endpoints e join ps_auths a on a.id = e.auth
      join extensions x on x.exten = e.id where e.id = '332'`,
  },
  {
    kind: 'kamailio',
    own: { location: 'database', byDefault: [] },
    open: (folder: string) => openKamailio(inject('exchangePackages'), folder, 'own'),
    rows: `insert into subscriber (username, domain, ha1) values
        ('331', 'vaxel.test', '${digestOf('331', 'vaxel.test', OLD_SECRET).md5}'),
        ('332', 'vaxel.test', '${digestOf('332', 'vaxel.test', OTHER_SECRET).md5}');
      insert into grp (username, domain, grp) values ('332', 'vaxel.test', 'house')`,
    others: `select * from subscriber s join grp g using (username, domain) where username = '332'`,
  },
] as const;

describe.each(exchanges)('$kind', ({ kind, own, open, rows, others }) => {
  let exchange: Exchange;
  let operator: pg.Client;
  let target: Target;
  let phones: { adopted: Phone; other: Phone };
  let applied: Applied;
  const view: TargetUser = aTargetUser('331', 31, {
    digest: null,
    alias: 'eva.lind',
    pstnFixed: NUMBER,
    extension: '331',
  });

  keepLogsOfFailures(() => [exchange.program]);
  beforeAll(async () => {
    const folder = await makeTemporaryFolder();
    exchange = await open(folder);
    const { database, realm } = exchange;
    operator = new pg.Client({ connectionString: database.url });
    await operator.connect();
    await operator.query(rows);
    const { host, port, rollcall } = database;
    const checked = targetKinds[kind]?.checkSettings({
      host,
      port,
      database: database.name,
      user: rollcall.user,
      tls: 'off',
      realm,
      ...own,
    });
    if (!checked || 'faults' in checked) throw new Error(JSON.stringify(checked));
    const opened = targetKinds[kind]?.open({
      settings: checked.settings,
      secrets: { password: rollcall.password },
      allowed: loopback,
    });
    if (!opened) throw new Error(`There is no ${kind}.`);
    target = opened;
    const place = inject('exchangePackages').bookworm;
    const parts = { place, folder: await makeScratch(folder, 'phones'), exchange: exchange.phones };
    phones = { adopted: await openPhone(parts, '331'), other: await openPhone(parts, '332') };
  });
  afterAll(async () => {
    await target.close();
    await operator.end();
    await exchange.close();
  });
  const readOthers = async () => (await operator.query(others)).rows;
  const write = async (values: Partial<TargetUser>) => {
    const outcomes = await target.upsert([{ view: { ...view, ...values }, before: applied }]);
    applied = appliedOf(outcomes, view.user, 'adopted');
  };

  test('an adopted phone keeps its secret, is called by its new number, and others see who calls', async () => {
    const before = await readOthers();
    const found = (await target.read(['331'])).get('331');
    applied = { user: view.user, externalId: '331', entry: found?.entry ?? {}, origin: 'adopted' };
    await write({});
    expect(await readOthers()).toEqual(before);
    expect(await phones.adopted.register(OLD_SECRET)).toMatchObject({ isPassed: true });
    expect(await phones.other.register(OTHER_SECRET)).toMatchObject({ isPassed: true });
    const ringing = await phones.adopted.answer();
    expect(await phones.other.call(NUMBER, OTHER_SECRET)).toMatchObject({ isPassed: true });
    expect(await ringing.heard).toMatchObject({ isPassed: true });
    const answer = await phones.other.answer();
    expect(await phones.adopted.call('332', OLD_SECRET)).toMatchObject({ isPassed: true });
    expect((await answer.heard).messages).toMatch(
      new RegExp(`^(From|P-Asserted-Identity):.*<sip:${NUMBER}@`, 'mu'),
    );
    expect((await target.status(['331'])).get('331')).toHaveLength(1);
  });

  test('whoever hides her number tells neither it nor her name to whom she calls', async () => {
    await write({ settings: { hiddenNumber: true } });
    const answer = await phones.other.answer();
    expect(await phones.adopted.call('332', OLD_SECRET)).toMatchObject({ isPassed: true });
    const { messages } = await answer.heard;
    expect(messages).toMatch(/^From:.*anonymous/imu);
    expect([messages.includes(NUMBER), messages.includes('Eva Lind')]).toEqual([false, false]);
    await write({ settings: { hiddenNumber: false } });
  });

  test('it is shut out while its owner leaves, and let in with the old secret when she is back', async () => {
    await write({ state: 'suspended' });
    expect(await phones.adopted.register(OLD_SECRET)).toMatchObject({
      isPassed: false,
      statuses: [401, 401],
    });
    expect((await phones.other.call(NUMBER, OTHER_SECRET)).isPassed).toBe(false);
    expect(await phones.other.register(OTHER_SECRET)).toMatchObject({ isPassed: true });
    await write({ state: 'active' });
    expect(await phones.adopted.register(OLD_SECRET)).toMatchObject({ isPassed: true });
  });

  test('with a new secret made by Rollcall the old one is worth nothing', async () => {
    await write({ digest: digestOf('331', exchange.realm, 'made by Rollcall') });
    expect(await phones.adopted.register(OLD_SECRET)).toMatchObject({ isPassed: false });
    expect(await phones.adopted.register('made by Rollcall')).toMatchObject({ isPassed: true });
  });

  test('once removed it neither gets in nor is reached, and the others are as they were', async () => {
    const before = await readOthers();
    await target.remove([applied]);
    expect(await phones.adopted.register('made by Rollcall')).toMatchObject({ isPassed: false });
    expect((await phones.other.call(NUMBER, OTHER_SECRET)).isPassed).toBe(false);
    expect(await phones.other.register(OTHER_SECRET)).toMatchObject({ isPassed: true });
    expect(await readOthers()).toEqual(before);
  });
});
