// A mail server that speaks TLS wrongly: another's or an old certificate, and a handshake that breaks, is garbage or never comes.
// Nothing is said to it in the clear, and what is wrong is told.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAppCertificate } from '../../emulator/certificate.ts';
import { openTestSmtp } from '../../test/smtp.ts';
import { makeTemporaryFolder } from '../../test/temporary-folder.ts';
import { openMailLine } from './mail-line.ts';

const DAY_MS = 86_400_000;

async function openTo(port: number, tls: 'fromStart' | 'startTls', ca: string | null = null) {
  const line = await openMailLine(
    {
      server: { host: 'localhost', port, tls, user: 'rollcall', ca },
      from: { name: null, address: 'rollcall@nordvik.example' },
      returnPath: 'studsar@nordvik.example',
    },
    'hemligt-ord',
    { connectMs: 1_000, answerMs: 3_000, endMs: 3_000 },
  );
  if ('send' in line) {
    line.close();
    return 'open';
  }
  return `${line.trouble.code}: ${line.trouble.message} ${line.trouble.cure}`;
}

test.each([
  ['an old certificate', 'localhost', -2, /^mail\.tls: .*certificate has expired/],
  ['somebody else’s certificate', 'mail.annan.example', 30, /^mail\.tls: .*mail\.annan\.example/],
] as const)('a server with %s is not spoken to', async (_what, name, days, expected) => {
  const [from, to] = [new Date(Date.now() - 90 * DAY_MS), new Date(Date.now() + days * DAY_MS)];
  const { certPem: cert, keyPem: key } = await createAppCertificate(name, from, to);
  const ca = join(await makeTemporaryFolder(), 'ca.pem');
  await writeFile(ca, cert);
  for (const fromStart of [true, false]) {
    const user = { name: 'rollcall', password: 'hemligt-ord' };
    const smtp = await openTestSmtp({ tls: { fromStart, key, cert }, user });
    onTestFinished(() => smtp.close());
    expect(await openTo(smtp.port, fromStart ? 'fromStart' : 'startTls', ca)).toMatch(expected);
  }
});

type Handshake = 'garbage' | 'close' | 'silence' | 'refusal';

/** A server that offers STARTTLS, or begins with it, and then does as it is told. */
async function openBroken(handshake: Handshake, fromStart: boolean) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const breakOff = (socket: Socket) => {
    if (handshake === 'garbage') socket.write('500 5.5.1 What?\r\n'.repeat(20));
    else if (handshake !== 'silence') socket.destroy();
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (!fromStart) socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (chunk) => {
      const said = chunk.toString('latin1');
      heard.push(said);
      if (fromStart) return breakOff(socket);
      if (said.startsWith('EHLO'))
        return socket.write('250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n');
      if (!said.startsWith('STARTTLS')) return breakOff(socket);
      return socket.write(handshake === 'refusal' ? '454 4.7.0 TLS not available\r\n' : '220 Go ahead\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, heard };
}

test.each([
  ['garbage', 'startTls', /^mail\.tls: /],
  ['close', 'startTls', /^mail\.tls: /],
  ['silence', 'startTls', /^mail\.tls: /],
  ['refusal', 'startTls', /^mail\.tls: .*454 4\.7\.0 TLS not available/],
  ['garbage', 'fromStart', /^mail\.tls: /],
  ['close', 'fromStart', /^mail\.tls: /],
  ['silence', 'fromStart', /^mail\.(silent|unreachable): /],
] as const)(
  'a handshake that is %s, by %s, is trouble, and no password goes out',
  async (handshake, tls, expected) => {
    const { port, heard } = await openBroken(handshake, tls === 'fromStart');
    const told = await openTo(port, tls);
    expect(told).toMatch(expected);
    expect(heard.join('\n')).not.toMatch(/AUTH|MAIL FROM|hemligt/);
  },
);

test('a port with TLS from the start that is called for STARTTLS says nothing, and the cure names smtps', async () => {
  const { port } = await openBroken('silence', true);
  expect(await openTo(port, 'startTls')).toMatch(/^mail\.silent: .*smtps:\/\//);
});
