// The steps of a run, however many: only those in view are in the document. Filtered by the counters and the reasons above, searched,
// each unfolded in place.
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import type { RunFull, RunStep } from '../../api/api-types.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table/data-table.tsx';
import type { Rows } from '../../parts/table/rows.ts';
import { useRows } from '../../parts/table/use-rows.ts';
import type { Face } from '../../steps/run-face.ts';
import { useWords } from '../../words/words.tsx';
import { StepDetails } from './step-details.tsx';
import { nameOf, useStepColumns } from './step-columns.tsx';
import type { Orders } from '../../steps/use-order.ts';
import classes from './run.module.css';

const route = getRouteApi('/in/runs/$run');
const rowId = (step: RunStep): string => String(step.id);

export function Steps({ run, face, orders }: { run: RunFull; face: Face; orders: Orders }): ReactNode {
  const { words } = useWords();
  const { op = '', q = '', code = '', step: opened = 0 } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useStepColumns(face === 'preview');
  const rows = useRows('/companies/{company}/runs/{run}/steps', {
    path: { run: run.run },
    query: askOf(op, q, code),
  });
  const open = useCallback(
    (step: RunStep) =>
      void navigate({
        search: (now) => ({ ...now, step: now.step === step.id ? 0 : step.id }),
        replace: true,
      }),
    [navigate],
  );
  const isFiltered = op !== '' || q !== '' || code !== '';
  const clear = (): void => void navigate({ search: { op: '', q: '', code: '', step: 0 }, replace: true });
  return (
    <section aria-label={words.runs.steps}>
      <StepsHead rows={rows} />
      <div
        className={classes['list']}
        data-is-short={rows.count !== null && rows.count < 9 ? true : undefined}
      >
        <DataTable
          label={words.runs.steps}
          rows={rows}
          rowId={rowId}
          rowName={nameOf}
          columns={columns}
          onOpen={open}
          opened={opened === 0 ? null : String(opened)}
          renderDetails={(step) => <StepDetails run={run} step={step} orders={orders} />}
          isFiltered={isFiltered}
          empty={<Empty title={words.runs.noSteps} text={words.runs.noStepsText} />}
          noHit={<NoHit title={words.runs.noStepHit} onClear={clear} />}
          failed={words.runs.stepsFailed}
        />
      </div>
    </section>
  );
}

function StepsHead({ rows: { count, isExact } }: { rows: Rows<RunStep> }): ReactNode {
  const { words, format } = useWords();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (text: string): void =>
    void navigate({ search: (now) => ({ ...now, q: text, step: 0 }), replace: true });
  return (
    <div className={classes['stepsHead']}>
      <h2>
        {words.runs.steps} <span>{count === null ? '' : `${format.number(count)}${isExact ? '' : '+'}`}</span>
      </h2>
      <SearchField label={words.runs.searchSteps} value={q} width={240} onSearch={search} />
    </div>
  );
}

function askOf(op: string, q: string, code: string) {
  const kind = op === 'kept' || op === 'unchanged' || op === '' ? null : op;
  return {
    ...(kind !== null && { do: kind as 'create' }),
    ...(op === 'kept' && { outcome: 'kept' as const }),
    ...(q !== '' && { search: q }),
    ...(code !== '' && { code }),
  };
}
