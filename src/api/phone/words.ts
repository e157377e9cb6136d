// What the page of a SIP account says, in two languages.
import type { MailLanguage } from '../../plan/company-mail.ts';

const swedish = {
  title: 'Din telefon',
  whose: (name: string, company: string) => `Uppgifterna gäller ${name} i växeln hos ${company}.`,
  before:
    'Här får du det din telefon eller telefonapp behöver för att logga in. De visas en enda gång: ha appen framme, eller något att skriva ner dem i.',
  beforeNew:
    'Har du redan en telefon som fungerar? Den slutar göra det när du trycker på knappen, tills du skriver in de nya uppgifterna.',
  button: 'Visa mina uppgifter',
  shownTitle: 'Dina uppgifter',
  shown: 'De visas bara nu och sparas ingenstans. Telefonen fungerar inom någon minut.',
  account: 'Användarnamn',
  domain: 'Domän',
  server: 'Server',
  secret: 'Lösenord',
  scan: 'Läs in i en telefonapp',
  linphone: 'Linphone',
  linphoneHow: 'Välj att läsa en QR-kod första gången appen startar. Koden gäller i 15 minuter och en gång.',
  wave: 'Grandstream Wave',
  waveHow:
    'Lägg till ett konto och välj att läsa en QR-kod. Lösenordet står i koden: låt ingen fotografera den.',
  other: 'Alla andra telefoner och appar: skriv in uppgifterna ovan.',
  codeFor: (app: string) => `QR-kod för ${app}`,
  usedTitle: 'Uppgifterna har redan visats',
  used: 'Länken fungerar en gång, och någon har öppnat den.',
  usedHelp: (whom: string) =>
    `Var det inte du, eller hann du inte skriva ner dem? Be om en ny länk av ${whom}. De gamla uppgifterna slutar gälla när den nya används.`,
  overTitle: 'Länken gäller inte längre',
  over: (whom: string) => `Be om en ny av ${whom}.`,
  unknownTitle: 'Länken leder ingenstans',
  unknown:
    'Kontrollera att hela adressen kom med. Annars: be om en ny länk av den som sköter telefonin hos er.',
  nobody: 'den som sköter telefonin hos er',
  setupTitle: 'Öppna den i Linphone',
  setup: 'Adressen är till för telefonappen Linphone. Läs QR-koden inifrån appen.',
  setupOver:
    'Koden har redan lästs, eller också har det gått mer än 15 minuter. Skriv in uppgifterna för hand.',
};

const english: typeof swedish = {
  title: 'Your phone',
  whose: (name, company) => `The details are those of ${name} in the phone system of ${company}.`,
  before:
    'Here is what your phone or phone app needs to sign in. It is shown once: have the app at hand, or something to write it down.',
  beforeNew:
    'Do you have a phone that works already? It stops when you press the button, until you enter the new details.',
  button: 'Show my details',
  shownTitle: 'Your details',
  shown: 'They are shown now and kept nowhere. The phone works within a minute or so.',
  account: 'User name',
  domain: 'Domain',
  server: 'Server',
  secret: 'Password',
  scan: 'Read into a phone app',
  linphone: 'Linphone',
  linphoneHow:
    'Choose to scan a QR code when the app starts for the first time. The code works for 15 minutes, once.',
  wave: 'Grandstream Wave',
  waveHow:
    'Add an account and choose to scan a QR code. The password is in the code: let nobody take a picture of it.',
  other: 'All other phones and apps: enter the details above.',
  codeFor: (app) => `QR code for ${app}`,
  usedTitle: 'The details have been shown already',
  used: 'The link works once, and somebody has opened it.',
  usedHelp: (whom) =>
    `Was it not you, or had you no time to write them down? Ask ${whom} for a new link. The old details stop working when the new one is used.`,
  overTitle: 'The link is over',
  over: (whom) => `Ask ${whom} for a new one.`,
  unknownTitle: 'The link leads nowhere',
  unknown:
    'See that all of the address came along. If it did, ask whoever looks after the phones at your company for a new one.',
  nobody: 'whoever looks after the phones at your company',
  setupTitle: 'Open it in Linphone',
  setup: 'The address is for the phone app Linphone. Scan the QR code from within the app.',
  setupOver:
    'The code has been read already, or more than 15 minutes have passed. Enter the details by hand.',
};

export const phoneWords: Record<MailLanguage, typeof swedish> = { sv: swedish, en: english };
