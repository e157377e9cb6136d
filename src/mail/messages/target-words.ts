// What mails say of an exchange that refuses Rollcall or does not answer, in Swedish and English. Why is told in the connector's own
// sentence.
import type { MailLanguage } from '../../plan/company-mail.ts';
import { readAbout } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

function presentSwedish(trouble: Trouble): TroubleWords {
  const { name, why, cure } = readTarget(trouble);
  const isRefused = trouble.code === 'target.refused';
  return {
    title: isRefused ? `växeln ${name} släpper inte in Rollcall` : `växeln ${name} svarar inte`,
    what: isRefused
      ? `Rollcall får inte skriva till växeln, och matningen är pausad. ${why}`
      : `Växeln har inte svarat på en timme. ${why}`,
    unharmed:
      'Synkroniseringen fortsätter som vanligt, och telefonerna fungerar som förut. Alla ändringar är sparade och skrivs till växeln när det går igen.',
    steps: isRefused
      ? [[cure], ['Återuppta växeln i portalen när det är åtgärdat.']]
      : [['Se efter att växeln och dess databas är igång och går att nå från servern.'], [cure]],
    over: isRefused
      ? `Någon har återupptagit, ändrat eller tagit bort växeln ${name}.`
      : `Växeln ${name} svarar igen, eller någon har tagit hand om den.`,
  };
}

function presentEnglish(trouble: Trouble): TroubleWords {
  const { name, why, cure } = readTarget(trouble);
  const isRefused = trouble.code === 'target.refused';
  return {
    title: isRefused
      ? `the exchange ${name} does not let Rollcall in`
      : `the exchange ${name} does not answer`,
    what: isRefused
      ? `Rollcall may not write to the exchange, and it is paused. ${why}`
      : `The exchange has not answered for an hour. ${why}`,
    unharmed:
      'The sync goes on as usual, and phones work as before. Every change is kept, and is written to the exchange when that is possible again.',
    steps: isRefused
      ? [[cure], ['Resume the exchange in the portal when it is mended.']]
      : [['See that the exchange and its database are up and can be reached from the server.'], [cure]],
    over: isRefused
      ? `Somebody has resumed, changed or deleted the exchange ${name}.`
      : `The exchange ${name} answers again, or somebody has seen to it.`,
  };
}

function readTarget(trouble: Trouble) {
  return {
    name: readAbout(trouble, 'target') ?? '',
    why: readAbout(trouble, 'why') ?? '',
    cure: readAbout(trouble, 'cure') ?? trouble.cure,
  };
}

export const presentTargetWords: Record<MailLanguage, typeof presentSwedish> = {
  sv: presentSwedish,
  en: presentEnglish,
};
