// "reservedNumbers" of the configuration document, there and back, beside what people have; and what an import says of a
// default caller id that nobody has.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { createUserByHand } from '../run/hand-users.ts';
import { readCompanies } from '../store/companies.ts';
import { readNumberHistory } from '../store/number-history.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';
import { presentDocument } from './present-document.ts';
import { readExport } from './read-export.ts';

let server: TestDatabase;
beforeEach(async () => {
  server = await testDatabase();
});
afterEach(() => server.close());

const actor = { kind: 'cli', id: null, name: 'ada' } as const;
const at = new Date('2026-03-02T09:00:00Z');
const box = memoryBox();

async function importInto(document: object) {
  const parsed = parseDocument(JSON.stringify(document), ['global']);
  const { faults, changes, warnings } = await applyImport(server.database.kysely, parsed, {
    isDryRun: false,
    newId: randomUUID,
    openBox: () => Promise.resolve(box),
    by: { actor, at },
  });
  return {
    faults: faults.map(({ key, message }) => `${key}: ${message}`),
    did: changes.map(({ what, did }) => `${did} ${what}`),
    warnings: warnings.map(({ message }) => message),
  };
}

async function exportText(): Promise<string> {
  const db = server.database.kysely;
  return JSON.stringify(presentDocument(await readExport(db, await readCompanies(db))));
}

async function historyOf(digits: string): Promise<string[]> {
  const [company] = await readCompanies(server.database.kysely);
  const ask = { limit: 50, after: null };
  const { rows } = await readNumberHistory(server.database.kysely, company?.id ?? '', digits, ask);
  return rows.map(({ what, by }) => `${what} ${by?.name}`);
}

const series = { from: '46812345000', to: '46812345999', kind: 'fixed' };
const reserved = [{ from: '46812345100', to: '46812345199', note: 'Kampanj' }, { from: '46812345300' }];
const document = {
  company: { name: 'Nordvik' },
  numbers: [series, { from: '46812345000', kind: 'service' }],
  reservedNumbers: reserved,
};

test('reserved numbers come back as they went in, whatever the order, and go with the list that leaves them out', async () => {
  expect((await importInto({ ...document, reservedNumbers: reserved.toReversed() })).did).toEqual([
    'created company',
    'created number series',
    'created reserved numbers',
  ]);
  const first = await exportText();
  expect(JSON.parse(first)).toMatchObject({ reservedNumbers: reserved });
  expect((await importInto(JSON.parse(first) as object)).did).toContain('unchanged reserved numbers');
  expect(await exportText()).toBe(first);
  // An absent key leaves them.
  expect((await importInto({ company: document.company, numbers: document.numbers })).did).not.toContain(
    'updated reserved numbers',
  );
  expect(await exportText()).toBe(first);
  const less = { company: document.company, reservedNumbers: [{ ...reserved[0], note: 'Ny' }] };
  expect((await importInto(less)).did).toContain('updated reserved numbers');
  expect(JSON.parse(await exportText())).toMatchObject({ reservedNumbers: less.reservedNumbers });
  expect((await importInto({ ...less, reservedNumbers: [] })).did).toContain('updated reserved numbers');
  expect(await exportText()).not.toContain('reservedNumbers');
  expect(await historyOf('46812345300')).toEqual(['released ada', 'reserved ada', 'addedToSeries ada']);
  // A note alone happens to no number, and one is told that its series is gone.
  expect(await historyOf('46812345150')).toEqual(['released ada', 'reserved ada', 'addedToSeries ada']);
  await importInto({ company: document.company, numbers: [] });
  expect((await historyOf('46812345150'))[0]).toBe('removedFromSeries ada');
});

test('faults of reserved numbers are told together, and nothing is written', async () => {
  const wrong = [
    { from: '46812345100', to: '46812345199' },
    { from: '46812345150' },
    { from: '468123453', to: '46812345399' },
    { to: '46812345400' },
    { from: '+46 8 123 45 500' },
    { from: '46812345600', why: 'x' },
  ];
  const { faults } = await importInto({ ...document, reservedNumbers: wrong });
  expect(faults).toEqual([
    'reservedNumbers[1]: Overlaps 46812345100–46812345199, which is reserved as well.',
    'reservedNumbers[2].to: "from" has 9 digits and "to" has 11.',
    'reservedNumbers[3]: The range has no "from".',
    'reservedNumbers[4].from: "+46 8 123 45 500" is not a phone number in this form. Did you mean "46812345500"?',
    'reservedNumbers[5].why: Unknown key "why".',
  ]);
  expect(await readCompanies(server.database.kysely)).toEqual([]);
});

test('what somebody has cannot become reserved, and what stands reserved is not questioned', async () => {
  await importInto(document);
  const [company] = await readCompanies(server.database.kysely);
  const hand = { database: server.database, companyId: company?.id ?? '', actor, now: at.getTime() };
  const values = { alias: 'ada', name: 'Ada', surname: 'Ek', pstnFixed: '0812345500' };
  expect(await createUserByHand(hand, randomUUID(), { values })).toMatchObject({ ok: true });
  const taken = [...reserved, { from: '46812345490', to: '46812345510' }];
  expect((await importInto({ ...document, reservedNumbers: taken })).faults).toEqual([
    'reservedNumbers[2]: 46812345500 belongs to Ada Ek.',
  ]);
  expect((await importInto(document)).faults).toEqual([]);
});

test('a service over reserved numbers is a warning, so that an export of both goes into an empty store', async () => {
  await importInto(document);
  const services = [
    { from: '46812345100', kind: 'service' },
    { from: '46812345190', to: '46812345205', kind: 'service' },
  ];
  const warnings = [
    '46812345100 is kept for a service, and reserved as well.',
    '46812345190–46812345205 is kept for a service, and reserved as well.',
  ];
  const later = await importInto({ company: document.company, numbers: [series, ...services] });
  expect(later).toMatchObject({ faults: [], warnings });
  const text = await exportText();
  await server.close();
  server = await testDatabase();
  expect(await importInto(JSON.parse(text) as object)).toMatchObject({ faults: [], warnings });
  expect(await exportText()).toBe(text);
});

test('a default caller id that is a free number is said to be, and no more once it is kept', async () => {
  const provider = {
    tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
    client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    client_secret: 'x8Q~first',
    user_filter: { memberOf: [''] },
  };
  const rule = { name: 'Chefer', when: { field: 'jobTitle', is: ['Chef'] }, callerId: '46812345902' };
  const template = { name: 'Alla', provider, defaultCallerId: '46812345901', rules: [rule] };
  const open = await importInto({ ...document, syncTemplates: [template] });
  expect(open.warnings).toEqual([
    expect.stringMatching(/^46812345901 is shown as caller id and is free: whoever has it in Entra gets it/u),
    expect.stringMatching(/^46812345902 is shown as caller id/u),
  ]);
  const kept = await importInto({
    company: document.company,
    reservedNumbers: [...reserved, { from: '46812345901', to: '46812345902' }],
    syncTemplates: [{ name: 'Alla' }],
  });
  expect(kept).toMatchObject({ faults: [], warnings: [] });
});
