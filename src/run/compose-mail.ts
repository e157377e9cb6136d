// What a mail of the outbox says, made from what stands now: the sender asks when it takes it up, the portal when
// somebody looks at one that was not sent yet.
import type { Kysely } from 'kysely';
import { targetKinds } from '../connectors/target-kinds.ts';
import { presentMail } from '../mail/layout.ts';
import { presentWelcomeDraft } from '../mail/messages/welcome.ts';
import { drafts } from '../mail/messages/drafts.ts';
import type { Draft, MailContent, MailContext, MailService } from '../mail/draft.ts';
import type { Notice } from '../plan/notice.ts';
import { readCompany } from '../store/companies.ts';
import type { Mail } from '../store/mails.ts';
import { readNotice } from '../store/notices.ts';
import { readRun } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { readDeletedTemplate } from '../store/template-endings.ts';
import type { Tables } from '../store/tables.ts';
import { openMailLink } from './hand-phone-link.ts';
import { readWelcome } from './read-welcome.ts';

export type Composed =
  /** hidden: what stands in it for its reader alone, and is not kept with it. */
  | { is: 'mail'; to: string; content: MailContent; replyTo: string | null; hidden: string | null }
  /** Not to be sent any more: whom it is about is gone, for example. */
  | { is: 'void'; why: string };

/** isSent: it goes out, so that what works once (a link to a phone's secret) is made for it; else somebody only looks. */
export async function composeMail(
  db: Kysely<Tables>,
  mail: Mail,
  service: MailService,
  now: number,
  { isSent }: { isSent: boolean } = { isSent: false },
): Promise<Composed> {
  const company = await readCompany(db, mail.companyId);
  if (company === null) return { is: 'void', why: 'The company is no more.' };
  const context: MailContext = {
    language: mail.language,
    company: { id: company.id, name: company.name, timeZone: company.timeZone },
    template: await readTemplateOf(db, mail.templateId),
    service,
    now,
  };
  if (mail.kind === 'welcome') {
    const link = openMailLink(
      db,
      { companyId: company.id, origin: service.origin, now, isSent },
      targetKinds,
    );
    const read = await readWelcome(db, mail, company, now, link.give);
    if (read.is === 'void') return read;
    const draft = presentWelcomeDraft(read.facts, context);
    const content = presentMail(draft, context, company.mail.logo);
    return { is: 'mail', to: read.to, content, replyTo: company.mail.replyTo, hidden: link.path() };
  }
  const made = await readDraft(db, mail, context);
  if (made === null || mail.to === null) return { is: 'void', why: 'What it told is forgotten.' };
  const content = presentMail(made, context, company.mail.logo);
  return { is: 'mail', to: mail.to, content, replyTo: company.mail.replyTo, hidden: null };
}

/** Also one that is deleted; null: of none, or of one that nobody knows any more. */
export async function readTemplateOf(
  db: Kysely<Tables>,
  id: string | null,
): Promise<MailContext['template']> {
  if (id === null) return null;
  const name = (await readSyncTemplate(db, id))?.template.name ?? (await readDeletedTemplate(db, id))?.name;
  return name === undefined ? null : { id, name };
}

async function readDraft(db: Kysely<Tables>, mail: Mail, context: MailContext): Promise<Draft | null> {
  const notice = mail.noticeId === null ? null : await readNotice(db, mail.companyId, mail.noticeId);
  if (notice === null) return null;
  const run = notice.runId === null ? null : await readRun(db, notice.runId);
  return presentNotice(notice, mail, { ...context, runNumber: run?.number ?? null });
}

/** null: the kind has no message. */
export function presentNotice(
  notice: Notice,
  mail: { userId: string | null },
  context: MailContext,
): Draft | null {
  const make = drafts[notice.kind] as
    | ((n: Notice, m: { userId: string | null }, c: MailContext) => Draft)
    | undefined;
  return make?.(notice, mail, context) ?? null;
}
