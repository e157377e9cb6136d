// What every request gets, whatever it asks for: headers, problems in one form, limits, and nothing of the inside.
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';
import type { Ask, TestApi } from '../../test/api.ts';
import { openServer, PortUnavailable } from './server.ts';

let api: TestApi;
let operator: Ask;
beforeAll(async () => {
  api = await openTestApi();
  operator = await api.asPerson('operator', null);
});
afterAll(() => api.close());

const problemOf = (code: string, status: number) => ({
  status,
  body: {
    code,
    status,
    detail: expect.any(String),
    cure: expect.any(String),
    type: `urn:rollcall:problem:${code}`,
  },
});

describe('a request that can not be carried out', () => {
  test('to an address that nothing is at is not found', async () => {
    expect(await operator('GET', '/nothing')).toMatchObject(problemOf('notFound', 404));
    expect(await operator('GET', '/companies/')).toMatchObject(problemOf('notFound', 404));
  });

  test('by a method that the address does not know says which it knows', async () => {
    const answer = await operator('PUT', '/companies');
    expect(answer).toMatchObject(problemOf('method', 405));
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });

  test('with a body that is no JSON says where it stops being any', async () => {
    const answer = await operator('POST', '/companies', '{"name": "A",\n "country" "SE"}');
    expect(answer).toMatchObject(problemOf('json.malformed', 400));
    expect(answer.body['errors']).toMatchObject([{ line: 2, column: 12 }]);
    for (const text of ['', '{', 'null x', '"\\ud8"']) {
      expect(await operator('POST', '/companies', text)).toMatchObject(problemOf('json.malformed', 400));
    }
  });

  test('with a value of another kind is told apart from one that is not there', async () => {
    const { body } = await api.asNobody('POST', '/sign-in', { email: 5 });
    expect(body['errors']).toEqual([
      { path: 'email', message: 'It is not a string.', cure: 'Write a string.' },
      { path: 'password', message: 'It is missing.', cure: 'Add it: a string.' },
    ]);
  });

  test('with a key that nothing knows is refused wherever keys are known', async () => {
    const boss = await api.asPerson('companyAdministrator', await api.company());
    const { id } = (await boss('GET', '/me')).body;
    for (const [method, path] of [
      ['PATCH', `/administrators/${String(id)}`],
      ['PATCH', '/me/profile'],
      ['POST', '/me/password'],
      ['POST', '/sign-in'],
      ['POST', '/administrators'],
      ['POST', '/invitation'],
      ['POST', '/invitation/accept'],
      ['POST', '/first-administrator'],
    ] as const) {
      const answer = await boss(method, path, { disable: true }, { 'If-Match': '*' });
      expect(answer, path).toMatchObject(problemOf('input.invalid', 400));
      expect(JSON.stringify(answer.body['errors']), path).toContain('disable');
    }
    for (const path of ['/companies?limmit=5', '/administrators?limmit=5'])
      expect(await boss('GET', path), path).toMatchObject(problemOf('input.invalid', 400));
  });

  test('with a NUL or no UTF-8 in its address: a path that nothing is at, or a wrong value', async () => {
    for (const odd of ['%00', '%ED%A0%80', '%zz']) {
      expect(await operator('GET', `/companies/${odd}`)).toMatchObject(problemOf('notFound', 404));
      expect(await operator('GET', `/companies?cursor=${odd}`)).toMatchObject(
        problemOf('input.invalid', 400),
      );
    }
  });

  test('with a body that is not said to be JSON is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
    ]) {
      const answer = await operator('POST', '/companies', '{"name":"A"}', { 'content-type': type });
      expect(answer).toMatchObject(problemOf('body.type', 415));
    }
  });

  test('with a body over the limit is refused, whether it says so or not', async () => {
    const body = JSON.stringify({ name: 'A'.repeat(1024 * 1024) });
    expect(await operator('POST', '/companies', body)).toMatchObject(problemOf('body.tooLarge', 413));
    const token = await tokenOf();
    const company = await api.company();
    const answer = await sendChunked(`/api/v1/companies/${company}`, token, 3 * 1024 * 1024);
    expect(answer).toBe(404);
    const own = await sendChunked(`/api/v1/sign-in`, token, 3 * 1024 * 1024, 'POST');
    expect(own).toBe(413);
  });

  test('with bytes that are no UTF-8, NUL, or half a character is refused', async () => {
    const bytes = await fetch(`${api.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(bytes.status).toBe(400);
    for (const email of ['a\\u0000b', '\\ud800']) {
      const answer = await api.asNobody('POST', '/sign-in', `{"email":"${email}","password":"x"}`);
      expect(answer).toMatchObject(problemOf('input.invalid', 400));
    }
    for (const path of ['/companies/%00', '/companies/%zz', '/companies/%ff']) {
      expect((await operator('GET', path)).status).toBe(404);
    }
  });

  test('by what its schema says tells every fault with its path', async () => {
    const answer = await api.asNobody('POST', '/first-administrator', {
      token: 1,
      email: null,
      language: 'fi',
    });
    expect(answer).toMatchObject(problemOf('input.invalid', 400));
    const errors = answer.body['errors'] as { path: string; message: string; cure: string }[];
    expect(errors.map(({ path }) => path)).toEqual([
      'token',
      'email',
      'firstName',
      'lastName',
      'password',
      'language',
    ]);
    expect(errors.find(({ path }) => path === 'language')?.cure).toBe('Write one of "sv", "en".');
    expect(errors.every(({ message, cure }) => message.endsWith('.') && cure !== '')).toBe(true);
  });

  test('because of a bug says a reference that the log has, and nothing of the inside', async () => {
    await api.database.pool.query('alter table companies rename to companies_gone');
    try {
      const answer = await operator('GET', '/companies');
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
      expect(JSON.stringify(answer.body)).not.toMatch(/companies_gone|relation|select/i);
      expect(answer.body['reference']).toBe(answer.headers.get('x-request-id'));
      expect(api.logged.at(-1)?.fields.requestId).toBe(answer.body['reference']);
    } finally {
      await api.database.pool.query('alter table companies_gone rename to companies');
    }
  });
});

test('a watcher that speaks HTTP/1.0, and names no host, is answered', async () => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.write('GET /healthz HTTP/1.0\r\n\r\n');
  let told = '';
  for await (const chunk of socket.setEncoding('utf8')) told += String(chunk);
  expect(told).toMatch(/^HTTP\/1\.1 200 OK/);
});

describe('every answer', () => {
  test('carries the headers that keep it to whom it is for', async () => {
    for (const path of ['/companies', '/nothing', '/me']) {
      const { headers } = await operator('GET', path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    }
  });

  test('to HEAD is the one to GET without its body, and OPTIONS says what there is', async () => {
    const head = await operator('HEAD', '/companies');
    expect(head).toMatchObject({ status: 200, body: null });
    const options = await operator('OPTIONS', '/companies');
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });
});

describe('too many requests', () => {
  test('from one address are told to wait, others are not', async () => {
    let now = 1_000_000;
    const limited = await openServer(
      { ...api.parts, clock: () => now, rateLimit: { burst: 5, perSecond: 0.5 }, isTrustedProxy: () => true },
      { host: '127.0.0.1', port: 0 },
    );
    try {
      const ask = (from: string) =>
        fetch(`${limited.url}/api/v1/sign-in`, { headers: { 'x-forwarded-for': from } });
      const answers: Response[] = [];
      for (let n = 0; n < 7; n += 1) answers.push(await ask('198.51.100.1'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
      expect(answers[5]?.headers.get('retry-after')).toBe('2');
      expect((await ask('198.51.100.2')).status).toBe(200);
      now += 2_000;
      expect((await ask('198.51.100.1')).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});

test('a database that is away is a 503 that says when to come back, and comes back by itself', async () => {
  const name = new URL(api.databaseUrl).pathname.slice(1);
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  try {
    await server.query(`alter database ${name} allow_connections false`);
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    const answer = await operator('GET', '/companies');
    expect(answer).toMatchObject(problemOf('database.unavailable', 503));
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(answer.body)).not.toContain(name);
  } finally {
    await server.query(`alter database ${name} allow_connections true`);
    await server.end();
  }
  expect((await operator('GET', '/companies')).status).toBe(200);
});

test('a port that is taken is told with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const failure = await openServer(api.parts, { host: '127.0.0.1', port }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PortUnavailable);
  expect(failure).toMatchObject({
    message: expect.stringContaining(String(port)),
    cure: expect.stringContaining('--port'),
  });
  other.close();
});

describe('the document', () => {
  interface Operation {
    operationId?: string;
    summary?: string;
    tags?: string[];
    responses: Record<string, { content?: Record<string, unknown> }>;
    security?: object[];
  }

  test('has for every route a name of its own, a summary, problems and who may', async () => {
    const answer = await fetch(`${api.url}/api/openapi.json`);
    const document = (await answer.json()) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operationId, summary, tags, responses, security } of operations) {
      expect(operationId, summary).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary, operationId).toBeTruthy();
      expect(tags, operationId).toHaveLength(1);
      expect(security, operationId).toBeDefined();
      for (const status of ['400', '429', '500', '503']) {
        expect(Object.keys(responses[status]?.content ?? {}), operationId).toEqual([
          'application/problem+json',
        ]);
      }
    }
  });

  test('is a page too, that loads nothing from anywhere and names every route', async () => {
    const answer = await fetch(`${api.url}/api`);
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    // Addresses stand in examples; none is in what a browser fetches.
    expect(html).not.toMatch(
      /<script|<link|<img|@import|url\(|\s(?:src|href|action|srcset)="?'?(?:https?:)?\/\/(?!127)/i,
    );
    expect(html).toContain('id="createToken"');
    expect(html).not.toContain('undefined');
  });
});

async function tokenOf(): Promise<string> {
  const company = await api.company();
  const ask = await api.asPerson('companyAdministrator', company);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const { body } = await ask('POST', `/companies/${company}/tokens`, {
    name: 'T',
    role: 'viewer',
    expiresAt,
  });
  return String(body['secret']);
}

/** A body without a Content-Length; gives the status. */
async function sendChunked(path: string, token: string, bytes: number, method = 'PATCH'): Promise<number> {
  const asked = request(`${api.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'if-match': '*' },
  });
  const answered = once(asked, 'response');
  asked.on('error', () => undefined);
  for (let sent = 0; sent < bytes; sent += 65_536) asked.write('x'.repeat(65_536));
  asked.end();
  const [response] = (await answered) as [{ statusCode: number; resume: () => void }];
  response.resume();
  return response.statusCode;
}
