// What the tab says before anybody has been read: a preview reads everybody and changes nothing, so that is what its button starts.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Loader, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCan } from '../../../api/me.ts';
import { Problem } from '../../../api/problem.ts';
import { useApi, useRead } from '../../../api/use-api.ts';
import { Empty, Failed } from '../../../parts/states.tsx';
import { useForgetAfterRun } from '../../../steps/use-forget-after-run.ts';
import { useWords } from '../../../words/words.tsx';

const WATCH_MS = 700;

export function NotRead({ templateId }: { templateId: string }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const can = useCan();
  const [run, setRun] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template: templateId },
        body: { preview: true },
      }),
    onSuccess: (ordered) => setRun(ordered.run),
  });
  const said = words.mapping.notRead;
  const button = (
    <Button variant="filled" onClick={() => start.mutate()} loading={start.isPending}>
      {said.start}
    </Button>
  );
  return (
    <>
      <Empty
        title={said.title}
        text={can('run.start') ? said.text : said.viewer}
        action={
          run !== null ? <Reading run={run} onAgain={() => setRun(null)} /> : can('run.start') && button
        }
      />
      {start.error && <Failed error={start.error} what={said.failed} />}
    </>
  );
}

/** Until the run is over: then the fields are there, or it says why not. */
function Reading({ run, onAgain }: { run: string; onAgain: () => void }): ReactNode {
  const { words } = useWords();
  const forget = useForgetAfterRun();
  const said = words.mapping.notRead;
  const watched = useRead(
    '/companies/{company}/runs/{run}',
    { path: { run } },
    { refetchInterval: WATCH_MS, staleTime: 0 },
  );
  const state = watched.data?.state;
  const isOver = state !== undefined && state !== 'queued' && state !== 'running';
  useEffect(() => {
    if (isOver) void forget();
  }, [isOver, forget]);
  const failure = watched.data?.error;
  if (isOver && failure) {
    const { code, message, cure } = failure;
    return (
      <>
        <Failed
          error={new Problem(-1, { code, detail: message, cure })}
          what={said.failed}
          onRetry={onAgain}
        />
        <Link to="/runs/$run" params={{ run }}>
          {said.see}
        </Link>
      </>
    );
  }
  return (
    <Text role="status" c="dimmed">
      <Loader size={14} mr={8} aria-hidden />
      {said.going}
    </Text>
  );
}
