// Reads what a welcome mail says, as the directory stands when it is made: a mail that was held for weeks tells today's
// number, and goes to today's address.
import type { Kysely } from 'kysely';
import { isMailAddress } from '../mail/mail-address.ts';
import type { WelcomeFacts } from '../mail/messages/welcome.ts';
import { presentNumberFor } from '../plan/number-forms.ts';
import type { Company } from '../store/companies.ts';
import type { Mail } from '../store/mails.ts';
import type { Tables } from '../store/tables.ts';
import { readIsSharedAddress, readWelcomedUser } from '../store/welcome-facts.ts';
import type { WelcomedUser } from '../store/welcome-facts.ts';

export type ReadWelcome = { is: 'facts'; to: string; facts: WelcomeFacts } | { is: 'void'; why: string };

/** Of a welcome mail, or of one that would be. */
export type WelcomeOf = Pick<Mail, 'userId' | 'templateId' | 'language' | 'to' | 'toByHand'>;

/** The link to what her telephone signs in with; null: there is none. */
export type GivePhoneLink = (userId: string) => Promise<string | null>;

export async function readWelcome(
  db: Kysely<Tables>,
  mail: WelcomeOf,
  company: Company,
  now: number,
  givePhoneLink: GivePhoneLink,
): Promise<ReadWelcome> {
  const user =
    mail.userId === null ? null : await readWelcomedUser(db, company.id, mail.userId, new Date(now));
  if (mail.userId === null || user === null)
    return { is: 'void', why: 'The user was deleted before the mail was sent.' };
  if (user.isLeaving) return { is: 'void', why: 'The user was leaving when the mail was to be sent.' };
  const to = mail.toByHand ? mail.to : user.email;
  if (!isMailAddress(to))
    return { is: 'void', why: 'The user had no e-mail address any more when the mail was to be sent.' };
  const isShared = await readIsSharedAddress(db, {
    companyId: company.id,
    userId: mail.userId,
    address: to,
    person: user.person,
    templateId: user.templateId ?? mail.templateId,
  });
  // Last of all: a link is made only for a mail that is.
  const phoneLink = await givePhoneLink(mail.userId);
  return { is: 'facts', to, facts: { ...presentFacts(user, mail, company, isShared), phoneLink } };
}

function presentFacts(
  user: WelcomedUser,
  mail: WelcomeOf,
  company: Company,
  isShared: boolean,
): Omit<WelcomeFacts, 'phoneLink'> {
  const { country } = company;
  const { welcome, link, help } = company.mail;
  const number = (digits: string | null) => (digits === null ? null : presentNumberFor(digits, country));
  return {
    name: user.name,
    surname: user.surname,
    userName: user.alias,
    number: number(user.pstnFixed),
    extension: user.extension,
    mobile: number(user.mobile),
    callerId: number(user.callerId === user.pstnFixed ? null : user.callerId),
    email: user.email,
    title: user.title,
    department: user.department,
    reader: isShared ? 'shared' : 'her',
    words: welcome[mail.language] ?? null,
    link,
    help,
  };
}
