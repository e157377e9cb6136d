// A line to the mail server: opened, signed in, kept for one mail after the other. It knows how far a mail has come: the
// end of one is sent only after `beforeEnd`, so that whoever keeps the books has written that the server may have it.
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailSending, MailServer } from './mail-options.ts';
import { decideOutcome, presentAnswer, presentTrouble } from './mail-outcome.ts';
import type { MailTrouble, SendOutcome, SmtpFault } from './mail-outcome.ts';

interface OutgoingMail {
  id: string;
  to: string;
  /** Whole, as RFC 5322 wants it. */
  message: Buffer;
  /** Called when all but the end has been sent; when it fails, the end is not sent and the line is closed. */
  beforeEnd: () => Promise<void>;
}

export interface MailLine {
  /** False once either side has hung up. */
  isOpen(): boolean;
  /** Mails that went through it. */
  mails(): number;
  /** Rejects with what beforeEnd rejected with, and for no other reason. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /** At once; what is under way ends as trouble, or as unanswered. */
  close(): void;
}

/** ms. A dead server is found within a minute, but the end of a mail has the time that RFC 5321 gives it. */
export interface LinePatience {
  connectMs: number;
  answerMs: number;
  endMs: number;
}

const linePatience: LinePatience = { connectMs: 30_000, answerMs: 60_000, endMs: 600_000 };

export async function openMailLine(
  { server, returnPath }: MailSending,
  password: string | null,
  patience: LinePatience = linePatience,
  /** Gives up at once, as trouble that nobody is to be told of. */
  closing?: AbortSignal,
): Promise<MailLine | { trouble: MailTrouble }> {
  const name = `${server.host}:${server.port}`;
  const authority = await readAuthority(server);
  if ('trouble' in authority) return authority;
  const connection = new SMTPConnection({
    host: server.host.replaceAll(/^\[|\]$/g, ''),
    port: server.port,
    secure: server.tls === 'fromStart',
    requireTLS: server.tls === 'startTls',
    ignoreTLS: server.tls === 'never',
    tls: authority,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
    socketCloseTimeout: 1_000,
    maxResponseSize: 64 * 1024,
    logger: false,
  });
  const giveUp = () => connection.close();
  closing?.addEventListener('abort', giveUp, { once: true });
  try {
    await connect(connection);
    if (server.user !== null && password !== null)
      await signIn(connection, { user: server.user, pass: password });
  } catch (error) {
    connection.close();
    return { trouble: presentTrouble(mapFault(error), name) };
  } finally {
    closing?.removeEventListener('abort', giveUp);
  }
  return openLine(connection, { name, returnPath, patience });
}

function connect(connection: SMTPConnection): Promise<void> {
  const done = Promise.withResolvers<void>();
  // Stays for the line's whole life: what nobody listens for would end the process.
  connection.on('error', done.reject);
  connection.once('end', () => done.reject(new Error('Connection closed')));
  connection.connect((error) => (error ? done.reject(error) : done.resolve()));
  return done.promise;
}

function signIn(connection: SMTPConnection, auth: { user: string; pass: string }): Promise<void> {
  const done = Promise.withResolvers<void>();
  connection.once('error', done.reject);
  connection.once('end', () => done.reject(new Error('Connection closed')));
  connection.login(auth, (error) => (error ? done.reject(error) : done.resolve()));
  return done.promise;
}

interface LineState {
  connection: SMTPConnection;
  /** Host and port, for messages. */
  name: string;
  returnPath: string;
  patience: LinePatience;
  isOpen: boolean;
  /** Of the mail that is under way. */
  onEnd: (why: Error) => void;
}

const closed = () => new Error('The line was closed.');

function openLine(
  connection: SMTPConnection,
  about: Pick<LineState, 'name' | 'returnPath' | 'patience'>,
): MailLine {
  const state: LineState = { ...about, connection, isOpen: true, onEnd: () => undefined };
  let mails = 0;
  connection.on('error', (error) => endLine(state, error));
  connection.once('end', () => {
    state.isOpen = false;
    // The library first tells that it has closed, and then what the server had answered.
    setImmediate(() => endLine(state, closed()));
  });
  return {
    isOpen: () => state.isOpen,
    mails: () => mails,
    close() {
      if (state.isOpen) connection.quit();
      endLine(state, closed());
    },
    async send(mail) {
      mails += 1;
      const outcome = await sendOver(state, mail);
      if (connection._socket) connection._socket.setTimeout(state.patience.answerMs);
      return outcome;
    },
  };
}

function endLine(state: LineState, why: Error): void {
  state.isOpen = false;
  state.onEnd(why);
  state.connection.close();
}

async function sendOver(
  state: LineState,
  { id, to, message, beforeEnd }: OutgoingMail,
): Promise<SendOutcome> {
  const { connection, name, returnPath, patience } = state;
  const progress = { isEnded: false, ownFault: null as { error: unknown } | null };
  const body = streamMessage(message, async () => {
    await beforeEnd().catch((error: unknown) => {
      progress.ownFault = { error };
      throw error;
    });
    // It broke while that was written: the end never went out.
    if (!state.isOpen) throw closed();
    if (connection._socket) connection._socket.setTimeout(patience.endMs);
    progress.isEnded = true;
  });
  const done = Promise.withResolvers<SendOutcome>();
  state.onEnd = (why) => done.resolve(decideOutcome(mapFault(why), progress.isEnded, name));
  if (!state.isOpen) state.onEnd(closed());
  const dsn = { ret: 'HDRS', envid: id, notify: ['FAILURE', 'DELAY'] };
  connection.send({ from: returnPath, to, size: message.length, dsn }, Readable.from(body), (error, info) => {
    if (error) state.onEnd(error);
    else done.resolve({ is: 'sent', answer: presentAnswer(info?.response ?? '') });
  });
  const outcome = await done.promise;
  // After anything but an answer nobody knows where the two sides stand.
  if (outcome.is === 'refused') await reset(state);
  else if (outcome.is !== 'sent') endLine(state, closed());
  if (progress.ownFault) throw progress.ownFault.error;
  return outcome;
}

/** A recipient that was refused leaves the server in the middle of a mail. */
async function reset(state: LineState): Promise<void> {
  const done = Promise.withResolvers<void>();
  state.onEnd = () => done.resolve();
  state.connection.reset((error) => (error ? endLine(state, error) : done.resolve()));
  await done.promise;
}

async function* streamMessage(message: Buffer, beforeEnd: () => Promise<void>): AsyncGenerator<Buffer> {
  yield message;
  await beforeEnd();
}

async function readAuthority({
  ca,
  host,
}: MailServer): Promise<{ ca?: string[] } | { trouble: MailTrouble }> {
  if (ca === null) return {};
  try {
    return { ca: [...rootCertificates, await readFile(ca, 'utf8')] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The authority of the mail server ${host} cannot be read: ${why}`;
    const cure = 'Name a PEM file in ROLLCALL_SMTP_CA that this user may read.';
    return { trouble: { code: 'mail.caUnreadable', message, cure } };
  }
}

function mapFault(error: unknown): SmtpFault {
  const given = (error instanceof Error ? error : new Error(String(error))) as Error &
    Partial<Record<'code' | 'originalCode' | 'command' | 'response', unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const answer = text(given.response);
  return {
    message: presentAnswer(given.message),
    code: text(given.code),
    systemCode: text(given.originalCode) || text(given.code),
    command: text(given.command),
    answer: answer === '' ? null : answer,
  };
}
