// Any configuration document that is right: made-up companies with every key that a document can have, each there or not. What
// a document can say and this does not make is not tested to come back.
import fc from 'fast-check';
import { drawLogo } from '../scripts/sample-logo.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((raw) => raw.trim())
  .filter((raw) => raw !== '' && !/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(raw) && raw.isWellFormed());
const mail = fc.constantFrom('it@nordvik.example', 'växel@nordvik.example', null);
const fields = fc.constantFrom(
  'mailNickname',
  'givenName',
  'city',
  'onPremisesExtensionAttributes.extensionAttribute3',
  'extension_7c9e6679742540de944be07fc1f90ae7_plats',
);
const texts = fc.constantFrom(
  'lower(ascii(givenName + "." + surname))',
  'lookup("orter", city)',
  "firstNonEmpty(businessPhones[0], mobilePhone) + '\\u00e5\\n\"'",
  'phone(mobilePhone)',
  'isResourceAccount ? "rum" : "människa 🙂"',
);
const conditions = fc.constantFrom(
  'city == "Malmö"',
  'true',
  '!(department in ["A", "B"])',
  'surname.endsWith("ß")',
);
const onEmpty = fc.oneof(fc.constantFrom('clear', 'keep'), fc.record({ constant: text }));
const source = fc.oneof(
  fc.record({ field: fields }),
  fc.record({ constant: text }),
  fc.record({ expression: texts }),
);
const mapping = fc.oneof(
  fields,
  fc
    .tuple(source, fc.option(onEmpty, { nil: undefined }))
    .map(([from, empty]) => (empty === undefined ? from : { ...from, onEmpty: empty })),
);

const some = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] });
const named = <T extends { name: string }>(one: fc.Arbitrary<T>, maxLength: number) =>
  fc.uniqueArray(one, { maxLength, selector: ({ name }) => name });

/** Ranges of a thousand numbers each, none of which is in another. */
const slots = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 5 });
const digits = (slot: number, nth = 0) => String(46_812_300_000 + slot * 1_000 + nth);
const ranges = <T>(more: fc.Arbitrary<T>) =>
  slots.chain((taken) =>
    fc.tuple(
      ...taken.map((slot) =>
        fc
          .record({ more, length: fc.integer({ min: 0, max: 999 }), isSingle: fc.boolean() })
          .map(({ more: rest, length, isSingle }) => ({
            from: digits(slot),
            ...(isSingle ? {} : { to: digits(slot, length) }),
            ...rest,
          })),
      ),
    ),
  );
const series = ranges(
  some({ kind: fc.constantFrom('fixed', 'mobile', 'service'), note: fc.option(text, { nil: null }) }),
);

const settings = some({
  ringTimeSeconds: fc.integer({ min: 5, max: 300 }),
  standardProfile: text,
  callWaiting: fc.boolean(),
  hiddenNumber: fc.boolean(),
  busyOnAll: fc.boolean(),
  hideInPhoneBook: fc.boolean(),
  voicemail: fc.boolean(),
  language: fc.constantFrom('sv', 'en', 'fi'),
});
const settingsTemplates = named(fc.record({ name: text, settings }, { requiredKeys: ['name'] }), 4);

const lookups = fc.dictionary(
  fc.constantFrom('Avdelningar', 'kost. 1', 'x'),
  fc.dictionary(fc.constantFrom('Malmö', 'lund ', '1', '__proto__x'), text, { noNullPrototype: true }),
  { noNullPrototype: true },
);
const words = fc.record({
  subject: fc.constantFrom('Hej {name}', 'Ditt nummer är {number}'),
  body: fc.constantFrom(
    '# Hej {name}\n\n{details}\n\n- *{title}* \\{\n',
    'Nummer: {number}\r\nMobil: {mobile}\t"x"\\',
  ),
});
const companyMail = some({
  welcome: some({ sv: fc.option(words, { nil: null }), en: words }),
  logo: fc.constantFrom(null, drawLogo(20, 20), drawLogo(400, 96)),
  link: fc.constantFrom('https://nordvik.example/börja?a=b', null),
  help: fc.option(text, { nil: null }),
  replyTo: mail,
});
const company = fc
  .record({
    given: some({
      country: fc.constantFrom('SE', 'NO', 'DE'),
      timeZone: fc.constantFrom('Europe/Oslo', 'UTC', 'America/New_York'),
      language: fc.constantFrom('sv', 'nb'),
      coolingDays: fc.integer({ min: 0, max: 365 }),
      retentionDays: fc.integer({ min: 0, max: 3_650 }),
      ownNumbersOnly: fc.boolean(),
      mail: companyMail,
    }),
    lookups,
    orter: fc.dictionary(fc.constantFrom('malmö', 'Kivik', 'ö'), text, { noNullPrototype: true }),
  })
  // The table that expressions above name is always there.
  .map(({ given, lookups: tables, orter }) => ({ ...given, lookups: { ...tables, orter } }));

const provider = fc
  .record({
    memberOf: fc.oneof(fc.constant(['']), fc.uniqueArray(text, { minLength: 1, maxLength: 3 })),
    cloud: fc.constantFrom(undefined, 'global', 'china'),
    notMemberOf: fc.option(fc.constant(['Konsulter ½']), { nil: undefined }),
  })
  .map(({ memberOf, cloud, notMemberOf }) => ({
    tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
    client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    client_secret: 'x8Q~hemligt',
    ...(cloud === undefined ? {} : { cloud }),
    user_filter: { memberOf, ...(notMemberOf === undefined ? {} : { notMemberOf }) },
  }));

const share = some({
  count: fc.integer({ min: 0, max: 1_000 }),
  percent: fc.constantFrom(0, 2.5, 33.3, 100),
});
const when = fc.oneof(
  fc.record({ field: fields, is: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })) }),
  fc.record({ group: text }),
  fc.record({ expression: conditions }),
);

interface Around {
  /** Beginnings of series that people's numbers come from. */
  starts: string[];
  names: string[];
}

/** What names nothing else of the document. */
const plainKeys = {
  kind: fc.constant('entra'),
  mode: fc.constantFrom('paused', 'full', 'onlyNew'),
  keepDays: fc.integer({ min: 0, max: 365 }),
  welcomeMail: fc.boolean(),
  welcomeFirstLoad: fc.constantFrom('send', 'hold', 'none'),
  welcomeCopyTo: mail,
  errorMailTo: mail,
  errorMailLevel: fc.constantFrom('error', 'warning', 'info'),
  schedule: some({
    nightlyAt: fc.constantFrom('00:00', '23:59'),
    everyMinutes: fc.option(fc.integer({ min: 5, max: 1_440 }), { nil: null }),
  }),
  fieldMapping: some({ alias: mapping, name: mapping, pstnFixed: mapping, email: mapping, title: mapping }),
  userFieldMapping: fc.dictionary(fc.constantFrom('costCentre', 'Ort 1', 'åäö-x'), mapping, {
    noNullPrototype: true,
  }),
  disabledPeople: fc.constantFrom('keep', 'asLeaver'),
  guests: fc.constantFrom('leaveOut', 'include'),
  nestedGroups: fc.boolean(),
  filter: fc.option(conditions, { nil: null }),
  linkByMail: fc.boolean(),
  brakes: some({
    removals: share,
    numbers: share,
    creates: some({ count: fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }) }),
  }),
  credentialExpires: fc.constantFrom('2027-02-28', null),
};

function anyTemplate({ starts, names }: Around) {
  const start = fc.constantFrom(...starts, null);
  const settingsTemplate = fc.constantFrom(...names, null);
  const rule = fc.record(
    {
      name: text,
      when,
      language: fc.constantFrom('sv', 'en'),
      settingsTemplate,
      callerId: start,
      numberSeries: start,
    },
    { requiredKeys: ['name', 'when', 'language'] },
  );
  return fc.record(
    {
      name: text,
      provider,
      ...plainKeys,
      defaultCallerId: start,
      defaultSettingsTemplate: settingsTemplate,
      automaticNumbers: start.map((from) => from && { series: from }),
      rules: named(rule, 4),
    },
    { requiredKeys: ['name', 'provider'] },
  );
}

/** Without the company's name, which says whose it is. */
export const anyDocument = fc
  .record({ company, numbers: series, settingsTemplates, reserved: ranges(some({ note: text })) })
  .chain(({ reserved, ...document }) => {
    const starts = document.numbers.filter(({ kind }) => kind !== 'service').map(({ from }) => from);
    const names = document.settingsTemplates.map(({ name }) => name);
    return fc
      .record({ syncTemplates: named(anyTemplate({ starts, names }), 3), isReserved: fc.boolean() })
      .map(({ syncTemplates, isReserved }) => ({
        ...document,
        ...(isReserved ? { reservedNumbers: reserved } : {}),
        syncTemplates,
      }));
  });
