// What mails say of one kind of trouble, in both languages alike. The words themselves are trouble-words-sv.ts and
// trouble-words-en.ts; a code that they do not know is told by the run's own sentence and cure.
import type { IncidentTold } from '../../plan/notice.ts';
import type { Inline } from '../draft.ts';
import type { Times } from '../present-time.ts';

export interface TroubleWords {
  /** What is wrong, as the end of a subject: "the client secret has expired". */
  title: string;
  what: string;
  /** What is untouched by it, and what does not happen meanwhile. */
  unharmed: string;
  /** What to do, in order. */
  steps: Inline[][];
  /** That it is over, one sentence. */
  over: string;
}

export type Trouble = Pick<IncidentTold, 'code' | 'message' | 'cure' | 'about' | 'brake' | 'seen'>;

export type WordsOf = (trouble: Trouble, times: Times) => TroubleWords;

/** One text of what is known beside the code; null: it is not known. */
export function readAbout({ about }: Trouble, name: string): string | null {
  const value = about[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function readAboutList({ about }: Trouble, name: string): string[] {
  const value = about[name];
  return Array.isArray(value) ? value : [];
}
