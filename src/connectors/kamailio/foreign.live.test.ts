// A Kamailio that is in use: what a test of the connection tells of it, and that the rows of everybody else stay byte for byte.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kamailioRole, kamailioTables } from '../../../test/kamailio-tables.ts';
import { expectForeignRowsStay } from '../../../test/foreign-rows.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { aTargetUser, appliedOf, failuresOf } from '../../../test/target-users.ts';
import { openKamailioTarget } from './target.ts';

let exchange: TargetDatabase;

beforeAll(async () => {
  exchange = await openTargetDatabase(kamailioTables, kamailioRole);
});
afterAll(() => exchange.close());

const open = (realm = 'vaxel.test') =>
  openKamailioTarget({
    settings: {
      ...exchange.settings,
      realm,
      byDefault: ['national'],
      byTemplate: {},
      location: 'database',
      rpcUrl: null,
      phoneServer: null,
      suspendLeaving: true,
    },
    secrets: exchange.secrets,
    allowed: loopback,
  });

async function probe(realm?: string) {
  const target = open(realm);
  const findings = await target.probe();
  await target.close();
  return findings.map(({ is, code, message }) => `${is} ${code}: ${message}`);
}

const tables = ['subscriber', 'dbaliases', 'usr_preferences', 'grp', 'location'];
const truncate = () => exchange.owner.query(`truncate ${tables.join()}`);

async function readAll(): Promise<Record<string, unknown>[][]> {
  const all: Record<string, unknown>[][] = [];
  for (const table of tables) all.push(await exchange.rows(`select * from ${table} order by id`));
  return all;
}

test('with exactly the rights that are needed all is well', async () => {
  expect(await probe()).toEqual([
    expect.stringMatching(/^right connected: /),
    'right schema: All of subscriber, dbaliases, usr_preferences, grp, location are there.',
    'right writable: The role may write what is needed.',
    'right version: Which versions the tables have is not asked: the role may not read "version".',
    'right realm: Phones sign in to the domain vaxel.test.',
  ]);
});

test('what does not fit what is in use there is warned of', async () => {
  await exchange.owner.query(
    `insert into subscriber (username, domain, password) values ('a', 'annan.test', 'clear')`,
  );
  await exchange.owner.query(`update version set table_version = 8 where table_name = 'location'`);
  await exchange.owner.query(`grant select on version to ${exchange.settings.user}`);
  const findings = [...(await probe()), ...(await probe('annan.test'))];
  await truncate();
  expect(findings).toContainEqual(expect.stringMatching(/^warning realm: .* annan\.test, not vaxel\.test/));
  expect(findings).toContainEqual(expect.stringMatching(/^warning clearPasswords: /));
  expect(findings).toContainEqual(expect.stringMatching(/^warning version: .*: location 8\./));
});

const plantForeign = () =>
  exchange.owner.query(`
    insert into subscriber (username, domain, password, ha1) values ('reception', 'vaxel.test', 'p', 'q'),
      ('eva.lind', 'annan.test', 'p', 'q');
    insert into dbaliases (alias_username, alias_domain, username, domain) values
      ('46846500499', 'vaxel.test', 'reception', 'vaxel.test'), ('46846500401', 'annan.test', 'eva.lind', 'annan.test');
    insert into grp (username, domain, grp) values ('reception', 'vaxel.test', 'national'), ('eva.lind', 'annan.test', 'all');
    insert into usr_preferences (username, domain, attribute, value) values ('reception', 'vaxel.test', 'callerid', '1');
    insert into location (ruid, username, domain, contact, expires) values
      ('a', 'reception', 'vaxel.test', 'sip:r', '2026-11-27'), ('b', 'eva.lind', 'annan.test', 'sip:e', '2026-11-27')`);

test('whatever is done with our users, every other row stays byte for byte', async () => {
  const target = open();
  await expectForeignRowsStay({
    target,
    numbers: ['46846500401', '46846500402', '46846500499'],
    aliases: ['eva', 'bo', 'reception', 'bo.berg'],
    plant: plantForeign,
    readAll,
    truncate,
  });
  await target.close();
});

const eva = aTargetUser('eva.lind', 1);
const bo = aTargetUser('bo.berg', 2, { name: 'Bo', surname: 'Berg' });

test('what was written without an answer is known by our mark in the domain of then, and is removed there alone', async () => {
  const before = open('gammal.test');
  await before.upsert([eva, aTargetUser('bo.berg', 2)].map((view) => ({ view, before: null })));
  const tried = { user: eva.user, account: 'eva.lind', entry: before.present(eva) };
  await exchange.owner.query(`
    insert into location (ruid, username, domain, contact, expires) values
      ('a', 'eva.lind', 'gammal.test', 'sip:a', '2026-11-27'), ('b', 'eva.lind', 'vaxel.test', 'sip:b', '2026-11-27');
    insert into subscriber (username, domain, password) values ('eva.lind', 'vaxel.test', 'p');
    insert into dbaliases (alias_username, alias_domain, username, domain) values ('eva', 'vaxel.test', 'eva.lind', 'vaxel.test')`);
  const target = open();
  const others = [
    { ...tried, user: 'somebody' },
    { ...tried, account: 'bo.berg' },
    { ...tried, entry: target.present(eva) },
  ];
  expect(await target.readTried(others)).toEqual([]);
  const found = await target.readTried([tried, ...others]);
  expect(found).toEqual([{ user: eva.user, entry: tried.entry, externalId: 'eva.lind', origin: 'made' }]);
  // Nor does she take the place of somebody who is called so in the domain of today.
  const outcomes = await target.upsert([{ view: eva, before: found[0] ?? null }]);
  expect(failuresOf(outcomes)).toEqual(['conflict target.accountTaken']);
  expect(failuresOf(await target.remove(found))).toEqual([]);
  const left: string[][] = [];
  for (const table of tables)
    left.push(
      (await exchange.rows(`select distinct username, domain from ${table} order by 1, 2`)).map(
        (row) => `${table} ${String(row['username'])}@${String(row['domain'])}`,
      ),
    );
  expect(left.flat()).toEqual([
    'subscriber bo.berg@gammal.test',
    'subscriber eva.lind@vaxel.test',
    'dbaliases bo.berg@gammal.test',
    'dbaliases eva.lind@vaxel.test',
    'usr_preferences bo.berg@gammal.test',
    'grp bo.berg@gammal.test',
    'location eva.lind@vaxel.test',
  ]);
  await Promise.all([before.close(), target.close()]);
  await truncate();
});

test('a move to another domain that was written without an answer is removed from there', async () => {
  const [old, target] = [open('gammal.test'), open()];
  const applied = appliedOf(await old.upsert([{ view: eva, before: null }]), eva.user);
  await target.upsert([{ view: eva, before: applied }]);
  expect(failuresOf(await target.remove([applied]))).toEqual([]);
  expect((await readAll()).flat()).toEqual([]);
  await Promise.all([old.close(), target.close()]);
});

test('a removal that is repeated leaves the subscriber of whoever has the account since', async () => {
  const target = open();
  const before = appliedOf(await target.upsert([{ view: eva, before: null }]), eva.user);
  await target.remove([before]);
  await target.upsert([{ view: { ...bo, account: eva.account }, before: null }]);
  const there = await readAll();
  expect(there.flat().length).toBeGreaterThan(3);
  expect(await target.remove([before])).toMatchObject([{ user: eva.user, is: 'done' }]);
  expect(await readAll()).toEqual(there);
  await target.remove([{ ...before, user: bo.user }]);
  expect((await readAll()).flat()).toEqual([]);
  await target.close();
});

test('two thousand users are written within five seconds, and listed', async () => {
  const target = open();
  const views = Array.from({ length: 2_000 }, (_nothing, nth) =>
    aTargetUser(`user.${nth}`, nth, { pstnFixed: null, extension: String(10_000 + nth) }),
  );
  const begun = performance.now();
  const outcomes = [];
  for (let from = 0; from < views.length; from += target.abilities.batch) {
    const some = views.slice(from, from + target.abilities.batch);
    outcomes.push(...(await target.upsert(some.map((view) => ({ view, before: null })))));
  }
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(failuresOf(outcomes)).toEqual([]);
  const listed = new Set<string>();
  for await (const page of target.list()) for (const { account } of page) listed.add(account);
  expect(listed.size).toBe(2_000);
  await target.close();
});
