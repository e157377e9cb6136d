// The welcome mail to a new user: her number, extension and user name, and where to go next. Told in the third person where
// the address is not hers alone. Pure: the facts are read when the mail is made (run/read-welcome.ts).
import type { MailLanguage, WelcomeWords } from '../../plan/company-mail.ts';
import type { Block, Draft, Inline, MailContext } from '../draft.ts';
import { presentWordBlocks, presentWordSubject } from '../markdown.ts';
import type { WordValue, WordValues } from '../markdown.ts';
import { presentLine } from '../plain-text.ts';

/** A number as people write it in the company's country, and its tel: link. */
interface ShownNumber {
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
  /** Behind it she gets what her telephone signs in with, once; null: the company's exchanges have no use for it. */
  phoneLink: string | null;
  help: string | null;
}

export function presentWelcomeDraft(facts: WelcomeFacts, context: MailContext): Draft {
  const words = context.language === 'sv' ? swedish : english;
  const who = `${facts.name} ${facts.surname}`;
  const why = facts.reader === 'her' ? words.why : words.whyShared(who);
  const preheader = words.preheader(facts.number?.text ?? null, facts.extension);
  const made =
    facts.words === null ? presentOwn(facts, context) : presentCompany(facts, facts.words, context);
  return { preheader, why, ...made };
}

/** The program's own words. */
function presentOwn(
  facts: WelcomeFacts,
  { language, company }: MailContext,
): Pick<Draft, 'subject' | 'blocks'> {
  const words = language === 'sv' ? swedish : english;
  const isHers = facts.reader === 'her';
  const who = `${facts.name} ${facts.surname}`;
  const blocks: Block[] = [
    { block: 'heading', text: isHers ? words.heading(facts.name) : words.headingShared(who) },
    {
      block: 'paragraph',
      text: [isHers ? words.opening(company.name) : words.openingShared(who, company.name)],
    },
    presentDetails(facts, language),
    ...(isHers ? [{ block: 'paragraph' as const, text: presentReach(facts, language) }] : []),
    ...presentPhone(facts, language),
    ...(facts.link === null ? [] : [{ block: 'button' as const, text: words.button, href: facts.link }]),
    { block: 'paragraph', text: presentHelp(facts, language) },
  ];
  const subject = isHers ? words.subject(company.name) : words.subjectShared(who, company.name);
  return { subject, blocks: blocks.filter((block) => block.block !== 'paragraph' || block.text.length > 0) };
}

/** The way to what her telephone signs in with. */
function presentPhone({ phoneLink, reader }: WelcomeFacts, language: MailLanguage): Block[] {
  if (phoneLink === null) return [];
  const words = language === 'sv' ? swedish : english;
  return [
    { block: 'paragraph', text: [reader === 'her' ? words.phone : words.phoneShared] },
    { block: 'button', text: words.phoneButton, href: phoneLink },
  ];
}

/** How she is reached, and what others see when she calls. */
function presentReach({ number, extension, callerId }: WelcomeFacts, language: MailLanguage): Inline[] {
  const words = language === 'sv' ? swedish : english;
  const reach: Inline[] =
    number === null || extension === null ? [] : words.reach({ strong: extension }, { strong: number.text });
  const shown: Inline[] = callerId === null ? [] : words.callerIdShown({ strong: callerId.text });
  return [...reach, ...(reach.length > 0 && shown.length > 0 ? [' '] : []), ...shown];
}

function presentHelp({ reader, help }: WelcomeFacts, language: MailLanguage): Inline[] {
  const words = language === 'sv' ? swedish : english;
  const whom = help === null ? words.nobody : presentContact(help);
  return reader === 'her' ? words.help(whom) : words.helpShared(whom);
}

/** Who helps, as people read it; linked when it is an address or a number as a whole. */
function presentContact(help: string): Inline {
  const { text, href } = mapContact(help);
  return href === null ? text : { link: text, href };
}

function mapContact(help: string): WordValue {
  if (/^[^\s@]+@[^\s@]+$/u.test(help)) return { text: help, href: `mailto:${help}` };
  const isNumber = /^\+?[\d ()/-]+$/u.test(help) && help.replaceAll(/\D/gu, '').length >= 5;
  return { text: help, href: isNumber ? `tel:${help.replaceAll(/[^+\d]/gu, '')}` : null };
}

/** The box with what she needs to have at hand. */
function presentDetails(facts: WelcomeFacts, language: MailLanguage): Extract<Block, { block: 'facts' }> {
  const words = language === 'sv' ? swedish : english;
  const { number, extension, userName, mobile, reader } = facts;
  const linked = (name: string, shown: ShownNumber | null) => ({
    name,
    value: shown?.text ?? null,
    // Nobody calls herself.
    ...(shown && reader === 'shared' && { href: shown.href }),
  });
  return {
    block: 'facts',
    facts: [
      { name: words.name, value: reader === 'shared' ? `${facts.name} ${facts.surname}` : null },
      linked(words.number, number),
      { name: words.extension, value: extension },
      linked(words.mobile, mobile),
      { name: words.userName, value: userName },
    ],
  };
}

/**
 * The company's words, or the program's where nothing is left of them: every field of a subject or a body may be empty for her. Whoever
 * else reads them is told first whom they are about, and the list of mails already says so.
 */
function presentCompany(
  facts: WelcomeFacts,
  { subject, body }: WelcomeWords,
  context: MailContext,
): Pick<Draft, 'subject' | 'blocks'> {
  const { language } = context;
  const words = language === 'sv' ? swedish : english;
  const values = mapWordValues(facts, context.company);
  const about: Block = {
    block: 'notice',
    tone: 'plain',
    text: words.about({ strong: `${facts.name} ${facts.surname}` }),
  };
  const own = presentOwn(facts, context);
  const blocks = presentWordBlocks(body, values, presentDetails(facts, language));
  if (facts.reader === 'shared') return { ...own, ...(blocks.length > 0 && { blocks: [about, ...blocks] }) };
  const said = presentLine(presentWordSubject(subject, values));
  return { subject: said === '' ? own.subject : said, blocks: blocks.length > 0 ? blocks : own.blocks };
}

/** What stands for each field of a company's own words. */
export function mapWordValues(facts: WelcomeFacts, company: { name: string }): WordValues {
  const plain = (text: string | null) => (text === null || text.trim() === '' ? null : { text, href: null });
  return {
    name: plain(facts.name),
    surname: plain(facts.surname),
    number: plain(facts.number?.text ?? null),
    extension: plain(facts.extension),
    alias: plain(facts.userName),
    email: plain(facts.email),
    mobile: plain(facts.mobile?.text ?? null),
    callerId: plain((facts.callerId ?? facts.number)?.text ?? null),
    title: plain(facts.title),
    department: plain(facts.department),
    company: plain(company.name),
    link: facts.link === null ? null : { text: facts.link, href: facts.link },
    phoneLink: facts.phoneLink === null ? null : { text: facts.phoneLink, href: facts.phoneLink },
    help: facts.help === null ? null : mapContact(facts.help),
    details: null,
  };
}

const swedish = {
  subject: (company: string) => `Välkommen till växeln hos ${company}`,
  subjectShared: (who: string, company: string) => `${who} finns nu i växeln hos ${company}`,
  preheader: (number: string | null, extension: string | null) =>
    [number && `Nummer ${number}`, extension && `anknytning ${extension}`].filter(Boolean).join(', '),
  heading: (name: string) => `Välkommen, ${name}!`,
  headingShared: (who: string) => `${who} finns nu i växeln`,
  opening: (company: string) =>
    `Nu finns du i växeln hos ${company}. Här är uppgifterna du behöver ha till hands.`,
  openingShared: (who: string, company: string) =>
    `Den här adressen står som mejladress för ${who} i växeln hos ${company}, och därför kommer uppgifterna hit. Ge dem gärna vidare.`,
  name: 'Namn',
  number: 'Telefonnummer',
  extension: 'Anknytning',
  mobile: 'Mobil',
  userName: 'Användarnamn',
  reach: (extension: Inline, number: Inline): Inline[] => [
    'Kollegorna når dig på anknytning ',
    extension,
    ', alla andra på ',
    number,
    '.',
  ],
  callerIdShown: (number: Inline): Inline[] => ['När du ringer ut visas ', number, '.'],
  button: 'Kom igång',
  phone:
    'Telefonen eller telefonappen loggar in med uppgifter som visas en enda gång. Hämta dem när du har den framme.',
  phoneShared:
    'Telefonen loggar in med uppgifter som visas en enda gång. Låt den som numret gäller hämta dem.',
  phoneButton: 'Hämta telefonuppgifter',
  nobody: 'den som sköter telefonin hos er',
  help: (whom: Inline): Inline[] => [
    'Stämmer något inte, eller behöver du hjälp? Hör av dig till ',
    whom,
    '.',
  ],
  helpShared: (whom: Inline): Inline[] => [
    'Stämmer något inte, eller ska uppgifterna gå till en annan adress? Hör av dig till ',
    whom,
    '.',
  ],
  about: (who: Inline): Inline[] => [
    'Det här gäller ',
    who,
    ', vars mejladress i växeln är den här. Ge det gärna vidare.',
  ],
  why: 'Du får det här mejlet för att du har lagts upp som användare i växeln.',
  whyShared: (who: string) =>
    `Du får det här mejlet för att adressen står som mejladress för ${who} i växeln.`,
};

const english: typeof swedish = {
  subject: (company) => `Welcome to the phone system of ${company}`,
  subjectShared: (who, company) => `${who} is now in the phone system of ${company}`,
  preheader: (number, extension) =>
    [number && `Number ${number}`, extension && `extension ${extension}`].filter(Boolean).join(', '),
  heading: (name) => `Welcome, ${name}!`,
  headingShared: (who) => `${who} is now in the phone system`,
  opening: (company) =>
    `You are now in the phone system of ${company}. Here is what you need to have at hand.`,
  openingShared: (who, company) =>
    `This address stands as the mail address of ${who} in the phone system of ${company}, which is why the details come here. Please pass them on.`,
  name: 'Name',
  number: 'Phone number',
  extension: 'Extension',
  mobile: 'Mobile',
  userName: 'User name',
  reach: (extension, number) => [
    'Colleagues reach you at extension ',
    extension,
    ', everybody else at ',
    number,
    '.',
  ],
  callerIdShown: (number) => ['When you call somebody, ', number, ' is shown.'],
  button: 'Get started',
  phone:
    'Your phone or phone app signs in with details that are shown once. Get them when you have it at hand.',
  phoneShared:
    'The phone signs in with details that are shown once. Let the person whose number it is get them.',
  phoneButton: 'Get phone details',
  nobody: 'whoever looks after the phones at your company',
  help: (whom) => ['Is something wrong, or do you need help? Get in touch with ', whom, '.'],
  helpShared: (whom) => [
    'Is something wrong, or should the details go to another address? Get in touch with ',
    whom,
    '.',
  ],
  about: (who) => [
    'This is about ',
    who,
    ', whose mail address in the phone system is this one. Please pass it on.',
  ],
  why: 'You get this mail because you have been made a user of the phone system.',
  whyShared: (who) =>
    `You get this mail because its address stands as the mail address of ${who} in the phone system.`,
};
