// What a run is called and the line below: of which template, who asked for it and when, how long it took.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { Run, RunFull } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';

export function useRunTitle(run: Pick<Run, 'preview' | 'trigger' | 'number'>): string {
  const { words } = useWords();
  const number = `#${run.number}`;
  const isUndo = run.trigger === 'undo';
  if (run.preview) return isUndo ? words.runs.undoPreview(number) : words.runs.preview(number);
  return isUndo ? words.runs.undo(number) : words.runs.run(number);
}

export function Lead({ run }: { run: RunFull }): ReactNode {
  const { words, format } = useWords();
  const time = format.moment(run.startedAt);
  const by = run.requestedBy;
  const isPerson = by !== null && by.kind !== 'system';
  const how = words.runs.triggers[run.trigger] ?? run.trigger;
  const took = run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  return (
    <>
      <Link to="/integrations/ad-sync/$template" params={{ template: run.templateId }}>
        {run.template}
      </Link>
      {' · '}
      {isPerson ? words.runs.startedBy(by.name, time) : words.runs.startedAt(how, time)}
      {took !== null && ` · ${format.duration(took)}`}
      {run.person !== null && ` · ${words.runs.onePerson}`}
      <ToOther run={run.undoes} text={words.runs.toUndone} />
      <ToOther run={run.retries} text={words.runs.toFailed} />
      <ToOther run={run.retriedBy} text={words.runs.toRetry} />
    </>
  );
}

function ToOther({ run, text }: { run: string | null; text: string }): ReactNode {
  if (run === null) return null;
  return (
    <>
      {' · '}
      <Link to="/runs/$run" params={{ run }}>
        {text}
      </Link>
    </>
  );
}
