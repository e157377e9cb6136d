// A PostgreSQL that is reached with TLS, for tests: takes the question whether there is TLS, answers yes, and passes everything on to a
// server without. Its certificate is whatever the test gives it.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';

export interface TlsProxy {
  port: number;
  close(): Promise<void>;
}

export async function openTlsProxy(
  target: { host: string; port: number },
  identity: { cert: string; key: string },
): Promise<TlsProxy> {
  const sockets = new Set<Socket>();
  const secureContext = createSecureContext(identity);
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((near) => {
    keep(near);
    // The question is eight bytes and comes alone.
    near.once('data', () => {
      near.write('S');
      const secured = keep(new TLSSocket(near, { isServer: true, secureContext }));
      const far = keep(connect(target));
      secured.pipe(far).pipe(secured);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
