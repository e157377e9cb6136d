// A problem in the words of the chosen language: by its code, else by that of the plan's reason of the same name; where neither has words,
// the server's own English sentences.
import type { Problem } from '../api/problem.ts';
import { findReason } from '../steps/reason-words.ts';
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
  const reason = findReason(problem.code, words);
  // What only the reason of a plan would know (who holds a number) a problem does not carry: its title is true without.
  const nobody = { field: reason?.field ?? '', value: '', winner: '', until: '', candidates: '' };
  const told = reason?.tell(nobody);
  if (told) return { text: `${told.title}.`, cure: told.cure, lang: undefined };
  return { text: problem.detail || problem.message, cure: problem.cure, lang: 'en' };
}
