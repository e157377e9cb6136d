// The welcome mail to a new user: her number, extension and user name, and where to go next. Told in the third person where
// the address is not hers alone. Pure: the facts are read when the mail is made (run/read-welcome.ts).
import type { WelcomeWords } from '../../plan/company-mail.ts';
import type { Block, Draft, MailContext } from '../draft.ts';

/** A number as people write it in the company's country, and its tel: link. */
export interface ShownNumber {
  /** Such as 08-465 004 12; with +country code where it is another country's. */
  text: string;
  href: string;
}

/** The user as it stands when the mail is made. */
export interface WelcomeFacts {
  name: string;
  surname: string;
  /** What she signs in with at the exchange. */
  userName: string;
  number: ShownNumber | null;
  extension: string | null;
  mobile: ShownNumber | null;
  /** What those see whom she calls; null: her own number. */
  callerId: ShownNumber | null;
  email: string | null;
  title: string | null;
  department: string | null;
  /**
   * her: the address is hers alone. shared: several users have it, or it is another person's in Entra ID (a manager's): the
   * mail then tells who got a number, and addresses nobody as if it were she.
   */
  reader: 'her' | 'shared';
  /** The company's own words in the mail's language; null: the program's. */
  words: WelcomeWords | null;
  /** Where she goes next, and who helps (CompanyMail). */
  link: string | null;
  help: string | null;
}

export function presentWelcomeDraft(facts: WelcomeFacts, { language, company }: MailContext): Draft {
  const { name, surname, userName, number, extension } = facts;
  const words = language === 'sv' ? swedish : english;
  const who = `${name} ${surname}`;
  const blocks: Block[] = [
    { block: 'heading', text: words.heading(who) },
    {
      block: 'facts',
      facts: [
        { name: words.number, value: number?.text ?? null, ...(number && { href: number.href }) },
        { name: words.extension, value: extension },
        { name: words.userName, value: userName },
      ],
    },
  ];
  return {
    subject: words.heading(who),
    preheader: company.name,
    blocks,
    why: facts.reader === 'her' ? words.why : words.whyShared(who),
  };
}

const swedish = {
  heading: (who: string) => `Välkommen till växeln, ${who}`,
  number: 'Nummer',
  extension: 'Anknytning',
  userName: 'Användarnamn',
  why: 'Du får det här mejlet för att du har lagts upp som användare i växeln.',
  whyShared: (who: string) =>
    `Du får det här mejlet för att adressen står som e-postadress för ${who} i växeln.`,
};

const english = {
  heading: (who: string) => `Welcome to the telephone exchange, ${who}`,
  number: 'Number',
  extension: 'Extension',
  userName: 'User name',
  why: 'You get this mail because you have been made a user of the telephone exchange.',
  whyShared: (who: string) =>
    `You get this mail because its address stands as the e-mail address of ${who} in the exchange.`,
};
