// The run of a template that goes or waits at this moment, if there is one; asked for more often while there is.
import type { Run } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';

const GOING_MS = 1_500;
const QUIET_MS = 10_000;

export function useRunGoing(template: string): Run | null {
  const newest = { query: { template, limit: 1 } };
  const seen = useRead('/companies/{company}/runs', newest, { refetchInterval: QUIET_MS });
  const isGoing = isUnderWay(seen.data?.items[0]);
  const watched = useRead('/companies/{company}/runs', newest, {
    enabled: isGoing,
    refetchInterval: isGoing ? GOING_MS : false,
  });
  const run = (watched.data ?? seen.data)?.items[0];
  return isUnderWay(run) ? (run ?? null) : null;
}

const isUnderWay = (run: Run | undefined): boolean => run?.state === 'queued' || run?.state === 'running';
