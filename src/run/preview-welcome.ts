// The welcome mail as it would be with settings that need not be saved yet: for a made-up user, or for a real one. Changes
// nothing and sends nothing.
import type { Kysely } from 'kysely';
import { targetKinds } from '../connectors/target-kinds.ts';
import type { MailContent, MailService } from '../mail/draft.ts';
import { presentMail } from '../mail/layout.ts';
import { mapWordValues, presentWelcomeDraft } from '../mail/messages/welcome.ts';
import type { WelcomeFacts } from '../mail/messages/welcome.ts';
import { wordFields } from '../mail/word-fields.ts';
import type { CompanyMail, MailLanguage } from '../plan/company-mail.ts';
import type { Company } from '../store/companies.ts';
import type { Tables } from '../store/tables.ts';
import { readWelcomedUser } from '../store/welcome-facts.ts';
import { openMailLink } from './hand-phone-link.ts';
import { readWelcome } from './read-welcome.ts';
import { decideMailLanguage } from './tell.ts';

export interface PreviewAsk {
  mail: CompanyMail;
  language: MailLanguage;
  /** null: a made-up user. */
  userId: string | null;
  /** The made-up user's address is somebody else's as well. */
  isShared: boolean;
}

export type Preview =
  | { is: 'mail'; content: MailContent }
  /** There is no such user in the company. */
  | { is: 'nobody' }
  /** Nothing would be sent. */
  | { is: 'none'; why: string };

export async function previewWelcome(
  db: Kysely<Tables>,
  company: Company,
  ask: PreviewAsk,
  { service, now }: { service: MailService; now: number },
): Promise<Preview> {
  const { mail, language, userId } = ask;
  const wanted = { ...company, mail };
  if (userId !== null && (await readWelcomedUser(db, company.id, userId, new Date(now))) === null)
    return { is: 'nobody' };
  const { give } = openMailLink(
    db,
    { companyId: company.id, origin: service.origin, now, isSent: false },
    targetKinds,
  );
  const read =
    userId === null
      ? null
      : await readWelcome(
          db,
          { userId, templateId: null, language, to: null, toByHand: false },
          wanted,
          now,
          give,
        );
  if (read?.is === 'void') return { is: 'none', why: read.why };
  const facts = read?.facts ?? { ...presentSample(ask), phoneLink: await give('') };
  const { id, name, timeZone } = company;
  const context = { language, company: { id, name, timeZone }, template: null, service, now };
  return { is: 'mail', content: presentMail(presentWelcomeDraft(facts, context), context, mail.logo) };
}

/** Nobody: a name that says so, and a number that is never given to anybody. */
function presentSample({ mail, language, isShared }: PreviewAsk): WelcomeFacts {
  const isSwedish = language === 'sv';
  return {
    name: isSwedish ? 'Åsa' : 'Alex',
    surname: isSwedish ? 'Exempelsson' : 'Example',
    userName: isSwedish ? 'asa.exempelsson' : 'alex.example',
    number: { text: '08-465 004 12', href: 'tel:+46846500412' },
    extension: '0412',
    mobile: { text: '070-174 06 05', href: 'tel:+46701740605' },
    callerId: { text: '08-465 004 00', href: 'tel:+46846500400' },
    email: isSwedish ? 'asa.exempelsson@nordvik.example' : 'alex.example@nordvik.example',
    title: isSwedish ? 'Projektledare' : 'Project manager',
    department: isSwedish ? 'Kundtjänst' : 'Customer service',
    reader: isShared ? 'shared' : 'her',
    words: mail.welcome[language] ?? null,
    link: mail.link,
    phoneLink: 'https://rollcall.example/phone/...',
    help: mail.help,
  };
}

/** Each field that words can have, in braces, and what it is for the made-up user. */
export function presentSampleFields(company: Company): { field: string; example: string }[] {
  const language = decideMailLanguage(company.language);
  const facts = presentSample({ mail: company.mail, language, userId: null, isShared: false });
  const values = mapWordValues(facts, company);
  return wordFields.map((field) => ({ field: `{${field}}`, example: values[field]?.text ?? '' }));
}
