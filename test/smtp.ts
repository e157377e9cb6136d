// A mail server that tests send to: takes mails, reads them as a mail program would, and fails as it is told to. What it
// has answered for, or could have, counts as received: a mail that is there twice was sent twice.
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';

interface ReceivedMail {
  /** Of the envelope. */
  from: string;
  to: string[];
  /** The session that it came by, counted from 1. */
  session: number;
  isSecure: boolean;
  user: string | null;
  at: number;
  parsed: ParsedMail;
  raw: string;
}

/** An answer is code and text, such as '450 4.7.1 Come back later'. */
interface SmtpBehaviour {
  /** Before each answer. */
  slowMs?: number;
  /** silent: nobody says a word. An answer: 421 or 554. */
  greeting?: 'silent' | (string & {});
  signIn?: string;
  /** To MAIL FROM. */
  sender?: string;
  /** To RCPT TO of an address, or of every one: '*'. */
  recipients?: Record<string, string>;
  /** hang: the recipient is never answered for, so that no word of the mail goes out. */
  atRecipient?: 'hang' | 'drop';
  /** In the middle of the mail. Nothing of it is kept. */
  inData?: 'hang' | 'drop';
  /** Once the mail is there whole. hang and drop: kept, and not answered for. An answer: not kept. */
  afterData?: 'hang' | 'drop' | (string & {});
}

export interface TestSmtp {
  port: number;
  /** For ROLLCALL_SMTP_URL. */
  url: string;
  mails: readonly ReceivedMail[];
  /** Sessions so far. */
  sessions(): number;
  /** Takes the place of what was said before; nothing: a server in good health. */
  behave(behaviour?: SmtpBehaviour): void;
  /** Nobody listens any more, and who is connected is cut off; start takes the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Waits until there are so many. */
  received(count: number): Promise<readonly ReceivedMail[]>;
  close(): Promise<void>;
}

export interface TestSmtpOptions {
  /** TLS from the start, or with STARTTLS; without: none at all. */
  tls?: { fromStart: boolean; key: string; cert: string };
  /** Who may sign in; without: nobody needs to. */
  user?: { name: string; password: string };
  /** Further words of EHLO off or on. */
  settings?: SMTPServerOptions;
}

interface State {
  behaviour: SmtpBehaviour;
  mails: ReceivedMail[];
  sessions: number;
  /** By the client's port. */
  sockets: Map<number, Socket>;
  numbers: Map<string, number>;
}

export async function openTestSmtp(options: TestSmtpOptions = {}): Promise<TestSmtp> {
  const state: State = { behaviour: {}, mails: [], sessions: 0, sockets: new Map(), numbers: new Map() };
  let server = openListener(options, state);
  let port = await listen(server, 0);
  const stop = async () => {
    for (const socket of state.sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    get port() {
      return port;
    },
    get url() {
      return `${options.tls?.fromStart ? 'smtps' : 'smtp'}://127.0.0.1:${port}`;
    },
    mails: state.mails,
    sessions: () => state.sessions,
    behave: (behaviour = {}) => void (state.behaviour = behaviour),
    stop,
    async start() {
      server = openListener(options, state);
      port = await listen(server, port);
    },
    async received(count) {
      const until = Date.now() + 15_000;
      while (state.mails.length < count && Date.now() < until) await pause(10);
      if (state.mails.length < count) throw new Error(`${state.mails.length} mails came instead of ${count}`);
      return state.mails;
    },
    close: stop,
  };
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A client that breaks off is what half of the tests are about.
      server.on('error', () => undefined);
      resolve();
    });
  });
  return (server.server.address() as AddressInfo).port;
}

function openListener({ tls, user, settings }: TestSmtpOptions, state: State): SMTPServer {
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 1,
    authOptional: user === undefined,
    hideSTARTTLS: tls === undefined || tls.fromStart,
    ...(tls ? { secure: tls.fromStart, key: tls.key, cert: tls.cert } : {}),
    disabledCommands: [...(user ? [] : ['AUTH']), ...(tls ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    ...takeSessions(state),
    ...takeMails(state),
    onAuth(auth, _session, callback) {
      const isRight = auth.username === user?.name && auth.password === user?.password;
      const wrong = isRight ? undefined : '535 5.7.8 Authentication credentials invalid';
      answerLater(state, state.behaviour.signIn ?? wrong, (error) =>
        callback(error, error ? undefined : { user: auth.username }),
      );
    },
    ...settings,
  });
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    state.sockets.set(remotePort, socket);
    socket.on('error', () => undefined);
    socket.on('close', () => state.sockets.delete(remotePort));
  });
  return server;
}

function takeSessions(state: State): Pick<SMTPServerOptions, 'onConnect'> {
  return {
    onConnect(session, callback) {
      state.sessions += 1;
      state.numbers.set(session.id, state.sessions);
      const { greeting } = state.behaviour;
      if (greeting !== 'silent') answerLater(state, greeting, callback);
    },
  };
}

function takeMails(state: State): Pick<SMTPServerOptions, 'onMailFrom' | 'onRcptTo' | 'onData'> {
  const drop = ({ remotePort }: SMTPServerSession) => state.sockets.get(remotePort)?.destroy();
  return {
    onMailFrom(_address, _session, callback) {
      answerLater(state, state.behaviour.sender, callback);
    },
    onRcptTo({ address }, session, callback) {
      const { recipients = {}, atRecipient } = state.behaviour;
      if (atRecipient === 'drop') drop(session);
      else if (atRecipient !== 'hang') answerLater(state, recipients[address] ?? recipients['*'], callback);
    },
    onData(stream, session, callback) {
      const { inData, afterData } = state.behaviour;
      if (inData === 'drop') drop(session);
      if (inData !== undefined) return;
      const isAnswered = afterData !== 'hang' && afterData !== 'drop';
      const take = async () => {
        const raw = await buffer(stream);
        if (afterData === undefined || !isAnswered) state.mails.push(await readMail(state, session, raw));
        if (afterData === 'drop') drop(session);
        if (isAnswered) answerLater(state, afterData, callback);
      };
      // A client that breaks off has sent nothing.
      take().catch(() => undefined);
    },
  };
}

async function readMail(state: State, session: SMTPServerSession, raw: Buffer): Promise<ReceivedMail> {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    session: state.numbers.get(session.id) ?? 0,
    isSecure: session.secure,
    user: (session.user as string | undefined) ?? null,
    at: Date.now(),
    parsed: await simpleParser(raw),
    raw: raw.toString('latin1'),
  };
}

/** refusal: what is answered instead of yes. */
function answerLater(
  { behaviour }: State,
  refusal: string | undefined,
  callback: (error?: Error | null) => void,
): void {
  setTimeout(() => callback(refusal === undefined ? null : answer(refusal)), behaviour.slowMs ?? 0);
}

function answer(text: string): Error {
  const [, code = '', rest = ''] = /^(\d{3}) (.*)$/s.exec(text) ?? [];
  return Object.assign(new Error(rest), { responseCode: Number(code) });
}
