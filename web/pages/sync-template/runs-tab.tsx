// The newest runs and previews of one template, with the way to all of them.
import type { ReactNode } from 'react';
import { ScrollBox } from '../../parts/scroll-box.tsx';
import { Link } from '@tanstack/react-router';
import type { Run } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { RunCounts } from './run-counts.tsx';
import classes from './form/form.module.css';

const NEWEST = 20;

export function RunsTab({ templateId }: { templateId: string }): ReactNode {
  const { words } = useWords();
  const read = useRead('/companies/{company}/runs', { query: { template: templateId, limit: NEWEST } });
  const told = words.syncTemplate;
  if (read.error && !read.data)
    return <Failed error={read.error} what={told.runsFailed} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Loading />;
  const runs = read.data.items;
  if (runs.length === 0) return <Empty title={told.noRuns} text={told.noRunsText} />;
  return (
    <>
      <ScrollBox label={told.tabs.runs}>
        <table className={classes['table']} aria-label={words.syncTemplate.tabs.runs}>
          <thead>
            <tr>
              {(['at', 'kind', 'state', 'counts'] as const).map((column) => (
                <th key={column} scope="col">
                  {told.runColumns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.run} run={run} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p>
        <Link to="/runs" search={{ template: templateId } as never}>
          {told.runsOf}
        </Link>
      </p>
    </>
  );
}

function RunRow({ run }: { run: Run }): ReactNode {
  const { words, format } = useWords();
  const states: Readonly<Record<string, string>> = words.syncTemplate.runStates;
  const triggers: Readonly<Record<string, string>> = words.syncTemplate.runTriggers;
  return (
    <tr>
      <td>
        <Link to="/runs/$run" params={{ run: run.run }}>
          #{run.number}
        </Link>
        {' · '}
        {format.dateTime(run.startedAt)}
      </td>
      <td>{run.preview ? words.syncTemplates.preview : (triggers[run.trigger] ?? run.trigger)}</td>
      <td>{states[run.state] ?? run.state}</td>
      <td>
        <RunCounts counts={run.counts} />
      </td>
    </tr>
  );
}
