// The latest runs as a strip of bars: as high as much was changed, in the colour of how it ended; or the same as a table.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Run } from '../api/api-types.ts';
import { useRead } from '../api/use-api.ts';
import { toneOf } from './run-badge.tsx';
import { countChanges, decideFace } from './run-face.ts';
import { useWords } from '../words/words.tsx';
import classes from './run-strip.module.css';

const SHOWN = 30;
const [BAR, GAP, HIGH, LOW] = [14, 6, 44, 3];

interface StripProps {
  isTable: boolean;
  /** Left out: there is no table. */
  onTable?: (isTable: boolean) => void;
  /** ms between two looks. */
  lookMs: number;
}

export function RunStrip({ isTable, onTable, lookMs }: StripProps): ReactNode {
  const { words, format } = useWords();
  const latest = useRead(
    '/companies/{company}/runs',
    { query: { preview: 'false', limit: SHOWN } },
    { refetchInterval: lookMs },
  );
  const runs = latest.data?.items.toReversed() ?? [];
  if (runs.length === 0) return null;
  const title = words.runs.stripTitle(runs.length, format.number(runs.length));
  return (
    <figure className={classes['strip']}>
      <figcaption>
        {title}
        {onTable && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onTable(!isTable)}>
            {isTable ? words.runs.stripBars : words.runs.stripTable}
          </Button>
        )}
      </figcaption>
      {isTable ? <StripTable runs={runs} title={title} /> : <Bars runs={runs} title={title} />}
    </figure>
  );
}

/** Ten times as many changes are not ten times as high: a first load would flatten all others. */
const heightOf = (changes: number, most: number): number =>
  changes === 0 ? LOW : LOW + ((HIGH - LOW) * Math.log1p(changes)) / Math.log1p(Math.max(1, most));

function Bars({ runs, title }: { runs: readonly Run[]; title: string }): ReactNode {
  const tell = useTell();
  const most = Math.max(...runs.map(countChanges));
  const width = SHOWN * (BAR + GAP) - GAP;
  return (
    <svg viewBox={`0 0 ${width} ${HIGH}`} width={width} height={HIGH} role="img" aria-label={title}>
      {runs.map((run, at) => {
        const height = heightOf(countChanges(run), most);
        return (
          <rect
            key={run.run}
            x={at * (BAR + GAP)}
            y={HIGH - height}
            width={BAR}
            height={height}
            rx={3}
            fill={`var(--rc-${toneOf(decideFace(run))})`}
          >
            <title>{tell(run).join(' · ')}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function StripTable({ runs, title }: { runs: readonly Run[]; title: string }): ReactNode {
  const { words } = useWords();
  const tell = useTell();
  const { time, state, changes } = words.runs.columns;
  return (
    <div className={classes['twin']} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            {[time, state, changes].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run}>
              {tell(run).map((text, at) => (
                <td key={at}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useTell(): (run: Run) => [when: string, state: string, changed: string] {
  const { words, format } = useWords();
  return (run) => {
    const count = countChanges(run);
    return [
      format.dateTime(run.startedAt),
      words.runs.states[decideFace(run)],
      count === 0 ? words.runs.noChanges : words.runs.changed(count, format.number(count)),
    ];
  };
}
