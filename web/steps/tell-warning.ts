// What the server warns of in a sync template, in the words of whoever reads; sentences without words of their own stay its English. Pure.
import type { Language } from '../words/language.ts';
import type { SaidOfTemplates } from '../words/template-warnings-shape.ts';

interface ToldWarning {
  text: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export function tellWarning(
  { message, cure }: { message: string; cure: string },
  said: SaidOfTemplates,
  language: Language,
): ToldWarning {
  for (const [sentence, tell] of said) {
    const found = sentence.exec(message);
    if (!found) continue;
    const own = tell(...found.slice(1));
    return { text: `${own.text} ${own.cure}`, lang: undefined };
  }
  return { text: `${message} ${cure}`, lang: language === 'en' ? undefined : 'en' };
}
