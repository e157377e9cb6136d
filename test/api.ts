// The API as a client of it sees it: a database of its own, a server on a free port, and people and tokens to ask with.
import { randomBytes, randomUUID } from 'node:crypto';
import { makeSecret } from '../src/access/one-time-secret.ts';
import { hashPassword } from '../src/access/password-hash.ts';
import { LONGEST_MS } from '../src/access/session-policy.ts';
import type { ApiParts } from '../src/api/parts.ts';
import { targetKinds } from '../src/connectors/target-kinds.ts';
import { parseClouds } from '../src/connectors/entra/clouds.ts';
import { openQueue } from '../src/jobs/queue.ts';
import { openBox } from '../src/run/open-box.ts';
import { openServer } from '../src/api/server.ts';
import { companyDefaults } from '../src/document/parse-company.ts';
import { createAdministrator } from '../src/store/administrators.ts';
import { writeToken } from '../src/store/api-tokens.ts';
import { writeCompany } from '../src/store/companies.ts';
import type { Database } from '../src/store/database.ts';
import { writeSession } from '../src/store/sessions.ts';
import { noLog } from '../src/log.ts';
import type { LogFields } from '../src/log.ts';
import { testDatabase } from './database.ts';

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  /** Parsed; null without a body. */
  body: T;
}

/** Asks as one person or token. path: from /api/v1 on. body: anything but a text is sent as JSON. */
export type Ask = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<T>>;

type PersonRole = 'operator' | 'companyAdministrator' | 'viewer';

export interface Person {
  id: string;
  email: string;
  password: string;
}

export interface TestApi {
  url: string;
  database: Database;
  databaseUrl: string;
  parts: ApiParts;
  /** What was logged as an error; a test that expects none looks that it is empty. */
  logged: { fields: LogFields; message: string }[];
  company(name?: string): Promise<string>;
  /** Somebody new who can sign in with a password. company: null for an operator. */
  person(role: PersonRole, company: string | null, password?: string): Promise<Person>;
  /** Somebody new, signed in by a session of its own. */
  asPerson(role: PersonRole, company: string | null): Promise<Ask>;
  asToken(role: 'companyAdministrator' | 'viewer', company: string): Promise<Ask>;
  asNobody: Ask;
  /** What a request of somebody new carries, for tests that send their own. */
  headersOf(
    as: 'token' | 'session',
    role: PersonRole,
    company: string | null,
  ): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const defaultParts: Omit<ApiParts, 'database' | 'queue' | 'box' | 'log'> = {
  clouds: builtInClouds(),
  webhookHosts: { names: [], networks: ['127.0.0.0/8'] },
  targetKinds,
  targetHosts: { names: [], networks: ['127.0.0.0/8'] },
  maxWaitSeconds: 1,
  mail: { sending: null, perMinute: 120, service: { name: 'Rollcall', contact: null, origin: null } },
  clock: Date.now,
  version: '0.0.0',
  portalFolder: '/nowhere',
  watching: { stopping: new AbortController().signal, metricsToken: null },
  origin: null,
  oidc: null,
  isTrustedProxy: () => false,
  rateLimit: { burst: 1_000_000, perSecond: 1_000_000 },
};

export async function openTestApi(overrides: Partial<ApiParts> = {}): Promise<TestApi> {
  const { database, url: databaseUrl, close: closeDatabase } = await testDatabase();
  const queue = await openQueue(database, { maintains: false, log: noLog });
  const box = openBox({ database, given: randomBytes(32), dataFolder: '/nowhere', onMade: () => undefined });
  const logged: TestApi['logged'] = [];
  const log = { ...noLog, error: (message: string, fields = {}) => void logged.push({ fields, message }) };
  const parts: ApiParts = { ...defaultParts, database, queue, box, log, ...overrides };
  const server = await openServer(parts, { host: '127.0.0.1', port: 0 });
  const ask = (headers: Record<string, string>) => openAsk(server.url, headers);
  return {
    url: server.url,
    database,
    databaseUrl,
    parts,
    logged,
    async company(name = `Bolaget ${randomUUID()}`) {
      const id = randomUUID();
      await writeCompany(database.kysely, { ...companyDefaults, id, name });
      return id;
    },
    person: (role, company, password) => writePerson(parts, role, company, password),
    asPerson: async (role, company) => ask(await writeHeaders(parts, 'session', role, company)),
    asToken: async (role, company) => ask(await writeHeaders(parts, 'token', role, company)),
    asNobody: ask({}),
    headersOf: (as, role, company) => writeHeaders(parts, as, role, company),
    async close() {
      await server.close();
      await queue.close();
      await closeDatabase();
    },
  };
}

async function writeHeaders(
  parts: ApiParts,
  as: 'token' | 'session',
  role: PersonRole,
  company: string | null,
): Promise<Record<string, string>> {
  if (as === 'token' && role !== 'operator')
    return { authorization: `Bearer ${await writeNewToken(parts, role, company ?? '')}` };
  const { id } = await writePerson(parts, role, company);
  return writeNewSession(parts, id);
}

function builtInClouds(): ApiParts['clouds'] {
  const parsed = parseClouds(undefined);
  if ('faults' in parsed) throw new Error('the built-in clouds are wrong');
  return parsed.clouds;
}

async function writePerson(
  { database, clock }: ApiParts,
  role: PersonRole,
  companyId: string | null,
  password = '',
): Promise<Person> {
  const id = randomUUID();
  const person = {
    id,
    companyId,
    role,
    email: `${id}@nordvik.example`,
    firstName: 'Maja',
    lastName: 'Åberg',
  };
  const passwordHash = password === '' ? null : await hashPassword(password);
  await createAdministrator(
    database.kysely,
    { ...person, language: 'sv', theme: 'system', passwordHash },
    clock(),
  );
  return { id, email: person.email, password };
}

async function writeNewSession({ database, clock }: ApiParts, administratorId: string) {
  const token = makeSecret();
  const csrf = makeSecret().text;
  const session = { id: randomUUID(), administratorId, hash: token.hash, csrf, method: 'password' } as const;
  await writeSession(database.kysely, {
    ...session,
    now: clock(),
    expiresAt: clock() + LONGEST_MS,
    address: null,
    userAgent: null,
  });
  return { cookie: `rollcall-session=${token.text}`, 'x-csrf-token': csrf };
}

async function writeNewToken(
  { database, clock }: ApiParts,
  role: 'companyAdministrator' | 'viewer',
  companyId: string,
): Promise<string> {
  const { text, hash } = makeSecret('rc_');
  await writeToken(database.kysely, {
    id: randomUUID(),
    companyId,
    name: text.slice(3, 15),
    role,
    prefix: text.slice(0, 9),
    hash,
    createdBy: { kind: 'system', id: null, name: 'test' },
    now: clock(),
    expiresAt: clock() + 86_400_000,
  });
  return text;
}

/** How each test talks to the server: real HTTP, JSON both ways. */
export function openAsk(url: string, standing: Record<string, string>): Ask {
  return async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const hasBody = body !== undefined;
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...standing, ...headers },
      ...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      redirect: 'manual',
    });
    const text = await answer.text();
    const isJson = text !== '' && /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : null) as T };
  };
}
