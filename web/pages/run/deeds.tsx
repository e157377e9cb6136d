// What can be done with a run, in the top bar: a preview is carried out, one that goes is called off, one that is done is undone and
// exported. One filled button at most; what a role may not do is absent.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconCheck, IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { RunFull } from '../../api/api-types.ts';
import { useApi, useForget, useRead } from '../../api/use-api.ts';
import { useCan } from '../../api/me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toast.tsx';
import { countChanges, isLive } from '../../steps/run-face.ts';
import type { Face } from '../../steps/run-face.ts';
import { useWords } from '../../words/words.tsx';
import { Export } from './export.tsx';
import type { Orders } from '../../steps/use-order.ts';

interface DeedsProps {
  run: RunFull;
  face: Face;
  orders: Orders;
}

export function Deeds({ run, face, orders }: DeedsProps): ReactNode {
  const can = useCan();
  const { words } = useWords();
  if (isLive(face)) return can('run.start') ? <Cancel run={run} /> : null;
  const mayUndo = can('change.undo') && !run.preview && countChanges(run) > 0;
  const again = (): void =>
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template: run.templateId },
        body: { preview: true, ...(run.person !== null && { person: run.person }) },
        idempotencyKey,
      }),
    );
  const mayLookAgain = can('run.start') && run.trigger !== 'undo' && face !== 'done';
  return (
    <>
      {run.steps.length > 0 && <Export run={run} />}
      {mayLookAgain && (
        <Button onClick={again} disabled={orders.isBusy}>
          {words.runs.again}
        </Button>
      )}
      {mayUndo && <UndoRun run={run} orders={orders} />}
      {face === 'preview' && run.trigger === 'undo' && can('change.undo') && (
        <ApplyUndo run={run} orders={orders} />
      )}
      {face === 'preview' && run.trigger !== 'undo' && can('run.start') && (
        <Apply run={run} orders={orders} />
      )}
    </>
  );
}

function Cancel({ run }: { run: RunFull }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const [isOpen, setOpen] = useState(false);
  const cancel = useMutation({
    mutationFn: () => api.call('post', '/companies/{company}/runs/{run}/cancel', { path: { run: run.run } }),
    onSuccess: () => toast(words.runs.cancelled),
    // Also when it was refused: then it has ended, and the page shows how.
    onSettled: () => {
      setOpen(false);
      return forget('/companies/{company}/runs', '/companies/{company}/status');
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.runs.cancel}</Button>
      <Confirm
        isOpen={isOpen}
        title={words.runs.cancelTitle}
        deed={words.runs.cancel}
        isDangerous
        isBusy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setOpen(false)}
      >
        {words.runs.cancelText}
      </Confirm>
    </>
  );
}

function UndoRun({ run, orders }: { run: RunFull; orders: Orders }): ReactNode {
  const { words } = useWords();
  const look = (): void =>
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/undo', {
        body: { run: run.run, preview: true },
        idempotencyKey,
      }),
    );
  return (
    <Button leftSection={<IconArrowBackUp size={16} aria-hidden />} loading={orders.isBusy} onClick={look}>
      {words.runs.undoRun}
    </Button>
  );
}

function ApplyUndo({ run, orders }: { run: RunFull; orders: Orders }): ReactNode {
  const { words, format } = useWords();
  const count = countChanges(run);
  const { undoes } = run;
  if (undoes === null || count === 0) return null;
  const apply = (): void =>
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/undo', { body: { run: undoes }, idempotencyKey }),
    );
  return (
    <Button
      variant="filled"
      loading={orders.isBusy}
      onClick={apply}
      leftSection={<IconCheck size={16} aria-hidden />}
    >
      {words.runs.undoApply(count, format.number(count))}
    </Button>
  );
}

/** More than this many are asked about once more. */
const LARGE = 500;

function Apply({ run, orders }: { run: RunFull; orders: Orders }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const template = useRead('/companies/{company}/sync-templates/{template}', {
    path: { template: run.templateId },
  });
  const [isAsking, setAsking] = useState(false);
  const count = countChanges(run);
  const isPaused = template.data?.mode === 'paused';
  if (count === 0 || template.data === undefined || (isPaused && !can('syncTemplate.change'))) return null;
  const label = (isPaused ? words.runs.applyPaused : words.runs.apply)(count, format.number(count));
  const apply = (): void => {
    setAsking(false);
    orders.ask(async (api, idempotencyKey) => {
      const path = { template: run.templateId };
      if (isPaused)
        await api.call('put', '/companies/{company}/sync-templates/{template}/mode', {
          path,
          body: { mode: 'full' },
        });
      return api.call('post', '/companies/{company}/runs/{run}/apply', {
        path: { run: run.run },
        idempotencyKey,
      });
    });
  };
  return (
    <>
      <Button
        variant="filled"
        loading={orders.isBusy}
        leftSection={<IconCheck size={16} aria-hidden />}
        onClick={() => (isPaused || count > LARGE ? setAsking(true) : apply())}
      >
        {label}
      </Button>
      <Confirm
        isOpen={isAsking}
        title={words.runs.applyTitle}
        deed={label}
        onConfirm={apply}
        onClose={() => setAsking(false)}
      >
        {isPaused && <p>{words.runs.applyPausedText}</p>}
        <p>{words.runs.applyLarge(count, format.number(count))}</p>
      </Confirm>
    </>
  );
}
