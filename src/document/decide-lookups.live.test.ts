// Lookup tables that expressions name: a fault where the expression is new, a warning where the table goes.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';

let test_: TestDatabase;
beforeEach(async () => {
  test_ = await testDatabase();
});
afterEach(() => test_.close());

const template = {
  name: 'Alla kontor',
  provider: {
    tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
    client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    client_secret: 'x8Q~first',
    user_filter: { memberOf: [''] },
  },
};
const company = { name: 'Nordvik Energi AB' };
const lookups = { Ort: { Malmö: '040' }, Avdelning: { IT: '1' } };

async function importInto(document: object) {
  const box = memoryBox();
  const parsed = parseDocument(JSON.stringify(document, null, 2), ['global']);
  const options = { isDryRun: false, newId: randomUUID, openBox: () => Promise.resolve(box) };
  return applyImport(test_.database.kysely, parsed, options);
}

test('an expression that names a table which the company does not have is a fault with its place', async () => {
  const mapped = {
    ...template,
    fieldMapping: { department: { expression: 'upper(lookup("Avdelningar", department))' } },
    filter: 'lookup("Ort", city) != ""',
  };
  const { faults } = await importInto({ company: { ...company, lookups }, syncTemplates: [mapped] });
  expect(faults).toEqual([
    {
      key: 'syncTemplates[0].fieldMapping.department.expression',
      line: expect.any(Number),
      column: 39,
      message:
        'Character 14 of the expression: there is no lookup table "Avdelningar". Did you mean "Avdelning"?',
      cure: 'Correct the name, or add the table to "lookups" of the company. The company has "Ort", "Avdelning".',
    },
  ]);
  expect(
    (await importInto({ company, syncTemplates: [{ ...template, filter: mapped.filter }] })).faults,
  ).toHaveLength(1);
});

test('taking a table away that an expression uses is a warning, and the same document can be imported again', async () => {
  const rules = [{ name: 'Malmö', when: { expression: 'lookup("Ort", city) == "040"' }, language: 'sv' }];
  const document = { company: { ...company, lookups }, syncTemplates: [{ ...template, rules }] };
  expect(await importInto(document)).toMatchObject({ faults: [], warnings: [] });
  const warning = { name: 'Alla kontor', message: expect.stringMatching(/lookup table "Ort"/) };
  const without = { ...company, lookups: { Avdelning: { IT: '1' } } };
  expect(await importInto({ company: without })).toMatchObject({ faults: [], warnings: [warning] });
  const again = { company: without, syncTemplates: [{ ...template, rules }] };
  expect(await importInto(again)).toMatchObject({ faults: [], warnings: [warning] });
});
