// A line to a real mail server that is well, down, slow, picky, silent, or breaks off at any point of a mail: what it comes to,
// and that the end of a mail goes out only after the books know.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTlsIdentity } from '../../emulator/certificate.ts';
import type { TlsIdentity } from '../../emulator/certificate.ts';
import { openTestSmtp } from '../../test/smtp.ts';
import type { TestSmtp, TestSmtpOptions } from '../../test/smtp.ts';
import { makeTemporaryFolder } from '../../test/temporary-folder.ts';
import { openMailLine } from './mail-line.ts';
import type { LinePatience, MailLine } from './mail-line.ts';
import type { MailServer } from './mail-options.ts';

let smtp: TestSmtp;
let identity: TlsIdentity;
let ca: string;
const lines: MailLine[] = [];
const others: TestSmtp[] = [];

beforeAll(async () => {
  identity = await createTlsIdentity();
  ca = join(await makeTemporaryFolder(), 'ca.pem');
  await writeFile(ca, identity.caPem);
  smtp = await openTestSmtp();
});
beforeEach(() => smtp.behave());
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  for (const other of others.splice(0)) await other.close();
});
afterAll(() => smtp.close());

const quick: LinePatience = { connectMs: 2_000, answerMs: 400, endMs: 400 };
const plain = { host: '127.0.0.1', tls: 'never', user: null, ca: null } as const;

async function openTo(server: Partial<MailServer>, password: string | null = null) {
  const sending = {
    server: { ...plain, port: smtp.port, ...server },
    from: { name: null, address: 'rollcall@nordvik.example' },
    returnPath: 'studsar@nordvik.example',
  };
  const line = await openMailLine(sending, password, quick);
  if ('send' in line) lines.push(line);
  return line;
}
async function openLine(): Promise<MailLine> {
  const line = await openTo({});
  if (!('send' in line)) throw new Error(line.trouble.message);
  return line;
}
async function openOther(options: TestSmtpOptions): Promise<TestSmtp> {
  const other = await openTestSmtp(options);
  others.push(other);
  return other;
}
const troubleOf = (line: Awaited<ReturnType<typeof openTo>>) =>
  'send' in line ? null : `${line.trouble.code}: ${line.trouble.message}`;

let marks = 0;
function mail(id: string, beforeEnd?: () => Promise<void>) {
  const message = Buffer.from(`Message-ID: <${id}@nordvik.example>\r\nSubject: ${id}\r\n\r\nHej!\r\n.\r\n`);
  const mark = async () => void (marks += 1);
  return { id, to: `${id}@nordvik.example`, message, beforeEnd: beforeEnd ?? mark };
}
const subjects = (server: TestSmtp) => server.mails.map(({ parsed }) => parsed.subject);

test('mails go through one line, whole, from the return path, and the books are told before the end of each', async () => {
  const line = await openLine();
  const before = smtp.sessions();
  marks = 0;
  expect(await line.send(mail('ett'))).toMatchObject({ is: 'sent' });
  expect(await line.send(mail('två'))).toMatchObject({ is: 'sent' });
  expect(marks).toBe(2);
  const [first] = await smtp.received(2);
  expect(first).toMatchObject({ from: 'studsar@nordvik.example', to: ['ett@nordvik.example'] });
  expect(first?.parsed.text).toBe('Hej!\n.\n');
  expect([smtp.sessions() - before, line.mails()]).toEqual([0, 2]);
});

test('what the books refuse is never ended, and the server keeps nothing of it', async () => {
  const line = await openLine();
  const refused = mail('vägrad', async () => Promise.reject(new Error('the claim is gone')));
  await expect(line.send(refused)).rejects.toThrow('the claim is gone');
  expect(line.isOpen()).toBe(false);
  expect(subjects(smtp)).not.toContain('vägrad');
});

test.each([
  ['550 5.1.1 No such user', 'never'],
  ['450 4.2.0 Greylisted', 'notNow'],
])(
  'a recipient refused with %s is that mail’s matter, and the next one goes through the same line',
  async (answer, how) => {
    const line = await openLine();
    smtp.behave({ recipients: { 'fel@nordvik.example': answer } });
    expect(await line.send(mail('fel'))).toEqual({ is: 'refused', how, answer });
    expect(await line.send(mail(`efter-${how}`))).toMatchObject({ is: 'sent' });
    expect(line.isOpen()).toBe(true);
    expect(subjects(smtp)).toContain(`efter-${how}`);
  },
);

test.each([
  ['554 5.6.0 Not this', 'never'],
  ['451 4.3.0 Not now', 'notNow'],
])('a mail that is refused whole with %s is known not to be taken', async (answer, how) => {
  const line = await openLine();
  smtp.behave({ afterData: answer });
  expect(await line.send(mail('innehåll'))).toEqual({ is: 'refused', how, answer });
});

test.each([
  [{ afterData: 'drop' }, 'unanswered'],
  [{ afterData: 'hang' }, 'unanswered'],
  [{ afterData: '421 4.3.2 Closing' }, 'mail.busy'],
  [{ atRecipient: 'hang' }, 'mail.silent'],
  [{ atRecipient: 'drop' }, 'mail.unreachable'],
  [{ recipients: { '*': '421 4.7.0 Too fast' } }, 'mail.busy'],
  [{ sender: '550 5.7.60 Not allowed to send as' }, 'mail.senderRefused'],
  [{ sender: '421 4.7.0 Try again later' }, 'mail.busy'],
] as const)('a server that behaves as %j comes to %s', async (behaviour, expected) => {
  const line = await openLine();
  smtp.behave(behaviour);
  const outcome = await line.send(mail('avbrott'));
  expect(outcome.is === 'trouble' ? outcome.trouble.code : outcome.is).toBe(expected);
  expect(line.isOpen()).toBe(false);
});

test('a line that breaks while the books are told never sends the end', async () => {
  const line = await openLine();
  const sent = mail('mitt-i', async () => {
    await smtp.stop();
    await expect.poll(() => line.isOpen()).toBe(false);
  });
  expect(await line.send(sent)).toMatchObject({ is: 'trouble' });
  await smtp.start();
  expect(subjects(smtp)).not.toContain('mitt-i');
});

test('a line that is closed in the middle of a mail says how far it had come', async () => {
  const line = await openLine();
  smtp.behave({ afterData: 'hang' });
  const sending = line.send(mail('stängd'));
  await expect.poll(() => subjects(smtp)).toContain('stängd');
  line.close();
  expect(await sending).toMatchObject({ is: 'unanswered' });
});

test('nobody who listens, nobody who speaks and a greeting that sends us away are told apart', async () => {
  smtp.behave({ greeting: '554 5.3.2 No service' });
  expect(troubleOf(await openTo({}))).toMatch(/^mail\.protocol: .*554 5\.3\.2 No service/);
  smtp.behave({ greeting: '421 4.3.2 Come back later' });
  expect(troubleOf(await openTo({}))).toMatch(/^mail\.busy: .*Come back later/);
  smtp.behave({ greeting: 'silent' });
  expect(troubleOf(await openTo({}))).toMatch(/^mail\.silent: /);
  const { port } = await openOther({});
  await others.pop()?.close();
  expect(troubleOf(await openTo({ port }))).toMatch(/^mail\.unreachable: .*ECONNREFUSED/);
  expect(troubleOf(await openTo({ host: 'mail.nordvik.invalid' }))).toMatch(/^mail\.unreachable: /);
});

test('a slow server is waited for', async () => {
  const line = await openLine();
  smtp.behave({ slowMs: 150 });
  expect(await line.send(mail('långsam'))).toMatchObject({ is: 'sent' });
});

test('the sign-in is by user and password, and a refused one is told without the password', async () => {
  const other = await openOther({ user: { name: 'rollcall', password: 'h#mligt' } });
  const { port } = other;
  const line = await openTo({ port, user: 'rollcall' }, 'h#mligt');
  expect('send' in line && (await line.send(mail('inloggad')))).toMatchObject({ is: 'sent' });
  expect(other.mails[0]?.user).toBe('rollcall');
  const wrong = await openTo({ port, user: 'rollcall' }, 'fel-ord');
  expect(troubleOf(wrong)).toMatch(/^mail\.signInRefused: .*535 5\.7\.8/);
  expect(JSON.stringify(wrong)).not.toMatch(/fel-ord|ZmVsLW9yZ/);
});

test('TLS is from the start or by STARTTLS, and only with a certificate that is trusted for the name', async () => {
  const [key, cert] = [identity.keyPem, identity.certPem];
  for (const fromStart of [true, false]) {
    const other = await openOther({ tls: { fromStart, key, cert } });
    const server = {
      port: other.port,
      host: 'localhost',
      tls: fromStart ? 'fromStart' : 'startTls',
    } as const;
    const line = await openTo({ ...server, ca });
    expect('send' in line && (await line.send(mail('hemlig')))).toMatchObject({ is: 'sent' });
    expect(other.mails[0]?.isSecure).toBe(true);
    expect(troubleOf(await openTo(server))).toMatch(/^mail\.tls: /);
    expect(troubleOf(await openTo({ ...server, ca, host: '127.0.0.2' }))).toMatch(
      /^mail\.(tls|unreachable): /,
    );
  }
});

test('without STARTTLS on offer nothing is sent where it is demanded, and a wrong port is told', async () => {
  expect(troubleOf(await openTo({ tls: 'startTls' }))).toMatch(/^mail\.tls: .*STARTTLS/);
  expect(troubleOf(await openTo({ tls: 'fromStart' }))).toMatch(/^mail\.tls: /);
  expect(troubleOf(await openTo({ ca: '/nowhere/ca.pem' }))).toMatch(/^mail\.caUnreadable: /);
});
