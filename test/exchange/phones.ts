// Scripted telephones (sipp): each has an account, a secret and a port of its own, registers, answers and calls. What happened is told
// by the exit code of its scenario and by the messages that it saw.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPort, untilBound } from './free-port.ts';
import { readProgram } from './packages.ts';
import { answering, calling, registering } from './sip-scenarios.ts';
import { startProgram } from './started-program.ts';

export interface PhoneParts {
  /** Of the packages with sipp. */
  place: string;
  /** For scenarios and messages. */
  folder: string;
  exchange: { port: number; challenge: 401 | 407; domain: string };
}

/** What a scenario came to. */
interface Heard {
  /** It went to the end of its scenario, and nobody refused anything. */
  isPassed: boolean;
  /** Of the answers that it got, each once and in order, without provisional ones: 401, 200 … */
  statuses: number[];
  /** Every message, as it was on the wire. */
  messages: string;
}

interface Answer {
  /** When the caller has hung up. */
  heard: Promise<Heard>;
  hangUp(): Promise<void>;
}

export interface Phone {
  account: string;
  port: number;
  register(secret: string): Promise<Heard>;
  /** Is not to be called any more. */
  unregister(secret: string): Promise<Heard>;
  /** Waits for one call; when this is done it is able to take it. */
  answer(): Promise<Answer>;
  call(number: string, secret: string): Promise<Heard>;
}

/** How long a scenario may go on for; it takes a tenth of a second where nothing is wrong. */
const TIMEOUT_SECONDS = 20;

/** at: the port where others expect it, such as the other end of a trunk. */
export async function openPhone(parts: PhoneParts, account: string, at?: number): Promise<Phone> {
  const port = at ?? (await findPort(1));
  let nth = 0;
  const start = async (scenario: string, more: readonly string[]) => {
    nth += 1;
    const name = join(parts.folder, `${account}-${port}-${nth}`);
    const messages = `${name}.messages`;
    await writeFile(`${name}.xml`, scenario);
    const command = await presentCommand(parts, { account, port, name, messages, more });
    const program = await startProgram(`sipp ${account}`, command, { cwd: parts.folder });
    const heard = program.ended.then(async (code) =>
      presentHeard(code, await readFile(messages, 'utf8').catch(() => ''), program.said()),
    );
    return { program, heard };
  };
  return {
    account,
    port,
    register: async (secret) => (await start(registering(300), ['-ap', secret])).heard,
    unregister: async (secret) => (await start(registering(0), ['-ap', secret])).heard,
    call: async (number, secret) =>
      (await start(calling(parts.exchange.challenge), ['-ap', secret, '-s', number])).heard,
    async answer() {
      const { program, heard } = await start(answering, []);
      let isOver = false;
      void program.ended.then(() => (isOver = true));
      await untilBound(port, () => isOver);
      return { heard, hangUp: () => program.stop() };
    },
  };
}

interface Scenario {
  account: string;
  port: number;
  name: string;
  messages: string;
  more: readonly string[];
}

async function presentCommand(
  { place, exchange }: PhoneParts,
  { account, port, name, messages, more }: Scenario,
): Promise<readonly [string, ...string[]]> {
  const sipp = await readProgram(place, 'usr/bin/sipp');
  const media = await findPort(3);
  const where = ['-i', '127.0.0.1', '-p', `${port}`, '-mi', '127.0.0.1', '-mp', `${media}`, '-cp', '0'];
  const who = ['-au', account, '-key', 'user', account, '-key', 'domain', exchange.domain];
  const how = [
    '-sf',
    `${name}.xml`,
    '-m',
    '1',
    '-nostdin',
    '-timeout',
    `${TIMEOUT_SECONDS}`,
    '-timeout_error',
  ];
  const trace = ['-trace_msg', '-message_file', messages, '-trace_err', '-error_file', `${name}.errors`];
  return [...sipp, `127.0.0.1:${exchange.port}`, ...where, ...who, ...how, ...trace, ...more];
}

function presentHeard(code: number | null, messages: string, said: string): Heard {
  const received = messages.split(/^-{10,}.*$/mu).filter((part) => /message received/u.test(part));
  const answers = received.flatMap((part) => {
    const [, status] = /^SIP\/2\.0 ([2-6]\d\d)/mu.exec(part) ?? [];
    const [cseq] = /^CSeq:.*$/imu.exec(part) ?? [];
    return status === undefined ? [] : [`${status} ${cseq}`];
  });
  // An answer may be said again: it is one all the same.
  const statuses = [...new Set(answers)].map((answer) => Number(answer.slice(0, 3)));
  return { isPassed: code === 0 && (statuses.at(-1) ?? 200) === 200, statuses, messages: messages || said };
}
