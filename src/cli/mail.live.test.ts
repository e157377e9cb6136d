// Mail on the command line, as an administrator and a mail server call it: send-mail, bounce, doctor and status, and a worker
// that sends by itself.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';
import { makeTemporaryFolder } from '../../test/temporary-folder.ts';
import type { MailFigures } from '../store/mail-figures.ts';
import { decideOutbox } from './doctor/examine-mail.ts';
import type { Finding } from './doctor/finding.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
let world: MailWorld;
let folder: string;
beforeEach(async () => {
  world = await openMailWorld();
  folder = await makeTemporaryFolder(0o700);
});
afterEach(() => world.close());

const withServer = () => ({
  ROLLCALL_SMTP_URL: world.smtp.url,
  ROLLCALL_MAIL_FROM: 'Växeln <rollcall@nordvik.example>',
  ROLLCALL_MAIL_PER_MINUTE: '6000',
});

function start(args: string[], environment: Record<string, string>) {
  return spawn(process.execPath, [main, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: world.url,
      ROLLCALL_DATA: folder,
      ROLLCALL_KEY: key,
      ROLLCALL_PORT: '0',
      NO_COLOR: '1',
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
const key = randomBytes(32).toString('hex');

async function command(
  args: string[],
  environment: Record<string, string> = {},
  input: string | Buffer = '',
) {
  const child = start(args, environment);
  child.stdin.end(input);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, out, error };
}

test('send-mail needs a mail server, sends what is due once, and says so for people and for scripts', async () => {
  await world.write(['bo', 'eva']);
  const without = await command(['send-mail', '--json']);
  expect([without.code, without.out]).toEqual([2, expect.stringContaining('"mail.notSet"')]);
  expect(without.error).toContain('Set ROLLCALL_SMTP_URL and ROLLCALL_MAIL_FROM.');
  const sent = await command(['send-mail', '--json'], withServer());
  expect(sent.code, sent.error).toBe(0);
  expect(JSON.parse(sent.out)).toEqual({
    sent: 2,
    later: 0,
    failed: 0,
    uncertain: 0,
    discarded: 0,
    trouble: null,
    busy: false,
    open: { waiting: 0, held: 0, uncertain: 0 },
  });
  expect(world.smtp.mails[0]?.parsed.from?.text).toBe('"Växeln" <rollcall@nordvik.example>');
  expect((await command(['send-mail'], withServer())).out).toBe('0 mails sent.\n');
}, 60_000);

test('a mail server in trouble ends send-mail with 1 and is told by status and doctor, without its password', async () => {
  await world.write(['bo']);
  const environment = {
    ...withServer(),
    ROLLCALL_SMTP_URL: world.smtp.url.replace('//', '//rollcall:hemligt-ord@'),
  };
  const { code, out } = await command(['send-mail'], environment);
  expect(code).toBe(1);
  expect(out).toMatch(/^0 mails sent\.\nThe mail server .* refuses the sign-in: /);
  expect(out).toMatch(/In the outbox: 1 mail waiting\.\n$/);
  const status = await command(['status'], environment);
  expect(status.out).toMatch(
    /Mail since \d{4}-\d\d-\d\d .*: The mail server .* refuses the sign-in: [^]*The next try is at [^]*Outbox 1 waiting/,
  );
  const doctor = await command(['doctor', '--json'], environment);
  const { findings } = JSON.parse(doctor.out) as { findings: Finding[] };
  const faulty = findings.filter(({ state }) => state === 'fault').map(({ check }) => check);
  expect([doctor.code, faulty]).toEqual([1, ['mail']]);
  expect(`${out}${status.out}${doctor.out}${doctor.error}`).not.toMatch(/hemligt-ord|aGVtbGlndC1vcm/);
  const well = await command(['doctor'], withServer());
  expect(well.out).toMatch(
    /ok +mail +The mail server 127\.0\.0\.1:\d+ answers, without TLS, without signing in\./,
  );
}, 60_000);

test('a report of a mail that did not arrive marks it, once, and anything else is left alone with exit code 0', async () => {
  const [id = ''] = await world.write(['bo']);
  await world.send();
  const report = (mail: string) =>
    Buffer.from(
      [
        'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
        '',
        '--x',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mail.example',
        `Original-Envelope-Id: ${mail}`,
        '',
        'Action: failed',
        'Diagnostic-Code: smtp; 550 5.1.1 No such user',
        '--x--',
      ].join('\r\n'),
    );
  const marked = await command(['bounce', '--json'], {}, report(id));
  expect(marked.code, marked.error).toBe(0);
  expect(JSON.parse(marked.out)).toEqual({ bounce: 'failed', mail: id, answer: '550 5.1.1 No such user' });
  expect(await world.states()).toEqual({ bo: 'failed' });
  for (const input of [report(id), Buffer.from('Subject: Hej\r\n\r\nHej!')]) {
    const { code, out } = await command(['bounce', '--json'], {}, input);
    expect([code, JSON.parse(out)]).toEqual([0, { bounce: 'ignored', mail: null, answer: null }]);
  }
}, 60_000);

test('a worker sends by itself, and without a mail server it keeps what waits', async () => {
  await world.write(['bo']);
  const worker = start(['work'], withServer());
  await world.smtp.received(1);
  await expect.poll(() => world.states()).toEqual({ bo: 'sent' });
  worker.kill('SIGTERM');
  await once(worker, 'exit');
  await world.write(['eva']);
  const without = start(['work'], {});
  await expect.poll(() => world.states(), { timeout: 20_000 }).toEqual({ bo: 'sent', eva: 'kept' });
  without.kill('SIGTERM');
  await once(without, 'exit');
}, 60_000);

test('doctor tells of mails that wait for long, and of those that somebody should look at', () => {
  const figures: MailFigures = {
    waiting: 7,
    held: 2,
    uncertain: 1,
    failed: 3,
    oldestWaitingSeconds: 7_300,
    server: { sent: 4, takenAt: null, trouble: null },
  };
  expect(decideOutbox(figures, true)).toMatchObject([
    { state: 'warning', message: '7 mails wait to be sent; the oldest is 2 h old.' },
    { state: 'warning', message: '3 mails could not be sent and 1 are uncertain.' },
    { state: 'ok', message: '2 mails are held until somebody releases them.' },
  ]);
  const calm = { ...figures, held: 0, uncertain: 0, failed: 0, oldestWaitingSeconds: 60 };
  expect(decideOutbox(calm, true)).toEqual([]);
});
