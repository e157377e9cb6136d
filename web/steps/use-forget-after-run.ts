// When a run has ended, whatever it may have changed is read again wherever it stands: how the templates are, who is a user and who is left
// out and why, numbers, mails, logs. What somebody edits meanwhile is kept by its own page, and a save is refused by its ETag.
import { useCallback, useEffect, useRef } from 'react';
import type { Run } from '../api/api-types.ts';
import { useForget } from '../api/use-api.ts';

export function useForgetAfterRun(): () => Promise<void> {
  const forget = useForget();
  return useCallback(() => forget('/companies/{company}'), [forget]);
}

/** The newest run that is looked at: forgets when it ends, whether it was seen going or came and went between two looks. */
export function useRunEnds(newest: Pick<Run, 'run' | 'finishedAt'> | undefined): void {
  const forget = useForgetAfterRun();
  const ended = newest && (newest.finishedAt === null ? null : newest.run);
  const known = useRef(ended);
  useEffect(() => {
    if (ended === undefined || ended === known.current) return;
    // What was over when the page was opened has been read with it.
    const isNews = ended !== null && known.current !== undefined;
    known.current = ended;
    if (isNews) void forget();
  }, [ended, forget]);
}
