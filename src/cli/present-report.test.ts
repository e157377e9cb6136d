// What a report says on a terminal of the mails that new users bring with them.
import { expect, test } from 'vitest';
import type { RunReport } from '../run/report.ts';
import { noCounts } from '../run/tally.ts';
import { noMail } from '../run/welcomes.ts';
import { presentReport } from './present-report.ts';

const report = (more: Partial<RunReport>): RunReport => ({
  run: 'r',
  template: 'Alla kontor',
  trigger: 'cli',
  preview: false,
  person: null,
  state: 'succeeded',
  startedAt: '2026-03-02T01:00:00.000Z',
  finishedAt: '2026-03-02T01:00:09.000Z',
  read: { complete: true, mode: 'full', people: 5_000, requests: 6, bytes: 1 },
  counts: { ...noCounts, create: 5_000 },
  withheld: [],
  reasons: [],
  rules: [],
  mail: noMail,
  error: null,
  fields: null,
  ...more,
});

const mailOf = (more: Partial<RunReport>) => presentReport(report(more)).split('\nMail:\n')[1] ?? null;

test('a preview says how many mails would go out, and which would not', () => {
  const mail = { welcome: 0, held: 4_990, withoutAddress: 10, copies: 1, withheld: 4_000 };
  expect(mailOf({ preview: true, mail })).toBe(
    [
      '  4,990 welcome mails would be held until released (welcomeFirstLoad: hold).',
      '  4,000 more welcome mails come with new users whom a brake withholds, once they are approved.',
      '  10 new users would get no welcome mail: no e-mail address is mapped for them.',
      '  1 message would tell the administrator of new users (welcomeCopyTo).',
    ].join('\n'),
  );
});

test('a run says what it has written, in the singular of one', () => {
  const mail = { welcome: 1, held: 0, withoutAddress: 1, copies: 2, withheld: 0 };
  expect(mailOf({ mail })).toBe(
    [
      '  1 welcome mail goes out.',
      '  1 new user gets no welcome mail: no e-mail address is mapped for them.',
      '  2 messages tell the administrator of new users (welcomeCopyTo).',
    ].join('\n'),
  );
});

test('nothing is said of mail where there is none', () => {
  expect(mailOf({})).toBeNull();
});
