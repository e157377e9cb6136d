// Whoever webhooks are sent to, as tests need it: a real HTTP server on this machine that answers as it is told to, in turn, and
// remembers what it got.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Answering =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** hang: no answer, ever. drop: the line is cut. drip: one byte, then silence. huge: an answer without end. */
  | 'hang'
  | 'drop'
  | 'drip'
  | 'huge';

export interface Receiver {
  url: string;
  received: Received[];
  /** The next answers, in turn; after them 200. */
  answer(...answers: Answering[]): void;
  /** Resolves when so many have come in all. */
  got(count: number): Promise<Received[]>;
  /** Bytes of answers that were written and taken. */
  written(): number;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Answering[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let written = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body });
      answer(response, answers.shift() ?? { status: 200 }, (bytes) => (written += bytes));
      for (const { count, done } of waiting) if (received.length >= count) done();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks/a-long-secret-path`,
    received,
    answer: (...more) => void answers.push(...more),
    async got(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, done: resolve });
      if (received.length >= count) resolve();
      await promise;
      return received;
    },
    written: () => written,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, how: Answering, count: (bytes: number) => void): void {
  if (how === 'hang') return;
  if (how === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (typeof how === 'object') {
    response.writeHead(how.status, { connection: 'keep-alive', ...how.headers }).end(how.body ?? '');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' });
  if (how === 'drip') response.write('o');
  else writeForEver(response, count);
}

/** As long as somebody reads. */
function writeForEver(response: ServerResponse, count: (bytes: number) => void): void {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const write = () => {
    if (response.destroyed) return;
    response.write(chunk, (error) => {
      if (error) return;
      count(chunk.length);
      setImmediate(write);
    });
  };
  write();
}
