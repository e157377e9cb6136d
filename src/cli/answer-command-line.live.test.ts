// What commands answer to wrong documents, to what is not there, and before anything is: exit codes and errors as scripts get them.
// What belongs to the process – streams, signals – is main.live.test.ts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

const provider = {
  tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
  client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  client_secret: 'x8Q~secret',
  user_filter: { memberOf: [''] },
};
const aDocument = (name: string) => ({
  company: { name, country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' },
  numbers: [{ from: '46812345000', to: '46812345999', kind: 'fixed' }],
  syncTemplates: [{ name: 'Alla', mode: 'paused', provider }],
});

let folder: string;
let world: World;
let stored: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-answers-'));
  world = await openWorld();
  const { code, error } = await world.importDocument({
    companies: [aDocument('Nordvik'), aDocument('Sydvik')],
  });
  if (code !== 0) throw new Error(error);
  stored = (await world.cli(['export'])).out;
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

interface ToldError {
  code: string;
  message: string;
  cure: string;
  faults?: object[];
  candidates?: string[];
}

/** Exit code and the error; every error has a cure. */
async function errorOf(args: string[], of = world) {
  const { code, json } = await of.cli<{ error: ToldError }>(args);
  expect(json.error.cure).not.toBe('');
  return { exit: code, ...json.error };
}

async function aFile(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const wrongDocuments: [string, string, object[]][] = [
  ['empty', '', [{ line: null }]],
  ['not JSON', '{\n  "company": { "name": "Nordvik", }\n}', [{ line: 2, column: 35 }]],
  [
    'unknown key',
    '{"company":{"name":"Nordvik"},\n"synctemplates":[]}',
    [{ line: 2, column: 1, key: 'synctemplates' }],
  ],
  [
    'wrong type',
    '{"company":{"name":"Nordvik","coolingDays":"7"},"numbers":[]}',
    [{ line: 1, column: 44, key: 'company.coolingDays' }],
  ],
  ['no number', '{"company":{"name":"Nordvik"},"numbers":[{"from":"08-123"}]}', [{ key: 'numbers[0].from' }]],
  [
    'unknown name',
    '{"company":{"name":"Nordvik"},"numbers":[],"syncTemplates":[{"name":"Alla","defaultSettingsTemplate":"X"}]}',
    [{ key: 'syncTemplates[0].defaultSettingsTemplate' }],
  ],
];
test.each(wrongDocuments)(
  'a document with a fault changes nothing, exit code 2: %s',
  async (_, text, faults) => {
    expect(await errorOf(['import', await aFile('document.json', text)])).toMatchObject({
      exit: 2,
      code: 'document.invalid',
      faults,
    });
    expect((await world.cli(['export'])).out).toBe(stored);
  },
);

test('what is not there or not clear is exit code 2 with the candidates', async () => {
  const cases: [string[], object][] = [
    [['run', 'Alla'], { code: 'company.ambiguous', candidates: ['Nordvik', 'Sydvik'] }],
    [['users'], { code: 'company.ambiguous' }],
    [
      ['users', '--company', 'Nordwik'],
      { code: 'company.unknown', message: 'There is no company "Nordwik". Did you mean "Nordvik"?' },
    ],
    [['plan', 'Ala', '--company', 'Sydvik'], { code: 'template.unknown', candidates: ['Alla'] }],
    [['explain', 'Butik', 'ada'], { code: 'template.unknown' }],
    [['approve', 'x', 'removal'], { code: 'kind.unknown' }],
    [['approve', 'x', 'removals'], { code: 'run.unknown' }],
    [['approve', '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f', 'creates'], { code: 'run.unknown' }],
    [
      ['import', await aFile('n.json', '{"company":{"name":"Nordvik"}}'), '--company', 'Sydvik'],
      { code: 'company.differs' },
    ],
  ];
  for (const [args, error] of cases) expect(await errorOf(args)).toMatchObject({ exit: 2, ...error });
});

test('a paused template refuses to run, exit code 1, and says so in the run’s own report', async () => {
  const { code, json } = await world.cli(['run', 'Alla', '--company', 'Nordvik']);
  expect(code).toBe(1);
  expect(json).toMatchObject({
    state: 'refused',
    template: 'Alla',
    trigger: 'cli',
    error: { code: 'template.paused' },
  });
});

test('one company’s commands never show another’s (R16)', async () => {
  const { json } = await world.cli<{ company: string }[]>(['status', '--company', 'Sydvik']);
  expect(json.map(({ company }) => company)).toEqual(['Sydvik']);
  expect((await world.cli(['export', '--company', 'Sydvik'])).out).not.toContain('Nordvik');
});

test('before the first import the directory is empty and so is everything else', async () => {
  const fresh = await openWorld();
  try {
    for (const [command, json] of [
      ['users', []],
      ['status', []],
      ['export', { companies: [] }],
    ] as const)
      expect(await fresh.cli([command])).toMatchObject({ code: 0, json });
    expect(await errorOf(['run', 'Alla'], fresh)).toMatchObject({ exit: 2, code: 'template.unknown' });
  } finally {
    await fresh.close();
  }
});
