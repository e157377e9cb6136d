// Reports of mails that did not arrive, as mail servers write them, and what is none.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBounce } from './parse-bounce.ts';

const id = '0197b1c2-0000-7000-8000-000000000001';

interface Report {
  action?: string;
  envelopeId?: string | null;
  messageId?: string | null;
  diagnostic?: string[];
  statusType?: string;
  headersType?: string;
}

function report({
  action = 'failed',
  envelopeId = null,
  messageId = `<${id}@nordvik.example>`,
  diagnostic = ['Diagnostic-Code: smtp; 550 5.1.1 <eva@nordvik.example>: no such', '    user here'],
  statusType = 'message/delivery-status',
  headersType = 'message/rfc822',
}: Report = {}): Buffer {
  const lines = [
    'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
    'To: studsar@nordvik.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="A1B2/mail.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--A1B2/mail.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to tell you …',
    '',
    '--A1B2/mail.example',
    `Content-Type: ${statusType}`,
    '',
    'Reporting-MTA: dns; mail.example',
    ...(envelopeId === null ? [] : [`Original-Envelope-Id: ${envelopeId}`]),
    '',
    'Final-Recipient: rfc822; eva@nordvik.example',
    `Action: ${action}`,
    'Status: 5.1.1',
    ...diagnostic,
    '',
    '--A1B2/mail.example',
    `Content-Type: ${headersType}`,
    '',
    ...(messageId === null ? [] : [`Message-ID: ${messageId}`]),
    'Subject: Välkommen',
    '',
    'Hej!',
    '--A1B2/mail.example--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

test('a report names our mail by its Message-ID, and says why', () => {
  expect(parseBounce(report())).toEqual({
    mailId: id,
    what: 'failed',
    answer: '550 5.1.1 <eva@nordvik.example>: no such user here',
  });
  expect(parseBounce(report({ headersType: 'text/rfc822-headers' }))?.mailId).toBe(id);
  expect(parseBounce(Buffer.from(report().toString().replaceAll('\r\n', '\n')))?.mailId).toBe(id);
});

test('the envelope’s id is enough where the mail itself is not sent back', () => {
  expect(parseBounce(report({ envelopeId: id, messageId: null }))?.mailId).toBe(id);
});

test.each([
  ['failed', 'failed'],
  ['Delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'delivered'],
])('action %s is %s', (action, what) => {
  expect(parseBounce(report({ action }))?.what).toBe(what);
});

test('without a diagnostic the status stands for it', () => {
  expect(parseBounce(report({ diagnostic: [] }))?.answer).toBe('Status 5.1.1');
});

test.each([
  ['somebody’s answer', Buffer.from('Subject: Re: Hej\r\n\r\nTack!\r\n')],
  ['nothing at all', Buffer.alloc(0)],
  ['a report about a mail of somebody else’s', report({ messageId: '<abc@other.example>' })],
  ['a report that says nothing of delivery', report({ statusType: 'message/disposition-notification' })],
  ['an action that nobody knows', report({ action: 'pondered' })],
])('%s is none', (_what, message) => {
  expect(parseBounce(message)).toBeNull();
});

test('whatever comes in, it gives an answer and never fails', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(report().length)), fc.uint8Array(), (places, noise) => {
      const bytes = Buffer.from(report());
      for (const [nth, place] of places.entries()) bytes[place % bytes.length] = noise[nth] ?? 0x2d;
      const parsed = parseBounce(bytes);
      expect(parsed === null || /^[0-9a-f-]{36}$/.test(parsed.mailId)).toBe(true);
    }),
  );
});
