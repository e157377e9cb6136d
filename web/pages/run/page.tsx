// One run: what it would do, how far it is, what it did. Its row decides the face; while it goes its events do the rest.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import type { RunFull } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import type { Crumb } from '../../frame/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { RunBadge } from '../../steps/run-badge.tsx';
import { decideFace, isLive } from '../../steps/run-face.ts';
import { useWords } from '../../words/words.tsx';
import { Brakes } from './brakes.tsx';
import { Counters } from './counters.tsx';
import { Deeds } from './deeds.tsx';
import { Ending } from './ending.tsx';
import { Lead, useRunTitle } from './lead.tsx';
import { LeftOut } from './left-out.tsx';
import { Progress } from './progress.tsx';
import { Steps } from './steps.tsx';
import { useLiveRun } from './use-live-run.ts';
import { useRunEnds } from '../../steps/use-forget-after-run.ts';
import { useOrder } from '../../steps/use-order.ts';
import { useTabState } from './use-tab-state.ts';

const route = getRouteApi('/in/runs/$run');
const path = '/companies/{company}/runs/{run}';
/** While the line is lost, and while it is there, as a second way to learn of an end. */
const LOOK_LOST_MS = 4_000;
const LOOK_MS = 15_000;

export function RunPage(): ReactNode {
  const { run: id } = route.useParams();
  const { words } = useWords();
  const run = useRead(path, { path: { run: id } });
  const crumbs: Crumb[] = [
    { label: words.common.company },
    { label: words.common.other },
    { label: words.runs.title, to: '/runs' },
  ];
  if (run.data)
    return <LoadedRun key={id} run={run.data} readAgain={() => void run.refetch()} crumbs={crumbs} />;
  return (
    <Page title={words.runs.one} crumbs={crumbs}>
      {run.error ? (
        <Failed error={run.error} what={words.runs.runFailed} onRetry={() => void run.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

interface LoadedRunProps {
  run: RunFull;
  readAgain: () => void;
  crumbs: readonly Crumb[];
}

function LoadedRun({ run, readAgain, crumbs }: LoadedRunProps): ReactNode {
  const { words } = useWords();
  const face = decideFace(run);
  const isGoing = isLive(face);
  useRunEnds(run);
  const live = useLiveRun(run.run, isGoing, readAgain);
  const every = live.isLost ? LOOK_LOST_MS : LOOK_MS;
  useRead(path, { path: { run: run.run } }, { refetchInterval: isGoing ? every : false });
  const title = useRunTitle(run);
  useTabState(face, live.news, title);
  const orders = useOrder();
  const hasPlan = face === 'preview' || face === 'done' || face === 'partial' || run.steps.length > 0;
  return (
    <Page
      title={title}
      crumbs={crumbs}
      badge={face === 'preview' ? null : <RunBadge face={face} isFilled />}
      lead={<Lead run={run} />}
      actions={<Deeds run={run} face={face} orders={orders} />}
    >
      {orders.error !== null && <Failed error={orders.error} what={words.runs.notDone} />}
      {isGoing ? <Progress run={run} live={live} /> : <Ending run={run} face={face} />}
      {hasPlan && !isGoing && (
        <>
          <Counters run={run} face={face} />
          <Brakes run={run} orders={orders} />
          <LeftOut run={run} />
          <Steps run={run} face={face} orders={orders} />
        </>
      )}
    </Page>
  );
}
