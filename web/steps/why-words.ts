// Why a field can not take a value, in the words of whoever reads; what an expression says of itself stays the server's English. Pure.
import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.tsx';

interface Reader {
  words: Words;
  language: Language;
}

export interface ToldWhy {
  text: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export function tellWhy(why: string, { words, language }: Reader): ToldWhy {
  const own = words.whys[why];
  return own === undefined
    ? { text: why, lang: language === 'en' ? undefined : 'en' }
    : { text: own, lang: undefined };
}

/** The end of the server's sentence "Alias can not be "å b": blanks." in the reader's words; null: only the server's are there. */
export function findWhyIn(message: string, { words }: Pick<Reader, 'words'>): string | null {
  const why = Object.keys(words.whys).find((one) => message.endsWith(`: ${one}.`));
  return why === undefined ? null : (words.whys[why] ?? null);
}
