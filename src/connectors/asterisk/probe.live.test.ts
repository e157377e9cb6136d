// What a test of the connection tells of an Asterisk's tables: too little, too much, and what does not fit what is in use there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asteriskRole, asteriskTables } from '../../../test/asterisk-tables.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { aTargetUser, failuresOf } from '../../../test/target-users.ts';
import type { AsteriskSettings } from './settings.ts';
import { openAsteriskTarget } from './target.ts';

let exchange: TargetDatabase;

const own = {
  phoneServer: null,
  realm: 'vaxel.test',
  transport: null,
  numberContext: 'vaxel',
  codecs: 'alaw',
  maxContacts: 3,
  byDefault: 'inrikes',
  byTemplate: {},
  suspendLeaving: false,
};

beforeAll(async () => {
  exchange = await openTargetDatabase(asteriskTables({ digest: false }), asteriskRole);
});
afterAll(() => exchange.close());

const open = (settings: Partial<AsteriskSettings> = {}) =>
  openAsteriskTarget({
    settings: { ...exchange.settings, ...own, ...settings },
    secrets: exchange.secrets,
    allowed: loopback,
  });

async function probe(settings: Partial<AsteriskSettings> = {}) {
  const target = open(settings);
  const findings = await target.probe();
  await target.close();
  return findings.map(({ is, code, message }) => `${is} ${code}: ${message}`);
}
const as = (sql: string) => exchange.owner.query(sql.replaceAll('ROLE', exchange.settings.user));

test('with exactly the rights that are needed all is well, and nothing is left behind', async () => {
  expect(await probe()).toEqual([
    expect.stringMatching(/^right connected: .* as exchange_\w+, PostgreSQL \d+.*not encrypted\.$/),
    'right schema: All of ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions are there.',
    'right writable: The role may write what is needed.',
    'right version: The tables are those of Asterisk 16 to 22.1; digests are written as md5_cred.',
    'right realm: Phones sign in to the realm vaxel.test.',
  ]);
  expect(await exchange.rows('select * from ps_endpoints')).toEqual([]);
});

test('rights that are missing are named, and those that nobody needs', async () => {
  await as('revoke delete on ps_contacts from ROLE; revoke usage on sequence extensions_id_seq from ROLE');
  await as('grant all on ps_transports to ROLE');
  const findings = await probe();
  await as('grant delete on ps_contacts to ROLE; grant usage on sequence extensions_id_seq to ROLE');
  await as('revoke all on ps_transports from ROLE');
  expect(findings).toContain(
    'fault rights: The role lacks delete on ps_contacts, usage on sequence public.extensions_id_seq.',
  );
  expect(findings).toContain(
    'warning rights: The role may change ps_transports, which Rollcall never writes.',
  );
});

test('a superuser is warned of', async () => {
  await as('alter role ROLE superuser');
  const findings = await probe();
  await as('alter role ROLE nosuperuser');
  expect(findings).toContainEqual(expect.stringMatching(/^warning rights: .* superuser/));
});

test('another realm and another context than those in use are warned of', async () => {
  await as(`insert into ps_auths (id, realm) values ('a', 'asterisk')`);
  await as(
    `insert into extensions (context, exten, priority, app, appdata) values ('office', '1', 1, 'NoOp', '')`,
  );
  const findings = await probe();
  await as('truncate ps_auths, extensions');
  expect(findings).toContain(
    'warning realm: The accounts that are there have the realm asterisk, not vaxel.test.',
  );
  expect(findings).toContainEqual(expect.stringMatching(/^warning numberContext: .* office\.$/));
});

test('a schema without the tables is a fault, and writing there is refused', async () => {
  await as('create schema empty; grant usage on schema empty to ROLE');
  expect(await probe({ schema: 'empty' })).toContain(
    'fault schema: The database lacks ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions.',
  );
  const target = open({ schema: 'empty' });
  const writing = target.upsert([{ view: aTargetUser('eva.lind', 1), before: null }]);
  await expect(writing).rejects.toMatchObject({ is: 'refused', code: 'target.schema' });
  await target.close();
});

test('two thousand users are written within five seconds', async () => {
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
  expect([outcomes.length, failuresOf(outcomes)]).toEqual([2_000, []]);
  await target.close();
  await exchange.owner.query('truncate ps_aors, ps_auths, ps_endpoints, ps_contacts, extensions');
});

test('two who feed at the same time wait for each other, and never mix a user', async () => {
  const targets = [open(), open({ byDefault: 'utrikes' })];
  const views = Array.from({ length: 50 }, (_nothing, nth) =>
    aTargetUser(`user.${nth}`, nth, { pstnFixed: null }),
  );
  const lock = `hashtextextended('rollcall public', 0)`;
  const readWaiting = () =>
    exchange.rows(
      `select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
  await exchange.owner.query(`select pg_advisory_lock(${lock})`);
  const written = Promise.all(
    targets.map((target) => target.upsert(views.map((view) => ({ view, before: null })))),
  );
  await expect.poll(readWaiting).toEqual([{ count: 2 }]);
  expect(await exchange.rows('select id from ps_endpoints')).toEqual([]);
  await exchange.owner.query(`select pg_advisory_unlock(${lock})`);
  expect((await written).flatMap(failuresOf)).toEqual([]);
  // One after the other: the last batch is whole.
  expect(await exchange.rows('select distinct context from ps_endpoints')).toHaveLength(1);
  expect(await exchange.rows('select count(*)::int as count from extensions')).toEqual([{ count: 100 }]);
  for (const target of targets) await target.close();
});
