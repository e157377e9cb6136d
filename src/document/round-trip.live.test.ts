// Whatever a document can say comes back by export as it went in, byte for byte: into the store it came from, and into an empty
// one, where only the secrets are missing and the mode waits for them.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDocument } from '../../test/any-document.ts';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { readCompanies } from '../store/companies.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';
import { presentDocument } from './present-document.ts';
import { readExport } from './read-export.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`round-trip.live.test.ts: seed ${seed}\n`);

const box = memoryBox();

async function importInto({ database }: TestDatabase, text: string) {
  const parsed = parseDocument(text, ['global', 'china']);
  const options = { isDryRun: false, newId: randomUUID, openBox: () => Promise.resolve(box) };
  const { faults, changes } = await applyImport(database.kysely, parsed, options);
  expect(faults, text).toEqual([]);
  return changes;
}

async function exportFrom({ database }: TestDatabase, name: string): Promise<string> {
  const db = database.kysely;
  const companies = (await readCompanies(db)).filter((company) => company.name === name);
  return JSON.stringify(presentDocument(await readExport(db, companies)), null, 2);
}

/** What is stored, but for ids, which each store gives anew, and for what waits for a secret. */
async function readStored({ database }: TestDatabase, name: string): Promise<unknown> {
  const db = database.kysely;
  const companies = (await readCompanies(db)).filter((company) => company.name === name);
  const [only] = await readExport(db, companies);
  if (!only) throw new Error(`there is no ${name}`);
  const names = new Map(only.settingsTemplates.map((template) => [template.id, template.name]));
  const named = (id: string | null) => (id === null ? null : names.get(id));
  return {
    company: { ...only.company, id: '' },
    series: only.series,
    reserved: only.reserved.map(({ first, last, note }) => ({ first, last, note })),
    settingsTemplates: only.settingsTemplates.map((template) => [template.name, template.settings]),
    syncTemplates: only.syncTemplates.map(({ template, provider }) => ({
      ...template,
      id: '',
      mode: '',
      defaultSettingsTemplate: named(template.defaultSettingsTemplate),
      rules: template.rules.map((rule) => ({ ...rule, settingsTemplate: named(rule.settingsTemplate) })),
      provider,
    })),
  };
}

/** What a template without a secret is: nothing else may differ. */
function withoutModes(text: string): unknown {
  const { syncTemplates, ...rest } = JSON.parse(text) as { syncTemplates: { mode: string }[] };
  return { ...rest, syncTemplates: syncTemplates.map((template) => ({ ...template, mode: 'paused' })) };
}

test('import, export, import, export of any document gives the same bytes, in this store and in an empty one', async () => {
  const [store, empty] = [await testDatabase(), await testDatabase()];
  try {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        const name = `Bolaget ${randomUUID()}`;
        await importInto(store, JSON.stringify({ ...document, company: { ...document.company, name } }));
        const first = await exportFrom(store, name);
        const again = await importInto(store, first);
        expect(again.filter(({ did, values }) => did !== 'unchanged' || values.length > 0)).toEqual([]);
        expect(await exportFrom(store, name)).toBe(first);

        await importInto(empty, first);
        const second = await exportFrom(empty, name);
        expect(JSON.stringify(JSON.parse(second))).toBe(JSON.stringify(withoutModes(first)));
        // Bytes alone would not show what an export never says.
        expect(await readStored(empty, name)).toEqual(await readStored(store, name));
        await importInto(empty, second);
        expect(await exportFrom(empty, name)).toBe(second);
      }),
      // Making a smaller one takes minutes, each try a database's work; the seed brings it back.
      { seed, numRuns: 20, endOnFailure: true },
    );
  } finally {
    await store.close();
    await empty.close();
  }
}, 120_000);
