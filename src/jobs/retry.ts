// Whether a run that failed is tried again by itself, and when: what can pass (throttling, an outage, a killed process) is,
// with pauses that grow, and what somebody has to see to (a wrong secret, a missing permission, a lost group) never is. Pure.

import { canPass } from '../plan/trouble.ts';

/** The run itself has waited long already, and the others want their turn. */
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;
/** About four hours of trying; then the next night or the next interval is soon enough. */
const MOST_ATTEMPTS = 8;
/** A run that ends its process each time (no memory, say) must not take one worker after the other with it. */
const MOST_INTERRUPTED = 5;

export interface FailedRun {
  /** The stable code of its error; null for a run that did not fail. */
  code: string | null;
  /** 1 for the first try. */
  attempt: number;
  isPreview: boolean;
}

/** null: not tried again. random: at least 0 and less than 1; spreads those that failed together. */
export function decideRetry(
  run: FailedRun,
  random: number,
): { afterSeconds: number; attempt: number } | null {
  const { code, attempt, isPreview } = run;
  if (code === null || !canPass(code)) return null;
  const isInterrupted = code === 'run.interrupted';
  // Whoever asked to see something sees that it failed, and asks again; a killed process is not for him to know.
  if (isPreview && !isInterrupted) return null;
  if (attempt >= (isInterrupted ? MOST_INTERRUPTED : MOST_ATTEMPTS)) return null;
  if (isInterrupted && attempt === 1) return { afterSeconds: 0, attempt: 2 };
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS);
  return { afterSeconds: Math.round(pause * (0.8 + 0.4 * random)), attempt: attempt + 1 };
}
