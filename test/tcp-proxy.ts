// A line to a server that can be cut and mended, for tests of what happens when the network is away: while it is cut
// nothing passes either way and nobody is told, as when a cable is pulled.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const add = (socket: Socket, onData: (chunk: Buffer) => void, onEnd: () => void) => {
    sockets.add(socket);
    if (isCut) socket.pause();
    socket.on('data', onData);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      onEnd();
    });
  };
  const server = createServer((near) => {
    const far = connect(target);
    add(
      near,
      (chunk) => far.write(chunk),
      () => far.destroy(),
    );
    add(
      far,
      (chunk) => near.write(chunk),
      () => near.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.pause();
    },
    mend() {
      isCut = false;
      for (const socket of sockets) socket.resume();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
