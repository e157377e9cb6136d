// The mail about an exchange, as it is read in both languages.
import { expect, test } from 'vitest';
import type { Notice } from '../../plan/notice.ts';
import type { MailContext } from '../draft.ts';
import { presentMail } from '../layout.ts';
import { presentIncidentDraft } from './incident.ts';

const context: MailContext = {
  language: 'sv',
  company: { id: 'c', name: 'Nordvik Energi AB', timeZone: 'Europe/Stockholm' },
  template: null,
  service: { name: 'Nordvik Telefoni AB', contact: null, origin: 'https://rollcall.example' },
  now: Date.parse('2026-11-26T08:00:00Z'),
};

const notice = (code: string): Extract<Notice, { kind: 'incident.opened' }> => ({
  id: 'n',
  companyId: 'c',
  templateId: null,
  runId: null,
  kind: 'incident.opened',
  severity: 'error',
  at: new Date('2026-11-26T08:00:00Z'),
  data: {
    incident: 'i',
    code,
    message: 'The exchange refuses Rollcall.',
    cure: 'Correct it.',
    about: { target: 'Kista', why: 'The password is wrong.', cure: 'Give another.' },
    since: '2026-11-26T08:00:00Z',
    lastSeen: '2026-11-26T08:00:00Z',
    seen: 1,
    nextReminder: null,
    brake: null,
    run: null,
  },
});

test('an exchange that refuses is told of with why, that the sync goes on, and what to do', () => {
  const draft = presentIncidentDraft(notice('target.refused'), {}, context);
  const { subject, text } = presentMail(draft, context, null);
  expect(subject).toBe('Fel: Nordvik Energi AB – växeln Kista släpper inte in Rollcall');
  expect(text).toMatch(/The\s+password\s+is\s+wrong\./);
  expect(text).toMatch(/Give\s+another\./);
  expect(text).toMatch(/Synkroniseringen\s+fortsätter/);
});

test('an exchange that is away is told of in English, too', () => {
  const inEnglish = { ...context, language: 'en' as const };
  const draft = presentIncidentDraft(notice('target.unavailable'), {}, inEnglish);
  const { subject, text } = presentMail(draft, inEnglish, null);
  expect(subject).toBe('Error: Nordvik Energi AB – the exchange Kista does not answer');
  expect(text).toMatch(/Every\s+change\s+is\s+kept/);
});
