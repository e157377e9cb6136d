// Accounts of phones: named once, unique in the installation, known to exchanges by digests alone.
import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { writeTestCompany } from '../../test/run-world.ts';
import { readSipAccount } from '../store/sip-accounts.ts';
import { ensureSipAccounts, makeSipSecret, readSipRealms } from './ensure-sip-account.ts';
import { defineTargetKind } from '../connectors/targets.ts';
import type { TargetSettings } from '../connectors/targets.ts';

const kinds = {
  phones: defineTargetKind<TargetSettings & { realm: string }, object>({
    checkSettings: (value) => ({ settings: value as TargetSettings & { realm: string } }),
    checkSecrets: () => ({ secrets: {} }),
    realmOf: ({ realm }) => realm,
    addressOf: () => '',
    open: () => {
      throw new Error('nothing is opened here');
    },
  }),
};

let db: TestDatabase;
const companyId = randomUUID();
beforeEach(async () => {
  db = await testDatabase();
  await writeTestCompany(db.database, companyId, 'Nordvik Energi AB');
});
afterEach(() => db.close());

async function writeUser(alias: string): Promise<string> {
  const id = randomUUID();
  await sql`insert into users (id, company_id, alias, alias_key, name, surname)
    values (${id}, ${companyId}, ${alias}, ${alias.toUpperCase()}, 'Åsa', 'Lind')`.execute(
    db.database.kysely,
  );
  return id;
}

const writeTarget = (realm: string) =>
  sql`insert into targets (id, company_id, name, kind, settings, state, created_at)
    values (${randomUUID()}, ${companyId}, ${realm}, 'phones', ${JSON.stringify({ realm })}, 'active', now())`.execute(
    db.database.kysely,
  );

const accountOf = async (user: string) => (await readSipAccount(db.database.kysely, user))?.account;
const digestsOf = async (user: string) =>
  db.database.kysely
    .selectFrom('sip_digests')
    .select(['realm', 'md5', 'sha256'])
    .where('user_id', '=', user)
    .orderBy('realm')
    .execute();

test('accounts are named after aliases, each once, and keep their names', async () => {
  const users = [await writeUser('åsa.lind'), await writeUser('Asa.Lind'), await writeUser('asa.lind@b')];
  await ensureSipAccounts(db.database.kysely, companyId, users, ['vaxel.test']);
  const names = await Promise.all(users.map(accountOf));
  expect(new Set(names)).toEqual(new Set(['asa.lind', 'asa.lind2', 'asa.lind3']));
  await sql`update users set alias = 'maja', alias_key = 'MAJA' where id = ${users[0]}`.execute(
    db.database.kysely,
  );
  await ensureSipAccounts(db.database.kysely, companyId, users, ['vaxel.test']);
  expect(await Promise.all(users.map(accountOf))).toEqual(names);
});

test('however many are called alike, each has an account of its own', async () => {
  const users = await Promise.all(
    Array.from({ length: 120 }, (_, at) => writeUser(`bo lind!${'?'.repeat(at)}`)),
  );
  await ensureSipAccounts(db.database.kysely, companyId, users, []);
  expect(new Set(await Promise.all(users.map(accountOf))).size).toBe(120);
});

test('each realm of the company has a digest, of a secret that nobody has seen, and it stays', async () => {
  await writeTarget('vaxel.test');
  await writeTarget('annan.test');
  await writeTarget('vaxel.test2');
  const user = await writeUser('asa');
  const realms = await readSipRealms(db.database.kysely, companyId, kinds);
  expect(realms).toEqual(['annan.test', 'vaxel.test', 'vaxel.test2']);
  await ensureSipAccounts(db.database.kysely, companyId, [user], realms);
  const before = await digestsOf(user);
  expect(before.map(({ realm }) => realm)).toEqual(realms);
  expect(new Set(before.map(({ md5 }) => md5)).size).toBe(3);
  await ensureSipAccounts(db.database.kysely, companyId, [user], realms);
  expect(await digestsOf(user)).toEqual(before);
});

test('a secret is made once to be shown, is stored nowhere, and marks the user', async () => {
  await writeTarget('vaxel.test');
  const user = await writeUser('asa');
  const { kysely } = db.database;
  await ensureSipAccounts(kysely, companyId, [user], ['vaxel.test']);
  await sql`delete from target_marks`.execute(kysely);
  const at = new Date('2026-03-02T08:00:00Z');
  const shown = await makeSipSecret(kysely, { companyId, userId: user, at }, kinds);
  expect(shown).toMatchObject({ account: 'asa', realms: ['vaxel.test'] });
  expect(shown?.secret).toMatch(/^[a-hjkmnp-z2-9]{20}$/);
  const md5 = createHash('md5').update(`asa:vaxel.test:${shown?.secret}`).digest('hex');
  expect(await digestsOf(user)).toMatchObject([{ realm: 'vaxel.test', md5 }]);
  expect((await readSipAccount(kysely, user))?.shownAt).toEqual(at);
  const marks = await kysely.selectFrom('target_marks').select('user_id').execute();
  expect(marks).toEqual([{ user_id: user }]);
  expect(await makeSipSecret(kysely, { companyId, userId: randomUUID(), at }, kinds)).toBeNull();
});

test('the account goes with its user', async () => {
  const user = await writeUser('asa');
  await ensureSipAccounts(db.database.kysely, companyId, [user], ['vaxel.test']);
  await sql`delete from users where id = ${user}`.execute(db.database.kysely);
  expect(await accountOf(user)).toBeUndefined();
  expect(await digestsOf(user)).toEqual([]);
});
