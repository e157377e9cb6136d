// What mails say of a webhook that the program switched off, in Swedish and English.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Times } from '../present-time.ts';
import { readAbout } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

function presentSwedish(trouble: Trouble, times: Times): TroubleWords {
  const { name, host, since, answered } = readWebhook(trouble, times, 'Mottagaren svarade med HTTP');
  return {
    title: `webhooken ${name} är avstängd`,
    what:
      trouble.code === 'webhook.gone'
        ? `Mottagaren ${host} säger att adressen inte finns längre. Därför skickas inget dit.`
        : `Inget har kommit fram till ${host} sedan ${since}, trots många försök. Därför skickas inget dit längre.${answered}`,
    unharmed: 'Synkroniseringen och mejlen fortsätter som vanligt. Det som webhooken har missat är sparat.',
    steps: [
      ['Se efter hos mottagaren om kanalen, flödet eller adressen är borttagen eller spärrad.'],
      ['Ge webhooken den nya adressen, om den har fått en, och skicka ett test.'],
      ['Slå på webhooken och skicka det som den har missat igen.'],
    ],
    over: `Någon har slagit på webhooken ${name} igen eller tagit bort den.`,
  };
}

function presentEnglish(trouble: Trouble, times: Times): TroubleWords {
  const { name, host, since, answered } = readWebhook(trouble, times, 'Its receiver answered with HTTP');
  return {
    title: `the webhook ${name} is switched off`,
    what:
      trouble.code === 'webhook.gone'
        ? `Its receiver, ${host}, says that the address is no more. So nothing is sent there.`
        : `Nothing has arrived at ${host} since ${since}, although it was tried many times. So nothing is sent there any more.${answered}`,
    unharmed: 'The sync and the mails go on as usual. What the webhook has missed is kept.',
    steps: [
      ['See at the receiver whether the channel, the workflow or the address was removed or blocked.'],
      ['Give the webhook its new address, if it has one, and send a test.'],
      ['Switch the webhook on, and send again what it has missed.'],
    ],
    over: `Somebody has switched the webhook ${name} on again, or deleted it.`,
  };
}

function readWebhook(trouble: Trouble, times: Times, answered: string) {
  const [since, status] = [readAbout(trouble, 'failingSince'), readAbout(trouble, 'status')];
  return {
    name: readAbout(trouble, 'webhook') ?? '',
    host: readAbout(trouble, 'host') ?? '',
    since: since === null ? '' : times.moment(since),
    answered: status === null ? '' : ` ${answered} ${status}.`,
  };
}

export const presentWebhookWords: Record<MailLanguage, typeof presentSwedish> = {
  sv: presentSwedish,
  en: presentEnglish,
};
