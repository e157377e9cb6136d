// The portal over HTTP: what is kept and what is asked for again, what comes compressed, under which policy the page stands, and
// what stays the API's.
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { openServer } from '../server.ts';

const script = 'export const one = 1;';
const page = '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script src="/scheme.js"></script>';

let api: TestApi;
let folder: string;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
  await mkdir(join(folder, 'assets'));
  const files = {
    'index.html': page,
    'scheme.js': script,
    'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'made-of.txt': 'abc',
    'assets/main-a1b2.js': script,
    'assets/main-a1b2.js.br': brotliCompressSync(script),
    'assets/main-a1b2.js.gz': gzipSync(script),
    'assets/geist-c3.woff2': 'wOF2',
    'assets/notes.map': '{}',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  api = await openTestApi({ portalFolder: folder });
});
afterAll(() => api.close());

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** By a client that undoes no compression and leaves paths as they are. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request(api.url, { path, headers, method }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', reject).end();
    },
  );
}

describe('files with a hash in their names', () => {
  test('are kept for ever', async () => {
    const { status, headers, body } = await get('/assets/main-a1b2.js');
    expect([status, body.toString()]).toEqual([200, script]);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    expect((await get('/assets/geist-c3.woff2')).headers).toMatchObject({ 'content-type': 'font/woff2' });
  });

  test('come as small as the browser takes them', async () => {
    for (const [accepted, encoding, bytes] of [
      ['gzip, deflate, br, zstd', 'br', brotliCompressSync(script)],
      ['gzip', 'gzip', gzipSync(script)],
      ['br;q=0, gzip;q=0.5', 'gzip', gzipSync(script)],
      ['identity', undefined, Buffer.from(script)],
    ] as const) {
      const { headers, body } = await get('/assets/main-a1b2.js', { 'accept-encoding': accepted });
      expect([accepted, headers['content-encoding'], body]).toEqual([accepted, encoding, bytes]);
    }
  });

  test('are nothing else than what a build has put there for browsers', async () => {
    for (const path of [
      '/assets/main-zzzz.js',
      '/assets/notes.map',
      '/assets/main-a1b2.js.br',
      '/assets/..%2Findex.html',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '/assets/',
      '/made-of.txt',
    ]) {
      const { status, headers } = await get(path, path === '/made-of.txt' ? {} : html);
      expect([path, status, headers['content-type']]).toEqual([path, 404, 'application/problem+json']);
    }
  });
});

describe('files beside the page', () => {
  test('are asked for again, and not sent again', async () => {
    const first = await get('/scheme.js');
    expect(first.headers).toMatchObject({ 'cache-control': 'no-cache' });
    const again = await get('/scheme.js', { 'if-none-match': String(first.headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await get('/favicon.svg')).headers).toMatchObject({ 'content-type': 'image/svg+xml' });
  });
});

describe('the page', () => {
  test('stands under a policy that lets in nothing from elsewhere and nothing inline', async () => {
    const { status, headers, body } = await get('/', html);
    const [, nonce = ''] = /content="([\w-]{24})"/u.exec(body.toString()) ?? [];
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types default',
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY', vary: 'Accept' });
    expect((await get('/', html)).body.toString()).not.toContain(nonce);
  });

  test('is at every address that people open and nothing else is at', async () => {
    for (const path of ['/', '/users', '/integrations/ad-sync/7/guide?tab=2', '/assetsandmore'])
      expect([path, (await get(path, html)).body.toString().slice(0, 15)]).toEqual([path, '<!doctype html>']);
    const head = await get('/users', html, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8' });
  });

  test('hides neither what the API does not know nor what cannot be done', async () => {
    const wrong = [
      ['GET', '/api/v1/nothing', html, 404],
      ['GET', '/users', { accept: 'application/json' }, 404],
      ['POST', '/users', html, 404],
      ['POST', '/', html, 405],
      ['DELETE', '/assets/main-a1b2.js', html, 405],
    ] as const;
    for (const [method, path, headers, status] of wrong)
      expect([method, path, (await get(path, headers, method)).status]).toEqual([method, path, status]);
    expect((await get('/', html, 'POST')).headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS' });
    expect((await get('/healthz', html)).body.toString()).not.toContain('<!doctype');
    expect((await get('/welcome', html)).body.toString()).not.toContain('csp-nonce');
  });

  test('and its files are not held up by the limit of the API', async () => {
    const rateLimit = { burst: 1, perSecond: 0.001 };
    const server = await openServer({ ...api.parts, rateLimit }, { host: '127.0.0.1', port: 0 });
    const statusOf = async (path: string) => (await fetch(server.url + path)).status;
    expect([await statusOf('/api'), await statusOf('/api')]).toEqual([200, 429]);
    for (const path of ['/', '/assets/main-a1b2.js', '/scheme.js'])
      expect([path, await statusOf(path)]).toEqual([path, 200]);
    await server.close();
  });

  test('says how it is made where nothing has been built', async () => {
    const empty = await makeTemporaryFolder();
    await rm(empty, { recursive: true });
    const server = await openServer({ ...api.parts, portalFolder: empty }, { host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${server.url}/users`, { headers: html });
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    await server.close();
  });
});

describe('the frame in which mails are looked at', () => {
  test('has the origin of nobody, loads nothing and is shown by our own pages alone', async () => {
    const { status, headers, body } = await get('/mail-frame', html);
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).not.toContain('allow-same-origin');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("default-src 'none'");
    const [, own = ''] = /script-src '(sha256-[^']+)'/u.exec(policy) ?? [];
    const [, script = ''] = /<script>([^]*)<\/script>/u.exec(body.toString()) ?? [];
    expect(`sha256-${createHash('sha256').update(script).digest('base64')}`).toBe(own);
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });
});
