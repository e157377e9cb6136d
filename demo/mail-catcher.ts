// A mail server that keeps what it is given: every mail is a file that a mail program opens, and is told of when it comes.
// On this machine alone; nothing is sent anywhere.
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { callbackify } from 'node:util';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';

export interface CaughtMail {
  to: string;
  subject: string;
  /** Path of the .eml file. */
  file: string;
}

export interface MailCatcher {
  port: number;
  close(): Promise<void>;
}

export async function openMailCatcher(
  folder: string,
  onMail: (mail: CaughtMail) => void,
): Promise<MailCatcher> {
  await mkdir(folder, { recursive: true });
  let caught = 0;
  const keep = async (stream: SMTPServerDataStream, to: string) => {
    const message = await readAll(stream);
    const { subject = '' } = await simpleParser(message);
    const file = join(folder, `${String((caught += 1)).padStart(4, '0')}.eml`);
    await writeFile(file, message);
    onMail({ to, subject, file });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
      callbackify(keep)(stream, to, (fault: Error | null) => done(fault));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
