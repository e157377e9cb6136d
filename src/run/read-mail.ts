// One mail of the outbox as people read it: what was handed to the server, or what would be if it were sent now. Pictures that
// it shows by name are put into its HTML, which is for a frame without scripts and without a way out. Changes nothing.
import type { Kysely } from 'kysely';
import type { MailContent, MailService } from '../mail/draft.ts';
import { readCompany } from '../store/companies.ts';
import { readMailWithBody } from '../store/mails.ts';
import { readListedMail } from '../store/outbox-list.ts';
import type { ListedMail } from '../store/outbox-list.ts';
import type { Tables } from '../store/tables.ts';
import { composeMail } from './compose-mail.ts';

/** sent: as the server got it. made: as it would be now. gone: there is nothing to read, and `why` says why. */
export type MailWords =
  | { is: 'sent' | 'made'; subject: string; text: string; html: string }
  | { is: 'gone'; why: string };

export interface MailReading {
  service: MailService;
  /** ms */
  now: number;
}

/** null: the company has no mail of this id. */
export async function readMail(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  reading: MailReading,
): Promise<{ mail: ListedMail; words: MailWords } | null> {
  const mail = await readListedMail(db, companyId, id);
  const words = mail && (await readMailWords(db, companyId, id, reading));
  return mail && words && { mail, words };
}

async function readMailWords(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  { service, now }: MailReading,
): Promise<MailWords | null> {
  const found = await readMailWithBody(db, companyId, id);
  if (found === null) return null;
  const { subject, text, html } = found.body;
  if (subject !== null && text !== null) {
    const logo = (await readCompany(db, companyId))?.mail.logo ?? null;
    return { is: 'sent', subject, text, html: presentPictures(html ?? '', () => logo) };
  }
  const composed = await composeMail(db, found.mail, service, now);
  if (composed.is === 'void') return { is: 'gone', why: composed.why };
  const { content } = composed;
  const picture = (cid: string) => presentPicture(content.images.find((image) => image.cid === cid));
  return {
    is: 'made',
    subject: content.subject,
    text: content.text,
    html: presentPictures(content.html, picture),
  };
}

const NOTHING = 'data:,';

/** html: our own, from layout.ts, so that its attributes are written in one way. */
function presentPictures(html: string, picture: (cid: string) => string | null): string {
  return html.replaceAll(/src="cid:([^"]*)"/g, (_, cid: string) => `src="${picture(cid) ?? NOTHING}"`);
}

function presentPicture(image: MailContent['images'][number] | undefined): string | null {
  return image ? `data:${image.type};base64,${image.bytes.toString('base64')}` : null;
}
