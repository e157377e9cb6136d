import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../test/database.ts';
import type { TestDatabase } from '../test/database.ts';

const main = join(import.meta.dirname, 'main.ts');
const provider = {
  tenant_id: '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f',
  client_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  client_secret: 'x8Q~secret',
  user_filter: { memberOf: [''] },
};
const aDocument = (name: string, template: string) => ({
  company: { name, country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' },
  numbers: [{ from: '46812345000', to: '46812345999', kind: 'fixed' }],
  syncTemplates: [{ name: template, mode: 'paused', provider }],
});

let folder: string;
let database: TestDatabase;
let stored: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-main-'));
  database = await testDatabase();
  const file = join(folder, 'two.json');
  await writeFile(
    file,
    JSON.stringify({ companies: [aDocument('Nordvik', 'Alla'), aDocument('Sydvik', 'Alla')] }),
  );
  const { code, error } = await rollcall(['import', file]);
  if (code !== 0 || !/^IMPORTANT: made the master key .*secret\.key\. Back it up/.test(error)) {
    throw new Error(error);
  }
  stored = (await rollcall(['export'])).out;
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  code: number | null;
  out: string;
  error: string;
}

function start(args: string[], environment: Record<string, string> = {}): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    ROLLCALL_DATA: folder,
    NO_COLOR: '1',
    ...environment,
  };
  return spawn(process.execPath, [main, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
}
async function answerOf(child: ChildProcess): Promise<Answer> {
  const answer: Answer = { code: null, out: '', error: '' };
  child.stdout?.on('data', (chunk: Buffer) => (answer.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (answer.error += chunk.toString()));
  [answer.code] = (await once(child, 'close')) as [number | null];
  return answer;
}
function rollcall(args: string[], environment: Record<string, string> = {}, stdin = ''): Promise<Answer> {
  const child = start(args, environment);
  child.stdin?.end(stdin);
  return answerOf(child);
}
/** With --json: exit code, the error, and proof that standard output was one JSON value. */
async function errorOf(args: string[], environment: Record<string, string> = {}, stdin = '') {
  const { code, out } = await rollcall([...args, '--json'], environment, stdin);
  const { error } = JSON.parse(out) as {
    error: { code: string; message: string; cure: string; faults?: object[]; candidates?: string[] };
  };
  expect(error.cure).not.toBe('');
  return { exit: code, ...error };
}
async function aFile(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

test('help and version answer at once, without loading what runs need', async () => {
  const coverage = join(folder, 'coverage');
  const { code, out } = await rollcall(['--help'], { NODE_V8_COVERAGE: coverage });
  expect(code).toBe(0);
  expect(out).toContain('Usage: rollcall COMMAND');
  const [file = ''] = await readdir(coverage);
  const loaded = await readFile(join(coverage, file), 'utf8');
  expect(loaded).toContain('command-table.ts');
  expect(loaded).not.toMatch(
    /node_modules\/(pg|kysely|openid-client|libphonenumber-js|undici|temporal-polyfill)\//,
  );
  const version = await rollcall(['--version', '--json']);
  expect(JSON.parse(version.out)).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test('wrong usage is told on standard error for people, nothing on standard output, exit code 2', async () => {
  const { code, out, error } = await rollcall(['rum', 'Alla']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain('There is no command "rum". Did you mean "run"?');
});

const wrongUsage: [string[], Record<string, string>, RegExp][] = [
  [[], {}, /No command/],
  [['run'], {}, /needs TEMPLATE/],
  [['users', '--frobnicate'], {}, /no option "--frobnicate"/],
  [['users', '--now', '2026-01-31T02:00:00Z'], {}, /for tests only/],
  [['users', '--now', 'soon'], { ROLLCALL_TEST_CLOCK: '1' }, /not a point in time/],
  [
    ['users'],
    { ROLLCALL_CLOUDS: '{', ROLLCALL_MAX_WAIT_SECONDS: 'x' },
    /ROLLCALL_CLOUDS.*ROLLCALL_MAX_WAIT_SECONDS/,
  ],
];
test.each(wrongUsage)(
  'wrong usage gives one JSON value and exit code 2: %j %j',
  async (args, environment, says) => {
    expect(await errorOf(args, environment)).toMatchObject({
      exit: 2,
      code: 'usage',
      message: expect.stringMatching(says) as unknown,
    });
  },
);

test('a database that is not there is exit code 1, not a crash', async () => {
  const error = await errorOf(['users'], { DATABASE_URL: 'postgres://nobody:hemligt@127.0.0.1:1/none' });
  expect(error).toMatchObject({ exit: 1, code: 'database.unavailable' });
  expect(JSON.stringify(error)).not.toContain('hemligt');
});

test('input that can not be read is exit code 2 and says why', async () => {
  const big = Buffer.alloc(17 * 1024 * 1024, ' ');
  const inputs: [string, RegExp][] = [
    [join(folder, 'nowhere.json'), /does not exist/],
    [folder, /is a folder/],
    [await aFile('utf16.json', Buffer.from('\uFEFF{}', 'utf16le')), /not UTF-8/],
    [await aFile('big.json', big), /larger than 16 MB/],
  ];
  for (const [file, says] of inputs) {
    expect(await errorOf(['import', file])).toMatchObject({
      exit: 2,
      code: 'input.unreadable',
      message: expect.stringMatching(says) as unknown,
    });
  }
});

test('faults are shown to people with line, column, key and cure', async () => {
  const file = await aFile(
    'faults.json',
    '{"company":{"name":"Nordvik","country":"XX"},\n "numbers":[{"from":"1"}]}',
  );
  const { code, out, error } = await rollcall(['import', file]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain('1:40  company.country  There is no country "XX".');
  expect(error).toContain('2:21  numbers[0].from  "1" is not a phone number in this form.');
  expect(error).toContain('Write digits with country code and without plus');
});

test('export, import from standard input and export give the same bytes', async () => {
  const { code, out } = await rollcall(['import', '-', '--json'], {}, stored);
  expect(code).toBe(0);
  const { changes } = JSON.parse(out) as { changes: { did: string }[] };
  expect(new Set(changes.map(({ did }) => did))).toEqual(new Set(['unchanged']));
  expect((await rollcall(['export', '--json'])).out).toBe(stored);
  expect(stored).not.toContain('x8Q~secret');
});

test('a dry run tells what it would do and does nothing', async () => {
  const { code, out } = await rollcall(
    ['import', '-', '--dry-run', '--json'],
    {},
    JSON.stringify(aDocument('Östvik', 'Ny')),
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    dryRun: true,
    changes: [{ what: 'company', did: 'created' }, {}, { what: 'sync template', name: 'Ny', did: 'created' }],
  });
  expect((await rollcall(['export'])).out).toBe(stored);
});

test('a reader that stops reading is no crash', async () => {
  const child = start(['export']);
  child.stdout?.destroy();
  const { error } = await answerOf(child);
  expect(error).toBe('');
});

test('an interrupt ends the wait for standard input', async () => {
  const child = start(['import', '-', '--json']);
  child.stdin?.write('{');
  const answer = answerOf(child);
  // The handler stands before the input is read; the signal is sent again until it has been heard.
  const again = setInterval(() => child.kill('SIGTERM'), 200);
  await once(child, 'exit');
  clearInterval(again);
  expect((await answer).code).not.toBe(0);
});

/** A module that Node loads first, and that does this a while later in the process. */
const later = (code: string) => {
  const module = Buffer.from(`setTimeout(() => { ${code} }, 4000)`).toString('base64');
  return { NODE_OPTIONS: `--import data:text/javascript;base64,${module}` };
};

test('a fault that nobody waited for ends a service with a line in the log that holds no value', async () => {
  const fault = `Promise.reject(Object.assign(new Error('Not "Anna Berg".'), { detail: 'Key (alias)=(anna.berg)' }))`;
  const { code, error } = await rollcall(['work'], later(fault));
  expect(code).toBe(1);
  const lines = error.split('\n').filter((line) => line.includes('A fault that nobody expected'));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'error', error: { message: 'Not ….' } },
  ]);
  expect(error).not.toMatch(/anna/i);
}, 30_000);

test('a service whose log nobody reads any more goes on', async () => {
  const child = start(['work'], later(`process.stdout.write('still here')`));
  const up = once(child.stderr ?? child, 'data');
  await up;
  child.stderr?.destroy();
  await once(child.stdout ?? child, 'data');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}, 30_000);

test('the emulator is handed its arguments, its exit code and the signal', async () => {
  const wrong = await rollcall(['emulator', '--nonsense']);
  expect(wrong.code).toBe(2);
  const child = start(['emulator', '--people', '3', '--json']);
  const answer = answerOf(child);
  await once(child.stdout ?? child, 'data');
  child.kill('SIGTERM');
  const { code, out } = await answer;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ people: 3 });
});
