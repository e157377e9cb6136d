// What a run is called and the line below: of which template, who asked for it and when, how long it took.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { Run } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';

export function useRunTitle(run: Pick<Run, 'preview' | 'trigger' | 'startedAt'>): string {
  const { words, format } = useWords();
  const when = format.dateTime(run.startedAt);
  const isUndo = run.trigger === 'undo';
  if (run.preview) return isUndo ? words.runs.undoPreview(when) : words.runs.preview(when);
  return isUndo ? words.runs.undo(when) : words.runs.run(when);
}

export function Lead({ run }: { run: Run }): ReactNode {
  const { words, format } = useWords();
  const time = format.time(run.startedAt);
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
      {run.undoes !== null && (
        <>
          {' · '}
          <Link to="/runs/$run" params={{ run: run.undoes }}>
            {words.runs.toUndone}
          </Link>
        </>
      )}
    </>
  );
}
