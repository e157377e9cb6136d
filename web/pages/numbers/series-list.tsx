// The number series: a bar of what the numbers of each are, how fast they go, and a warning when few are left.
import type { ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { NumberSeriesList } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { presentRange } from './present-range.ts';
import classes from './numbers.module.css';

type Series = NumberSeriesList['numbers'][number];
const parts = ['assigned', 'reserved', 'cooling', 'service'] as const;

export function SeriesList(): ReactNode {
  const { words } = useWords();
  const series = useRead('/companies/{company}/number-series');
  return (
    <div className={classes['inside']}>
      <div className={classes['column']}>
        {series.isPending && <Loading height={110} rows={4} />}
        {series.isError && (
          <Failed
            error={series.error}
            what={words.numbers.failedSeries}
            onRetry={() => void series.refetch()}
          />
        )}
        {series.data?.numbers.length === 0 && (
          <Empty title={words.numbers.empty} text={words.numbers.emptyText} />
        )}
        <ul className={classes['cards']}>
          {series.data?.numbers.map((one) => (
            <SeriesCard key={`${one.from} ${one.kind}`} series={one} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function SeriesCard({ series }: { series: Series }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers;
  const range = presentRange(series, words);
  const shown = (count: number): [number, string] => [count, format.number(count)];
  return (
    <li className={classes['card']}>
      <div className={classes['cardHead']}>
        <h2>{series.note ?? range}</h2>
        {series.note && <code>{range}</code>}
        <span className={classes['quiet']}>
          {w.kinds[series.kind]} · {w.count(...shown(series.size))}
        </span>
        <Link
          to="/numbers"
          search={{ view: 'ledger', search: presentPrefix(series) }}
          aria-label={w.showOf(range)}
        >
          {w.show}
        </Link>
      </div>
      {series.kind !== 'service' && <Stock series={series} />}
      {series.warning && <Warning warning={series.warning} />}
    </li>
  );
}

function Stock({ series }: { series: Series }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers;
  const states = [...parts, 'free'] as const;
  return (
    <>
      <div className={classes['bar']} aria-hidden>
        {parts.map((state) => (
          <span
            key={state}
            className={classes['part']}
            data-state={state}
            style={{ width: `${(series[state] / series.size) * 100}%` }}
          />
        ))}
      </div>
      <ul className={classes['legend']}>
        {states
          .filter((state) => state === 'free' || series[state] > 0)
          .map((state) => (
            <li key={state}>
              <span className={classes['swatch']} data-state={state} aria-hidden />
              {w.states[state]} {format.number(series[state])}
            </li>
          ))}
      </ul>
      {series.pace && series.pace.perMonth > 0 && (
        <p className={classes['pace']}>
          {w.pace(format.number(series.pace.perMonth), series.pace.days, format.number(series.pace.days))}
          {series.runsOutOn && ` · ${w.runsOut(format.month(series.runsOutOn.slice(0, 7)))}`}
        </p>
      )}
    </>
  );
}

function Warning({ warning }: { warning: NonNullable<Series['warning']> }): ReactNode {
  const told = tellReason({ ...warning }, useWords());
  return (
    <div className={classes['warning']}>
      <IconAlertTriangle size={16} aria-hidden />
      <span lang={told.lang}>
        <b>{told.title}.</b> {told.text} {told.cure}
      </span>
    </div>
  );
}

/** Digits that all numbers of the series begin with. */
function presentPrefix({ from, to = from }: Series): string {
  let length = 0;
  while (length < from.length && from[length] === to[length]) length += 1;
  return from.slice(0, length);
}
