// What an import says that it changes: before → after for each value, what that means for users, in a dry run and for real;
// never a secret; and nothing by halves when two come at once or something was changed in between.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { foldAlias } from '../plan/claims.ts';
import { readCompanies } from '../store/companies.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';
import { presentDocument } from './present-document.ts';
import { readExport } from './read-export.ts';

const box = memoryBox();
const provider = {
  tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
  client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  client_secret: 'x8Q~first',
  user_filter: { memberOf: ['Telefoni', 'Växel'] },
};
const mapping = { alias: 'mailNickname', name: 'givenName', surname: 'surname', pstnFixed: 'businessPhones' };
const document = (template: object = {}, more: object = {}) => ({
  company: { name: 'Nordvik Energi AB' },
  numbers: [{ from: '46812345000', to: '46812345999', kind: 'fixed' }],
  settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 30, callWaiting: true } }],
  syncTemplates: [{ name: 'Alla', mode: 'full', provider, fieldMapping: mapping, ...template }],
  ...more,
});

let test_: TestDatabase;
let db: Kysely<Tables>;
beforeEach(async () => {
  test_ = await testDatabase();
  db = test_.database.kysely;
});
afterEach(() => test_.close());

const importInto = (given: object, isDryRun = false) =>
  applyImport(db, parseDocument(JSON.stringify(given), ['global']), {
    isDryRun,
    newId: randomUUID,
    openBox: () => Promise.resolve(box),
  });
const exported = async () =>
  JSON.stringify(presentDocument(await readExport(db, await readCompanies(db))), null, 2);
/** Of one thing: its values as "did key: before → after", and what it means. */
async function told(what: string, given: object, isDryRun = true) {
  const { changes, faults } = await importInto(given, isDryRun);
  expect(faults).toEqual([]);
  const change = changes.find((one) => one.what === what);
  return {
    values: change?.values.map((one) => `${one.did} ${one.key}: ${one.before ?? '–'} → ${one.after ?? '–'}`),
    means: change?.means,
  };
}
/** Linked users of the one template, some of whom are leaving. */
async function link(count: number, leaving: number): Promise<void> {
  const [company] = await readCompanies(db);
  const [stored] = await readSyncTemplates(db, null);
  for (let n = 0; n < count; n += 1) {
    const id = randomUUID();
    const alias = `user${n}`;
    const values = {
      id,
      company_id: company?.id ?? '',
      alias,
      alias_key: foldAlias(alias),
      name: 'Ada',
      surname: 'Ek',
    };
    await db.insertInto('users').values(values).execute();
    await db
      .insertInto('links')
      .values({
        template_id: stored?.template.id ?? '',
        person_id: `p${n}`,
        company_id: company?.id ?? '',
        user_id: id,
        synced_version: 1,
        missing_since: n < leaving ? new Date() : null,
        leave_code: null,
        announced_until: null,
        held_until: null,
        held_why: null,
        held_at: null,
      })
      .execute();
  }
}

test('of something new, what is not as it is by default', async () => {
  expect(await told('sync template', document())).toEqual({
    values: [
      'added mode: – → full',
      'added provider.tenant_id: – → 4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
      'added provider.client_id: – → 7c9e6679-7425-40de-944b-e07fc1f90ae7',
      'added provider.user_filter.memberOf.Telefoni: – → Telefoni',
      'added provider.user_filter.memberOf.Växel: – → Växel',
      'added fieldMapping.alias: – → mailNickname',
      'added fieldMapping.name: – → givenName',
      'added fieldMapping.surname: – → surname',
      'added fieldMapping.pstnFixed: – → businessPhones',
      'added provider.client_secret: – → ••••',
    ],
    means: ['Its first run creates everybody in scope: look at a preview first.'],
  });
});

test('who is welcomed by mail is told, of a new template too, and that the first load is held', async () => {
  const held = 'Welcome mails of users made before the first load is over are held until they are released.';
  const first = 'Its first run creates everybody in scope: look at a preview first.';
  const on = { welcomeMail: true };
  expect((await told('sync template', document(on))).means).toEqual([first, held]);
  await importInto(document(on));
  await link(3, 0);
  expect(await told('sync template', document({ ...on, welcomeFirstLoad: 'none' }))).toEqual({
    values: ['changed welcomeFirstLoad: hold → none'],
    means: ['Welcome mails of users made before the first load is over are not written.'],
  });
  expect((await told('sync template', document({ ...on, welcomeFirstLoad: 'send' }))).means).toEqual([
    'Welcome mails of users made before the first load is over are sent at once.',
  ]);
});

test('a mapping that is changed tells whom the next run plans anew, one that is taken away what stays', async () => {
  await importInto(document());
  await link(12, 0);
  const fieldMapping = { ...mapping, alias: { expression: 'lower(mailNickname)' }, title: 'jobTitle' };
  expect(await told('sync template', document({ fieldMapping }))).toEqual({
    values: [
      'changed fieldMapping.alias: mailNickname → {"expression":"lower(mailNickname)"}',
      'added fieldMapping.title: – → jobTitle',
    ],
    means: [
      'The next run reads everybody again and plans 12 users anew: alias, title is written where it comes out otherwise.',
    ],
  });
  const { pstnFixed: _, ...without } = mapping;
  expect((await told('sync template', document({ fieldMapping: without }))).means).toEqual([
    'pstnFixed of 12 users stays as it is, and no sync writes it any more.',
  ]);
});

test('a mode, fewer days and another tenant tell what stops, who goes sooner and what is refused', async () => {
  await importInto(document());
  await link(3, 1);
  expect(await told('sync template', document({ mode: 'paused' }))).toEqual({
    values: ['changed mode: full → paused'],
    means: [
      'Nothing is changed any more: 3 users stay as they are, and runs are refused.',
      '1 user leaving: their clocks stand, and none of them is deleted meanwhile.',
    ],
  });
  expect((await told('sync template', document({ keepDays: 7 }))).means).toEqual([
    '1 user leaving: their day is now 7 days after they were gone. Deletes before the day that was announced count for the brake.',
  ]);
  const other = { ...provider, tenant_id: '5f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f' };
  expect((await told('sync template', document({ provider: other }))).means).toEqual([
    'Another tenant: runs are refused (tenant.changed) until it is decided what becomes of 3 users.',
  ]);
  const filtered = await told('sync template', document({ filter: 'city != ""' }));
  expect(filtered.values).toEqual(['added filter: – → city != ""']);
  expect(filtered.means?.[0]).toMatch(/^Who takes part is decided anew/);
});

test('a secret is told as changed and never shown, in a dry run and for real', async () => {
  await importInto(document());
  const given = document({ provider: { ...provider, client_secret: 'y7W~second' } });
  for (const isDryRun of [true, false]) {
    const { changes, warnings } = await importInto(given, isDryRun);
    const change = changes.find(({ what }) => what === 'sync template');
    expect(change?.values).toEqual([
      { key: 'provider.client_secret', did: 'changed', before: '••••', after: '••••' },
    ]);
    expect(change?.means).toEqual(['Runs sign in with the new credential from now on.']);
    expect(JSON.stringify([changes, warnings])).not.toMatch(/first|second/);
  }
});

test('a second credential is told as that, and not as the one that runs sign in with', async () => {
  await importInto(document());
  const given = document({ provider: { ...provider, next: { client_secret: 'z9V~third' } } });
  const hidden = { key: 'provider.next', after: '••••' };
  for (const [did, before] of [
    ['added', null],
    ['changed', '••••'],
  ] as const) {
    const { changes } = await importInto(given);
    const change = changes.find(({ what }) => what === 'sync template');
    expect(change?.values).toEqual([{ ...hidden, did, before }]);
    expect(change?.means).toEqual(['Runs sign in with the second credential once the first is refused.']);
    given.syncTemplates = document({
      provider: { ...provider, next: { client_secret: 'u3U~fourth' } },
    }).syncTemplates;
  }
});

test('what would happen to users is not said of a template that leaves them alone', async () => {
  await importInto(document({ mode: 'onlyNew' }));
  await link(3, 1);
  const changed = { fieldMapping: { ...mapping, title: 'jobTitle' }, filter: 'city == "Malmö"', keepDays: 5 };
  expect((await told('sync template', document({ ...changed, mode: 'onlyNew' }))).means).toEqual([
    'For new people alone: while its mode is onlyNew, users are left alone.',
  ]);
  await importInto(document({ mode: 'paused' }));
  const paused = await told('sync template', document({ ...changed, mode: 'paused' }));
  expect(paused.means?.at(-1)).toBe('It is paused: nothing of this happens until its mode is changed.');
  expect(paused.means).toHaveLength(4);
});

test('series, settings and the company tell each entry', async () => {
  await importInto(document());
  await link(2, 0);
  const given = document(
    {},
    {
      company: { name: 'Nordvik Energi AB', country: 'NO', lookups: { orter: { malmö: '040' } } },
      numbers: [
        { from: '46812345000', to: '46812345499', kind: 'fixed' },
        { from: '46812346000', kind: 'service', note: 'Växeln' },
      ],
      settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 20 } }],
    },
  );
  expect(await told('company', given)).toEqual({
    values: ['changed country: SE → NO', 'added lookups.orter.malmö: – → 040'],
    means: [
      'The next run of each sync template reads everybody again and plans 2 users anew (country, lookups).',
    ],
  });
  expect((await told('number series', given)).values).toEqual([
    'changed numbers["fixed 46812345000"].to: 46812345999 → 46812345499',
    'added numbers["service 46812346000"]: – → {"from":"46812346000","kind":"service","note":"Växeln"}',
  ]);
  expect(await told('settings template', given)).toEqual({
    values: ['changed settings.ringTimeSeconds: 30 → 20', 'removed settings.callWaiting: true → –'],
    means: ['For new users, and when it is applied: users who have it keep what they have.'],
  });
});

test('what a dry run says is what the import then says, and a dry run changes nothing', async () => {
  await importInto(document());
  const before = await exported();
  const given = document({ mode: 'onlyNew', guests: 'include', keepDays: 3 });
  const tried = await importInto(given, true);
  expect(await exported()).toBe(before);
  expect((await importInto(given)).changes).toEqual(tried.changes);
  const again = await importInto(given);
  expect(again.changes.flatMap(({ values, means }) => [...values, ...means])).toEqual([]);
});

test('a thousand series that change are told as a hundred and how many more', async () => {
  await importInto(document());
  const numbers = Array.from({ length: 1_000 }, (_, n) => ({
    from: String(46_900_000_000 + n),
    kind: 'fixed',
  }));
  const { changes } = await importInto(document({}, { numbers }), true);
  const change = changes.find(({ what }) => what === 'number series');
  expect(change?.values).toHaveLength(100);
  expect(change?.more).toBe(901);
});

test('imports that come at once go one after the other: the end is one of them whole, and each tells what it found', async () => {
  await importInto(document());
  const days = [1, 2, 3, 4, 5, 6];
  const outcomes = await Promise.all(
    days.map((keepDays) => importInto(document({ keepDays, errorMailTo: `a${keepDays}@nordvik.example` }))),
  );
  const { syncTemplates } = JSON.parse(await exported()) as {
    syncTemplates: { keepDays: number; errorMailTo: string }[];
  };
  expect(syncTemplates[0]?.errorMailTo).toBe(`a${syncTemplates[0]?.keepDays}@nordvik.example`);
  // Each began with what the one before it has left: six steps in a row, none of them from the same place.
  const steps = outcomes.map(({ changes }) => {
    const values = changes.find(({ what }) => what === 'sync template')?.values;
    return values?.find(({ key }) => key === 'keepDays');
  });
  expect(new Set(steps.map((step) => step?.before)).size).toBe(days.length);
});

test('what is new comes last and everything keeps its place, also where something was deleted before', async () => {
  const company = { name: 'Nordvik Energi AB' };
  const named = (names: string[], ring = 30) => ({
    company,
    settingsTemplates: names.map((name) => ({ name, settings: { ringTimeSeconds: ring } })),
    syncTemplates: names.map((name) => ({ name, provider, keepDays: ring })),
  });
  await importInto(named(['a', 'b', 'c']));
  await db.deleteFrom('settings_templates').where('name', '=', 'a').execute();
  await db.deleteFrom('sync_templates').where('name', '=', 'a').execute();
  await importInto(named(['d', 'e']));
  // Two in one place would come in whatever order, and a page of the list could pass one by.
  for (const table of ['settings_templates', 'sync_templates'] as const) {
    const rows = await db.selectFrom(table).select('position').orderBy('name').execute();
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  }
  const { settingsTemplates, syncTemplates } = JSON.parse(await exported()) as ReturnType<typeof named>;
  expect(settingsTemplates.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e']);
  expect(syncTemplates.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e']);
});
