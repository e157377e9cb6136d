// What is wrong and what to do about it, in English: what can pass by itself, what is the program's own, and where the other words
// are.
import { presentBrakeWords } from './brake-words.ts';
import { entraWords, resync, UNHARMED } from './entra-words-en.ts';
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
        title: 'Microsoft slows the reading down',
        what: 'Microsoft asks the sync to wait, longer than it can, and has done so for hours. It tries again by itself.',
        steps: [
          ['Usually it passes without your doing anything.'],
          ['If it comes back: see whether another program reads your whole tenant at the same time.'],
        ],
        over: 'Microsoft lets the sync read again.',
      };
    case 'database.unavailable':
      return {
        ...base,
        title: 'the database can not be used',
        what: `The database could not be used. ${trouble.message}`,
        steps: [['See that PostgreSQL runs and that its disk is not full.'], resync],
        over: 'The database can be used again.',
      };
    default:
      return {
        ...base,
        title: 'the sync is cut off again and again',
        what: `The process that syncs has died in the middle of ${trouble.seen === 1 ? 'a run' : `${trouble.seen} runs`}. Nothing half done was stored.`,
        steps: [['See that the server has memory enough and is not restarted, and read its log.'], resync],
        over: 'The sync comes to its end again.',
      };
  }
}

function presentUnavailable(trouble: Trouble): TroubleWords {
  return {
    unharmed: UNHARMED,
    title: 'Microsoft Graph does not answer',
    what: 'Microsoft’s service has not been reachable, or has not answered, for a good while. The sync tries again by itself.',
    steps: [
      [
        'See whether Microsoft has an outage: ',
        { link: 'status.cloud.microsoft', href: 'https://status.cloud.microsoft' },
        '.',
      ],
      ['If all is green there: ask whoever runs the server to check its network, firewall and DNS.'],
      [`The error that the server got: ${trouble.message}`],
    ],
    over: 'Microsoft Graph answers again.',
  };
}

function presentOther(trouble: Trouble): TroubleWords {
  if (trouble.code === 'internal')
    return {
      title: 'a mistake of the program',
      what: 'The program made a mistake. Nothing of the sync was stored.',
      unharmed: UNHARMED,
      steps: [['Send the id of the run and the server’s log to whoever runs the service.']],
      over: 'The sync has gone through.',
    };
  return {
    title: 'the sync fails',
    what: trouble.message,
    unharmed: UNHARMED,
    steps: [[trouble.cure]],
    over: 'The sync has gone through.',
  };
}

const byCode: Record<string, (trouble: Trouble) => TroubleWords> = {
  ...entraWords,
  'graph.throttled': presentPassing,
  'graph.unavailable': presentUnavailable,
  'database.unavailable': presentPassing,
  'run.interrupted': presentPassing,
};

export const presentEnglish: WordsOf = (trouble, times) => {
  if (trouble.brake !== null) return presentBrakeWords.en(trouble.brake, times);
  if (trouble.code.startsWith('series.')) return presentSeriesWords.en(trouble, times);
  if (trouble.code.startsWith('webhook.')) return presentWebhookWords.en(trouble, times);
  if (trouble.code.startsWith('target.')) return presentTargetWords.en(trouble);
  return presentServerWords(trouble, 'en') ?? (byCode[trouble.code] ?? presentOther)(trouble);
};
