// The API on a port: opens, says where, and closes within a bounded time, also with clients that hold on. No TLS: that is
// the proxy's in front.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApi } from './app.ts';
import type { ApiParts } from './parts.ts';

/** After that, requests that still go on are cut off: a stop must not wait for the slowest client. */
const CLOSE_GRACE_MS = 5_000;

export interface ApiServer {
  /** `http://127.0.0.1:8080`, without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** The port can not be had; told with what to do. */
export class PortUnavailable extends Error {
  readonly code = 'port.unavailable';
  readonly cure: string;

  constructor(message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PortUnavailable';
    this.cure = cure;
  }
}

/** port: 0 takes a free one. */
export async function openServer(
  parts: ApiParts,
  { host, port }: { host: string; port: number },
): Promise<ApiServer> {
  const app = createApi(parts);
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: 'localhost',
    serverOptions: limits,
  }) as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explain(error, host, port);
  }
  const address = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Slow senders must not hold connections for ever; answers may take as long as they take (events of a run). */
const limits = { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 };

const portCures: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Stop what uses it, or choose another with --port or ROLLCALL_PORT.',
  EACCES: 'Choose a port from 1024 on with --port, and put a proxy in front for 80 and 443.',
  EADDRNOTAVAIL: 'Correct ROLLCALL_HOST: it has to be an address of this machine.',
  ENOTFOUND: 'Correct ROLLCALL_HOST: it has to be an address of this machine.',
};

function explain(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cure = portCures[code];
  if (!(error instanceof Error) || cure === undefined) return error;
  const what = code === 'EADDRINUSE' ? 'is in use already' : `can not be used (${code})`;
  return new PortUnavailable(`Port ${port} of ${host} ${what}.`, cure, { cause: error });
}
