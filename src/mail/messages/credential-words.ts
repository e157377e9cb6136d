// What the mails about a credential say, in Swedish and English: that it ends, what happens then, and how a new one is made
// without a gap. Words only; credential.ts puts them together.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { CredentialExpiring, CredentialRenewed } from '../../plan/notice.ts';
import type { Inline } from '../draft.ts';

type Kind = CredentialExpiring['credential'];

export interface CredentialWords {
  expiring: {
    /** The title, and the end of the subject after the template and the company. */
    subject: (kind: Kind, days: number) => string;
    lead: (kind: Kind, days: number, date: string) => string;
    otherwise: { heading: string; before: string; after: string; unharmed: string };
    /** It says so itself, Entra does, or somebody has typed it. */
    source: Record<CredentialExpiring['source'], string>;
    typed: string;
    next: Record<CredentialExpiring['next'], string>;
    notWorking: string;
    unanswered: string;
    steps: {
      heading: string;
      headingAfter: string;
      items: (kind: Kind, app: string, template: string) => Inline[][];
    };
  };
  renewed: {
    subject: (kind: Kind) => string;
    lead: (kind: Kind, why: CredentialRenewed['why']) => string;
    known: (date: string) => string;
    unknown: string;
    steps: { heading: string; items: (kind: Kind) => Inline[][] };
  };
  names: { template: string; app: string; ends: string; source: string; next: string };
  /** What the subject begins with. */
  tags: { soon: string; over: string; renewed: string };
  open: string;
  why: (template: string) => string;
  date: (date: string) => string;
}

const formatters = {
  sv: new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};
const presentDay = (language: MailLanguage) => (date: string) =>
  formatters[language].format(Date.parse(`${date}T12:00:00Z`));

const NEXT_CERTIFICATE = '"next": { "certificate": { "pem": "…", "key": "…" } }';
const presentNext = (kind: Kind, date: string) =>
  kind === 'secret' ? `"next": { "client_secret": "…", "expires": "${date}" }` : NEXT_CERTIFICATE;

const svName = { secret: 'Klienthemligheten', certificate: 'Certifikatet' };
const svOwn = { secret: 'klienthemlighet', certificate: 'certifikat' };
const svNew = { secret: 'den nya klienthemligheten', certificate: 'det nya certifikatet' };

function svWhen(days: number): string {
  if (days > 1) return `går ut om ${days} dagar`;
  if (days === 1) return 'går ut i morgon';
  if (days === 0) return 'går ut i dag';
  return days === -1 ? 'gick ut i går' : `gick ut för ${-days} dagar sedan`;
}

const svMake: Record<Kind, Inline[][]> = {
  secret: [
    [
      'Välj ',
      { strong: 'Certifikat och hemligheter' },
      ' (Certificates & secrets) och ',
      { strong: 'Ny klienthemlighet' },
      ' (New client secret). Välj hur länge den ska gälla och lägg till den.',
    ],
    [
      'Kopiera det som står under ',
      { strong: 'Värde' },
      ' (Value) direkt, det visas bara en gång. Ta inte ',
      { strong: 'Hemligt ID' },
      ' (Secret ID).',
    ],
  ],
  certificate: [
    ['Skapa ett nytt certifikat med en RSA-nyckel på minst 2048 bitar.'],
    [
      'Välj ',
      { strong: 'Certifikat och hemligheter' },
      ' (Certificates & secrets), fliken Certifikat, och ladda upp certifikatet utan nyckeln.',
    ],
  ],
};

const swedish: CredentialWords = {
  expiring: {
    subject: (kind, days) => `${svName[kind].toLowerCase()} ${svWhen(days)}`,
    lead: (kind, days, date) => `Synkmallens ${svOwn[kind]} i Entra ID ${svWhen(days)}, den ${date}.`,
    otherwise: {
      heading: 'Vad som händer annars',
      before: 'Efter den dagen släpper Entra ID inte in synkroniseringen förrän det finns en ny inloggning.',
      after: 'Entra ID släpper inte in synkroniseringen förrän det finns en ny inloggning.',
      unharmed:
        'Inga användare tas bort, inga läggs till och inga uppgifter ändras under tiden. Telefonerna fungerar som vanligt, men den som börjar eller slutar kommer inte med i växeln förrän synkroniseringen går igen.',
    },
    source: {
      administrator: 'datumet i synkmallen',
      certificate: 'certifikatet',
      entra: 'Entra ID',
    },
    typed:
      'Datumet är det som någon har skrivit i synkmallen. Är hemligheten redan förnyad räcker det att rätta datumet där.',
    next: {
      none: 'finns inte',
      notWorking: 'finns, men fungerar inte än',
      unanswered: 'finns, men har inte kunnat provas',
    },
    unanswered:
      'Det ligger redan en andra inloggning i synkmallen, men Entra ID svarade inte när den skulle provas. Den provas igen av sig själv. Fungerar den tar den över, och då behöver du inte göra mer. Du får ett mejl när den har gjort det.',
    notWorking:
      'Det ligger redan en andra inloggning i synkmallen, men Entra ID godtar den inte. Se efter att den hör till samma app och att hela värdet kom med. Den provas varje dag och tar över så snart den fungerar.',
    steps: {
      heading: 'Gör så här, utan avbrott',
      headingAfter: 'Gör så här',
      items: (kind, app, template) => [
        [
          'Öppna ',
          { strong: 'Appregistreringar' },
          ` (App registrations) i Microsoft Entra ID och appen med program-ID (klient) ${app}.`,
        ],
        ...svMake[kind],
        [
          `Öppna synkmallen ${template} och lägg in ${svNew[kind]} som andra inloggning under Provider Settings: ${presentNext(kind, 'ÅÅÅÅ-MM-DD')}. Spara. Låt ${kind === 'secret' ? 'den gamla' : 'det gamla'} stå kvar.`,
        ],
        [
          'Den nya inloggningen provas inom någon minut och tar över när den fungerar. Du får ett mejl när det är gjort.',
        ],
      ],
    },
  },
  renewed: {
    subject: (kind) => `${svNew[kind]} används nu`,
    lead: (kind, why) =>
      why === 'failed'
        ? `Entra ID godtog inte längre den gamla inloggningen, så synkmallen bytte direkt till ${svNew[kind]}, som fungerar.`
        : `Synkmallen har provat ${svNew[kind]}, som fungerar och används från och med nu.`,
    known: (date) => `Den nya inloggningen går ut den ${date}. Du blir påmind i god tid.`,
    unknown:
      'När den nya inloggningen går ut är inte känt. Skriv in datumet i synkmallen (credentialExpires), så får du en påminnelse i god tid. Det står under Upphör att gälla (Expires) bland appens hemligheter i Entra ID. Får appen läsa sin egen registrering (Application.Read.All) hämtas datumet automatiskt.',
    steps: {
      heading: 'Städa upp',
      items: (kind) => [
        ['Ta bort den gamla inloggningen i Entra ID när du vill. Den används inte längre.'],
        [
          `Finns inställningarna i en fil som läses in? Skriv ${svNew[kind]} som ${kind === 'secret' ? 'client_secret' : 'certificate'} där och ta bort next. Läses den gamla filen in ändrar det inte tillbaka.`,
        ],
      ],
    },
  },
  names: {
    template: 'Synkmall',
    app: 'Program-ID (klient)',
    ends: 'Går ut',
    source: 'Enligt',
    next: 'Andra inloggning',
  },
  tags: { soon: 'Varning', over: 'Fel', renewed: 'Klart' },
  open: 'Öppna synkmallen',
  why: (template) => `Du får det här mejlet för att felmejl från synkmallen ${template} går till dig.`,
  date: presentDay('sv'),
};

const enName = { secret: 'client secret', certificate: 'certificate' };

function enWhen(days: number): string {
  if (days > 1) return `expires in ${days} days`;
  if (days === 1) return 'expires tomorrow';
  if (days === 0) return 'expires today';
  return days === -1 ? 'expired yesterday' : `expired ${-days} days ago`;
}

const enMake: Record<Kind, Inline[][]> = {
  secret: [
    [
      'Choose ',
      { strong: 'Certificates & secrets' },
      ' and ',
      { strong: 'New client secret' },
      '. Choose how long it lasts and add it.',
    ],
    [
      'Copy what stands under ',
      { strong: 'Value' },
      ' at once, it is shown only then. Do not take the ',
      { strong: 'Secret ID' },
      '.',
    ],
  ],
  certificate: [
    ['Make a new certificate with an RSA key of at least 2048 bits.'],
    [
      'Choose ',
      { strong: 'Certificates & secrets' },
      ', the tab Certificates, and upload the certificate without its key.',
    ],
  ],
};

const english: CredentialWords = {
  expiring: {
    subject: (kind, days) => `the ${enName[kind]} ${enWhen(days)}`,
    lead: (kind, days, date) =>
      `The sync template’s ${enName[kind]} in Entra ID ${enWhen(days)}, on ${date}.`,
    otherwise: {
      heading: 'What happens otherwise',
      before: 'After that day Entra ID does not let the sync in until there is a new one.',
      after: 'Entra ID does not let the sync in until there is a new one.',
      unharmed:
        'Meanwhile no user is removed, none is added and nothing about them changes. Telephones work as usual, but whoever starts or leaves does not reach the exchange until the sync runs again.',
    },
    source: {
      administrator: 'the date in the sync template',
      certificate: 'the certificate',
      entra: 'Entra ID',
    },
    typed:
      'The date is one that somebody has typed in the sync template. If the secret has been renewed already, correct the date there; nothing else is needed.',
    next: {
      none: 'not there',
      notWorking: 'there, but does not work yet',
      unanswered: 'there, but could not be tried',
    },
    unanswered:
      'The sync template has a second credential already, but Entra ID did not answer when it was to be tried. It is tried again by itself. If it works it takes over, and there is nothing more to do. You get a mail when it has.',
    notWorking:
      'The sync template has a second credential already, but Entra ID does not accept it. See that it belongs to the same app and that the whole value came along. It is tried every day and takes over as soon as it works.',
    steps: {
      heading: 'What to do, without an interruption',
      headingAfter: 'What to do',
      items: (kind, app, template) => [
        [
          'Open ',
          { strong: 'App registrations' },
          ` in Microsoft Entra ID and the app with the application (client) ID ${app}.`,
        ],
        ...enMake[kind],
        [
          `Open the sync template ${template} and add the new one as second credential in Provider Settings: ${presentNext(kind, 'YYYY-MM-DD')}. Save. Leave the old one where it is.`,
        ],
        ['The new one is tried within a minute and takes over once it works. You get a mail when it has.'],
      ],
    },
  },
  renewed: {
    subject: (kind) => `the new ${enName[kind]} is in use`,
    lead: (kind, why) =>
      why === 'failed'
        ? `Entra ID no longer accepted the old credential, so the sync template changed to the new ${enName[kind]} at once. It works.`
        : `The sync template has tried the new ${enName[kind]}. It works and is in use from now on.`,
    known: (date) => `The new one expires on ${date}. You are reminded in good time.`,
    unknown:
      'When the new one expires is not known. Enter the date in the sync template (credentialExpires) and you are reminded in good time. It stands under Expires among the app’s secrets in Entra ID. If the app may read its own registration (Application.Read.All), the date is fetched automatically.',
    steps: {
      heading: 'Tidy up',
      items: (kind) => [
        ['Delete the old one in Entra ID when you like. It is not used any more.'],
        [
          `Are the settings in a file that is imported? Write the new ${enName[kind]} there as ${kind === 'secret' ? 'client_secret' : 'certificate'} and leave next out. Importing the old file does not change it back.`,
        ],
      ],
    },
  },
  names: {
    template: 'Sync template',
    app: 'Application (client) ID',
    ends: 'Expires',
    source: 'According to',
    next: 'Second credential',
  },
  tags: { soon: 'Warning', over: 'Error', renewed: 'Done' },
  open: 'Open the sync template',
  why: (template) => `You get this mail because error mails of the sync template ${template} go to you.`,
  date: presentDay('en'),
};

export const credentialWords: Record<MailLanguage, CredentialWords> = { sv: swedish, en: english };
