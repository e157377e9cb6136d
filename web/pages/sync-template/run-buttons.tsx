// Resync (two arrows in a circle) and Preview. On a paused template resync is off, says why, and can still be reached by keyboard.
import type { ReactNode } from 'react';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconEye, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Problem } from '../../api/problem.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { tellProblem } from '../../parts/problem-words.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { useRunGoing } from './use-run-going.ts';
import classes from './run-buttons.module.css';

interface RunButtonsProps {
  templateId: string;
  isPaused: boolean;
}

export function RunButtons({ templateId, isPaused }: RunButtonsProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const going = useRunGoing(templateId);
  const resync = useStart(templateId, false, () => toast(words.syncTemplates.resyncStarted));
  const preview = useStart(templateId, true, (run) => void navigate({ to: '/runs/$run', params: { run } }));
  if (!can('run.start')) return null;
  const told = words.syncTemplates;
  const why = isPaused ? told.resyncPaused : going && !going.preview ? told.resyncRunning : null;
  return (
    <>
      <Failure error={resync.error ?? preview.error} />
      <Tooltip label={why === null ? told.resync : `${told.resync}. ${why}`}>
        <ActionIcon
          aria-label={told.resync}
          {...(why !== null && { 'data-disabled': true, 'aria-disabled': true, 'aria-description': why })}
          loading={resync.isPending}
          onClick={() => {
            if (why === null) resync.mutate();
          }}
        >
          <IconRefresh size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button
        leftSection={<IconEye size={16} aria-hidden />}
        loading={preview.isPending}
        onClick={() => preview.mutate()}
      >
        {told.preview}
      </Button>
    </>
  );
}

function useStart(template: string, preview: boolean, onStarted: (run: string) => void) {
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template },
        body: { preview },
      }),
    onSuccess({ run }) {
      onStarted(run);
      void forget('/companies/{company}/runs', '/companies/{company}/status');
    },
  });
}

/** Where it happened: beside the button that was pressed. */
function Failure({ error }: { error: Error | null }): ReactNode {
  const { words } = useWords();
  if (!(error instanceof Problem)) return null;
  const told = tellProblem(error, words);
  return (
    <span role="alert" className={classes['failure']} lang={told.lang}>
      {words.syncTemplates.cannotStart}: {told.text}
    </span>
  );
}
