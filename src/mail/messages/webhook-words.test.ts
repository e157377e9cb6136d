// The mail about a webhook that was switched off, as it is read in both languages.
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
    message: 'The webhook was switched off.',
    cure: 'Correct it.',
    about: { webhook: 'Driften', host: 'hook.example', failingSince: '2026-11-24T07:30:00Z', status: '503' },
    since: '2026-11-26T08:00:00Z',
    lastSeen: '2026-11-26T08:00:00Z',
    seen: 1,
    nextReminder: null,
    brake: null,
    run: null,
  },
});

test('a webhook that nothing arrives at is told of with its name, its host, since when and what to do', () => {
  const { subject, text } = presentMail(
    presentIncidentDraft(notice('webhook.failing'), {}, context),
    context,
    null,
  );
  expect(subject).toBe('Fel: Nordvik Energi AB – webhooken Driften är avstängd');
  expect(text).toMatch(/Inget har kommit fram till hook\.example sedan/);
  expect(text).toMatch(/HTTP\s+503/);
  expect(text).toMatch(/skicka det som den har missat igen/);
  // There is no page of the portal to send anybody to.
  expect(text).not.toContain('rollcall.example');
});

test('one whose receiver is gone is told of in English too', () => {
  const english = { ...context, language: 'en' as const };
  const { subject, text } = presentMail(
    presentIncidentDraft(notice('webhook.gone'), {}, english),
    english,
    null,
  );
  expect(subject).toBe('Error: Nordvik Energi AB – the webhook Driften is switched off');
  expect(text).toMatch(/says that the address is no more/);
  expect(text).toMatch(/mails go on as usual/);
});
