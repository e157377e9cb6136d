// Mappings of every kind through the command line: each Entra property that can be listed, extension attributes, a directory
// extension, expressions, constants and the three ways of an empty source; what a value that fails or goes does to a user.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../world.ts';
import type { ListedUser, Report, World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const onDay = (nth: number) => new Date(Date.UTC(2026, 4, nth, 1)).toISOString();
const run = async (nth: number) => (await world.cli<Report>(['run', 'Alla'], onDay(nth))).json;
const codes = ({ reasons }: Report) =>
  Object.fromEntries(reasons.map(({ code, count }) => [code, count] as const));
const only = async (): Promise<ListedUser> => {
  const [user, ...others] = await world.users();
  expect(others).toEqual([]);
  return user as ListedUser;
};

const extension = 'extension_0123456789abcdef0123456789abcdef_costCentre';
const facts = {
  displayName: 'Åsa Öberg-Ek',
  givenName: 'Åsa',
  surname: 'Öberg-Ek',
  userPrincipalName: 'asa@nordvik.example',
  mail: 'Asa.Oberg@nordvik.example',
  mailNickname: 'asa',
  businessPhones: ['08-465 004 10'],
  mobilePhone: '070-174 06 05',
  faxNumber: '08-465 004 11',
  employeeId: 'EXT-007',
  employeeType: 'Konsult',
  department: 'IT',
  jobTitle: 'Montör',
  companyName: 'Nordvik Energi AB',
  officeLocation: 'Plan 3',
  city: 'Malmö',
  state: 'Skåne',
  country: 'Sverige',
  streetAddress: 'Storgatan 1',
  postalCode: '211 11',
  usageLocation: 'SE',
  preferredLanguage: 'sv-SE',
  accountEnabled: true,
  proxyAddresses: ['smtp:asa@nordvik.example', 'SMTP:Asa.Oberg@nordvik.example'],
  otherMails: ['asa@hemma.example'],
  onPremisesExtensionAttributes: { extensionAttribute1: 'K-17', extensionAttribute15: 'Z' },
  onPremisesSyncEnabled: true,
  onPremisesSamAccountName: 'ASAOBE',
  userType: 'Member',
  showInAddressList: true,
  createdDateTime: '2020-01-02T03:04:05Z',
  employeeHireDate: '2026-05-01T00:00:00Z',
  [extension]: '4711',
};
const identity = {
  alias: 'mailNickname',
  name: 'givenName',
  surname: 'surname',
  pstnFixed: 'businessPhones',
} as const;

test('every property that Entra lists for everybody can be a user field, and is what it is there', async () => {
  world.emulator.tenant.hire(facts);
  const plain = Object.keys(facts).filter((field) => field !== 'onPremisesExtensionAttributes');
  const userFieldMapping = {
    ...Object.fromEntries(plain.map((field) => [`f ${field.slice(0, 40)}`, field])),
    first: 'onPremisesExtensionAttributes.extensionAttribute1',
    last: { field: 'onPremisesExtensionAttributes.extensionAttribute15' },
    none: 'onPremisesExtensionAttributes.extensionAttribute2',
  };
  const document = world.document({ fieldMapping: identity, userFieldMapping });
  const imported = await world.importDocument(document);
  expect(imported.code, imported.error).toBe(0);
  expect((await run(1)).counts).toMatchObject({ create: 1, skip: 0 });
  const shown = (await only()).fields;
  const asText = (value: unknown) => String(Array.isArray(value) ? value[0] : value);
  const expected = plain.map((field) => [
    `f ${field.slice(0, 40)}`,
    asText(facts[field as keyof typeof facts]),
  ]);
  expect(shown).toMatchObject({ ...Object.fromEntries(expected), first: 'K-17', last: 'Z' });
  expect(shown['none'] ?? null).toBeNull();
});

test('an empty source clears, keeps or gives a constant; one that fails keeps the last good value and is listed', async () => {
  const id = world.emulator.tenant.hire(facts);
  const fieldMapping = {
    alias: { expression: 'lower(ascii(givenName + "." + surname))' },
    name: 'givenName',
    surname: { field: 'surname', onEmpty: { constant: '–' } },
    pstnFixed: { expression: 'phone(firstNonEmpty(firstOf(businessPhones), mobilePhone))' },
    extension: { expression: 'lastDigits(firstOf(businessPhones), 4)', onEmpty: 'keep' },
    email: { field: 'mail', onEmpty: 'keep' },
    mobile: { expression: 'phone(mobilePhone)' },
    title: { expression: 'lookup("titlar", jobTitle, jobTitle)', onEmpty: { constant: 'Medarbetare' } },
    department: { field: 'department', onEmpty: 'clear' },
  };
  const company = {
    company: { name: 'Nordvik Energi AB', country: 'SE', lookups: { titlar: { Montör: 'Elmontör' } } },
  };
  const userFieldMapping = {
    Land: { constant: 'Sverige' },
    Inhyrd: { expression: 'employeeId.startsWith("EXT-") ? "ja" : ""', onEmpty: { constant: 'nej' } },
  };
  const imported = await world.importDocument(world.document({ fieldMapping, userFieldMapping }, company));
  expect(imported.code, imported.error).toBe(0);
  await run(1);
  const first = await only();
  expect(first).toMatchObject({
    alias: 'asa.oberg-ek',
    name: 'Åsa',
    surname: 'Öberg-Ek',
    pstnFixed: '46846500410',
    extension: '0410',
    email: 'Asa.Oberg@nordvik.example',
    mobile: '46701740605',
    title: 'Elmontör',
    department: 'IT',
    fields: { Land: 'Sverige', Inhyrd: 'ja' },
  });

  const { tenant } = world.emulator;
  tenant.update(id, { mail: null, jobTitle: null, department: null, businessPhones: [], employeeId: null });
  expect((await run(2)).counts).toMatchObject({ change: 1 });
  const emptied = await only();
  expect(emptied).toMatchObject({
    pstnFixed: '46701740605',
    extension: '0410',
    email: 'Asa.Oberg@nordvik.example',
    title: 'Medarbetare',
    department: null,
    fields: { Land: 'Sverige', Inhyrd: 'nej' },
  });

  // A name without plain letters, no number anywhere, and no surname: what fails or is missing stays as it was.
  tenant.update(id, { givenName: 'Иван', mobilePhone: 'ring inte', surname: null });
  const failing = await run(3);
  expect([failing.state, failing.counts.change, failing.counts.unchanged]).toEqual(['succeeded', 1, 0]);
  expect(codes(failing)).toMatchObject({ 'alias.invalid': 1, 'pstnFixed.invalid': 1, 'mobile.invalid': 1 });
  expect(await only()).toMatchObject({
    ...emptied,
    name: 'Иван',
    surname: '–',
  });
  const plan = (await world.cli<Report>(['plan', 'Alla'], onDay(3))).json;
  expect([plan.counts.change, plan.counts.unchanged]).toEqual([0, 1]);

  // Whoever is new and of whom the same is true is left out, with each reason.
  tenant.hire({ ...facts, userPrincipalName: 'ivan@nordvik.example', givenName: 'Иван', jobTitle: 'Chef' });
  const left = await run(4);
  expect([left.counts.skip, codes(left)['alias.invalid']]).toEqual([1, 2]);
});

test('a lookup table that changes is a change for whom it is another value, and for nobody else', async () => {
  world.emulator.tenant.hire(facts);
  const other = {
    userPrincipalName: 'bo@nordvik.example',
    mailNickname: 'bo',
    businessPhones: ['08-465 004 12'],
  };
  world.emulator.tenant.hire({ ...facts, ...other, city: 'Lund' });
  const document = (tables: Record<string, Record<string, string>>) =>
    world.document(
      { fieldMapping: { ...identity, department: { expression: 'lookup("kontor", city)' } } },
      { company: { name: 'Nordvik Energi AB', country: 'SE', lookups: tables } },
    );
  await world.importDocument(document({ kontor: { Malmö: 'Syd', Lund: 'Lund' } }));
  await run(1);
  await world.importDocument(document({ kontor: { Malmö: 'Söder', Lund: 'Lund' } }));
  const report = await run(2);
  expect([report.counts.change, report.counts.unchanged, report.read?.mode]).toEqual([1, 1, 'full']);
  expect(codes(report)['mapping.changed']).toBe(1);
  const shown = (await world.users()).map(({ alias, department }) => [alias, department]);
  expect(shown).toEqual([
    ['asa', 'Söder'],
    ['bo', 'Lund'],
  ]);
});

test('a filter that names a field which the roster lacks reads everybody before it decides about anybody', async () => {
  const id = world.emulator.tenant.hire(facts);
  await world.importDocument(world.document({ fieldMapping: identity }));
  await run(1);
  expect((await run(2)).read?.mode).toBe('delta');
  const filter = 'officeLocation == "Plan 3"';
  await world.importDocument(world.document({ fieldMapping: identity, filter }));
  const report = await run(3);
  expect([report.read?.mode, report.counts.unchanged, report.counts.leave]).toEqual(['full', 1, 0]);
  world.emulator.tenant.update(id, { officeLocation: 'Plan 4' });
  const left = await run(4);
  // The only one: that nobody is left in scope is always withheld.
  expect([left.state, left.read?.people, left.withheld[0]?.kind]).toEqual(['withheld', 0, 'removals']);
  world.emulator.tenant.update(id, { officeLocation: 'Plan 3' });
  expect((await run(5)).counts).toMatchObject({ unchanged: 1, change: 0, return: 0 });
});
