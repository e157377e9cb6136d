// Before a paused template is turned on: a preview of what that would do, with its counts and brakes and the way to every step. Many people
// without a group are asked about once more. Only then the mode is set.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Checkbox, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Run, SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { Problem } from '../../../api/problem.ts';
import { useApi, useForget, useRead } from '../../../api/use-api.ts';
import { Failed } from '../../../parts/states.tsx';
import { toast } from '../../../parts/toast.tsx';
import { useWords } from '../../../words/words.tsx';
import { readProvider } from '../provider/provider-text.ts';
import { useTemplateForm } from './form-context.ts';
import { RunCounts } from '../run-counts.tsx';
import type { TurningOn } from './use-turning-on.ts';
import classes from './form.module.css';

const WATCH_MS = 600;
/** More people than that without a group are rather a slip than a wish (PORTAL §4). */
const MANY = 500;

interface TurnOnProps {
  turning: TurningOn;
  onDone: (saved: Tagged<SyncTemplate>) => void;
}

export function TurnOnDialog({ turning, onDone }: TurnOnProps): ReactNode {
  const { words } = useWords();
  const { asked, close } = turning;
  if (!asked) return null;
  const { title } = words.syncTemplate.modes[asked.mode];
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words.syncTemplate.turnOn.title(title)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Looking asked={asked} onClose={close} onDone={onDone} />
    </Modal>
  );
}

interface LookingProps {
  asked: NonNullable<TurningOn['asked']>;
  onClose: () => void;
  onDone: (saved: Tagged<SyncTemplate>) => void;
}

function Looking({ asked, onClose, onDone }: LookingProps): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const told = words.syncTemplate.turnOn;
  const { template } = asked;
  const start = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template },
        body: { preview: true },
      }),
  });
  const { mutate } = start;
  const [isOver, setOver] = useState(false);
  useEffect(() => mutate(), [mutate]);
  const id = start.data?.run;
  const watched = useRead(
    '/companies/{company}/runs/{run}',
    { path: { run: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: isOver ? false : WATCH_MS, staleTime: 0 },
  );
  const run = watched.data;
  if (!isOver && run && run.state !== 'queued' && run.state !== 'running') setOver(true);
  if (start.error) return <Failed error={start.error} what={told.failed} onRetry={() => mutate()} />;
  if (!isOver || !run)
    return (
      <p role="status" className={classes['note']}>
        <Loader size={14} mr={8} aria-hidden />
        {told.reading}
      </p>
    );
  return <Found asked={asked} run={run} onClose={onClose} onDone={onDone} />;
}

function Found({ asked, run, onClose, onDone }: LookingProps & { run: Run }): ReactNode {
  const { words, format } = useWords();
  const { draft } = useTemplateForm();
  const [isSure, setSure] = useState(false);
  const told = words.syncTemplate.turnOn;
  const isEverybody = readProvider(draft.provider).memberOf.length === 0;
  const isMany = isEverybody && run.read.people > MANY;
  const people = format.number(run.read.people);
  return (
    <Stack>
      <Outcome run={run} mode={asked.mode} />
      <Link to="/runs/$run" params={{ run: run.run }} target="_blank">
        {told.show}
      </Link>
      {isMany && (
        <Alert color="amber" variant="light" title={told.everybody(people)}>
          <Checkbox
            label={told.everybodyYes(people)}
            checked={isSure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        </Alert>
      )}
      <Deeds asked={asked} mayGo={!isMany || isSure} onClose={onClose} onDone={onDone} />
    </Stack>
  );
}

function Outcome({ run, mode }: { run: Run; mode: string }): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplate.turnOn;
  if (run.error) {
    const { code, message, cure } = run.error;
    return <Failed error={new Problem(-1, { code, detail: message, cure })} what={told.failed} />;
  }
  const { unchanged: _, ...steps } = run.counts;
  const isNothing = Object.values(steps).every((count) => count === 0) && run.withheld.length === 0;
  return (
    <>
      <p className={classes['note']}>{told.people(run.read.people, format.number(run.read.people))}</p>
      {run.fields !== null ? <p>{told.readsOnly}</p> : <p>{isNothing ? told.nothing : told.ready}</p>}
      <RunCounts counts={run.counts} />
      {mode === 'onlyNew' && <p className={classes['note']}>{told.onlyNewCounts}</p>}
      {run.withheld.map(({ kind, count }) => (
        <Alert key={kind} color="amber" variant="light" icon={<IconHandStop aria-hidden />}>
          {told.brake(told.brakes[kind] ?? kind, format.number(count))}
        </Alert>
      ))}
    </>
  );
}

function Deeds({ asked, mayGo, onClose, onDone }: LookingProps & { mayGo: boolean }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const told = words.syncTemplate.turnOn;
  const { template, mode } = asked;
  const set = useMutation({
    mutationFn: () =>
      api.callTagged('put', '/companies/{company}/sync-templates/{template}/mode', {
        path: { template },
        body: { mode },
      }),
    onSuccess(saved) {
      onDone(saved);
      toast(told.done(words.syncTemplate.modes[mode].title));
      void forget('/companies/{company}/sync-templates', '/companies/{company}/status');
      onClose();
    },
  });
  return (
    <>
      {set.error && <Failed error={set.error} what={told.notSet} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{told.keepPaused}</Button>
        <Button variant="filled" disabled={!mayGo} loading={set.isPending} onClick={() => set.mutate()}>
          {told.deed[mode]}
        </Button>
      </Group>
    </>
  );
}
