// The columns of the history: when, how it ended, how and by whom it was started, how long it took, what it did. Native cells.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Run } from '../../api/api-types.ts';
import type { Column } from '../../parts/table/column.ts';
import { RunBadge } from '../../steps/run-badge.tsx';
import { decideFace } from '../../steps/run-face.ts';
import { StepSign } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './runs.module.css';

const kinds = ['create', 'change', 'return', 'leave', 'delete', 'skip', 'conflict'] as const;

export function useRunColumns(): readonly Column<Run>[] {
  const { words, format } = useWords();
  return useMemo(() => {
    const { columns, triggers } = words.runs;
    const took = ({ startedAt, finishedAt }: Run): string =>
      finishedAt === null ? '–' : format.duration(Date.parse(finishedAt) - Date.parse(startedAt));
    return [
      { id: 'number', label: columns.number, width: 90, cell: (run) => `#${run.number}` },
      { id: 'time', label: columns.time, width: 130, cell: (run) => format.dateTime(run.startedAt) },
      { id: 'state', label: columns.state, width: 210, cell: (run) => <RunBadge face={decideFace(run)} /> },
      { id: 'changes', label: columns.changes, width: 260, cell: (run) => <Changes run={run} /> },
      {
        id: 'trigger',
        label: columns.trigger,
        width: 150,
        cell: (run) => triggers[run.trigger] ?? run.trigger,
      },
      { id: 'by', label: columns.by, width: 150, cell: ({ requestedBy }) => nameOf(requestedBy) },
      { id: 'took', label: columns.took, width: 90, cell: took },
      { id: 'template', label: columns.template, width: 200, cell: (run) => run.template },
    ];
  }, [words, format]);
}

/** What goes by itself is nobody's. */
const nameOf = (by: Run['requestedBy']): string => (by === null || by.kind === 'system' ? '–' : by.name);

/** Each with its sign; the word is said to who does not see it. */
function Changes({ run }: { run: Run }): ReactNode {
  const { words, format } = useWords();
  const shown = kinds.filter((kind) => run.counts[kind] > 0);
  if (shown.length === 0) return <span className={classes['quiet']}>{words.runs.noChanges}</span>;
  return (
    <span className={classes['changes']}>
      {shown.map((kind) => (
        <span key={kind}>
          <StepSign kind={kind} size={14} />
          <span className="visually-hidden">{words.fields.done[kind]}: </span>
          {format.number(run.counts[kind])}
        </span>
      ))}
    </span>
  );
}
