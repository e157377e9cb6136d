import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presentDifferences } from './differences.ts';
import type { Json } from './present-document.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`differences.test.ts: seed ${seed}\n`);

/** As "sign key: before → after". */
const told = (before: Json | undefined, after: Json | undefined) =>
  presentDifferences(before, after).map(
    ({ key, did, before: old, after: now }) => `${did} ${key}: ${old ?? '–'} → ${now ?? '–'}`,
  );

test('a value is told under its key, before and after', () => {
  expect(
    told({ mode: 'full', keepDays: 30, mail: null }, { mode: 'paused', keepDays: 30, mail: 'a@b.example' }),
  ).toEqual(['changed mode: full → paused', 'added mail: – → a@b.example']);
  expect(told({ a: { b: { c: true } } }, { a: { b: { c: false } } })).toEqual([
    'changed a.b.c: true → false',
  ]);
  expect(told({ lookups: { 'Växel 1': { 'Malmö syd': '1' } } }, { lookups: {} })).toEqual([
    'removed lookups["Växel 1"]["Malmö syd"]: 1 → –',
  ]);
});

test('entries of lists are told by their names: added, removed, changed within, moved', () => {
  const rule = (name: string, more: object = {}) => ({
    name,
    when: { group: 'Växel' },
    language: 'sv',
    ...more,
  });
  expect(
    told(
      { rules: [rule('Malmö'), rule('Lund'), rule('Ystad')] },
      {
        rules: [
          rule('Lund', { when: { expression: 'city == "Lund"' }, callerId: '46812345000' }),
          rule('Malmö'),
          rule('Kivik'),
        ],
      },
    ),
  ).toEqual([
    'removed rules.Ystad: {"name":"Ystad","when":{"group":"Växel"},"language":"sv"} → –',
    'changed rules.Lund.when: {"group":"Växel"} → {"expression":"city == \\"Lund\\""}',
    'added rules.Lund.callerId: – → 46812345000',
    'added rules.Kivik: – → {"name":"Kivik","when":{"group":"Växel"},"language":"sv"}',
    'moved rules: Malmö, Lund → Lund, Malmö',
  ]);
  expect(told({ memberOf: ['Telefoni', 'Växel'] }, { memberOf: ['Växel', 'Telefoni'] })).toEqual([
    'moved memberOf: Telefoni, Växel → Växel, Telefoni',
  ]);
  const numbers = (to: string) => ({
    numbers: [
      { from: '46812345000', to, kind: 'fixed' },
      { from: '46812345000', kind: 'service' },
    ],
  });
  expect(told(numbers('46812345999'), numbers('46812345499'))).toEqual([
    'changed numbers["fixed 46812345000"].to: 46812345999 → 46812345499',
  ]);
});

test('where a field comes from is one value, however it is written', () => {
  expect(told({ alias: 'mail' }, { alias: { expression: 'lower(mail)', onEmpty: 'keep' } })).toEqual([
    'changed alias: mail → {"expression":"lower(mail)","onEmpty":"keep"}',
  ]);
  expect(told({}, { fieldMapping: { alias: { constant: 'x' }, name: 'givenName' } })).toEqual([
    'added fieldMapping.alias: – → {"constant":"x"}',
    'added fieldMapping.name: – → givenName',
  ]);
});

test('two long values that differ at the end are shown where they differ', () => {
  const long = 'givenName + '.repeat(40);
  const [only] = presentDifferences({ filter: `${long}"a"` }, { filter: `${long}"b"` });
  expect(only?.before).toMatch(/^….*"a"$/);
  expect(only?.after).toMatch(/^….*"b"$/);
  expect(only?.after?.length).toBeLessThan(110);
});

test('the same is no difference, and whatever differs is told', () => {
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', 1, true),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.constantFrom('name', 'kind', 'x', 'ö 1'), tie('tree'), {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  }));
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      expect(presentDifferences(before, structuredClone(before))).toEqual([]);
      const differences = presentDifferences(before, after);
      expect(differences.length > 0).toBe(JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after)));
      for (const { before: old, after: now } of differences) expect(old === null && now === null).toBe(false);
    }),
    { seed, numRuns: 500 },
  );
});

/** With the keys of objects in order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
