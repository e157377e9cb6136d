// The list that a brake withholds, whole, and the approval of just that: by typing how many users it is. Who approved what is written
// down by the server.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { RunFull } from '../../api/api-types.ts';
import { useRows } from '../../parts/table/use-rows.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { useStepColumns } from './step-columns.tsx';
import type { Orders } from '../../steps/use-order.ts';
import classes from './run.module.css';

export type Withheld = RunFull['withheld'][number];

interface ApproveProps {
  run: RunFull;
  withheld: Withheld;
  orders: Orders;
  /** Without it the list is only looked at. */
  mayApprove: boolean;
  isOpen: boolean;
  onClose: () => void;
}

export function ApproveDialog({ isOpen, onClose, ...rest }: ApproveProps): ReactNode {
  const { words } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={860}
      title={words.runs.approveTitle[rest.withheld.kind]}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <ApproveForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function ApproveForm(given: Omit<ApproveProps, 'isOpen'>): ReactNode {
  const { run, withheld, mayApprove, onClose } = given;
  const { words } = useWords();
  return (
    <div className={classes['approve']}>
      <p>{words.runs.approveText}</p>
      <WithheldList run={run} kind={withheld.kind} />
      {mayApprove ? (
        <Approval {...given} />
      ) : (
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.common.close}</Button>
        </Group>
      )}
    </div>
  );
}

function Approval({
  run,
  withheld: { kind, count },
  orders,
  onClose,
}: Omit<ApproveProps, 'isOpen'>): ReactNode {
  const { words, format } = useWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const shown = format.number(count);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.replaceAll(/\D/gu, '') !== String(count)) return setWrong(true);
    onClose();
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/runs/{run}/approvals', {
        path: { run: run.run },
        body: { kind },
        idempotencyKey,
      }),
    );
  };
  return (
    <form onSubmit={send} noValidate className={classes['approve']}>
      <TextInput
        label={words.runs.typeNumber(shown)}
        value={typed}
        error={isWrong && words.runs.notThatNumber(shown)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
        autoComplete="off"
        inputMode="numeric"
        data-autofocus
      />
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Button
          type="submit"
          variant="filled"
          color={kind === 'removals' ? 'red' : 'iris'}
          loading={orders.isBusy}
        >
          {words.runs.approve[kind](count, shown)}
        </Button>
      </Group>
    </form>
  );
}

function WithheldList({ run, kind }: { run: RunFull; kind: Withheld['kind'] }): ReactNode {
  const { words } = useWords();
  const columns = useStepColumns(run.preview);
  const rows = useRows('/companies/{company}/runs/{run}/steps', {
    path: { run: run.run },
    query: { outcome: 'withheld', kind },
  });
  return (
    <div className={classes['withheldList']}>
      <DataTable
        label={words.runs.steps}
        rows={rows}
        rowId={(step) => String(step.id)}
        columns={columns}
        empty={<Empty title={words.runs.noSteps} />}
        failed={words.runs.stepsFailed}
      />
    </div>
  );
}
