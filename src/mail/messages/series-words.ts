// What mails say of a number series that runs low, in Swedish and English.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Times } from '../present-time.ts';
import { readAbout } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

function presentSwedish(trouble: Trouble, times: Times): TroubleWords {
  const { series, left, when } = readSeries(trouble, times);
  const isUsedUp = trouble.code === 'series.usedUp';
  const runsOut = when === null ? '' : ` I den takt som gäller nu är de slut omkring ${when}.`;
  return {
    title: isUsedUp ? `nummerserien ${series} är slut` : `nummerserien ${series} har ${left} nummer kvar`,
    what: isUsedUp
      ? `Det finns inget ledigt nummer kvar i serien ${series}.`
      : `I serien ${series} är ${left} nummer lediga.${runsOut}`,
    unharmed: isUsedUp
      ? 'De nummer som är utdelade påverkas inte. Nya användare som skulle ha fått ett nummer härifrån får vänta.'
      : 'Ingen är utan nummer för det här.',
    steps: [
      ['Beställ fler nummer och lägg till dem under Företag › Nummer.'],
      ['Eller släpp reserverade nummer, och frigör dem som är i karens.'],
    ],
    over: `Nummerserien ${series} räcker igen.`,
  };
}

function presentEnglish(trouble: Trouble, times: Times): TroubleWords {
  const { series, left, isOne, when } = readSeries(trouble, times);
  const isUsedUp = trouble.code === 'series.usedUp';
  const runsOut = when === null ? '' : ` At the present pace they are gone about ${when}.`;
  const numbers = isOne ? 'number' : 'numbers';
  return {
    title: isUsedUp
      ? `the number series ${series} is used up`
      : `the number series ${series} has ${left} ${numbers} left`,
    what: isUsedUp
      ? `The series ${series} has no free number left.`
      : `The series ${series} has ${left} free ${numbers}.${runsOut}`,
    unharmed: isUsedUp
      ? 'Numbers that are given out are not affected. New users who were to get a number from it have to wait.'
      : 'Nobody is without a number because of this.',
    steps: [
      ['Order more numbers and add them under Company › Numbers.'],
      ['Or release reserved numbers, and free those that cool.'],
    ],
    over: `The number series ${series} is large enough again.`,
  };
}

function readSeries(trouble: Trouble, times: Times) {
  const [first, last] = [readAbout(trouble, 'first') ?? '', readAbout(trouble, 'last') ?? ''];
  const free = Number(readAbout(trouble, 'free') ?? 0);
  const runsOut = readAbout(trouble, 'runsOut');
  return {
    series: first === last ? first : `${first}–${last}`,
    left: times.number(free),
    isOne: free === 1,
    when: runsOut === null ? null : times.month(runsOut),
  };
}

export const presentSeriesWords: Record<MailLanguage, typeof presentSwedish> = {
  sv: presentSwedish,
  en: presentEnglish,
};
