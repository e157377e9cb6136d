// A notice as programs get it: the facts as they are stored, what they are about by id and name, and the words that the mail says in
// both languages, so that a ticket can be made without knowing any of our kinds. Pure.
import type { Notice } from '../../plan/notice.ts';
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Draft, MailContext } from '../draft.ts';
import { presentLimits } from '../limits.ts';
import { presentLine } from '../plain-text.ts';
import { presentDraftText } from './shape-words.ts';

export interface WebhookEvent {
  /** The kind of notice. */
  type: Notice['kind'];
  /** The same for every webhook that is told of it, however often. */
  id: string;
  /** ISO time of what happened. */
  at: string;
  severity: Notice['severity'];
  company: { id: string; name: string };
  /** null: of the company as a whole. */
  template: { id: string; name: string } | null;
  run: string | null;
  data: Notice['data'];
  text: Record<MailLanguage, { subject: string; body: string }> | null;
  /** Pages of the portal; empty where the server does not know its own address. */
  links: { template?: string; run?: string };
}

const MOST_SUBJECT = 180;
/** Everybody that a notice names. */
const SHOWN = { rows: 200, chars: 2_000 };

/** drafts: null when the kind has no message. */
export function presentEvent(
  notice: Notice,
  { company, template, service }: Pick<MailContext, 'company' | 'template' | 'service'>,
  drafts: Record<MailLanguage, Draft> | null,
): WebhookEvent {
  const words = (draft: Draft, language: MailLanguage) => ({
    subject: presentLine(draft.subject, MOST_SUBJECT),
    body: presentDraftText(draft, presentLimits(SHOWN, language)),
  });
  const { origin } = service;
  return {
    type: notice.kind,
    id: notice.id,
    at: notice.at.toISOString(),
    severity: notice.severity,
    company: { id: company.id, name: company.name },
    template: template && { id: template.id, name: template.name },
    run: notice.runId,
    data: notice.data,
    text: drafts && { sv: words(drafts.sv, 'sv'), en: words(drafts.en, 'en') },
    links: {
      ...(origin !== null && template && { template: `${origin}/integrations/ad-sync/${template.id}` }),
      ...(origin !== null && notice.runId !== null && { run: `${origin}/runs/${notice.runId}` }),
    },
  };
}
