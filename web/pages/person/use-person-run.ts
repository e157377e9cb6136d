// A run of this person alone: asked for, followed until it has ended (some seconds), and everything that shows her read again then.
import { useEffect, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Run } from '../../api/api-types.ts';
import { useApi, useRead } from '../../api/use-api.ts';
import { useForgetAfterRun } from '../../steps/use-forget-after-run.ts';

export interface PersonRunState {
  start: () => void;
  isRunning: boolean;
  /** The run, once it has ended. */
  ended: Run | null;
  error: unknown;
}

/** It takes a second or two: asked often, so that the outcome is there when it is. */
const ASK_MS = 250;
const hasEnded = ({ state }: Run): boolean => state !== 'queued' && state !== 'running';

export function usePersonRun(template: string, person: string): PersonRunState {
  const api = useApi();
  const forget = useForgetAfterRun();
  const [id, setId] = useState<string | null>(null);
  const told = useRef<string | null>(null);
  const order = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template },
        body: { person },
      }),
    onSuccess: ({ run }) => setId(run),
  });
  const [isOver, setOver] = useState(false);
  const run = useRead(
    '/companies/{company}/runs/{run}',
    { path: { run: id ?? '' } },
    { enabled: id !== null, refetchInterval: id !== null && !isOver && ASK_MS },
  );
  const ended = id !== null && run.data?.run === id && hasEnded(run.data) ? run.data : null;
  useEffect(() => {
    if (!ended || told.current === ended.run) return;
    told.current = ended.run;
    setOver(true);
    void forget();
  }, [ended, forget]);
  return {
    start: () => {
      setId(null);
      setOver(false);
      order.mutate();
    },
    isRunning: order.isPending || (id !== null && ended === null && !run.isError),
    ended,
    error: order.error ?? run.error,
  };
}
