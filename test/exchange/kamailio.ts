// A real Kamailio 5.6 on its makers' own schema, with a database, a folder and ports of its own.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REALM } from './asterisk.ts';
import type { Exchange } from './asterisk.ts';
import { openExchangeDatabase } from './exchange-database.ts';
import { findPort } from './free-port.ts';
import { presentLocal, presentOwn, presentPackaged } from './kamailio-configuration.ts';
import { readProgram, readTriplet } from './packages.ts';
import type { Packages } from './packages.ts';
import { makeScratch, startProgram } from './started-program.ts';
import type { StartedProgram } from './started-program.ts';

/** In the order that one needs the other; `avpops` and `group` are for caller id and rights. */
const SCHEMAS = ['standard', 'auth_db', 'alias_db', 'registrar', 'usrloc', 'avpops', 'group'];

/** With JSON-RPC over HTTP, as the packaged configuration has it, and only then. */
export type Kamailio = Exchange & { rpcUrl: string | null };

export async function openKamailio(
  packages: Packages,
  parent: string,
  configuration: 'packaged' | 'own',
): Promise<Kamailio> {
  const folder = await makeScratch(parent, `kamailio-${configuration}`);
  const tree = join(packages.bookworm, 'root');
  const database = await openExchangeDatabase(
    'Kamailio',
    SCHEMAS.map((name) => join(tree, 'usr/share/kamailio/postgres', `${name}-create.sql`)),
  );
  const [sipPort, rpcPort, trunkPort] = [await findPort(), await findPort(), await findPort()];
  const databaseUrl = database.url.replace('postgresql:', 'postgres:');
  const settings = { domain: REALM, databaseUrl, sipPort, trunkPort, folder };
  const packaged = await readFile(join(tree, 'etc/kamailio/kamailio.cfg'), 'utf8');
  const file = join(folder, 'kamailio.cfg');
  const isPackaged = configuration === 'packaged';
  await write(file, isPackaged ? presentPackaged(packaged, await readTwoLines()) : presentOwn(settings));
  await write(join(folder, 'kamailio-local.cfg'), presentLocal(settings));
  const listen = [`udp:127.0.0.1:${sipPort}`, ...(isPackaged ? [`tcp:127.0.0.1:${rpcPort}`] : [])];
  const program = await startProgram('kamailio', await presentCommand(packages, folder, file, listen), {
    cwd: folder,
  });
  await untilAnswers(program, sipPort);
  return {
    program,
    database,
    phones: { port: sipPort, challenge: 407, domain: REALM },
    trunkPort,
    realm: REALM,
    rpcUrl: isPackaged ? `http://127.0.0.1:${rpcPort}/RPC` : null,
    async close() {
      await program.stop();
      await database.close();
    },
  };
}

/** As operators are told to write them. */
async function readTwoLines(): Promise<string[]> {
  const text = await readFile('docs/exchanges.md', 'utf8');
  const [, block] = /^### Two lines of the packaged configuration$[^]*?^```$([^]*?)^```$/mu.exec(text) ?? [];
  const lines = (block ?? '').trim().split('\n');
  if (lines.length !== 2) throw new Error('docs/exchanges.md does not tell two lines for Kamailio.');
  return lines;
}

async function presentCommand(
  packages: Packages,
  folder: string,
  file: string,
  listen: readonly string[],
): Promise<readonly [string, ...string[]]> {
  const kamailio = await readProgram(packages.bookworm, 'usr/sbin/kamailio');
  const modules = join(
    packages.bookworm,
    'root/usr/lib',
    await readTriplet(packages.bookworm),
    'kamailio/modules',
  );
  const inMemory = ['-m', '32', '-M', '8', '-n', '2'];
  const inFolder = ['-f', file, '-L', modules, '-P', join(folder, 'pid'), '-Y', folder, '-w', folder];
  return [...kamailio, '-DD', '-E', ...inFolder, ...inMemory, ...listen.flatMap((one) => ['-l', one])];
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o644);
}

/** Until it answers OPTIONS: it says nothing when it has begun to listen. */
async function untilAnswers(program: StartedProgram, port: number): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port: own } = socket.address();
  const answered = once(socket, 'message');
  const ask = setInterval(() => socket.send(presentOptions(port, own), port, '127.0.0.1'), 50);
  socket.on('error', () => undefined); // nobody is there yet
  try {
    const code = await Promise.race([answered.then(() => 'answered'), program.ended]);
    if (code !== 'answered') throw new Error(`Kamailio did not start:\n${program.said().slice(-4_000)}`);
  } finally {
    clearInterval(ask);
    socket.close();
  }
}

function presentOptions(port: number, own: number): string {
  const lines = [
    `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${own};rport;branch=z9hG4bKready`,
    'Max-Forwards: 5',
    `From: <sip:ready@127.0.0.1:${own}>;tag=ready`,
    `To: <sip:127.0.0.1:${port}>`,
    `Call-ID: ready-${own}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
