// The words of the chosen language, for components. Each language is one file loaded when it is wanted; what is missing in one of them
// does not compile.
import { createContext, use } from 'react';
import type { Format } from './format.ts';
import type { Language } from './language.ts';
import type { sv } from './sv.ts';

export type Words = typeof sv;

interface Spoken {
  words: Words;
  format: Format;
  language: Language;
  /** Shows it and keeps it on this device. */
  choose: (language: Language) => void;
  /** Shows it and keeps nothing. */
  follow: (language: Language) => void;
}

export const SpokenContext = createContext<Spoken | null>(null);

export async function loadWords(language: Language): Promise<Words> {
  return language === 'sv' ? (await import('./sv.ts')).sv : (await import('./en.ts')).en;
}

/** With what only some pages say. */
export async function loadAllWords(language: Language): Promise<Words> {
  const words = await loadWords(language);
  await words.later();
  return words;
}

/** `const { words, format } = useWords();` */
export function useWords(): Spoken {
  const spoken = use(SpokenContext);
  if (!spoken) throw new Error('there are no words around this component');
  return spoken;
}
