import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAppCertificate } from '../../emulator/certificate.ts';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { openCredentials } from '../access/credentials.ts';
import { foldAlias } from '../plan/claims.ts';
import { readCompanies } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';
import { presentDocument } from './present-document.ts';
import { readExport } from './read-export.ts';

const box = memoryBox();
const tenant = '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f';
const client = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const provider = {
  tenant_id: tenant,
  client_id: client,
  client_secret: 'x8Q~first',
  user_filter: { memberOf: ['Telefoni', 'Växel'] },
};
const { client_secret: _, ...withoutSecret } = provider;
const full = {
  company: {
    name: 'Nordvik Energi AB',
    country: 'NO',
    timeZone: 'Europe/Oslo',
    language: 'nb',
    coolingDays: 7,
    ownNumbersOnly: true,
  },
  numbers: [
    { from: '46812345000', to: '46812345999', kind: 'fixed' },
    { from: '46812345500', to: '46812345500', kind: 'mobile' },
    { from: '46812345000', kind: 'service', note: 'Växelnummer' },
  ],
  settingsTemplates: [
    {
      name: 'Kontor',
      settings: {
        ringTimeSeconds: 20,
        standardProfile: 'Inne',
        callWaiting: true,
        hiddenNumber: false,
        busyOnAll: true,
        hideInPhoneBook: false,
        voicemail: true,
        language: 'sv',
      },
    },
    { name: 'Butik' },
  ],
  syncTemplates: [
    {
      name: 'Alla kontor',
      mode: 'full',
      keepDays: 7,
      welcomeMail: true,
      welcomeCopyTo: 'it@nordvik.example',
      errorMailTo: 'it@nordvik.example',
      errorMailLevel: 'info',
      provider: {
        ...provider,
        user_filter: { memberOf: ['Telefoni'], notMemberOf: ['Konsulter'] },
        cloud: 'china',
      },
      defaultCallerId: '46812345000',
      defaultSettingsTemplate: 'Kontor',
      fieldMapping: {
        pstnFixed: 'businessPhones',
        alias: { field: 'mailNickname' },
        title: { constant: 'Anställd' },
        email: { field: 'mail', onEmpty: 'keep' },
      },
      userFieldMapping: { zeta: 'city', costCentre: { field: 'employeeId', onEmpty: { constant: '000' } } },
      schedule: { nightlyAt: '03:30', everyMinutes: 15 },
      welcomeFirstLoad: 'send',
      disabledPeople: 'asLeaver',
      guests: 'include',
      nestedGroups: false,
      brakes: { removals: { count: 1, percent: 2.5 }, creates: { count: 100 } },
      credentialExpires: '2027-01-31',
    },
    { name: 'Andra', provider },
  ],
};
const small = {
  company: { name: 'Nordvik Energi AB' },
  syncTemplates: [{ name: 'Alla', mode: 'full', provider }],
};

let test_: TestDatabase;
let db: Kysely<Tables>;
beforeEach(async () => {
  test_ = await testDatabase();
  db = test_.database.kysely;
});
afterEach(() => test_.close());

async function importInto(document: object, isDryRun = false, at = db) {
  const parsed = parseDocument(JSON.stringify(document), ['global', 'china']);
  return applyImport(at, parsed, { isDryRun, newId: randomUUID, openBox: () => Promise.resolve(box) });
}
async function exportFrom(at = db): Promise<string> {
  const companies = await readExport(at, await readCompanies(at));
  return JSON.stringify(presentDocument(companies), null, 2);
}
/** What an import says, as "did what name: fields". */
const did = async (document: object) => {
  const { faults, changes } = await importInto(document);
  expect(faults).toEqual([]);
  return changes.map(
    (one) => `${one.did} ${one.what} ${one.name}${one.fields.length ? `: ${one.fields.join(' ')}` : ''}`,
  );
};
const faultsOf = async (document: object) =>
  (await importInto(document)).faults.map(({ key, message }) => `${key}: ${message}`);
async function onlyTemplate() {
  const [template, ...more] = await readSyncTemplates(db, null);
  if (!template || more.length) throw new Error('not exactly one template');
  return template;
}
async function secretOf(template: Awaited<ReturnType<typeof onlyTemplate>>) {
  return openCredentials(box, template.template.id, template.credentials ?? Buffer.alloc(0));
}
async function aUser(alias: string): Promise<string> {
  const [company] = await readCompanies(db);
  const id = randomUUID();
  await db
    .insertInto('users')
    .values({
      id,
      company_id: company?.id ?? '',
      alias,
      alias_key: foldAlias(alias),
      name: 'Ada',
      surname: 'Ek',
    })
    .execute();
  return id;
}

test('everything that a document can say comes back by export, in the shortest form', async () => {
  expect((await importInto(full)).faults).toEqual([]);
  expect(JSON.parse(await exportFrom())).toEqual({
    ...full,
    settingsTemplates: [full.settingsTemplates[0], { name: 'Butik', settings: {} }],
    syncTemplates: [
      {
        ...full.syncTemplates[0],
        kind: 'entra',
        provider: {
          ...withoutSecret,
          user_filter: { memberOf: ['Telefoni'], notMemberOf: ['Konsulter'] },
          cloud: 'china',
        },
        fieldMapping: {
          alias: 'mailNickname',
          pstnFixed: 'businessPhones',
          email: { field: 'mail', onEmpty: 'keep' },
          title: { constant: 'Anställd' },
        },
        brakes: {
          removals: { count: 1, percent: 2.5 },
          numbers: { count: 5, percent: 20 },
          creates: { count: 100 },
        },
      },
      expect.objectContaining({
        name: 'Andra',
        mode: 'paused',
        keepDays: 30,
        schedule: { nightlyAt: '02:00' },
      }),
    ],
  });
});

test('export, import and export give the same bytes and change nothing', async () => {
  await importInto(full);
  const first = await exportFrom();
  const again = await importInto(JSON.parse(first) as object);
  expect(again).toMatchObject({ faults: [], warnings: [] });
  expect(new Set(again.changes.map((change) => change.did))).toEqual(new Set(['unchanged']));
  expect(await exportFrom()).toBe(first);
});

test('an exported document goes into an empty store, paused for want of secrets, and comes out the same but for that', async () => {
  await importInto(full);
  const first = await exportFrom();
  const other = await testDatabase();
  try {
    const { faults, warnings } = await importInto(JSON.parse(first) as object, false, other.database.kysely);
    expect(faults).toEqual([]);
    expect(warnings.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'Alla kontor: No client secret is stored, so the sync template is paused, although the document says "full".',
      'Andra: No client secret is stored, so the sync template is paused.',
    ]);
    const second = await exportFrom(other.database.kysely);
    expect(second).toBe(first.replace('"mode": "full"', '"mode": "paused"'));
    await importInto(JSON.parse(second) as object, false, other.database.kysely);
    expect(await exportFrom(other.database.kysely)).toBe(second);
  } finally {
    await other.close();
  }
});

test('none and several companies are exported as a list, by name', async () => {
  expect(JSON.parse(await exportFrom())).toEqual({ companies: [] });
  await importInto({ companies: [{ company: { name: 'Östvik' } }, { company: { name: 'Nordvik' } }] });
  const document = JSON.parse(await exportFrom()) as { companies: { company: { name: string } }[] };
  expect(document.companies.map(({ company }) => company.name)).toEqual(['Nordvik', 'Östvik']);
  const first = await exportFrom();
  await importInto(document);
  expect(await exportFrom()).toBe(first);
});

test('an absent key leaves what is stored and a present one replaces its whole value', async () => {
  await importInto(full);
  expect(
    await did({
      company: { name: 'Nordvik Energi AB', language: 'sv' },
      syncTemplates: [
        { name: 'Alla kontor', fieldMapping: { alias: 'mail' }, schedule: { nightlyAt: '04:00' } },
      ],
    }),
  ).toEqual([
    'updated company Nordvik Energi AB: language',
    'updated sync template Alla kontor: schedule fieldMapping',
  ]);
  const document = JSON.parse(await exportFrom()) as typeof full;
  expect(document.company).toEqual({ ...full.company, language: 'sv' });
  expect(document.numbers).toEqual(full.numbers);
  expect(document.syncTemplates[0]).toMatchObject({
    keepDays: 7,
    fieldMapping: { alias: 'mail' },
    schedule: { nightlyAt: '04:00' },
    defaultSettingsTemplate: 'Kontor',
  });
  expect(document.syncTemplates[0]?.schedule).not.toHaveProperty('everyMinutes');
  expect(document.syncTemplates[0]?.fieldMapping).not.toHaveProperty('email');
});

test('numbers replace the series of that company only', async () => {
  await importInto({ companies: [full, { ...full, company: { name: 'Sydvik' } }] });
  expect(await did({ company: { name: 'Sydvik' }, numbers: [{ from: '46812345000' }] })).toEqual([
    'unchanged company Sydvik',
    'updated number series Sydvik: numbers',
  ]);
  const [nordvik, sydvik] = await readCompanies(db);
  expect(await readNumberSeries(db, nordvik?.id ?? '')).toHaveLength(3);
  expect(await readNumberSeries(db, sydvik?.id ?? '')).toEqual([
    { first: 46812345000, last: 46812345000, single: true, kind: 'fixed', note: null },
  ]);
});

test('a dry run tells the same and writes nothing', async () => {
  const dry = await importInto(full, true);
  expect(await readCompanies(db)).toEqual([]);
  const wet = await importInto(full);
  expect(dry).toEqual(wet);
});

test('with one fault among many good things nothing is written', async () => {
  await importInto(small);
  const before = await exportFrom();
  const { faults } = await importInto({
    companies: [
      { company: { name: 'Ny' } },
      { ...full, syncTemplates: [{ ...full.syncTemplates[0], defaultSettingsTemplate: 'Kontoret' }] },
    ],
  });
  expect(faults).toMatchObject([
    {
      key: 'companies[1].syncTemplates[0].defaultSettingsTemplate',
      message: 'There is no settings template "Kontoret". Did you mean "Kontor"?',
    },
  ]);
  expect(await exportFrom()).toBe(before);
});

test('faults of form and faults that only the store knows come together, in the order of their places', async () => {
  await importInto(full);
  expect(
    await faultsOf({
      company: { name: 'Nordvik Energi AB', country: 'XX' },
      syncTemplates: [
        {
          name: 'Alla kontor',
          defaultCallerId: '46812399999',
          keepDays: 400,
          links: [{ person: randomUUID(), alias: 'nobody' }],
        },
        { name: 'Ny' },
      ],
    }),
  ).toEqual([
    'company.country: There is no country "XX".',
    'syncTemplates[0].defaultCallerId: 46812399999 is not one of the company’s numbers.',
    'syncTemplates[0].keepDays: 400 is not a whole number from 0 to 365.',
    'syncTemplates[0].links[0]: The company has no user with the alias "nobody".',
    'syncTemplates[1]: The new sync template "Ny" has no provider.',
  ]);
});

test('a caller id may be a series number, a service number or one that the ledger knows', async () => {
  await importInto({
    ...small,
    numbers: [
      { from: '46812345000', to: '46812345009' },
      { from: '46812346000', kind: 'service' },
    ],
  });
  const [company] = await readCompanies(db);
  await db
    .insertInto('numbers')
    .values({
      company_id: company?.id ?? '',
      digits: '46812347000',
      state: 'assigned',
      user_id: null,
      cooling_until: null,
      last_person: null,
      changed_at: new Date(),
    })
    .execute();
  const withCallerId = (digits: string) => ({
    company: small.company,
    syncTemplates: [{ name: 'Alla', defaultCallerId: digits }],
  });
  for (const digits of ['46812345009', '46812346000', '46812347000'])
    expect(await faultsOf(withCallerId(digits))).toEqual([]);
  expect(await faultsOf(withCallerId('46812345010'))).toHaveLength(1);
  const { faults, warnings } = await importInto({
    company: small.company,
    numbers: [],
    syncTemplates: [{ name: 'Alla', defaultCallerId: '46812347000' }],
  });
  expect(faults).toEqual([]);
  // Nobody has it, which is said.
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('46812347000 is shown')]);
});

test('series that no longer hold a template’s caller id are taken with a warning', async () => {
  await importInto({ ...full, syncTemplates: [full.syncTemplates[0]] });
  const { faults, warnings } = await importInto({
    company: full.company,
    numbers: [],
    syncTemplates: [{ name: 'Alla kontor' }],
  });
  expect(faults).toEqual([]);
  expect(warnings.map(({ message }) => message)).toEqual([
    'Its default caller id 46812345000 is no longer one of the company’s numbers.',
  ]);
});

test('a secret is stored sealed, kept when it is absent or masked, and replaced when it is given', async () => {
  await importInto(small);
  const first = await onlyTemplate();
  expect(first.credentials?.includes('x8Q~first')).toBe(false);
  expect(await secretOf(first)).toEqual({ current: { kind: 'secret', secret: 'x8Q~first' }, next: null });
  const withProvider = (given: object) => ({
    company: small.company,
    syncTemplates: [{ name: 'Alla', provider: given }],
  });

  expect(await did(withProvider(provider))).toContain('unchanged sync template Alla');
  expect(await did(withProvider({ ...provider, client_secret: '••••' }))).toContain(
    'unchanged sync template Alla',
  );
  expect(await did(withProvider({ ...withoutSecret, client_id: tenant }))).toContain(
    'updated sync template Alla: provider',
  );
  expect((await onlyTemplate()).credentials).toEqual(first.credentials);

  expect(await did(withProvider({ ...provider, client_secret: 'x8Q~second' }))).toContain(
    'updated sync template Alla: provider',
  );
  expect(await secretOf(await onlyTemplate())).toEqual({
    current: { kind: 'secret', secret: 'x8Q~second' },
    next: null,
  });
});

test('a second credential is added beside the first and taken away by null', async () => {
  await importInto(small);
  const withNext = (next: object | null) => ({
    company: small.company,
    syncTemplates: [{ name: 'Alla', provider: { ...withoutSecret, next } }],
  });
  await importInto(withNext({ client_secret: 'x8Q~next' }));
  expect(await secretOf(await onlyTemplate())).toEqual({
    current: { kind: 'secret', secret: 'x8Q~first' },
    next: { kind: 'secret', secret: 'x8Q~next' },
  });
  await importInto(withNext(null));
  expect((await secretOf(await onlyTemplate())).next).toBeNull();
});

test('a certificate tells its last day, unless the document says another', async () => {
  const end = new Date('2027-03-01T12:00:00Z');
  const { certPem: pem, keyPem: key } = await createAppCertificate('Rollcall', new Date('2026-03-01'), end);
  const setup = (more: object) => ({
    company: { name: 'Kontoret' },
    syncTemplates: [
      { name: 'Alla', provider: { ...withoutSecret, certificate: { pem, key } }, mode: 'full', ...more },
    ],
  });
  expect(await did(setup({}))).toContain('created sync template Alla: mode credentialExpires provider');
  expect((await onlyTemplate()).template.credentialExpires).toBe('2027-03-01');
  await importInto(setup({ credentialExpires: '2026-12-24' }));
  expect(await did(setup({}))).toContain('unchanged sync template Alla');
  expect((await onlyTemplate()).template.credentialExpires).toBe('2026-12-24');
});
test('a secret sealed with a lost key is kept until it is given again', async () => {
  await importInto(small);
  const lost = await memoryBox(2).seal('{}', (await onlyTemplate()).template.id);
  await db.updateTable('sync_templates').set({ credentials: lost }).execute();
  expect(await did({ ...small, syncTemplates: [{ name: 'Alla', keepDays: 3 }] })).toContain(
    'updated sync template Alla: keepDays',
  );
  expect((await onlyTemplate()).credentials).toEqual(lost);
  expect(await did(small)).toContain('updated sync template Alla: provider');
  expect((await secretOf(await onlyTemplate())).current).toEqual({ kind: 'secret', secret: 'x8Q~first' });
});

test('a template without a secret stays paused until it has one', async () => {
  const without = {
    company: small.company,
    syncTemplates: [{ name: 'Alla', mode: 'full', provider: withoutSecret }],
  };
  expect((await importInto(without)).warnings).toHaveLength(1);
  expect((await onlyTemplate()).template.mode).toBe('paused');
  expect(
    (await importInto({ ...without, syncTemplates: [{ name: 'Alla', mode: 'onlyNew' }] })).warnings,
  ).toHaveLength(1);
  expect((await onlyTemplate()).template.mode).toBe('paused');
  expect((await importInto({ ...small })).warnings).toEqual([]);
  expect((await onlyTemplate()).template.mode).toBe('full');
});

test('only a mode that comes back to full makes the next run read afresh', async () => {
  const setMode = (mode: string) =>
    importInto({ company: small.company, syncTemplates: [{ name: 'Alla', mode }] });
  await importInto(small);
  expect((await onlyTemplate()).resumed).toBe(false);
  await setMode('onlyNew');
  expect((await onlyTemplate()).resumed).toBe(false);
  await setMode('full');
  expect((await onlyTemplate()).resumed).toBe(true);
  await db.updateTable('sync_templates').set({ resumed: false }).execute();
  await setMode('full');
  expect((await onlyTemplate()).resumed).toBe(false);
});

test('found groups stay found while they are asked for, in the same tenant', async () => {
  await importInto(small);
  const groups = [
    { asked: 'Telefoni', id: 'g1', name: 'Telefoni' },
    { asked: 'Växel', id: 'g2', name: 'Växel' },
  ];
  await db
    .updateTable('sync_templates')
    .set({ groups: JSON.stringify(groups), cursor: 'c', tenant: 't' })
    .execute();
  const change = (more: object) =>
    importInto({
      company: small.company,
      syncTemplates: [{ name: 'Alla', provider: { ...withoutSecret, ...more } }],
    });
  await change({ user_filter: { memberOf: ['Växel', 'Ny'] } });
  expect(await onlyTemplate()).toMatchObject({ groups: [groups[1]], cursor: 'c', tenant: 't' });
  await change({ tenant_id: client, user_filter: { memberOf: ['Växel', 'Ny'] } });
  expect((await onlyTemplate()).groups).toEqual([]);
});

test('a link binds a person whom the template has seen to a user that no sync keeps', async () => {
  await importInto(small);
  const [user, person] = [await aUser('Ada.Ek'), randomUUID()];
  const { template } = await onlyTemplate();
  await db.updateTable('sync_templates').set({ last_complete_read_at: new Date() }).execute();
  const document = {
    company: small.company,
    syncTemplates: [{ name: 'Alla', links: [{ person: person.toUpperCase(), alias: 'ada.ek' }] }],
  };
  expect(await faultsOf(document)).toEqual([
    `syncTemplates[0].links[0]: This template has not seen a person ${person}.`,
  ]);
  await db
    .insertInto('roster')
    .values({
      template_id: template.id,
      person_id: person,
      present: true,
      facts: '{}',
      facts_hash: 'h',
      planned_hash: 'h',
      mapped: '{}',
      read_at: new Date(),
    })
    .execute();
  expect(await did(document)).toContain('created link Ada.Ek: person');
  expect(await db.selectFrom('links').select(['person_id', 'user_id', 'template_id']).execute()).toEqual([
    { person_id: person, user_id: user, template_id: template.id },
  ]);
  expect(await db.selectFrom('roster').select('planned_hash').execute()).toEqual([{ planned_hash: null }]);
  expect(await did(document)).toContain('unchanged link Ada.Ek');
});

test('a link never takes a user from a person or gives a person a second user (R11)', async () => {
  await importInto(small);
  await aUser('ada');
  await aUser('bo');
  const [one, two] = [randomUUID(), randomUUID()];
  const link = (...links: { person: string; alias: string }[]) => ({
    company: small.company,
    syncTemplates: [{ name: 'Alla', links }],
  });
  expect(await faultsOf(link({ person: one, alias: 'ada' }, { person: two, alias: 'ada' }))).toEqual([
    `syncTemplates[0].links[1]: The user "ada" is linked to another person (${one}).`,
  ]);
  expect(await faultsOf(link({ person: one, alias: 'ada' }, { person: one, alias: 'bo' }))).toEqual([
    `syncTemplates[0].links[1]: The person ${one} is linked to another user ("ada").`,
  ]);
  expect(
    (await importInto(link({ person: one, alias: 'ada' }))).warnings.map(({ message }) => message),
  ).toEqual([`${one} is linked to ada unseen: this template has not read anybody yet.`]);
  expect(await faultsOf(link({ person: two, alias: 'ada' }))).toHaveLength(1);
  expect(await faultsOf(link({ person: one, alias: 'bo' }))).toHaveLength(1);
  expect(await faultsOf({ ...link({ person: two, alias: 'bo' }), company: { name: 'Sydvik' } })).toEqual([
    'syncTemplates[0]: The new sync template "Alla" has no provider.',
    'syncTemplates[0].links[0]: The company has no user with the alias "bo".',
  ]);
});

test('imports at the same time go one after the other and end with one company', async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => importInto(full)));
  expect(outcomes.map(({ faults }) => faults.length)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(
    outcomes.flatMap(({ changes }) => changes).filter((change) => change.did === 'created'),
  ).toHaveLength(6);
  expect(await readCompanies(db)).toHaveLength(1);
});

test('an import beside somebody who pauses the template leaves what it does not name as that one has set it', async () => {
  await importInto(full);
  const name = 'Alla kontor';
  const importing = await db.transaction().execute(async (trx) => {
    await trx.updateTable('sync_templates').set({ mode: 'paused' }).where('name', '=', name).execute();
    const started = importInto({
      company: { name: full.company.name },
      syncTemplates: [{ name, keepDays: 9 }],
    });
    const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting.execute(db)).rows.length, { timeout: 10_000 }).toBe(1);
    return { started };
  });
  expect((await importing.started).faults).toEqual([]);
  const stored = (await readSyncTemplates(db, null)).find(({ template }) => template.name === name);
  expect(stored?.template).toMatchObject({ mode: 'paused', keepDays: 9 });
});
