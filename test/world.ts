// The whole product as a test sees it: an emulated tenant, a database of its own, and the command line. Commands are carried
// out in this process, where they cost a fifth of what a start of Node does; those that are to be killed, or to go on, are
// processes of their own. Knows no rule of the product.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articleMapping } from '../demo/document.ts';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../emulator/emulator.ts';
import { answerCommandLine, presentAnswer } from '../src/cli/answer-command-line.ts';
import { testDatabase } from './database.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

interface Answer<T = unknown> {
  code: number;
  json: T;
  out: string;
  error: string;
}

export interface Report {
  run: string;
  state: 'succeeded' | 'failed' | 'withheld' | 'refused';
  read: { complete: boolean; mode: 'full' | 'delta'; people: number; requests: number } | null;
  counts: Record<
    'create' | 'change' | 'leave' | 'return' | 'delete' | 'skip' | 'conflict' | 'unchanged',
    number
  >;
  withheld: { kind: string; count: number; counted: number; percent: number }[];
  reasons: { code: string; count: number }[];
  error: { code: string; message: string; cure: string } | null;
  steps?: PlannedStep[];
}

interface PlannedStep {
  do: string;
  person: string;
  user: string | null;
  alias: string | null;
  from: Record<string, string | null> | null;
  to: Record<string, string | null> | null;
  because: { code: string; message: string; cure: string };
}

export interface ListedUser {
  id: string;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  pstnFixed: string;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  callerId: string | null;
  settingsTemplate: string | null;
  settings: Record<string, unknown>;
  fields: Record<string, string | null>;
  state: 'active' | 'leaving';
  deleteOn: string | null;
  person: string | null;
}

/** Variables over the world's own. */
type Environment = Readonly<Record<string, string>>;

export interface World {
  emulator: Emulator;
  databaseUrl: string;
  /** ROLLCALL_DATA: the master key lies there. */
  dataFolder: string;
  /** A document with one sync template, `Alla`, on the emulated tenant; overrides replace its keys. */
  document(template?: Record<string, unknown>, company?: Record<string, unknown>): Record<string, unknown>;
  importDocument(document: unknown, more?: Environment): Promise<Answer>;
  /** Carries out a command with --json. now: ISO time. */
  cli<T = unknown>(args: string[], now?: string, more?: Environment): Promise<Answer<T>>;
  /** Starts a command without waiting, to be killed. */
  start(args: string[], now?: string, more?: Environment): ChildProcess;
  users(): Promise<ListedUser[]>;
  close(): Promise<void>;
}

export async function openWorld(options: EmulatorOptions = {}): Promise<World> {
  const emulator = await startEmulator(options);
  const { url: databaseUrl, database, close: closeDatabase } = await testDatabase();
  // Only the commands are to be connected: a restore refuses where anybody else is.
  await database.close();
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-world-'));
  // Entered by everybody: the server that root starts is another user's.
  await chmod(folder, 0o711);
  const dataFolder = join(folder, 'data');
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    ROLLCALL_DATA: dataFolder,
    ROLLCALL_TEST_CLOCK: '1',
    // A free one: many servers run side by side here.
    ROLLCALL_PORT: '0',
    ROLLCALL_MAX_WAIT_SECONDS: '1',
    ROLLCALL_CLOUDS: JSON.stringify({ emulator: { login: emulator.url, graph: emulator.url } }),
  };
  const start = (args: string[], now?: string, more: Environment = {}) =>
    spawn(process.execPath, [main, ...args, ...(now === undefined ? [] : ['--now', now])], {
      env: { ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const cli = async <T>(args: string[], now?: string, more: Environment = {}) =>
    ask<T>([...args, '--json', ...(now === undefined ? [] : ['--now', now])], { ...environment, ...more });
  return {
    emulator,
    databaseUrl,
    dataFolder,
    start,
    cli,
    document: (template = {}, company = {}) => presentDocument(emulator, template, company),
    async importDocument(document, more) {
      const file = join(folder, 'document.json');
      await writeFile(file, JSON.stringify(document));
      return cli(['import', file], undefined, more);
    },
    async users() {
      const { json, error } = await cli<ListedUser[]>(['users']);
      if (!Array.isArray(json)) throw new Error(`users gave no list: ${error}`);
      return json;
    },
    async close() {
      await emulator.close();
      await closeDatabase();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask<T>(args: string[], environment: NodeJS.ProcessEnv): Promise<Answer<T>> {
  let error = '';
  const result = await answerCommandLine(args, {
    environment,
    signal: new AbortController().signal,
    say: (line) => void (error += `${line}\n`),
    writeLog: (text) => void (error += text),
  });
  const out = presentAnswer(args, result);
  let json: T;
  try {
    json = JSON.parse(out) as T;
  } catch (cause) {
    throw new Error(`not one JSON value on standard output: ${out}\n${error}`, { cause });
  }
  return { code: result.exitCode, json, out, error };
}

function presentDocument(
  emulator: Emulator,
  template: Record<string, unknown>,
  company: Record<string, unknown>,
): Record<string, unknown> {
  return {
    company: { name: 'Nordvik Energi AB', country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' },
    ...company,
    syncTemplates: [
      {
        name: 'Alla',
        mode: 'full',
        provider: {
          tenant_id: emulator.tenantId,
          client_id: emulator.clientId,
          client_secret: emulator.clientSecret,
          user_filter: { memberOf: [''] },
          cloud: 'emulator',
        },
        fieldMapping: articleMapping,
        ...template,
      },
    ],
  };
}
