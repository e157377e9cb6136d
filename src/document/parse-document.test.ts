import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { userFields } from '../plan/sync-template.ts';
import { mappableFields } from './entra-fields.ts';
import { companyDefaults } from './parse-company.ts';
import { parseDocument } from './parse-document.ts';
import { settingParsers } from './parse-settings-template.ts';
import { syncTemplateKeys } from './parse-sync-template.ts';
import { workedMs } from '../../test/worked-ms.ts';

const clouds = ['global', 'usgov', 'usgov-dod', 'china', 'emulator'];
const tenant = '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f';
const client = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const provider = {
  tenant_id: tenant,
  client_id: client,
  client_secret: 'x8Q~secret',
  user_filter: { memberOf: [''] },
};

const company = (more: object = {}) => ({ name: 'Nordvik Energi AB', ...more });
const withTemplate = (template: object) => ({
  company: company(),
  syncTemplates: [{ name: 'Alla', provider, ...template }],
});
const withNumbers = (...numbers: unknown[]) => ({ company: company(), numbers });

const parse = (document: unknown) =>
  parseDocument(typeof document === 'string' ? document : JSON.stringify(document), clouds);
/** Each fault as "key: message". */
const faultsOf = (document: unknown) =>
  parse(document).faults.map(({ key, message }) => `${key}: ${message}`);
const placesOf = (text: string) => parse(text).faults.map(({ line, column, key }) => ({ line, column, key }));

test('the document of the specification is read as it stands', () => {
  const { faults, companies } = parse({
    company: { name: 'Nordvik Energi AB', country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' },
    numbers: [
      { from: '46812345000', to: '46812345999', kind: 'fixed' },
      { from: '46812345000', kind: 'service', note: 'Växelnummer' },
    ],
    settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 30, callWaiting: true } }],
    syncTemplates: [
      {
        name: 'Alla kontor',
        kind: 'entra',
        mode: 'full',
        keepDays: 30,
        welcomeMail: true,
        welcomeCopyTo: 'it@nordvik.example',
        errorMailTo: 'it@nordvik.example',
        errorMailLevel: 'warning',
        provider: { ...provider, user_filter: { memberOf: ['Telefoni'] }, cloud: 'emulator' },
        defaultCallerId: '46812345000',
        defaultSettingsTemplate: 'Kontor',
        fieldMapping: {
          alias: 'mailNickname',
          name: 'givenName',
          surname: 'surname',
          pstnFixed: 'businessPhones',
        },
        userFieldMapping: { costCentre: 'onPremisesExtensionAttributes.extensionAttribute1' },
        schedule: { nightlyAt: '02:00', everyMinutes: 15 },
      },
    ],
  });
  expect(faults).toEqual([]);
  expect(companies).toHaveLength(1);
  expect(companies[0]?.numbers).toEqual([
    { first: 46812345000, last: 46812345999, single: false, kind: 'fixed', note: null },
    { first: 46812345000, last: 46812345000, single: true, kind: 'service', note: 'Växelnummer' },
  ]);
  const template = companies[0]?.syncTemplates[0];
  expect(template?.values).toMatchObject({
    mode: 'full',
    keepDays: 30,
    schedule: { nightlyAt: '02:00', everyMinutes: 15 },
  });
  expect(template?.values.fieldMapping?.alias).toEqual({ field: 'mailNickname', onEmpty: 'clear' });
  expect(template?.provider?.provider).toMatchObject({ memberOf: ['Telefoni'], cloud: 'emulator' });
  expect(template?.provider?.credentials.current).toEqual({ kind: 'secret', secret: 'x8Q~secret' });
});

test('an absent key is not in what was read, so that what is stored can stay', () => {
  const [one] = parse({ company: company(), syncTemplates: [{ name: 'Alla' }] }).companies;
  expect(one?.numbers).toBeUndefined();
  expect(one?.company.values).toEqual({});
  expect(one?.syncTemplates[0]).toMatchObject({
    values: {},
    provider: undefined,
    defaultSettingsTemplate: undefined,
    links: [],
  });
});

test('null empties what may be empty and nothing else', () => {
  const { faults, companies } = parse(
    withTemplate({
      welcomeCopyTo: null,
      errorMailTo: null,
      defaultCallerId: null,
      defaultSettingsTemplate: null,
      credentialExpires: null,
      filter: null,
      schedule: { everyMinutes: null },
    }),
  );
  expect(faults).toEqual([]);
  const template = companies[0]?.syncTemplates[0];
  expect(template?.values).toEqual({
    welcomeCopyTo: null,
    errorMailTo: null,
    defaultCallerId: null,
    credentialExpires: null,
    filter: null,
    schedule: { nightlyAt: '02:00', everyMinutes: null },
  });
  expect(template?.defaultSettingsTemplate).toBeNull();
  expect(faultsOf(withTemplate({ keepDays: null, mode: null }))).toEqual([
    'syncTemplates[0].mode: Expected one of the known words, found null.',
    'syncTemplates[0].keepDays: Expected a whole number from 0 to 365, found null.',
  ]);
});

test('several companies stand in a list, each with a document of its own', () => {
  const { faults, companies } = parse({
    companies: [{ company: company() }, { company: { name: 'Sydvik' }, numbers: [] }],
  });
  expect(faults).toEqual([]);
  expect(companies.map((one) => [one.company.name, one.numbers])).toEqual([
    ['Nordvik Energi AB', undefined],
    ['Sydvik', []],
  ]);
  expect(faultsOf({ companies: [{ company: company() }, { company: company() }] })).toEqual([
    'companies[1].company: Two companies are called "Nordvik Energi AB".',
  ]);
  expect(faultsOf({ companies: [], numbers: [] })).toEqual(['numbers: "numbers" stands beside "companies".']);
  expect(parse({ companies: [] })).toMatchObject({ faults: [], companies: [] });
});

test('a byte order mark is tolerated and moves no column', () => {
  expect(parse(`\uFEFF${JSON.stringify({ company: company() })}`).faults).toEqual([]);
  expect(placesOf('\uFEFF{"nope": 1, "company": {"name": "A"}}')).toEqual([
    { line: 1, column: 2, key: 'nope' },
  ]);
});

test('an empty document is told as such', () => {
  expect(parse('').faults).toMatchObject([{ line: null, column: null, message: 'The document is empty.' }]);
  expect(parse(' \n\t').faults).toMatchObject([{ message: 'The document is empty.' }]);
});

const syntaxFaults: [what: string, text: string, line: number, column: number, says: RegExp][] = [
  ['a comma too many', '{\n  "company": { "name": "A", }\n}', 2, 29, /comma too many/],
  ['a missing comma', '{\n  "company": { "name": "A" }\n  "numbers": []\n}', 3, 3, /comma is missing/],
  ['a missing colon', '{ "company" { "name": "A" } }', 1, 13, /colon is missing/],
  ['single quotes', "{ 'company': {} }", 1, 3, /double quotes/],
  ['a comment', '{ // hej\n}', 1, 3, /no comments/],
  ['an early end', '{ "company": {', 1, 15, /ends too early/],
  ['text after the end', '{} {}', 1, 4, /after the end/],
  ['an unclosed text', '{ "company": "A\n}', 1, 14, /closing quote/],
  ['a bare word', '{ "company": yes }', 1, 14, /double quotes/],
];
test.each(syntaxFaults)('not JSON is told with its place: %s', (_, text, line, column, says) => {
  const [first, ...more] = parse(text).faults;
  expect(more).toEqual([]);
  expect(first).toMatchObject({ line, column });
  expect(first?.message).toMatch(says);
});

test('lines are counted alike with every kind of line end', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    expect(placesOf(['{', '"company": {"name": "A"},', '  "nope": 1', '}'].join(end))).toEqual([
      { line: 3, column: 3, key: 'nope' },
    ]);
  }
});

test('brackets nested without end are refused without a crash', () => {
  expect(faultsOf('['.repeat(200_000))).toEqual([': Nested more than 50 deep.']);
  expect(faultsOf('{"a":'.repeat(200_000))).toEqual([': Nested more than 50 deep.']);
});

test('a key that comes twice is a fault at its second place, at every level', () => {
  expect(placesOf('{"company":{"name":"A"},\n"company":{"name":"B"}}')).toEqual([
    { line: 2, column: 1, key: 'company' },
  ]);
  expect(faultsOf('{"company":{"name":"A","name":"B"}}')).toEqual([
    'company.name: The key "name" comes twice.',
  ]);
  const twice = JSON.stringify(withTemplate({})).replace('"client_id"', '"tenant_id":"x","client_id"');
  expect(faultsOf(twice).filter((one) => /twice/.test(one))).toHaveLength(1);
});

test('unknown keys are faults at every level, with the word that was meant', () => {
  expect(
    faultsOf({
      compani: {},
      company: company({ timezone: 'Europe/Stockholm' }),
      numbers: [{ from: '46812345000', til: '46812345999' }],
      settingsTemplates: [{ name: 'K', setings: {}, settings: { ringTime: 30 } }],
      syncTemplates: [
        {
          name: 'Alla',
          keepDay: 3,
          provider: { ...provider, tenantId: tenant },
          schedule: { nightly: '02:00' },
          brakes: { removal: {}, numbers: { per: 3 } },
          fieldMapping: { pstn_fixed: 'businessPhones', alias: { fields: 'mail', field: 'mail' } },
          links: [{ persons: 'x', person: 'x', alias: 'y' }],
        },
      ],
    }).toSorted(),
  ).toEqual(
    [
      'compani: Unknown key "compani". Did you mean "company"?',
      'company.timezone: Unknown key "timezone". Did you mean "timeZone"?',
      'numbers[0].til: Unknown key "til".',
      'settingsTemplates[0].setings: Unknown key "setings". Did you mean "settings"?',
      'settingsTemplates[0].settings.ringTime: Unknown key "ringTime".',
      'syncTemplates[0].brakes.numbers.per: Unknown key "per".',
      'syncTemplates[0].brakes.removal: Unknown key "removal". Did you mean "removals"?',
      'syncTemplates[0].fieldMapping.alias.fields: Unknown key "fields". Did you mean "field"?',
      'syncTemplates[0].fieldMapping.pstn_fixed: Unknown key "pstn_fixed". Did you mean "pstnFixed"?',
      'syncTemplates[0].keepDay: Unknown key "keepDay". Did you mean "keepDays"?',
      'syncTemplates[0].links[0].persons: Unknown key "persons". Did you mean "person"?',
      'syncTemplates[0].provider.tenantId: "tenantId" is not a key that is known here.',
      'syncTemplates[0].schedule.nightly: Unknown key "nightly". Did you mean "nightlyAt"?',
    ].toSorted(),
  );
});

test('wrong types are told with what was expected and what was found', () => {
  expect(
    faultsOf({
      company: company({ country: 46, coolingDays: '30' }),
      numbers: {},
      settingsTemplates: [{ name: 'K', settings: { ringTimeSeconds: '30', callWaiting: 'yes' } }, 'K'],
      syncTemplates: [
        { name: 7, provider, welcomeMail: 'on', schedule: '02:00', fieldMapping: [], links: {} },
      ],
    }),
  ).toEqual([
    'numbers: Expected a list [ … ], found an object.',
    'settingsTemplates[0].settings.ringTimeSeconds: Expected a whole number from 5 to 300, found a text.',
    'settingsTemplates[0].settings.callWaiting: Expected true or false, found a text.',
    'settingsTemplates[1]: Expected an object { … }, found a text.',
    'syncTemplates[0].welcomeMail: Expected true or false, found a text.',
    'syncTemplates[0].fieldMapping: Expected an object { … }, found a list.',
    'syncTemplates[0].schedule: Expected an object { … }, found a text.',
    'syncTemplates[0].links: Expected a list [ … ], found an object.',
    'syncTemplates[0].name: Expected a text, found a number.',
    'company.country: Expected a text, found a number.',
    'company.coolingDays: Expected a whole number from 0 to 365, found a text.',
  ]);
});

test('a name is one line, and turns no text around it', () => {
  for (const name of ['a\nb', 'a\r\nBcc: x', 'a\tb', 'a\u202eb'])
    expect(faultsOf({ company: company({ name }) }), name).toEqual([
      'company.name: There is a line break, a tab or a mark of direction in the text.',
    ]);
  // A family is joined by what is not seen.
  expect(faultsOf({ company: company({ name: 'Familjen 👩‍👧' }) })).toEqual([]);
});

test('every document that is no object is refused', () => {
  for (const text of ['[]', '"hej"', '42', 'null', 'true']) {
    expect(faultsOf(text)).toEqual([expect.stringMatching(/^: Expected an object/)]);
  }
  expect(faultsOf('{}')).toEqual([': The key "company" is missing.']);
});

const outOfRange: [object, string][] = [
  [{ keepDays: -1 }, 'keepDays'],
  [{ keepDays: 366 }, 'keepDays'],
  [{ keepDays: 1.5 }, 'keepDays'],
  [{ schedule: { everyMinutes: 4 } }, 'schedule.everyMinutes'],
  [{ schedule: { everyMinutes: 1441 } }, 'schedule.everyMinutes'],
  [{ schedule: { nightlyAt: '24:00' } }, 'schedule.nightlyAt'],
  [{ schedule: { nightlyAt: '2:00' } }, 'schedule.nightlyAt'],
  [{ schedule: { nightlyAt: '02:60' } }, 'schedule.nightlyAt'],
  [{ brakes: { removals: { percent: 101 } } }, 'brakes.removals.percent'],
  [{ brakes: { creates: { count: -1 } } }, 'brakes.creates.count'],
  [{ credentialExpires: '2026-02-30' }, 'credentialExpires'],
  [{ credentialExpires: 'soon' }, 'credentialExpires'],
  [{ mode: 'Full' }, 'mode'],
  [{ kind: 'ldap' }, 'kind'],
  [{ errorMailLevel: 'debug' }, 'errorMailLevel'],
  [{ guests: 'exclude' }, 'guests'],
  [{ disabledPeople: 'delete' }, 'disabledPeople'],
  [{ welcomeCopyTo: 'it@nordvik' }, 'welcomeCopyTo'],
  [{ errorMailTo: 'it nordvik.example' }, 'errorMailTo'],
  [{ errorMailTo: 'a@b.example, c@d.example' }, 'errorMailTo'],
  [{ defaultCallerId: '08-123 45' }, 'defaultCallerId'],
  [{ name: '' }, 'name'],
  [{ name: ' Alla' }, 'name'],
  [{ name: 'x'.repeat(201) }, 'name'],
  [{ name: 'a\u0000b' }, 'name'],
];
test.each(outOfRange)('a value out of its range is a fault: %j', (template, key) => {
  expect(parse(withTemplate(template)).faults.map((one) => one.key)).toEqual([`syncTemplates[0].${key}`]);
});

test('the ends of the ranges are inside', () => {
  for (const template of [
    { keepDays: 0 },
    { keepDays: 365 },
    { schedule: { everyMinutes: 5 } },
    { schedule: { everyMinutes: 1440, nightlyAt: '23:59' } },
  ]) {
    expect(faultsOf(withTemplate(template))).toEqual([]);
  }
});

test('country, time zone and language are real ones', () => {
  expect(
    faultsOf({ company: company({ country: 'XX', timeZone: 'Europe/Stokholm', language: 'xx' }) }),
  ).toEqual([
    'company.country: There is no country "XX".',
    'company.timeZone: There is no time zone "Europe/Stokholm". Did you mean "Europe/Stockholm"?',
    'company.language: There is no language "xx".',
  ]);
  expect(faultsOf({ company: company({ country: 'se', timeZone: '+01:00', language: 'svenska' }) })).toEqual([
    'company.country: There is no country "se". Did you mean "SE"?',
    'company.timeZone: There is no time zone "+01:00".',
    'company.language: There is no language "svenska".',
  ]);
  expect(faultsOf({ company: company({ country: 'NO', timeZone: 'UTC', language: 'nb' }) })).toEqual([]);
});

const wrongNumbers: [unknown, RegExp][] = [
  [{ from: '+46812345000' }, /Did you mean "46812345000"/],
  [{ from: '0046 812 345 000' }, /Did you mean "46812345000"/],
  [{ from: '0812345000' }, /not a phone number/],
  [{ from: 'växeln' }, /not a phone number/],
  [{ from: '46' }, /not a phone number/],
  [{ from: '4681234500012345' }, /not a phone number/],
  [{ from: 46812345000 }, /Expected a phone number as text/],
  [{ to: '46812345000' }, /no "from"/],
  [{ from: '46812345000', to: '468123459999' }, /11 digits and "to" has 12/],
  [{ from: '46812345009', to: '46812345000' }, /comes before/],
  [{ from: '46812345000', kind: 'landline' }, /not known here/],
  ['46812345000', /Expected an object/],
];
test.each(wrongNumbers)('numbers that are no numbers are faults: %j', (series, says) => {
  expect(faultsOf(withNumbers(series))).toEqual([expect.stringMatching(says)]);
});

test('series of one kind must not overlap, those of different kinds may', () => {
  const series = (from: string, to: string, kind: string) => ({ from, to, kind });
  expect(
    faultsOf(
      withNumbers(
        series('46812345500', '46812345600', 'fixed'),
        series('46812345000', '46812345500', 'fixed'),
        series('46812345000', '46812345999', 'service'),
      ),
    ),
  ).toEqual(['numbers[0]: Overlaps 46812345000–46812345500, which is fixed as well.']);
  expect(faultsOf(withNumbers({ from: '46812345000' }, { from: '46812345000' }))).toHaveLength(1);
  expect(
    faultsOf(
      withNumbers(
        series('46812345000', '46812345999', 'fixed'),
        series('46812345100', '46812345100', 'fixed'),
        series('46812345200', '46812345200', 'fixed'),
      ),
    ),
  ).toHaveLength(2);
});

test('two templates of one name are a fault', () => {
  expect(
    faultsOf({
      company: company(),
      settingsTemplates: [{ name: 'K' }, { name: 'K' }],
      syncTemplates: [
        { name: 'A', provider },
        { name: 'A', provider },
      ],
    }),
  ).toEqual([
    'settingsTemplates[1]: Two settings templates are called "K".',
    'syncTemplates[1]: Two sync templates are called "A".',
  ]);
});

test('faults of the provider stand at their place in the whole document', () => {
  const text = JSON.stringify(
    withTemplate({ provider: { ...provider, client_id: 'id123', cloud: 'moon' } }),
    null,
    2,
  );
  const faults = parse(text).faults;
  expect(faults.map(({ key }) => key)).toEqual([
    'syncTemplates[0].provider.client_id',
    'syncTemplates[0].provider.cloud',
  ]);
  expect(faults.map(({ line }) => text.split('\n')[(line ?? 0) - 1]?.trim().split(':')[0])).toEqual([
    '"client_id"',
    '"cloud"',
  ]);
});

test('a secret may be absent or masked in an import', () => {
  const { client_secret: _, ...without } = provider;
  for (const given of [without, { ...provider, client_secret: '••••' }]) {
    const { faults, companies } = parse(withTemplate({ provider: given }));
    expect(faults).toEqual([]);
    expect(companies[0]?.syncTemplates[0]?.provider?.credentials).toEqual({});
  }
});

const mappingFaults: [unknown, RegExp][] = [
  ['mailnickname', /Did you mean "mailNickname"/],
  ['employeeLeaveDateTime', /needs the further permission User-LifeCycleInfo/],
  ['signInActivity', /AuditLog\.Read\.All/],
  ['aboutMe', /one person at a time/],
  ['manager', /another person/],
  ['onPremisesExtensionAttributes', /fifteen attributes/],
  ['onPremisesExtensionAttributes.extensionAttribute16', /no Entra field/],
  ['extension_12_x', /not the name of a directory extension/],
  ['constructor', /no Entra field "constructor"/],
  ['', /empty/],
  [null, /found null/],
  [{}, /no source/],
  [{ expression: 'lower(mal)' }, /Character 7 of the expression: There is no Entra field "mal"/],
  [{ expression: 'lowr(mail)' }, /there is no function lowr.*Did you mean "lower"/],
  [{ expression: 'lower(mail' }, /Character 11 of the expression: a \) is missing/],
  [{ expression: 'timestamp(mail)' }, /not a text/],
  [{ expression: 'lower(mail)', field: 'mail' }, /There are two sources/],
  [{ field: 'mail', constant: 'x' }, /two sources/],
  [{ field: 'mail', onEmpty: 'drop' }, /"drop" is not known here/],
  [{ field: 'mail', onEmpty: {} }, /no "constant"/],
  [{ constant: '' }, /empty/],
];
test.each(mappingFaults)('a mapping that can not be is a fault: %j', (source, says) => {
  expect(faultsOf(withTemplate({ fieldMapping: { email: source } }))).toEqual([expect.stringMatching(says)]);
  expect(faultsOf(withTemplate({ userFieldMapping: { office: source } }))).toEqual([
    expect.stringMatching(says),
  ]);
});

test('every form of a mapping value is read', () => {
  const extension = 'extension_0123456789abcdef0123456789ABCDEF_costCentre';
  const { companies, faults } = parse(
    withTemplate({
      userFieldMapping: {
        a: extension,
        b: 'onPremisesExtensionAttributes.extensionAttribute15',
        c: { field: 'city', onEmpty: 'keep' },
        d: { constant: 'Nordvik' },
        constructor: { field: 'city', onEmpty: { constant: 'Umeå' } },
      },
    }),
  );
  expect(faults).toEqual([]);
  expect(companies[0]?.syncTemplates[0]?.values.userFieldMapping).toEqual({
    a: { field: extension, onEmpty: 'clear' },
    b: { field: 'onPremisesExtensionAttributes.extensionAttribute15', onEmpty: 'clear' },
    c: { field: 'city', onEmpty: 'keep' },
    d: { constant: 'Nordvik', onEmpty: 'clear' },
    constructor: { field: 'city', onEmpty: { constant: 'Umeå' } },
  });
});

test('user fields that are misnamed or belong to every user are faults', () => {
  expect(
    faultsOf(withTemplate({ userFieldMapping: { Email: 'mail', '': 'mail', ' a': 'mail', '-9': 'mail' } })),
  ).toEqual([
    'syncTemplates[0].userFieldMapping.Email: "Email" is a field that every user has.',
    'syncTemplates[0].userFieldMapping[""]: "" can not be the name of a user field.',
    'syncTemplates[0].userFieldMapping[" a"]: " a" can not be the name of a user field.',
    'syncTemplates[0].userFieldMapping["-9"]: "-9" can not be the name of a user field.',
  ]);
  expect(
    faultsOf(JSON.stringify(withTemplate({ userFieldMapping: { X: 'mail' } })).replace('"X"', '"__proto__"')),
  ).toEqual([
    'syncTemplates[0].userFieldMapping.__proto__: "__proto__" can not be the name of a user field.',
  ]);
});

test('a filter is a condition, and its faults have their place in the document', () => {
  const filtered = (filter: string) => withTemplate({ filter });
  expect(
    parse(filtered('department != "IT" && accountEnabled')).companies[0]?.syncTemplates[0]?.values,
  ).toMatchObject({
    filter: 'department != "IT" && accountEnabled',
  });
  expect(faultsOf(filtered('department'))).toEqual([
    'syncTemplates[0].filter: Character 1 of the expression: it gives a text, not true or false: compare it, as in city == "Lund".',
  ]);
  const text = JSON.stringify(filtered('city == "Malmö" || deprtment == "IT"'));
  const [first] = parse(text).faults;
  expect(first?.column).toBe(text.indexOf('deprtment') + 1);
});

test('rules choose by field, group or expression, and are told what is missing', () => {
  const rule = (more: object) =>
    withTemplate({ rules: [{ name: 'Malmö', callerId: '46812345000', ...more }] });
  const one = (more: object) => parse(rule(more)).companies[0]?.syncTemplates[0]?.rules?.[0]?.rule.when;
  expect(one({ when: { field: 'city', is: ['Malmö', 'Lund'] } })).toEqual({
    field: 'city',
    is: ['Malmö', 'Lund'],
  });
  expect(one({ when: { group: 'Sälj' } })).toEqual({ group: 'Sälj' });
  expect(one({ when: { expression: 'city == "Malmö"' } })).toEqual({ expression: 'city == "Malmö"' });
  expect(faultsOf(rule({ when: { field: 'city' } }))).toEqual([
    'syncTemplates[0].rules[0].when: The condition is not one of the three there are.',
  ]);
  expect(faultsOf(rule({ when: { group: 'Sälj' }, callerId: null }))).toEqual([
    'syncTemplates[0].rules[0]: The rule chooses nothing.',
  ]);
  expect(faultsOf(rule({}))).toEqual(['syncTemplates[0].rules[0]: The rule has no "when".']);
});

test('lookup tables have keys that lookup() can tell apart', () => {
  const lookups = { Ort: { Malmö: '040', Lund: '046' } };
  expect(parse({ company: company({ lookups }) }).companies[0]?.company.values.lookups).toEqual(lookups);
  expect(faultsOf({ company: company({ lookups: { Ort: { Malmö: '040', ' malmö': '041' } } }) })).toEqual([
    'company.lookups.Ort[" malmö"]: " malmö" and "Malmö" are the same key for lookup().',
  ]);
});

test('every fault has a cure and, but for an empty document, a place', () => {
  const faults = parse(
    JSON.stringify(
      {
        company: { nam: 1, country: 'X' },
        numbers: [{}, 3],
        syncTemplates: [{ mode: 'x', provider: {}, fieldMapping: { alias: 'x' } }],
      },
      null,
      1,
    ),
  ).faults;
  expect(faults.length).toBeGreaterThan(8);
  expect(faults.filter(({ cure, line, column }) => cure === '' || line === null || column === null)).toEqual(
    [],
  );
});

test('ten thousand faults are told in less time than it takes to wonder', () => {
  const text = JSON.stringify(withNumbers(...Array.from({ length: 10_000 }, () => ({ from: 'x' }))), null, 1);
  const began = workedMs();
  expect(parse(text).faults).toHaveLength(10_000);
  expect(workedMs() - began).toBeLessThan(2_000);
});

test('docs/configuration.md names every key, setting and field, and its example is taken', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');
  const keys = [
    ...syncTemplateKeys,
    ...userFields,
    ...Object.keys(settingParsers),
    ...Object.keys(companyDefaults),
  ];
  const fields = mappableFields.filter((field) => !field.includes('.'));
  expect([...keys, ...fields].filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  const example = /^ {8}\{\n(.*\n)+? {8}\}$/m.exec(text)?.[0] ?? '';
  const filled = example.replace(
    '"tenant_id": "…", "client_id": "…", "client_secret": "…"',
    JSON.stringify(provider)
      .slice(1, -1)
      .replace(/,"user_filter.*/, ''),
  );
  expect(faultsOf(filled)).toEqual([]);
});
