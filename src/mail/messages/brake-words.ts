// What mails say of steps that a brake withholds, in Swedish and English. The list of people is the message's own.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Brake } from '../../plan/told.ts';
import type { Inline } from '../draft.ts';
import type { Times } from '../present-time.ts';
import type { TroubleWords } from './trouble-words.ts';

const b = (strong: string): Inline => ({ strong });

const swedish = {
  removals: (n: string) => `${n} användare skulle sluta eller tas bort`,
  numbers: (n: string) => `${n} användare skulle få ett annat nummer`,
  creates: (n: string, isOne: boolean) => `${n} ${isOne ? 'ny användare' : 'nya användare'} skulle skapas`,
};
const swedishChecks: Record<Brake['kind'], Inline[]> = {
  removals: [
    'Är någon i listan kvar på företaget? Då har personen oftast tagits ur en grupp i Entra, eller så har en grupp tömts. Rätta det där; nästa synkronisering ser det och spärren släpper av sig själv.',
  ],
  numbers: [
    'Stämmer inte numren? Då har fältet för telefonnummer oftast ändrats för många på en gång i Entra, eller så är fältmappningen ändrad. Rätta det; nästa synkronisering ser det och spärren släpper av sig själv.',
  ],
  creates: [
    'Är det fler än väntat? Då har oftast en grupp i Entra fått fel medlemmar, eller så omfattar mallen hela företaget. Rätta det; nästa synkronisering ser det och spärren släpper av sig själv.',
  ],
};

const swedishUnharmed: Record<Brake['kind'], string> = {
  removals: 'Ingen i listan har tagits bort eller börjat sluta.',
  numbers: 'Alla i listan har kvar sitt nummer.',
  creates: 'Ingen i listan är skapad.',
};

function presentSwedish(brake: Brake | Omit<Brake, 'people'>, times: Times): TroubleWords {
  const { kind, count, counted, percent, limit } = brake;
  const title = swedish[kind](times.number(count), count === 1);
  const share =
    kind === 'creates' || percent === null
      ? ''
      : ` Räknat på ett dygn är det ${times.number(counted)}, eller ${times.number(percent)} % av användarna.`;
  const percents = limit.percent === null ? '' : ` och mer än ${times.number(limit.percent)} %`;
  const most =
    limit.count === null ? '' : ` Spärren slår till vid fler än ${times.number(limit.count)}${percents}.`;
  return {
    title,
    what: `Så mycket ville den senaste synkroniseringen göra på en gång.${share}${most} Det görs inte utan att någon har tittat på det.`,
    unharmed: `${swedishUnharmed[kind]} Resten av synkroniseringen har gått igenom.`,
    steps: [
      ['Gå igenom listan längre ner.'],
      ['Stämmer den? Öppna synkroniseringen i portalen och välj ', b('Granska och godkänn'), '.'],
      swedishChecks[kind],
    ],
    over: 'Spärren håller inte tillbaka något längre.',
  };
}

const english = {
  removals: (n: string, isOne: boolean) => `${n} ${isOne ? 'user' : 'users'} would leave or be deleted`,
  numbers: (n: string, isOne: boolean) => `${n} ${isOne ? 'user' : 'users'} would get another number`,
  creates: (n: string, isOne: boolean) => `${n} new ${isOne ? 'user' : 'users'} would be created`,
};
const englishChecks: Record<Brake['kind'], Inline[]> = {
  removals: [
    'Is somebody on the list still there? Then they were most likely taken out of a group in Entra, or a group was emptied. Put it right there; the next sync sees it and the brake lets go by itself.',
  ],
  numbers: [
    'Are the numbers wrong? Then the field with the telephone number was most likely changed for many at once in Entra, or the field mapping was changed. Put it right; the next sync sees it and the brake lets go by itself.',
  ],
  creates: [
    'Are there more than you expected? Then a group in Entra most likely has the wrong members, or the template takes in the whole company. Put it right; the next sync sees it and the brake lets go by itself.',
  ],
};

const englishUnharmed: Record<Brake['kind'], string> = {
  removals: 'Nobody on the list was deleted or has begun to leave.',
  numbers: 'Everybody on the list has kept the number.',
  creates: 'Nobody on the list was created.',
};

function presentEnglish(brake: Brake | Omit<Brake, 'people'>, times: Times): TroubleWords {
  const { kind, count, counted, percent, limit } = brake;
  const title = english[kind](times.number(count), count === 1);
  const share =
    kind === 'creates' || percent === null
      ? ''
      : ` Counted over 24 hours it is ${times.number(counted)}, or ${times.number(percent)}% of the users.`;
  const percents = limit.percent === null ? '' : ` and more than ${times.number(limit.percent)}%`;
  const most =
    limit.count === null ? '' : ` The brake acts at more than ${times.number(limit.count)}${percents}.`;
  return {
    title,
    what: `That much the latest sync wanted to do at once.${share}${most} It is not done without anybody having looked at it.`,
    unharmed: `${englishUnharmed[kind]} The rest of the sync has gone through.`,
    steps: [
      ['Go through the list below.'],
      ['Is it right? Open the run in the portal and choose ', b('Review and approve'), '.'],
      englishChecks[kind],
    ],
    over: 'The brake withholds nothing any more.',
  };
}

export const presentBrakeWords: Record<MailLanguage, typeof presentSwedish> = {
  sv: presentSwedish,
  en: presentEnglish,
};
