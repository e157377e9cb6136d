// How a sync template stands, always in view: last success in green, what waits for approval in amber, a failure in red with the way to why;
// while a run goes, its progress. With the buttons Resync and Preview beside it. Other pages may show the same.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Loader, Tooltip } from '@mantine/core';
import {
  IconAlertCircleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconHandStop,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Run, TemplateStatus } from '../../api/api-types.ts';
import { useRunEnds } from '../../steps/use-forget-after-run.ts';
import { useWords } from '../../words/words.tsx';
import { useNewestRun, useRunGoing } from './use-run-going.ts';
import { useTemplateStatus } from './use-template-status.ts';
import classes from './sync-status.module.css';

export function SyncStatus({ templateId }: { templateId: string }): ReactNode {
  const { words } = useWords();
  const { status, isFailed } = useTemplateStatus(templateId);
  const going = useRunGoing(templateId);
  useRunEnds(useNewestRun(templateId));
  return (
    <span role="status" className={classes['status']}>
      {going ? (
        <Going run={going} />
      ) : status ? (
        <Standing status={status} />
      ) : (
        isFailed && <span className={classes['dimmed']}>{words.syncTemplates.status.unread}</span>
      )}
    </span>
  );
}

function Going({ run }: { run: Run }): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplates.status;
  const what = run.state === 'queued' ? told.queued : run.preview ? told.previewing : told.running;
  return (
    <Link to="/runs/$run" params={{ run: run.run }} className={classes['text']} data-is="going">
      <Loader size={13} aria-hidden />
      {what} …
    </Link>
  );
}

function Standing({ status }: { status: TemplateStatus }): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplates.status;
  const { lastRun, lastSuccessAt } = status;
  const [withheld] = status.withheld;
  if (withheld)
    return (
      <Ago at={lastRun?.run === withheld.run ? lastRun.startedAt : null}>
        <Link to="/runs/$run" params={{ run: withheld.run }} className={classes['text']} data-is="waits">
          <IconHandStop size={16} aria-hidden />
          {told.waiting}
        </Link>
      </Ago>
    );
  if (lastRun && (lastRun.state === 'failed' || lastRun.state === 'refused'))
    return (
      <Ago at={lastRun.startedAt}>
        <Link to="/runs/$run" params={{ run: lastRun.run }} className={classes['text']} data-is="failed">
          <IconAlertCircleFilled size={16} aria-hidden />
          {told.failed(format.moment(lastRun.startedAt))}
        </Link>
      </Ago>
    );
  if (lastSuccessAt === null)
    return (
      <span className={classes['text']} data-is="none">
        <IconCircleDashed size={16} aria-hidden />
        {told.none}
      </span>
    );
  return (
    <Ago at={lastSuccessAt}>
      <span className={classes['text']} data-is="good">
        <IconCircleCheckFilled size={16} aria-hidden />
        {told.success(format.dateTime(lastSuccessAt))}
      </span>
    </Ago>
  );
}

/** How long ago, for whoever points at it. */
function Ago({ at, children }: { at: string | null; children: ReactNode }): ReactNode {
  const { format } = useWords();
  // As of when it came into view, and of each minute after that.
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={at !== null && format.relative(at, now)} disabled={at === null}>
      <span>{children}</span>
    </Tooltip>
  );
}
