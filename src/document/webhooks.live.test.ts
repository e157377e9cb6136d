// "webhooks" of the document: by name, nothing deleted by absence, addresses and secrets never exported, and the same bytes after
// export, import and export.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { openWebhook } from '../run/webhook-secrets.ts';
import { readCompanies } from '../store/companies.ts';
import { readWebhooks } from '../store/webhooks.ts';
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
const url = 'https://hook.example/services/hemlig-vag-4f2a';

async function imported(document: object | string, isDryRun = false) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return applyImport(opened.database.kysely, parseDocument(text, ['global']), {
    isDryRun,
    newId: randomUUID,
    openBox: async () => box,
  });
}

async function exported(): Promise<string> {
  const { kysely } = opened.database;
  return JSON.stringify(presentDocument(await readExport(kysely, await readCompanies(kysely))), null, 2);
}

async function stored() {
  const [only] = await readCompanies(opened.database.kysely);
  const webhooks = await readWebhooks(opened.database.kysely, only?.id ?? '');
  return Promise.all(
    webhooks.map(async (webhook) => ({
      ...webhook,
      secrets: webhook.sealed && (await openWebhook(box, webhook.id, webhook.sealed)),
    })),
  );
}

const aWebhook = { name: 'Driften', url, shape: 'slack', kinds: ['incident.closed', 'incident.opened'] };

describe('a webhook of the document', () => {
  test('is made as it says, told of without its address, and exported without it', async () => {
    const { changes, warnings } = await imported({ company, webhooks: [aWebhook] });
    expect(warnings).toEqual([]);
    expect(changes.find(({ what }) => what === 'webhook')).toMatchObject({
      did: 'created',
      fields: ['url', 'shape', 'kinds', 'active'],
      values: [{ key: 'url', did: 'added', before: null, after: '••••' }, {}, {}, {}, {}],
      means: [expect.stringMatching(/names of the people/)],
    });
    expect(await stored()).toMatchObject([
      { name: 'Driften', shape: 'slack', active: true, secrets: { url, signing: null } },
    ]);
    const text = await exported();
    expect(JSON.parse(text)).toMatchObject({
      webhooks: [
        { name: 'Driften', shape: 'slack', kinds: ['incident.opened', 'incident.closed'], active: true },
      ],
    });
    expect(text + JSON.stringify(changes)).not.toMatch(/hemlig-vag|hook\.example/);
  });

  test('exported, imported and exported again is the same bytes, and keeps its address', async () => {
    await imported({ company, webhooks: [aWebhook, { name: 'Ärenden', url }] });
    const before = await exported();
    const secrets = (await stored()).map((one) => one.secrets);
    const { changes } = await imported(before);
    expect(changes.filter(({ did }) => did !== 'unchanged')).toEqual([]);
    expect(await exported()).toBe(before);
    expect((await stored()).map((one) => one.secrets)).toEqual(secrets);
  });

  test('that is not named stays, and so does what is not said of one that is', async () => {
    await imported({ company, webhooks: [aWebhook, { name: 'Ärenden', url }] });
    const { changes } = await imported({ company, webhooks: [{ name: 'Driften', active: false }] });
    expect(changes.find(({ what }) => what === 'webhook')).toMatchObject({
      did: 'updated',
      fields: ['active'],
      means: ['Nothing is sent there.'],
    });
    expect(await stored()).toMatchObject([
      { name: 'Driften', active: false, shape: 'slack', secrets: { url } },
      { name: 'Ärenden', active: true },
    ]);
  });

  test('with the address that is stored is unchanged, with another one is changed and keeps its signing secret', async () => {
    await imported({ company, webhooks: [{ name: 'Ärenden', url }] });
    const [first] = await stored();
    const same = await imported({ company, webhooks: [{ name: 'Ärenden', url }] });
    expect(same.changes.at(-1)).toMatchObject({ what: 'webhook', did: 'unchanged' });
    const other = 'https://other.example/x';
    const moved = await imported({ company, webhooks: [{ name: 'Ärenden', url: other }] });
    expect(moved.changes.at(-1)).toMatchObject({ did: 'updated', fields: ['url'] });
    const [second] = await stored();
    expect(second?.secrets).toEqual({ ...first?.secrets, url: other });
  });

  test('without an address is off, with a warning, and stays so until it has one', async () => {
    const { warnings } = await imported({ company, webhooks: [{ name: 'Driften' }] });
    expect(warnings).toMatchObject([{ name: 'Driften', message: expect.stringMatching(/no address/) }]);
    expect(await stored()).toMatchObject([{ active: false, shownUrl: null, secrets: null }]);
    const again = await imported({ company, webhooks: [{ name: 'Driften', url, active: true }] });
    expect(again.warnings).toMatchObject([{ message: expect.stringMatching(/nobody has seen/) }]);
    expect(await stored()).toMatchObject([{ active: true, secrets: { url } }]);
  });

  test('whose key is lost takes a new address as it comes', async () => {
    await imported({ company, webhooks: [{ name: 'Ärenden', url }] });
    box = memoryBox(2);
    await imported({ company, webhooks: [{ name: 'Ärenden', url }] });
    expect(await stored()).toMatchObject([{ secrets: { url } }]);
  });

  test('is tried without being written by a dry run', async () => {
    const { changes } = await imported({ company, webhooks: [aWebhook] }, true);
    expect(changes.at(-1)).toMatchObject({ what: 'webhook', did: 'created' });
    expect(await readCompanies(opened.database.kysely)).toEqual([]);
  });

  test('with faults tells all of them with their places, and nothing is changed', async () => {
    const text = JSON.stringify(
      {
        company,
        webhooks: [
          { url: 'http://hook.example/', shape: 'disko', kinds: ['run.summry'] },
          { name: 'A', active: 'ja', secret: 'x' },
          { name: 'A' },
          ...Array.from({ length: 20 }, (_, nth) => ({ name: `W${nth}` })),
        ],
      },
      null,
      1,
    );
    const { faults } = await imported(text);
    const said = faults.map(({ key, message }) => `${key}: ${message}`);
    for (const one of [
      'webhooks[0].url: What is sent there could be read on the way.',
      'webhooks[0].kinds[0]: "run.summry" is not known here. Did you mean "run.summary"?',
      'webhooks[0]: The webhook has no name.',
      'webhooks[1].secret: Unknown key "secret".',
      'webhooks[2]: Two webhooks are called "A".',
    ])
      expect(said).toContain(one);
    expect(said.join('\n')).toMatch(/webhooks\[0\]\.shape: "disko" is not known/);
    expect(said.join('\n')).toMatch(/webhooks\[1\]\.active: Expected true or false/);
    expect(said.join('\n')).toMatch(/at most 20 webhooks/);
    expect(await readCompanies(opened.database.kysely)).toEqual([]);
  });
});
