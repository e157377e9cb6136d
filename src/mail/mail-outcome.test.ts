// What a server's answer or silence comes to.
import { expect, test } from 'vitest';
import { decideOutcome, isAboutUs, presentAnswer, presentTrouble } from './mail-outcome.ts';
import type { SmtpFault } from './mail-outcome.ts';

const fault = (more: Partial<SmtpFault>): SmtpFault => ({
  message: 'Something went wrong',
  code: '',
  systemCode: '',
  command: '',
  answer: null,
  ...more,
});
const server = 'mail.nordvik.example:587';

test('once the end of a mail was sent, only an answer says that it did not arrive', () => {
  const broken = fault({ code: 'ECONNECTION', command: 'CONN' });
  expect(decideOutcome(broken, false, server)).toMatchObject({ is: 'trouble' });
  expect(decideOutcome(broken, true, server)).toMatchObject({ is: 'unanswered' });
  const strange = fault({ code: 'EPROTOCOL', answer: '250 what?' });
  expect(decideOutcome(strange, true, server)).toMatchObject({ is: 'unanswered' });
  const no = fault({ code: 'EMESSAGE', command: 'DATA', answer: '554 5.6.0 No' });
  expect(decideOutcome(no, true, server)).toEqual({ is: 'refused', how: 'never', answer: '554 5.6.0 No' });
  const busy = fault({ code: 'EMESSAGE', command: 'DATA', answer: '421 4.3.2 Closing' });
  expect(decideOutcome(busy, true, server)).toMatchObject({ is: 'trouble', trouble: { code: 'mail.busy' } });
});

test('a mail that is larger than the server takes fails at once', () => {
  const large = fault({
    code: 'EMESSAGE',
    command: 'MAIL FROM',
    message: 'Message size larger than allowed 1000',
  });
  expect(decideOutcome(large, false, server)).toEqual({
    is: 'refused',
    how: 'never',
    answer: 'Message size larger than allowed 1000',
  });
});

test.each([
  [{ code: 'EDNS', systemCode: 'ENOTFOUND' }, 'mail.unreachable', 'name server'],
  [{ code: 'ESOCKET', systemCode: 'ECONNREFUSED' }, 'mail.unreachable', 'the port'],
  [{ code: 'ETIMEDOUT', message: 'Connection timeout' }, 'mail.unreachable', 'the way there'],
  [{ code: 'ETIMEDOUT', message: 'Greeting never received' }, 'mail.silent', 'tried again'],
  [{ code: 'ESOCKET', systemCode: 'CERT_HAS_EXPIRED' }, 'mail.tls', 'ROLLCALL_SMTP_CA'],
  [{ code: 'ESOCKET', systemCode: 'EPROTO' }, 'mail.tls', 'smtps://'],
  [{ code: 'EAUTH', answer: '535 5.7.8 No' }, 'mail.signInRefused', 'user and password'],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM', answer: '550 5.7.60 No' },
    'mail.senderRefused',
    'ROLLCALL_MAIL_FROM',
  ],
  [{ code: 'EPROTOCOL', answer: '200 HTTP' }, 'mail.protocol', 'submission port'],
])('%o is %s, with what to do', (about, code, cure) => {
  const trouble = presentTrouble(fault(about), server);
  expect(trouble.code).toBe(code);
  expect(trouble.message).toContain(server);
  expect(trouble.cure).toContain(cure);
});

test('a server’s words are kept as one line of bounded length', () => {
  expect(presentAnswer('550-5.1.1 No\r\n550 5.1.1 such\u0000\u202E user')).toBe(
    '550-5.1.1 No 550 5.1.1 such user',
  );
  expect(presentAnswer(`550 ${'x'.repeat(9_000)}`)).toHaveLength(500);
});

test('refusals that speak of the recipient are told from those that speak of us', () => {
  for (const answer of [
    '550 5.1.1 unknown',
    '552 5.2.2 over quota',
    '550 No such user',
    '550 mailbox unavailable',
  ])
    expect(isAboutUs(answer)).toBe(false);
  for (const answer of [
    '554 5.7.1 Relay access denied',
    '530 Authentication required',
    '550 5.7.60 SendAsDenied',
  ])
    expect(isAboutUs(answer)).toBe(true);
});

test('of what is said to the sender, a full server and a rate are trouble that passes, and a mail too large is that mail’s matter', () => {
  const toSender = (answer: string) =>
    decideOutcome(fault({ code: 'EENVELOPE', command: 'MAIL FROM', answer }), false, server);
  for (const answer of ['452 4.3.1 Insufficient system storage', '451 4.7.500 Server busy'])
    expect(toSender(answer)).toMatchObject({ is: 'trouble', trouble: { code: 'mail.busy' } });
  expect(toSender('550 5.7.60 Not allowed')).toMatchObject({ trouble: { code: 'mail.senderRefused' } });
  const answer = '552 5.3.4 Message size exceeds fixed limit';
  expect(toSender(answer)).toEqual({ is: 'refused', how: 'never', answer });
});

test('addresses that are nobody’s are known in the words of Exchange, Postfix and others', () => {
  for (const answer of [
    '550 5.4.1 Recipient address rejected: Access denied',
    '550 5.1.1 <x@y.example>: Recipient address rejected: User unknown in local recipient table',
    '550 Unknown user',
    '550 Invalid recipient',
    '550 recipient unknown',
  ])
    expect(isAboutUs(answer), answer).toBe(false);
  for (const answer of [
    '554 5.7.1 <x@y.example>: Recipient address rejected: Access denied',
    '550 5.4.14 Loop',
  ])
    expect(isAboutUs(answer), answer).toBe(true);
});
