// The newest run of a template, and the one that goes or waits at this moment; asked for more often while there is one.
import type { Run } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';

const GOING_MS = 700;
/** Others start runs, too, and one of them may be over within seconds. */
const QUIET_MS = 4_000;

export function useNewestRun(template: string): Run | undefined {
  const newest = { query: { template, limit: 1 } };
  const seen = useRead('/companies/{company}/runs', newest, { refetchInterval: QUIET_MS });
  const isGoing = isUnderWay(seen.data?.items[0]);
  // The same answer, asked for by a second clock.
  const watched = useRead('/companies/{company}/runs', newest, {
    enabled: isGoing,
    refetchInterval: isGoing ? GOING_MS : false,
  });
  return (watched.data ?? seen.data)?.items[0];
}

export function useRunGoing(template: string): Run | null {
  const run = useNewestRun(template);
  return isUnderWay(run) ? (run ?? null) : null;
}

const isUnderWay = (run: Run | undefined): boolean => run?.state === 'queued' || run?.state === 'running';
