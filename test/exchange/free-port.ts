// Ports on this machine for exchanges and telephones. They lie below those that the system gives to whoever asks for any, so that
// nobody is given one between the look and the start.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

const FIRST = 12_000;
const LAST = 32_000;

/** Free for UDP and TCP on 127.0.0.1; so are the `more` after it. */
export async function findPort(more = 0): Promise<number> {
  for (;;) {
    // Even: RTP goes to even ports.
    const port = FIRST + 2 * Math.floor((Math.random() * (LAST - FIRST - more)) / 2);
    const wanted = Array.from({ length: more + 1 }, (_, nth) => port + nth);
    const free = await Promise.all(wanted.map(async (one) => (await isFreeUdp(one)) && isFreeTcp(one)));
    if (free.every(Boolean)) return port;
  }
}

async function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return closesAfter(socket, 'listening', () => socket.bind(port, '127.0.0.1'));
}

async function isFreeTcp(port: number): Promise<boolean> {
  const server = createServer();
  return closesAfter(server, 'listening', () => server.listen(port, '127.0.0.1'));
}

async function closesAfter(
  opened: NodeJS.EventEmitter & { close(done?: () => void): unknown },
  event: string,
  open: () => unknown,
): Promise<boolean> {
  try {
    open();
    await once(opened, event);
    await new Promise<void>((done) => void opened.close(() => done()));
    return true;
  } catch {
    return false;
  }
}

/** Until a program has the UDP port: whoever calls a telephone before that calls nobody. Reads what Linux tells of its sockets. */
export async function untilBound(port: number, isOver: () => boolean): Promise<void> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  while (!isOver()) {
    if ((await readFile('/proc/net/udp', 'utf8')).includes(` ${address} `)) return;
    await new Promise((done) => setImmediate(done));
  }
}
