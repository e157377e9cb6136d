// What a run did or would do, in one line: each sort of step that there is any of, with its sign.
import type { ReactNode } from 'react';
import type { Run } from '../../api/api-types.ts';
import { StepSign } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './run-counts.module.css';

const kinds = ['create', 'change', 'leave', 'return', 'delete', 'skip', 'conflict'] as const;

export function RunCounts({ counts }: { counts: Run['counts'] }): ReactNode {
  const { words, format } = useWords();
  const some = kinds.filter((kind) => counts[kind] > 0);
  if (some.length === 0) return null;
  return (
    <ul className={classes['counts']}>
      {some.map((kind) => (
        <li key={kind}>
          <StepSign kind={kind} /> {words.fields.steps[kind]} {format.number(counts[kind])}
        </li>
      ))}
    </ul>
  );
}
