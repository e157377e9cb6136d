// What can be done with one step: taken back, where it was applied, and a run of this person alone.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import type { RunFull, RunStep } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useWords } from '../../words/words.tsx';
import { nameOf } from './step-columns.tsx';
import type { Orders } from '../../steps/use-order.ts';

export function StepDeeds({ run, step, orders }: { run: RunFull; step: RunStep; orders: Orders }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
  const { person } = step;
  const mayUndo =
    can('change.undo') && step.outcome === 'applied' && step.undoneBy === null && step.user !== null;
  const mayRun = can('run.start') && person !== null && run.trigger !== 'undo';
  const undo = (): void => {
    setAsking(false);
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/undo', { body: { steps: [step.id] }, idempotencyKey }),
    );
  };
  const runPerson = (): void =>
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template: run.templateId },
        body: { person: person ?? '' },
        idempotencyKey,
      }),
    );
  if (!mayUndo && !mayRun) return null;
  return (
    <Group gap="xs">
      {mayRun && (
        <Button size="compact-sm" disabled={orders.isBusy} onClick={runPerson}>
          {words.runs.runPerson}
        </Button>
      )}
      {mayUndo && (
        <Button size="compact-sm" disabled={orders.isBusy} onClick={() => setAsking(true)}>
          {words.runs.undoStep}
        </Button>
      )}
      <Confirm
        isOpen={isAsking}
        title={words.runs.undoStepTitle}
        deed={words.runs.undoStepOf(nameOf(step))}
        onConfirm={undo}
        onClose={() => setAsking(false)}
      >
        {words.runs.undoStepText}
      </Confirm>
    </Group>
  );
}
