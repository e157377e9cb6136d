// What is wrong on this server or between it and Graph, where the code alone would point at the app in Entra: a key that is not
// there, a cloud that nobody has set up here, an answer that is none. In Swedish and English.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Inline } from '../draft.ts';
import { newSecret as newSecretEn, resync as resyncEn, UNHARMED as unharmedEn } from './entra-words-en.ts';
import { newSecret as newSecretSv, resync as resyncSv, UNHARMED as unharmedSv } from './entra-words-sv.ts';
import { readAbout } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

/** unreadable: one stored secret; key: the key to all of them; token: Graph refused it; bare: nothing is stored. */
type What = 'unreadable' | 'key' | 'token' | 'bare' | 'cloud' | 'protocol';

function decideWhat(trouble: Trouble): What | null {
  const sealed = readAbout(trouble, 'sealed');
  if (sealed !== null) return sealed === 'secret.unreadable' ? 'unreadable' : 'key';
  if (readAbout(trouble, 'refusedBy') === 'graph') return 'token';
  if (trouble.code === 'provider.invalid') return readAbout(trouble, 'cloud') === null ? 'bare' : 'cloud';
  return trouble.code === 'graph.protocol' ? 'protocol' : null;
}

const b = (strong: string): Inline => ({ strong });

const swedish: Record<What, (trouble: Trouble) => TroubleWords> = {
  unreadable: () => ({
    title: 'den sparade hemligheten går inte att läsa',
    what: 'Hemligheten som är sparad i mallen är skadad, eller låst med en annan nyckel än serverns. Entra har inte ens fått frågan.',
    unharmed: unharmedSv,
    steps: [
      [
        'Har servern flyttats eller återställts? Be den som sköter den att lägga tillbaka nyckeln som hör till databasen (',
        b('ROLLCALL_KEY'),
        ' eller filen ',
        b('secret.key'),
        ').',
      ],
      [
        'Annars: klistra in hemligheten igen, under Provider Settings i mallen. Finns den inte kvar: skapa en ny i Azure.',
      ],
      resyncSv,
    ],
    over: 'Hemligheten går att läsa igen.',
  }),
  key: () => ({
    title: 'serverns nyckel till hemligheterna saknas eller är fel',
    what: 'De sparade hemligheterna går inte att låsa upp på den här servern. Det är inget fel i Entra, och appens hemlighet behöver inte bytas.',
    unharmed: unharmedSv,
    steps: [
      [
        'Be den som sköter servern att lägga tillbaka nyckeln som hör till databasen: ',
        b('ROLLCALL_KEY'),
        ' eller filen ',
        b('secret.key'),
        ' ur säkerhetskopian.',
      ],
      [
        'Är nyckeln borta för gott: kör ',
        b('rollcall rotate-key --abandon'),
        ' och klistra in hemligheten i mallen igen.',
      ],
      resyncSv,
    ],
    over: 'Hemligheterna går att låsa upp igen.',
  }),
  token: (trouble) => ({
    title: 'Microsoft Graph godtar inte inloggningen',
    what: `Entra släpper in appen, men Microsoft Graph godtar den inte. Graph säger: ${trouble.message}`,
    unharmed: unharmedSv,
    steps: [
      ['Kontrollera att ', b('cloud'), ' under Provider Settings är det moln som er tenant ligger i.'],
      ['Se efter under ', b('Conditional Access'), ' i Entra om en regel avslutar appens sessioner.'],
      resyncSv,
    ],
    over: 'Microsoft Graph godtar inloggningen igen.',
  }),
  bare: () => ({
    title: 'mallen saknar hemlighet',
    what: 'Det finns varken hemlighet eller certifikat sparat i mallen.',
    unharmed: unharmedSv,
    steps: newSecretSv,
    over: 'Synkroniseringen gick igenom.',
  }),
  cloud: (trouble) => ({
    title: `molnet ”${readAbout(trouble, 'cloud') ?? ''}” är inte känt på servern`,
    what: `Mallen säger att er tenant ligger i molnet ”${readAbout(trouble, 'cloud') ?? ''}”, men den här servern vet inte var det är.`,
    unharmed: unharmedSv,
    steps: [
      ['Är namnet fel: rätta ', b('cloud'), ' under Provider Settings i mallen.'],
      ['Är det rätt: be den som sköter servern att lägga till molnet i ', b('ROLLCALL_CLOUDS'), '.'],
      resyncSv,
    ],
    over: 'Servern känner till molnet igen.',
  }),
  protocol: (trouble) => ({
    title: 'oväntade svar från Microsoft',
    what: `Det som kom tillbaka var inte det svar som väntades. ${trouble.message}`,
    unharmed: unharmedSv,
    steps: [
      [
        'Oftast är det en proxy eller brandvägg som svarar i stället för Microsoft, eller ändrar svaren. Be den som sköter nätet att se efter.',
      ],
      resyncSv,
      ['Kommer det tillbaka: skicka meddelandet till den som sköter tjänsten.'],
    ],
    over: 'Microsoft svarar som väntat igen.',
  }),
};

const english: Record<What, (trouble: Trouble) => TroubleWords> = {
  unreadable: () => ({
    title: 'the saved client secret can not be read',
    what: 'The client secret that is saved in the sync template is damaged, or sealed with another key than this server’s. Entra was not even asked.',
    unharmed: unharmedEn,
    steps: [
      [
        'Was the server moved or restored? Ask whoever runs it to put back the key that belongs to the database (',
        b('ROLLCALL_KEY'),
        ' or the file ',
        b('secret.key'),
        ').',
      ],
      [
        'Otherwise paste the client secret again, under Provider Settings in the sync template. If you no longer have it, make a new one in Azure.',
      ],
      resyncEn,
    ],
    over: 'The client secret can be read again.',
  }),
  key: () => ({
    title: 'the server’s key to the secrets is missing or wrong',
    what: 'The saved secrets can not be opened on this server. Nothing is wrong in Entra, and the app’s client secret need not be changed.',
    unharmed: unharmedEn,
    steps: [
      [
        'Ask whoever runs the server to put back the key that belongs to the database: ',
        b('ROLLCALL_KEY'),
        ' or the file ',
        b('secret.key'),
        ' from the backup.',
      ],
      [
        'If the key is lost for good: run ',
        b('rollcall rotate-key --abandon'),
        ' and paste the client secret in the sync template again.',
      ],
      resyncEn,
    ],
    over: 'The secrets can be opened again.',
  }),
  token: (trouble) => ({
    title: 'Microsoft Graph does not accept the sign-in',
    what: `Entra lets the app in, but Microsoft Graph does not accept it. Graph says: ${trouble.message}`,
    unharmed: unharmedEn,
    steps: [
      ['See that ', b('cloud'), ' under Provider Settings is the cloud that your tenant lives in.'],
      ['See under ', b('Conditional Access'), ' in Entra whether a rule ends the app’s sessions.'],
      resyncEn,
    ],
    over: 'Microsoft Graph accepts the sign-in again.',
  }),
  bare: () => ({
    title: 'the sync template has no client secret',
    what: 'Neither a client secret nor a certificate is saved in the sync template.',
    unharmed: unharmedEn,
    steps: newSecretEn,
    over: 'The sync has gone through.',
  }),
  cloud: (trouble) => ({
    title: `the cloud “${readAbout(trouble, 'cloud') ?? ''}” is not known on this server`,
    what: `The sync template says that your tenant lives in the cloud “${readAbout(trouble, 'cloud') ?? ''}”, and this server does not know where that is.`,
    unharmed: unharmedEn,
    steps: [
      ['If the name is wrong: correct ', b('cloud'), ' under Provider Settings in the sync template.'],
      ['If it is right: ask whoever runs the server to add the cloud to ', b('ROLLCALL_CLOUDS'), '.'],
      resyncEn,
    ],
    over: 'The server knows the cloud again.',
  }),
  protocol: (trouble) => ({
    title: 'unexpected answers from Microsoft',
    what: `What came back was not the answer that was expected. ${trouble.message}`,
    unharmed: unharmedEn,
    steps: [
      [
        'Most often a proxy or firewall answers in Microsoft’s place, or changes the answers. Ask whoever runs the network to look.',
      ],
      resyncEn,
      ['If it comes back: send the message to whoever runs the service.'],
    ],
    over: 'Microsoft answers as expected again.',
  }),
};

const words: Record<MailLanguage, typeof swedish> = { sv: swedish, en: english };

/** null: the code's own words are right. */
export function presentServerWords(trouble: Trouble, language: MailLanguage): TroubleWords | null {
  const what = decideWhat(trouble);
  return what === null ? null : words[language][what](trouble);
}
