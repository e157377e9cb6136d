// What is wrong and what to do about it, in Swedish: what can pass by itself, what is the program's own, and where the
// other words are.
import { presentBrakeWords } from './brake-words.ts';
import { entraWords, resync, UNHARMED } from './entra-words-sv.ts';
import { presentSeriesWords } from './series-words.ts';
import { presentServerWords } from './server-words.ts';
import type { Trouble, TroubleWords, WordsOf } from './trouble-words.ts';
import { presentTargetWords } from './target-words.ts';
import { presentWebhookWords } from './webhook-words.ts';

function presentPassing(trouble: Trouble): TroubleWords {
  const base = { unharmed: UNHARMED };
  switch (trouble.code) {
    case 'graph.throttled':
      return {
        ...base,
        title: 'Microsoft bromsar läsningen',
        what: 'Microsoft ber synkroniseringen att vänta, längre än den kan, och har gjort det i timmar. Den försöker igen av sig själv.',
        steps: [
          ['Oftast går det över utan att du gör något.'],
          ['Kommer det tillbaka: se efter om ett annat program läser hela er tenant samtidigt.'],
        ],
        over: 'Microsoft låter synkroniseringen läsa igen.',
      };
    case 'database.unavailable':
      return {
        ...base,
        title: 'databasen går inte att använda',
        what: `Databasen gick inte att använda. ${trouble.message}`,
        steps: [['Kontrollera att PostgreSQL är i gång och att disken inte är full.'], resync],
        over: 'Databasen går att använda igen.',
      };
    default:
      return {
        ...base,
        title: 'synkroniseringen avbryts gång på gång',
        what: `Processen som synkroniserar har dött mitt i ${trouble.seen === 1 ? 'en synkronisering' : `${trouble.seen} synkroniseringar`}. Inget halvfärdigt har sparats.`,
        steps: [
          ['Kontrollera att servern har minne nog och inte startas om, och läs serverns logg.'],
          resync,
        ],
        over: 'Synkroniseringen går till slut igen.',
      };
  }
}

function presentUnavailable(trouble: Trouble): TroubleWords {
  return {
    unharmed: UNHARMED,
    title: 'Microsoft Graph svarar inte',
    what: 'Microsofts tjänst går inte att nå, eller svarar inte, sedan en god stund. Synkroniseringen försöker igen av sig själv.',
    steps: [
      [
        'Se efter om Microsoft har en störning: ',
        { link: 'status.cloud.microsoft', href: 'https://status.cloud.microsoft' },
        '.',
      ],
      ['Är allt grönt där: be den som sköter servern att kontrollera nätverk, brandvägg och DNS.'],
      [`Servern fick det här felet: ${trouble.message}`],
    ],
    over: 'Microsoft Graph svarar igen.',
  };
}

function presentOther(trouble: Trouble): TroubleWords {
  if (trouble.code === 'internal')
    return {
      title: 'ett fel i programmet',
      what: 'Programmet gjorde fel. Ingenting av synkroniseringen har sparats.',
      unharmed: UNHARMED,
      steps: [['Skicka synkroniseringens id och serverns logg till den som sköter tjänsten.']],
      over: 'Synkroniseringen gick igenom.',
    };
  return {
    title: 'synkroniseringen misslyckas',
    what: trouble.message,
    unharmed: UNHARMED,
    steps: [[trouble.cure]],
    over: 'Synkroniseringen gick igenom.',
  };
}

const byCode: Record<string, (trouble: Trouble) => TroubleWords> = {
  ...entraWords,
  'graph.throttled': presentPassing,
  'graph.unavailable': presentUnavailable,
  'database.unavailable': presentPassing,
  'run.interrupted': presentPassing,
};

export const presentSwedish: WordsOf = (trouble, times) => {
  if (trouble.brake !== null) return presentBrakeWords.sv(trouble.brake, times);
  if (trouble.code.startsWith('series.')) return presentSeriesWords.sv(trouble, times);
  if (trouble.code.startsWith('webhook.')) return presentWebhookWords.sv(trouble, times);
  if (trouble.code.startsWith('target.')) return presentTargetWords.sv(trouble);
  return presentServerWords(trouble, 'sv') ?? (byCode[trouble.code] ?? presentOther)(trouble);
};
