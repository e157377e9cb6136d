// A real softphone (baresip) without a window, which nobody here wrote: it registers, takes calls, dials, and tells over its control
// port what happens. Its sound is a loop from its loudspeaker to its microphone.
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { findPort } from './free-port.ts';
import { readProgram } from './packages.ts';
import type { PhoneParts } from './phones.ts';
import { makeScratch, startProgram } from './started-program.ts';
import type { StartedProgram } from './started-program.ts';

/** As baresip tells it. */
interface SoftphoneEvent {
  type: string;
  /** Of the other end, with the name that is shown. */
  peeruri?: string;
  peerdisplayname?: string;
  param?: string;
}

interface Softphone {
  program: StartedProgram;
  untilRegistered(): Promise<void>;
  dial(number: string): Promise<void>;
  hangUp(): Promise<void>;
  /** The first event of this type, whether it has been or is to come. Throws when the program ends before. */
  until(type: string): Promise<SoftphoneEvent>;
  stop(): Promise<void>;
}

export async function openSoftphone(
  { place, folder, exchange }: PhoneParts,
  account: string,
  secret: string,
): Promise<Softphone> {
  // One more for TLS, which it takes whether it is wanted or not.
  const [sip, control] = [await findPort(1), await findPort()];
  const home = await makeScratch(folder, `softphone-${account}-${sip}`);
  const modules = join(place, 'root/usr/lib/baresip/modules');
  await write(join(home, 'config'), presentConfig(modules, sip, control));
  const line =
    `<sip:${account}@${exchange.domain};transport=udp>;auth_user=${account};auth_pass=${secret};` +
    `outbound="sip:127.0.0.1:${exchange.port}";regint=60;answermode=auto;audio_codecs=PCMA\n`;
  await write(join(home, 'accounts'), line);
  const baresip = await readProgram(place, 'usr/bin/baresip');
  const program = await startProgram(`baresip ${account}`, [...baresip, '-f', home], { cwd: home });
  const socket = await connectTo(control, program);
  const { events, send } = openControl(socket);
  return {
    program,
    // On its output: the event may be over before anybody listens to its control port.
    untilRegistered: () => program.untilSays(/ 200 OK .*\[\d+ binding/u),
    dial: async (number) => send('dial', `sip:${number}@${exchange.domain}`),
    hangUp: async () => send('hangup', ''),
    async until(type) {
      for (;;) {
        const found = events.heard.find((event) => event.type === type);
        if (found) return found;
        const next = await Promise.race([events.next(), program.ended.then(() => 'ended')]);
        if (next === 'ended') throw new Error(`baresip ended without ${type}:\n${program.said()}`);
      }
    },
    async stop() {
      socket.destroy();
      await program.stop();
    },
  };
}

function presentConfig(modules: string, sip: number, control: number): string {
  return [
    `sip_listen 127.0.0.1:${sip}`,
    'net_interface 127.0.0.1',
    'audio_player aubridge,loop',
    'audio_source aubridge,loop',
    'audio_alert aubridge,alert',
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    `module_path ${modules}`,
    'module g711.so',
    'module aubridge.so',
    'module_app account.so',
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    '',
  ].join('\n');
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o644);
}

async function connectTo(port: number, program: StartedProgram): Promise<Socket> {
  let isOver = false;
  void program.ended.then(() => (isOver = true));
  while (!isOver) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false, // it does not listen yet
    );
    if (isOpen) return socket;
  }
  throw new Error(`baresip did not start:\n${program.said()}`);
}

/** Netstrings of JSON (`12:{"event":…},`) both ways. */
function openControl(socket: Socket) {
  const heard: SoftphoneEvent[] = [];
  let rest = Buffer.alloc(0);
  let arrived = Promise.withResolvers<void>();
  socket.on('error', () => undefined); // it is seen by its end
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const colon = rest.indexOf(':');
      const length = Number(rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || rest.length < colon + length + 2) break;
      const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length).toString());
      if (message.event === true) heard.push(message as SoftphoneEvent);
      rest = rest.subarray(colon + length + 2);
    }
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  return {
    events: { heard, next: () => arrived.promise },
    send: (command: string, params: string) => {
      const text = JSON.stringify({ command, params });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
    },
  };
}
