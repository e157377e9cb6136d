// A problem in the words of the chosen language; where its code has none, the server's own English sentences.
import type { Problem } from '../api/problem.ts';
import type { Words } from '../words/words.tsx';

export interface Told {
  text: string;
  cure: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export function tellProblem(problem: Problem, words: Words): Told {
  const own = words.problems[problem.code];
  if (own) return { ...own, lang: undefined };
  return { text: problem.detail || problem.message, cure: problem.cure, lang: 'en' };
}
