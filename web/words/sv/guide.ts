// Words of the page guide, Swedish. What stands between ** is Azure's own English, as it stands there.
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import { plural } from '../plural.ts';

/** What to press, in order; and why it is needed, for whoever asks. */
interface StepWords {
  title: string;
  todo: readonly string[];
  why: string;
}

export const guide = {
  title: 'Guide för Azure-appen',
  renewalTitle: (name: string) => `Förnya hemligheten för ${name}`,
  lead: 'Åtta små steg i Azure. Det du fyller i sparas efter hand, och en kollega kan fortsätta med länken.',
  renewalLead: 'En ny hemlighet i appen som redan finns i Azure. Resten av mallen ändras inte.',
  begin: {
    title: 'Skapa appen i Azure',
    text: 'Du behöver ett konto med rollen **Global Administrator**, eller någon som har det. Räkna med tio minuter.',
    start: 'Starta guiden',
    haveValues: 'Jag har redan värdena',
    renew: 'Förnya hemligheten',
    renewText:
      'Du behöver komma åt appen i Azure. Synkroniseringen fortsätter med den gamla hemligheten tills den nya är sparad.',
    failed: 'Guiden kunde inte startas',
    viewer: 'Den som får ändra synkroniseringar kan starta guiden.',
  },
  gone: 'Guiden finns inte längre',
  goneText: 'Den är avslutad, kastad eller har legat orörd i 30 dagar.',
  toList: 'Till AD Sync',
  failed: 'Guiden gick inte att läsa',
  steps: 'Stegen',
  stepOf: (at: string, all: string) => `Steg ${at} av ${all}`,
  isDone: 'klart',
  next: 'Klart, nästa steg',
  back: 'Föregående steg',
  why: 'Varför?',
  open: 'Öppna Azure',
  newWindow: 'öppnas i en ny flik',
  link: 'Kopiera länken',
  linkCopied: 'Länken är kopierad',
  linkHelp: 'Skicka länken till en kollega som får ändra synkroniseringar. Guiden fortsätter där du är.',
  changed: (who: string, when: string) => `Senast ändrad av ${who} ${when}.`,
  ends: (day: string) => `Ligger kvar till ${day}.`,
  discard: 'Kasta guiden',
  discardTitle: 'Kasta guiden',
  discardText: 'Det som är ifyllt försvinner. Inget ändras i Azure.',
  saved: 'Sparat',
  saveFailed: 'Det du skrev är inte sparat',
  saveUnharmed: 'Det står kvar här. Tryck igen när felet är åtgärdat.',
  meanwhile: 'Någon annan har gått vidare i guiden. Det senaste visas nu, och det du skrev står kvar.',
  fields: {
    tenantId: 'Tenant ID',
    clientId: 'Application (client) ID',
    clientSecret: 'Hemlighetens värde (Value)',
    expires: 'Hemligheten går ut (Expires)',
    cloud: 'Moln',
    name: 'Namn på mallen',
  },
  help: {
    clientSecret: 'Sparas krypterat och visas aldrig igen.',
    stored: 'En hemlighet är sparad och visas inte. Klistra in en ny för att byta den.',
    expires: 'Microsoft rekommenderar 180 dagar. Välj högst 1 år; Azure tillåter inte mer än 24 månader.',
    cloud: 'Välj bara något annat om er tenant ligger i ett nationellt moln.',
    name: 'Namnet syns i listan över mallar och i loggarna.',
  },
  otherCloud: 'Ligger er tenant i ett annat moln?',
  showSecret: 'Visa hemligheten',
  suggest: (days: number, shown: string) => plural(days, shown, 'Om # dag', 'Om # dagar'),
  expiresOn: (days: number, shown: string) => plural(days, shown, '# dag från i dag', '# dagar från i dag'),
  faults: {
    sameAsTenant: 'Det här är samma värde som Tenant ID. Kopiera Application (client) ID.',
    empty: 'Klistra in värdet från Azure.',
    noName: 'Skriv ett namn.',
    'date.invalid': 'Skriv ett datum.',
    'date.past': 'Det datumet har redan varit. Skriv sista dagen för den nya hemligheten.',
    'date.tooFar': 'Ingen hemlighet i Azure gäller längre än 24 månader.',
  } as Readonly<Record<string, string>>,
  longLife: 'Längre än ett år. En hemlighet som kommer på avvägar går att använda tills den går ut.',
  byStep: {
    signIn: {
      title: 'Logga in i Azure',
      todo: [
        'Öppna **Azure portal** och logga in med ett konto som har rollen **Global Administrator**.',
        'Klicka på **Microsoft Entra ID**. Syns det inte på startsidan: sök efter det i sökfältet längst upp.',
      ],
      why: 'Appen skapas i ert eget Entra ID, så att ni själva bestämmer vad den får läsa och kan stänga av den när som helst.',
    },
    tenantId: {
      title: 'Kopiera Tenant ID',
      todo: [
        'Du är på **Overview** i **Microsoft Entra ID**.',
        'Kopiera **Tenant ID** under **Basic information**, med kopieringsknappen bredvid.',
      ],
      why: 'Tenant ID talar om vilket företags katalog som ska läsas.',
    },
    registration: {
      title: 'Skapa appen',
      todo: [
        'Klicka på **App registrations** i menyn till vänster, under **Manage**, och sedan på **New registration** överst.',
        'Skriv ett passande namn under **Name**, till exempel Rollcall.',
        'Låt det översta alternativet stå under **Supported account types**: **Accounts in this organizational directory only**.',
        'Lämna **Redirect URI** tomt och klicka på **Register** längst ned.',
      ],
      why: 'Synkroniseringen loggar in som en egen app och inte som en person. Då slutar den inte fungera när någon slutar.',
    },
    clientId: {
      title: 'Kopiera Application (client) ID',
      todo: [
        'Du är på appens **Overview**.',
        'Kopiera **Application (client) ID** under **Essentials**. Det är inte **Object ID**, som står strax under.',
      ],
      why: 'Med Application (client) ID vet Microsoft vilken app som loggar in.',
    },
    secret: {
      title: 'Skapa en hemlighet',
      todo: [
        'Klicka på **Certificates & secrets** i appens meny och sedan på **New client secret** under **Client secrets**.',
        'Skriv något under **Description** och välj **Expires**. Klicka på **Add**.',
        'Kopiera genast **Value**, inte **Secret ID**. Värdet går inte att hämta senare.',
      ],
      why: 'Hemligheten är appens lösenord. När den går ut stannar synkroniseringen tills den förnyas. Du får mail 60, 30, 14, 7, 3 och 1 dagar innan.',
    },
    permissions: {
      title: 'Ge appen behörigheter',
      todo: [
        'Klicka på **API permissions** i appens meny, **Add a permission**, **Microsoft Graph** och **Application permissions**.',
        'Sök efter **User.Read.All**, markera den och klicka på **Add permissions**.',
        'Gör likadant med **Group.Read.All**.',
      ],
      why: 'Med de två behörigheterna kan appen läsa personer och grupper. Den kan inte ändra något i Entra ID och inte läsa mail eller filer.',
    },
    consent: {
      title: 'Godkänn som administratör',
      todo: [
        'Stå kvar på **API permissions** och klicka på **Grant admin consent for** med ert företags namn. Svara **Yes**.',
        'Under **Status** ska båda behörigheterna få en grön bock och **Granted for** med ert företags namn.',
      ],
      why: 'Behörigheter för en app gäller först när en Global Administrator har godkänt dem. Är du inte det: skicka länken till någon som är det.',
    },
    test: {
      title: 'Testa anslutningen',
      todo: ['Testet loggar in som appen och läser de första personerna. Det ändrar inget.'],
      why: 'Ett nytt godkännande kan ta någon minut innan det gäller hos Microsoft. Prova igen om en behörighet saknas.',
    },
  } satisfies Readonly<Record<GuideStep, StepWords>> as Readonly<Record<GuideStep, StepWords>>,
  testing: 'Testa anslutningen',
  testFailed: 'Testet gick inte att göra',
  lacking: (steps: string) => `Det här saknas än: ${steps}.`,
  finish: 'Skapa mallen',
  finishNote:
    'Mallen skapas på Pausa: inga användare läggs till eller ändras. Alla i företaget ingår tills du väljer grupper.',
  finishRenewal: 'Spara den nya hemligheten',
  finishFailed: 'Mallen är inte skapad',
  finishUnharmed: 'Allt i guiden står kvar.',
  finished: 'Mallen är skapad och står på Pausa',
  renewed: 'Hemligheten är förnyad',
};
