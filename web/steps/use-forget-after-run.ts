// When a run has ended, whatever it may have changed is read again wherever it stands: how the templates are, who is a user and who is left
// out and why, numbers, mails, logs. What somebody edits meanwhile is kept by its own page, and a save is refused by its ETag.
import { useCallback, useEffect, useRef } from 'react';
import type { Run } from '../api/api-types.ts';
import { useForget } from '../api/use-api.ts';

export function useForgetAfterRun(): () => Promise<void> {
  const forget = useForget();
  return useCallback(() => forget('/companies/{company}'), [forget]);
}

/** What is on its way to the screen may be as old as that (main.tsx: staleTime), and clocks differ. */
const JUST_OVER_MS = 60_000;
const isJustOver = (finishedAt: string): boolean => Date.now() - Date.parse(finishedAt) < JUST_OVER_MS;

/** The run that is looked at: forgets when it ends, whether it was seen going, came and went between two looks, or ended before the first. */
export function useRunEnds(run: Pick<Run, 'run' | 'finishedAt'> | undefined): void {
  const forget = useForgetAfterRun();
  const finishedAt = run && run.finishedAt;
  const ended = run && (run.finishedAt === null ? null : run.run);
  const known = useRef<typeof ended>(undefined);
  useEffect(() => {
    if (ended === undefined || ended === known.current) return;
    const wasLookedAt = known.current !== undefined;
    known.current = ended;
    if (finishedAt && (wasLookedAt || isJustOver(finishedAt))) void forget();
  }, [ended, finishedAt, forget]);
}
