// How the run of this person alone goes, and what came of it, in one sentence with the way to the run itself.
import type { ReactNode } from 'react';
import { Alert, Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Run } from '../../api/api-types.ts';
import { Failed } from '../../parts/states.tsx';
import { tellReason } from '../../steps/reason-words.ts';
import type { Words } from '../../words/words.tsx';
import { useWords } from '../../words/words.tsx';
import type { PersonRunState } from './use-person-run.ts';

export function PersonRun({ run }: { run: PersonRunState }): ReactNode {
  const { words } = useWords();
  const w = words.people.explain();
  const { ended } = run;
  return (
    <div aria-live="polite">
      {run.isRunning && (
        <Alert color="blue" mb="md">
          {w.running}
        </Alert>
      )}
      {run.error !== null && !run.isRunning && <Failed error={run.error} what={w.failedDeed} />}
      {ended && <Ended run={ended} />}
    </div>
  );
}

function Ended({ run }: { run: Run }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const error = run.error && tellReason({ ...run.error }, spoken);
  return (
    <Alert color={presentColor(run)} mb="md">
      <b>{presentOutcome(run, words)}</b>{' '}
      {error && (
        <span lang={error.lang}>
          {error.text} {error.cure}
        </span>
      )}{' '}
      {run.finishedAt && format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}{' '}
      <Anchor component={Link} underline="always" to="/runs/$run" params={{ run: run.run } as never}>
        {words.people.explain().toRun}
      </Anchor>
    </Alert>
  );
}

function presentColor({ state, counts }: Run): 'red' | 'amber' | 'green' {
  if (state === 'failed' || state === 'refused') return 'red';
  return state === 'withheld' || counts.skip + counts.conflict > 0 ? 'amber' : 'green';
}

function presentOutcome({ state, counts }: Run, words: Words): string {
  const { ran } = words.people.explain();
  if (state === 'failed') return ran.failed;
  if (state === 'refused') return ran.refused;
  if (state === 'withheld') return ran.withheld;
  if (counts.create > 0) return ran.created;
  if (counts.delete > 0) return ran.deleted;
  if (counts.leave > 0) return ran.left;
  if (counts.return > 0) return ran.returned;
  if (counts.change > 0) return ran.changed;
  if (counts.conflict > 0) return ran.conflict;
  return counts.skip > 0 ? ran.skipped : ran.nothing;
}
