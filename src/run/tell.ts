// Tells administrators something: a notice with its webhook deliveries, and the mails that say it, all in the caller's
// transaction: told if and only if it has happened.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { MailLanguage } from '../plan/company-mail.ts';
import type { MailKind } from '../plan/mail-states.ts';
import type { DataOf, Notice, NoticeKind, Severity } from '../plan/notice.ts';
import { writeMails } from '../store/mails.ts';
import { writeNotice } from '../store/notices.ts';
import type { Tables } from '../store/tables.ts';

export interface Telling<K extends NoticeKind> {
  company: { id: string; language: string };
  templateId: string | null;
  runId: string | null;
  kind: K;
  severity: Severity;
  at: Date;
  data: DataOf<K>;
  /** Whom it is mailed to; empty: only webhooks hear of it. userId: one mail about each. */
  mails: { kind: MailKind; to: string; userId?: string }[];
}

/** @returns the notice's id */
export async function tell<K extends NoticeKind>(db: Kysely<Tables>, telling: Telling<K>): Promise<string> {
  const { company, templateId, runId, kind, severity, at, data, mails } = telling;
  const id = randomUUIDv7();
  const about = { companyId: company.id, templateId, runId };
  await writeNotice(db, { id, ...about, kind, severity, at, data } as Notice);
  await writeMails(
    db,
    mails.map((mail) => ({
      id: randomUUIDv7(),
      ...about,
      userId: mail.userId ?? null,
      noticeId: id,
      kind: mail.kind,
      state: 'waiting',
      to: mail.to,
      language: decideMailLanguage(company.language),
      at,
    })),
  );
  return id;
}

/** Mails are written in Swedish and English; whoever reads another language gets English. */
export function decideMailLanguage(language: string): MailLanguage {
  return /^sv\b/i.test(language) ? 'sv' : 'en';
}
