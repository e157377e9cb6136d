// A test mail: to whoever asks for it, or to an address that gets mail of the company anyway. Anybody else's would make a
// token, or a company's administrator, the sender of mail to strangers in the service's name.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { MailLanguage } from '../plan/company-mail.ts';
import { isAdministratorsAddress } from '../store/administrators.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import type { Company } from '../store/companies.ts';
import { writeMails } from '../store/mails.ts';
import { writeNotice } from '../store/notices.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { failure } from './hand-deed.ts';
import type { HandResult } from './hand-deed.ts';

interface TestHand {
  db: Kysely<Tables>;
  company: Company;
  actor: Actor;
  /** ms */
  now: number;
  address: string | null;
}

export interface TestWish {
  /** null: the asker's own. */
  to: string | null;
  /** The asker's own address; null: a token has none. */
  own: string | null;
  language: MailLanguage;
}

/** Answers with the mail's id in the outbox. */
export async function sendTestMail(
  { db, company, actor, now, address }: TestHand,
  { to: wanted, own, language }: TestWish,
): Promise<HandResult<{ mail: string; to: string }>> {
  const to = wanted ?? own;
  if (to === null) return noAddress;
  if (to !== own && !(await readIsKnown(db, company.id, to))) return unknownTo(to);
  const [notice, mail] = [randomUUIDv7(), randomUUIDv7()];
  const about = { companyId: company.id, templateId: null, runId: null };
  const at = new Date(now);
  await writeNotice(db, {
    ...about,
    id: notice,
    kind: 'test',
    severity: 'info',
    at,
    data: { by: actor.name },
  });
  const state = 'waiting';
  await writeMails(db, [
    { ...about, id: mail, userId: null, noticeId: notice, kind: 'test', state, to, language, at },
  ]);
  await writeAudit(db, {
    companyId: company.id,
    actor,
    address,
    action: 'mail.test',
    subject: { kind: 'mail', id: mail, name: to },
    details: {},
  });
  return { ok: true, mail, to };
}

/** Administrators of the company, and whom its sync templates write to. */
async function readIsKnown(db: Kysely<Tables>, companyId: string, to: string): Promise<boolean> {
  if (await isAdministratorsAddress(db, companyId, to)) return true;
  const fold = (address: string | null) => address?.normalize('NFC').toLowerCase();
  const templates = await readSyncTemplates(db, companyId);
  return templates.some(({ template: { errorMailTo, welcomeCopyTo } }) =>
    [errorMailTo, welcomeCopyTo].some((address) => fold(address) === fold(to)),
  );
}

const noAddress = failure(
  'to.missing',
  'A token has no address that a test mail could go to.',
  'Say "to": the address of an administrator of the company, or one that its sync templates write to.',
);

const unknownTo = (to: string) =>
  failure(
    'to.notKnown',
    `${JSON.stringify(to)} gets no mail of this company.`,
    'Leave "to" out to get it yourself, or name an administrator of the company, or an address that a sync template writes to.',
  );
