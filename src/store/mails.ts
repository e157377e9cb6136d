// The outbox: mails as rows, written in the transaction of what they tell. What they say is made when they are sent
// or looked at (run/compose-mail.ts), so that a welcome mail that was held tells the number of the day it goes out.
import type { Kysely, Selectable } from 'kysely';
import type { MailLanguage } from '../plan/company-mail.ts';
import type { MailKind, MailState } from '../plan/mail-states.ts';
import type { Tables } from './tables.ts';
import type { MailsTable } from './telling-tables.ts';

export interface Mail {
  id: string;
  companyId: string;
  templateId: string | null;
  runId: string | null;
  /** Whom it is about; of a welcome mail to whom it goes. */
  userId: string | null;
  /** What it tells; null for a welcome mail. */
  noticeId: string | null;
  kind: MailKind;
  state: MailState;
  to: string | null;
  /** Somebody gave the address for this mail: it is not replaced by the user's own. */
  toByHand: boolean;
  language: MailLanguage;
}

export interface NewMail extends Omit<Mail, 'toByHand'> {
  state: 'waiting' | 'held';
  to: string;
  /** Nominal time of what it tells. */
  at: Date;
}

/** Sent as soon as a sender is there. */
export async function writeMails(db: Kysely<Tables>, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map(
    ({ id, companyId, templateId, runId, userId, noticeId, kind, state, to, language, at }) => ({
      id,
      company_id: companyId,
      template_id: templateId,
      run_id: runId,
      user_id: userId,
      notice_id: noticeId,
      kind,
      state,
      to_address: to,
      language,
      created_at: at,
      not_before: new Date(0),
      state_at: at,
    }),
  );
  await db.insertInto('mails').values(rows).execute();
}

export function mapMail(row: Selectable<MailsTable>): Mail {
  return {
    id: row.id,
    companyId: row.company_id,
    templateId: row.template_id,
    runId: row.run_id,
    userId: row.user_id,
    noticeId: row.notice_id,
    kind: row.kind as MailKind,
    state: row.state as MailState,
    to: row.to_address,
    toByHand: row.to_by_hand,
    language: row.language as MailLanguage,
  };
}

/** As it was handed to the server; nulls before, and again when it is forgotten. */
export interface MailBody {
  subject: string | null;
  text: string | null;
  html: string | null;
}

/** With what was handed to the server; null: there is none of this id in the company. */
export async function readMailWithBody(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<{ mail: Mail; body: MailBody } | null> {
  const row = await db
    .selectFrom('mails')
    .selectAll()
    .where('id', '=', id)
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  if (!row) return null;
  return { mail: mapMail(row), body: { subject: row.subject, text: row.body_text, html: row.body_html } };
}
