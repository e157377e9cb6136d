// Samples of the welcome mail: in the program's words and a company's, with much and little to say, to somebody else's address, and
// of somebody whose values try to be more than text.
import { presentWelcomeDraft } from '../../src/mail/messages/welcome.ts';
import type { WelcomeFacts } from '../../src/mail/messages/welcome.ts';
import type { MailLanguage, WelcomeWords } from '../../src/plan/company-mail.ts';
import type { MailSample } from '../mail-sample.ts';
import { hostile } from '../mail-sample.ts';

const facts: WelcomeFacts = {
  name: 'Åsa',
  surname: 'Lind-Öberg',
  userName: 'asa.lind-oberg',
  number: { text: '08-465 004 12', href: 'tel:+46846500412' },
  extension: '0412',
  mobile: { text: '070-174 06 05', href: 'tel:+46701740605' },
  callerId: { text: '08-465 004 00', href: 'tel:+46846500400' },
  email: 'asa.lind-oberg@nordvik.example',
  title: 'Projektledare',
  department: 'Elnät',
  reader: 'her',
  words: null,
  link: 'https://nordvik.example/telefoni/kom-igang',
  phoneLink: null,
  help: 'it@nordvik.example',
};

const companyWords: Record<MailLanguage, WelcomeWords> = {
  sv: {
    subject: 'Hej {name} – ditt nya nummer är {number}',
    body: `# Hej {name}, och välkommen till Nordvik!

Vi använder **Infinity** för all telefoni. Det här är dina uppgifter:

{details}

Så här gör du första dagen:

1. Hämta appen där du brukar hämta appar.
2. Logga in som **{alias}**.
3. Ring 0400 från din nya telefon, så hör du att det fungerar.

[Läs hela guiden]({link})

Vänliga hälsningar,
*Supporten på Nordvik* · {help}`,
  },
  en: {
    subject: 'Hello {name} – your new number is {number}',
    body: `# Hello {name}, and welcome to Nordvik!

We use **Infinity** for all our calls. These are your details:

{details}

On your first day:

1. Get the app where you usually get apps.
2. Sign in as **{alias}**.
3. Call 0400 from your new phone to hear that it works.

[Read the whole guide]({link})

Kind regards,
*Nordvik support* · {help}`,
  },
};

const sample = (
  name: string,
  more: Partial<WelcomeFacts>,
  words: Record<MailLanguage, WelcomeWords> | null = null,
  hasLogo = false,
): MailSample => ({
  name,
  kind: 'welcome',
  hasLogo,
  draft: (context) =>
    presentWelcomeDraft({ ...facts, ...more, words: words?.[context.language] ?? null }, context),
});

const bare = { extension: null, mobile: null, callerId: null, link: null, help: null };
const nobody = {
  name: hostile.html,
  surname: hostile.long,
  userName: hostile.markdown,
  title: hostile.lines,
  department: hostile.direction,
  extension: hostile.emoji,
  email: hostile.html,
};
const everything = {
  subject: '{name} {title}',
  body: '{name} {surname} {alias} {title} {department} {email}\n\n{details}',
};

export const samples = [
  sample('welcome', {}),
  sample('welcome-without-much', { ...bare, name: 'Bo', surname: 'Ek', userName: 'bo.ek' }),
  sample('welcome-shared', { reader: 'shared' }),
  sample('welcome-phone', { phoneLink: 'https://rollcall.example/phone/...' }),
  sample('welcome-company-words', {}, companyWords, true),
  sample('welcome-company-words-shared', { reader: 'shared', link: null }, companyWords, true),
  sample('welcome-long-name', {
    name: 'Anna-Karin Elisabet Margareta',
    surname: 'von Schwerin-Löwenhielm af Ekenstam',
    userName: 'anna-karin.elisabet.margareta.von.schwerin-lowenhielm.af.ekenstam',
  }),
  sample('welcome-hostile', nobody),
  sample('welcome-hostile-words', nobody, { sv: everything, en: everything }),
];
