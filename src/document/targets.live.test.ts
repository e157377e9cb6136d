// "targets" of the document: by name, nothing deleted by absence, secrets never exported, settings templates by name, and the same bytes
// after export, import and export.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { lookAlikeKinds } from '../../test/exchange-look-alike.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { openTargetSecrets } from '../run/target-secrets.ts';
import { readCompanies } from '../store/companies.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import { readTargets } from '../store/targets.ts';
import { applyImport } from './apply-import.ts';
import { parseDocument } from './parse-document.ts';
import { presentDocument } from './present-document.ts';
import { readExport } from './read-export.ts';

let opened: TestDatabase;
let box = memoryBox();
beforeEach(async () => {
  opened = await testDatabase();
  box = memoryBox();
});
afterEach(() => opened.close());

const company = { name: 'Nordvik Energi AB' };
const url = 'https://vaxel.example';
const settingsTemplates = [{ name: 'Kontor', settings: {} }];
const aTarget = {
  name: 'Växeln',
  kind: 'lookAlike',
  settings: { url, byTemplate: { Kontor: 'international' } },
  secrets: { token: 'hemligt' },
};

async function imported(document: object | string, isDryRun = false) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return applyImport(opened.database.kysely, parseDocument(text, ['global']), {
    isDryRun,
    newId: randomUUID,
    openBox: async () => box,
    kinds: lookAlikeKinds,
  });
}

async function exported(): Promise<string> {
  const { kysely } = opened.database;
  return JSON.stringify(presentDocument(await readExport(kysely, await readCompanies(kysely))), null, 2);
}

async function stored() {
  const [only] = await readCompanies(opened.database.kysely);
  const targets = await readTargets(opened.database.kysely, only?.id ?? '');
  return Promise.all(
    targets.map(async (target) => ({
      ...target,
      secrets: target.sealed && (await openTargetSecrets(box, target.id, target.sealed)),
    })),
  );
}

async function templateId(): Promise<string> {
  const [only] = await readCompanies(opened.database.kysely);
  return (await readSettingsTemplates(opened.database.kysely, only?.id ?? ''))[0]?.id ?? '';
}

describe('a target of the document', () => {
  test('is made as it says, told of without its secrets, and exported without them', async () => {
    const { changes, warnings, faults } = await imported({ company, settingsTemplates, targets: [aTarget] });
    expect({ warnings, faults }).toEqual({ warnings: [], faults: [] });
    const change = changes.find(({ what }) => what === 'target');
    expect(change).toMatchObject({
      did: 'created',
      fields: ['settings', 'secrets', 'active', 'driftMode'],
      means: [expect.stringMatching(/Every user/)],
    });
    expect(change?.values[0]).toEqual({ key: 'secrets', did: 'added', before: null, after: '••••' });
    const id = await templateId();
    expect(await stored()).toMatchObject([
      { state: 'active', driftMode: 'show', settings: { byTemplate: { [id]: 'international' } } },
    ]);
    expect((await stored())[0]?.secrets).toEqual({ token: 'hemligt' });
    const text = await exported();
    expect(text).not.toContain('hemligt');
    expect(JSON.parse(text)).toMatchObject({
      targets: [{ name: 'Växeln', settings: { url, byTemplate: { Kontor: 'international' } }, active: true }],
    });
  });

  test('gives the same bytes after export, import and export, and is unchanged by it', async () => {
    await imported({ company, settingsTemplates, targets: [{ ...aTarget, driftMode: 'repair' }] });
    const first = await exported();
    const { changes, warnings } = await imported(first);
    expect(changes.filter(({ did }) => did !== 'unchanged')).toEqual([]);
    expect(warnings).toEqual([]);
    expect(await exported()).toBe(first);
    expect((await stored())[0]?.secrets).toEqual({ token: 'hemligt' });
  });

  test('without secrets is paused, with a warning, until they are imported', async () => {
    const { secrets: _, ...without } = aTarget;
    const { warnings } = await imported({ company, settingsTemplates, targets: [without] });
    expect(warnings).toMatchObject([{ name: 'Växeln', cure: expect.stringMatching(/secrets/) }]);
    expect(await stored()).toMatchObject([{ state: 'paused', secrets: null }]);
    await imported({ company, targets: [{ ...aTarget, active: true }] });
    expect(await stored()).toMatchObject([{ state: 'active', secrets: { token: 'hemligt' } }]);
    const again = await imported({ company, targets: [{ ...aTarget, active: true }] });
    expect(again.changes.find(({ what }) => what === 'target')).toMatchObject({ did: 'unchanged' });
  });

  test('that the document does not name stays; what it does not say of one stays', async () => {
    await imported({ company, settingsTemplates, targets: [aTarget] });
    await imported({ company, targets: [] });
    await imported({ company, targets: [{ name: 'Växeln', active: false }] });
    expect(await stored()).toMatchObject([{ state: 'paused', settings: { url } }]);
  });

  test.each([
    ['a kind that is not known', { ...aTarget, kind: 'nix' }, /kind of exchange/, 'targets[0]'],
    ['settings that its kind refuses', { ...aTarget, settings: {} }, /no url/, 'targets[0].settings.url'],
    ['secrets that its kind refuses', { ...aTarget, secrets: {} }, /no token/, 'targets[0].secrets.token'],
    ['no settings', { name: 'Växeln', kind: 'lookAlike' }, /no settings/, 'targets[0]'],
    ['no kind', { name: 'Växeln', settings: { url } }, /no kind/, 'targets[0]'],
    [
      'a settings template that is not there',
      { ...aTarget, settings: { url, byTemplate: { Lager: 'x' } } },
      /"Lager"/,
      'targets[0].settings.byTemplate',
    ],
  ])('with %s is a fault at its place, and nothing is stored', async (_what, target, message, key) => {
    const { faults } = await imported({ company, settingsTemplates, targets: [target] });
    expect(faults).toMatchObject([{ key, message: expect.stringMatching(message) }]);
    expect(await readCompanies(opened.database.kysely)).toEqual([]);
  });

  test('can not become another kind', async () => {
    await imported({ company, settingsTemplates, targets: [aTarget] });
    const { faults } = await imported({ company, targets: [{ ...aTarget, kind: 'scim' }] });
    expect(faults).toMatchObject([{ message: expect.stringMatching(/kind lookAlike/) }]);
  });
});
