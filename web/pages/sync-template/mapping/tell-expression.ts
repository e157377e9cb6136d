// What the server says of an expression, in the words of whoever reads; sentences without words of their own stay its English. Pure.
import type { Language } from '../../../words/language.ts';
import type { Words } from '../../../words/words.tsx';

interface ToldOfExpression {
  text: string;
  cure: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export function tellOfExpression(
  { message, cure }: { message: string; cure: string },
  { words, language }: { words: Words; language: Language },
): ToldOfExpression {
  const { said, cure: ownCure } = words.mapping.expression;
  const sentence = message.replace(/\.$/u, '');
  for (const [pattern, tell] of said) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const text = tell(...found.slice(1).map((part) => part ?? ''));
    return { text: /[.?]$/u.test(text) ? text : `${text}.`, cure: ownCure ?? cure, lang: undefined };
  }
  return { text: message, cure, lang: language === 'en' ? undefined : 'en' };
}
