// A table of events with what is below it: older ones on a press. The parts of both logs.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Empty, Failed, Loading, NoHit } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './audit.module.css';

interface EventTableProps<E> {
  label: string;
  heads: readonly string[];
  log: Pick<UseInfiniteQueryResult, 'isError' | 'error' | 'hasNextPage' | 'isFetchingNextPage'> & {
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  /** undefined: not there yet. */
  events: readonly E[] | undefined;
  isFiltered: boolean;
  onClear: () => void;
  row: (event: E) => ReactNode;
}

export function EventTable<E>({
  label,
  heads,
  log,
  events,
  isFiltered,
  onClear,
  row,
}: EventTableProps<E>): ReactNode {
  const { words } = useWords();
  if (log.isError) return <Failed error={log.error} onRetry={() => void log.refetch()} />;
  if (!events) return <Loading rows={10} />;
  if (events.length === 0) {
    return isFiltered ? (
      <NoHit title={words.audit.noHit} onClear={onClear} />
    ) : (
      <Empty title={words.audit.emptyTitle} text={words.audit.emptyText} />
    );
  }
  return (
    <>
      {/* It scrolls sideways in its own box, which the keyboard has to reach. */}
      <div className={classes['box']} tabIndex={0} role="region" aria-label={label}>
        <table className={classes['table']} aria-label={label}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{events.map(row)}</tbody>
        </table>
      </div>
      {log.hasNextPage && (
        <Button mt="md" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {words.audit.more}
        </Button>
      )}
    </>
  );
}
