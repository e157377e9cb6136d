// The options of the mail server: what is taken, what is told, and that no password shows.
import { expect, test } from 'vitest';
import { parseMailOptions } from './mail-options.ts';

function parse(environment: Record<string, string>, origin: string | null = null) {
  const faults: string[] = [];
  const given = ({ variable }: { variable: string | null }) => environment[variable ?? ''];
  const parsed = parseMailOptions(given, origin, (option, message, cure) =>
    faults.push(`${option}: ${message} ${cure}`),
  );
  return { ...parsed, faults };
}
const ROLLCALL_MAIL_FROM = 'Rollcall <rollcall@nordvik.example>';
const server = (url: string) =>
  parse({ ROLLCALL_SMTP_URL: url, ROLLCALL_MAIL_FROM }).mail.sending?.server ?? null;

test('without anything set there is no server, a slow rate and the product’s own name', () => {
  expect(parse({}, 'https://rollcall.example')).toEqual({
    mail: {
      sending: null,
      perMinute: 120,
      service: { name: 'Rollcall', contact: null, origin: 'https://rollcall.example' },
    },
    smtpPassword: null,
    faults: [],
  });
});

test('a server, its sender and the foot of mails are read, and the password goes its own way', () => {
  const { mail, smtpPassword, faults } = parse({
    ROLLCALL_SMTP_URL: 'smtp://rollcall%40nordvik.example:h%23mligt%2F@mail.nordvik.example',
    ROLLCALL_SMTP_CA: '/etc/rollcall/ca.pem',
    ROLLCALL_MAIL_FROM: '"Växeln, Nordvik" <vaxel@Nordvik.example>',
    ROLLCALL_MAIL_RETURN_PATH: 'studsar@nordvik.example',
    ROLLCALL_MAIL_PER_MINUTE: '30',
    ROLLCALL_SERVICE_NAME: 'Nordvik Telefoni AB',
    ROLLCALL_SERVICE_CONTACT: 'support@nordvik.example',
  });
  expect(faults).toEqual([]);
  expect(smtpPassword).toBe('h#mligt/');
  expect(JSON.stringify(mail)).not.toContain('mligt');
  expect(mail).toEqual({
    sending: {
      server: {
        host: 'mail.nordvik.example',
        port: 587,
        tls: 'startTls',
        user: 'rollcall@nordvik.example',
        ca: '/etc/rollcall/ca.pem',
      },
      from: { name: 'Växeln, Nordvik', address: 'vaxel@nordvik.example' },
      returnPath: 'studsar@nordvik.example',
    },
    perMinute: 30,
    service: { name: 'Nordvik Telefoni AB', contact: 'support@nordvik.example', origin: null },
  });
});

test.each([
  ['smtp://mail.example', 587, 'startTls'],
  ['smtp://mail.example:25', 25, 'startTls'],
  ['smtp://mail.example:25?tls=never', 25, 'never'],
  ['smtps://mail.example', 465, 'fromStart'],
  ['smtp://127.0.0.1:2525', 2525, 'never'],
  ['smtp://localhost', 587, 'never'],
  ['smtp://[::1]:25', 25, 'never'],
  ['smtp://192.0.2.7', 587, 'startTls'],
])('%s is port %i with TLS %s', (url, port, tls) => {
  expect(server(url)).toMatchObject({ port, tls });
});

test.each([
  ['mail.example', 'no mail server’s address'],
  ['https://mail.example', 'no mail server’s address'],
  ['smtp://', 'name is missing'],
  ['smtp://hemligt@mail.example', 'belong together'],
  ['smtp://user:hemligt#1@mail.example', 'are %23'],
  ['smtp://user:hemligt/1@mail.example', 'are %23'],
  ['smtp://user:hemligt%zz@mail.example', 'stands for nothing'],
  ['smtp://user:hemligt@mail.example/path', 'follows the mail server’s port'],
  ['smtp://mail.example?tls=maybe', 'not known'],
  ['smtps://mail.example?tls=never', 'not known'],
  ['smtp://mail.example?secure=false', 'not known'],
])('%s is told as a fault that does not repeat it', (url, message) => {
  const { faults, mail } = parse({ ROLLCALL_SMTP_URL: url, ROLLCALL_MAIL_FROM });
  expect(mail.sending).toBeNull();
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^ROLLCALL_SMTP_URL: /);
  expect(faults[0]).toContain(message);
  expect(faults[0]).not.toContain('hemligt');
});

test('a server without anybody whom mails are from is a fault', () => {
  expect(parse({ ROLLCALL_SMTP_URL: 'smtp://localhost' }).faults).toEqual([
    expect.stringContaining('Set ROLLCALL_MAIL_FROM too'),
  ]);
});

test.each([
  [{ ROLLCALL_MAIL_FROM: 'Rollcall' }, 'ROLLCALL_MAIL_FROM'],
  [{ ROLLCALL_MAIL_FROM: 'Rollcall <rollcall>' }, 'ROLLCALL_MAIL_FROM'],
  [{ ROLLCALL_MAIL_FROM: 'A\r\nBcc: x <rollcall@nordvik.example>' }, 'ROLLCALL_MAIL_FROM'],
  [{ ROLLCALL_MAIL_FROM: 'a@nordvik.example, b@nordvik.example' }, 'ROLLCALL_MAIL_FROM'],
  [{ ROLLCALL_MAIL_RETURN_PATH: 'nobody' }, 'ROLLCALL_MAIL_RETURN_PATH'],
  [{ ROLLCALL_MAIL_PER_MINUTE: '0' }, 'ROLLCALL_MAIL_PER_MINUTE'],
  [{ ROLLCALL_MAIL_PER_MINUTE: 'many' }, 'ROLLCALL_MAIL_PER_MINUTE'],
  [{ ROLLCALL_SERVICE_NAME: 'two\nlines' }, 'ROLLCALL_SERVICE_NAME'],
  [{ ROLLCALL_SERVICE_CONTACT: 'x'.repeat(201) }, 'ROLLCALL_SERVICE_CONTACT'],
])('%j is told as a fault', (environment, option) => {
  expect(parse(environment).faults).toEqual([expect.stringContaining(`${option}: `)]);
});
