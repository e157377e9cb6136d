// A registered telephone that is busy: it tells that it was called, and answers so.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** called: when a call has come. */
export async function openBusyPhone(port: number): Promise<{ called: Promise<void>; close(): void }> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  const called = Promise.withResolvers<void>();
  socket.on('message', (message, from) => {
    const [first = '', ...headers] = message.toString().split('\r\n');
    if (!first.startsWith('INVITE ')) return;
    const kept = headers.filter((line) => /^(Via|From|To|Call-ID|CSeq):/iu.test(line));
    const tagged = kept.map((line) => (/^To:/iu.test(line) ? `${line};tag=busy` : line));
    const answer = ['SIP/2.0 486 Busy Here', ...tagged, 'Content-Length: 0', '', ''].join('\r\n');
    socket.send(answer, from.port, from.address);
    called.resolve();
  });
  return { called: called.promise, close: () => socket.close() };
}
