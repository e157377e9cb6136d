// The HTTP(S) server: one origin for login, Graph and the control API. It reads requests, finds who answers,
// applies latency and faults, and logs. It knows nothing of users or tokens.
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { TlsIdentity } from './certificate.ts';
import { answerControl, type ControlScope } from './control.ts';
import { applyFault } from './fault-body.ts';
import { answerGraph } from './graph.ts';
import type { BatchPartLog } from './graph-request.ts';
import { sendAnswer, type HttpAnswer } from './http-answer.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { answerDiscovery, answerToken } from './sign-in.ts';

export interface ServerScope extends ControlScope {
  requests: RequestLog;
  tls: TlsIdentity | null;
  log: (line: string) => void;
}

export interface RunningServer {
  origin: string;
  close(): Promise<void>;
}

interface Exchange {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  origin: string;
}

const LARGEST_BODY = 10_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST_BODY) throw new RangeError('the request body is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function readExchange(request: IncomingMessage, scheme: string, port: number): Exchange {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
  // Links carry the name the client used, as long as it is a name of this machine.
  const host = headers['host'] === `localhost:${port}` ? 'localhost' : '127.0.0.1';
  return {
    method: request.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    headers,
    origin: `${scheme}://${host}:${port}`,
  };
}

const NOT_FOUND: HttpAnswer = {
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'Nothing here. Graph is under /v1.0, sign-in under /{tenant}/oauth2/v2.0/token, control under /control.\n',
};

function answerLogin(
  scope: ServerScope,
  exchange: Exchange,
  body: string,
): HttpAnswer & { kind: LoggedRequest['kind'] } {
  const { directory } = scope.service.tenant;
  const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(exchange.path) ?? [];
  if (tenant !== undefined && exchange.method === 'POST') {
    const form = new URLSearchParams(body);
    const request = {
      tenant: decodeURIComponent(tenant),
      form,
      authorization: exchange.headers['authorization'],
      origin: exchange.origin,
    };
    return { kind: 'token', ...answerToken(directory, scope.service.mint, request) };
  }
  const url = new URL(`${exchange.path}?${exchange.query}`, exchange.origin);
  return {
    kind: 'discovery',
    ...(answerDiscovery(directory, scope.service.mint, exchange.origin, url) ?? NOT_FOUND),
  };
}

async function handle(
  scope: ServerScope,
  exchange: Exchange,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const { service, requests } = scope;
  const parts: BatchPartLog[] = [];
  const isGraph = exchange.path.startsWith('/v1.0/');
  const { latencyMs } = service.tenant.settings;
  const fault = service.faults.strike(exchange.method, exchange.path, exchange.query);
  if (latencyMs > 0) await wait(latencyMs);
  if (fault?.effect === 'slow') await wait(fault.delayMs);
  const answer = isGraph
    ? { kind: 'graph' as const, ...answerGraph(service, { ...exchange, body }, parts) }
    : answerLogin(scope, exchange, body);
  const told = fault ? applyFault(answer, fault, service.tenant.clock.now()) : answer;
  const { method, path, query } = exchange;
  const entry: LoggedRequest = { kind: answer.kind, method, path, query, status: told.status, bytes: 0 };
  if (parts.length > 0) entry.parts = parts;
  // Logged before it is sent: whoever has the answer finds it in the log.
  entry.bytes = Buffer.byteLength(told.body);
  if (fault?.effect === 'reset' || fault?.effect === 'resetMidBody') entry.status = 0;
  requests.add(entry);
  await sendAnswer(response, told, fault);
  scope.log(`${method} ${path}${query ? `?${query}` : ''} ${entry.status} ${entry.bytes}`);
}

async function handleControl(
  scope: ServerScope,
  exchange: Exchange,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const { status, value } = answerControl(scope, exchange.method, exchange.path, body);
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  await sendAnswer(response, { status, headers, body: `${JSON.stringify(value)}\n` }, null);
}

export async function startServer(scope: ServerScope, port: number): Promise<RunningServer> {
  const scheme = scope.tls ? 'https' : 'http';
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { port: actual } = server.address() as AddressInfo;
    const exchange = readExchange(request, scheme, actual);
    const isControl = exchange.path === '/control' || exchange.path.startsWith('/control/');
    readBody(request)
      .then((body) => (isControl ? handleControl : handle)(scope, exchange, body, response))
      .catch((error: unknown) => {
        scope.log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        if (response.headersSent) response.socket?.destroy();
        else
          response.writeHead(500, { 'Content-Type': 'text/plain' }).end('the emulator failed; see its log\n');
      });
  };
  const server = scope.tls
    ? createHttpsServer({ cert: scope.tls.certPem, key: scope.tls.keyPem }, listener)
    : createHttpServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    origin: `${scheme}://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
