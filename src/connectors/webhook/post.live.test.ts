// One message to a real receiver: whatever it does, there is an outcome in words, in bounded time and memory, and nothing reaches an
// address that is not allowed, whatever its name stands for by then.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openReceiver } from '../../../test/webhook-receiver.ts';
import type { Receiver } from '../../../test/webhook-receiver.ts';
import { createTlsIdentity } from '../../../emulator/certificate.ts';
import type { Resolve } from './allowed-lookup.ts';
import { nothingMore } from './network.ts';
import { openPoster } from './post.ts';
import type { Poster } from './post.ts';

const TIMEOUT_MS = 300;
const here = { names: [], networks: ['127.0.0.0/8'] };
const message = { headers: { 'content-type': 'application/json' }, body: '{"a":"å"}' };
const never = new AbortController().signal;
let receiver: Receiver;
let poster: Poster;

beforeEach(async () => {
  receiver = await openReceiver();
  poster = aPoster({ allowed: here });
});
afterEach(() => receiver.close());

function aPoster(options: Parameters<typeof openPoster>[0]): Poster {
  const made = openPoster({ timeoutMs: TIMEOUT_MS, ...options });
  onTestFinished(() => made.close());
  return made;
}

const post = (url = receiver.url, by = poster) => by.post(url, message, never);
const silence = (why: RegExp) => ({ is: 'silence', why: expect.stringMatching(why) });

test('an answer comes with its status, its beginning and the pause it asks for', async () => {
  receiver.answer({ status: 429, headers: { 'retry-after': '7' }, body: 'för fort' });
  expect(await post()).toEqual({ is: 'answer', status: 429, askedMs: 7_000, text: 'för fort' });
  expect(receiver.received).toMatchObject([{ body: message.body, path: '/hooks/a-long-secret-path' }]);
});

test('a receiver that hangs is left after a while', async () => {
  receiver.answer('hang');
  expect(await post()).toEqual(silence(/no answer within 0.3 seconds/));
});

test('a line that is cut before the answer is told from an answer', async () => {
  receiver.answer('drop');
  expect(await post()).toEqual(silence(/broke before there was an answer/));
});

test('an answer that begins and does not end counts by its status', async () => {
  receiver.answer('drip');
  expect(await post()).toMatchObject({ is: 'answer', status: 200, text: 'o' });
});

test('an answer without end is read no further than its beginning', async () => {
  receiver.answer('huge');
  const posted = await post();
  expect(posted).toMatchObject({ is: 'answer', status: 200 });
  if (posted.is === 'answer') expect(posted.text.length).toBeLessThanOrEqual(2_048);
  // Whatever lay in the buffers of the two ends, and no more.
  expect(receiver.written()).toBeLessThan(64 * 1024 * 1024);
});

test('a redirect is an answer and is not followed', async () => {
  const other = await openReceiver();
  onTestFinished(() => other.close());
  receiver.answer({ status: 307, headers: { location: other.url } });
  expect(await post()).toMatchObject({ is: 'answer', status: 307 });
  expect(other.received).toEqual([]);
});

test('who can not be reached is told in words', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual(silence(/Nobody takes connections/));
  const unknown: Resolve = (_name, _options, done) =>
    done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
  const lost = aPoster({ allowed: here, resolve: unknown });
  expect(await post('https://hook.example/', lost)).toEqual(silence(/Nothing is known by the name/));
});

test('a certificate that nobody trusts, and no TLS at all where there should be, send nothing', async () => {
  const seen: string[] = [];
  const { keyPem, certPem } = await createTlsIdentity();
  const server = createTlsServer({ key: keyPem, cert: certPem }, (request, response) => {
    seen.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await post(`https://127.0.0.1:${port}/`)).toEqual(
    silence(/certificate of the receiver is not trusted/),
  );
  expect(seen).toEqual([]);
  expect(await post(receiver.url.replace('http:', 'https:'))).toEqual(silence(/does not speak HTTPS/));
  expect(receiver.received).toEqual([]);
});

test('an address inside is not reached, by number or by a name that stands for it', async () => {
  const walled = aPoster({ allowed: nothingMore });
  expect(await post(receiver.url, walled)).toEqual(silence(/may not go/));
  const inside: Resolve = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  const named = aPoster({ allowed: nothingMore, resolve: inside });
  const port = new URL(receiver.url).port;
  expect(await post(`http://hook.example:${port}/`, named)).toEqual(silence(/may not go/));
  expect(receiver.received).toEqual([]);
});

test('a name that stands for something else at every look reaches only what was checked', async () => {
  const looks: string[] = [];
  const port = new URL(receiver.url).port;
  const rebinding: Resolve = (_name, _options, done) => {
    // Public when somebody checks first, inside when it is connected to; here the check is the look that connects.
    const address = looks.length === 0 ? '203.0.113.9' : '127.0.0.1';
    looks.push(address);
    done(null, [{ address, family: 4 }]);
  };
  const walled = aPoster({ allowed: nothingMore, resolve: rebinding });
  expect(await post(`http://hook.example:${port}/`, walled)).toEqual(silence(/may not go/));
  expect(await post(`http://hook.example:${port}/`, walled)).toEqual(silence(/may not go/));
  expect(receiver.received).toEqual([]);
  // Of several addresses only those that pass are tried.
  const both: Resolve = (_name, _options, done) =>
    done(null, [
      { address: '10.0.0.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  const mixed = aPoster({ allowed: here, resolve: both });
  expect(await post(`http://hook.example:${port}/`, mixed)).toMatchObject({ is: 'answer', status: 200 });
});

test('a process that stops cuts its messages off and says so by throwing', async () => {
  receiver.answer('hang');
  const stop = new AbortController();
  const sending = poster.post(receiver.url, message, stop.signal);
  await receiver.got(1);
  stop.abort();
  await expect(sending).rejects.toThrow(/aborted/);
});
