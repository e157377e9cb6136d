// The reserved ranges: who reserved them, when and why; each can be let go.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReservedNumbers } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useCan } from '../../api/me.ts';
import { useApi } from '../../api/use-api.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { presentRange } from './present-range.ts';
import { useRelease } from './use-numbers.ts';
import classes from './numbers.module.css';

const PATH = '/companies/{company}/reserved-numbers';

export function ReservedList(): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const company = useCompanyId();
  const release = useRelease();
  const w = words.numbers;
  const pages = useInfiniteQuery({
    queryKey: [PATH, company],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('get', PATH, {
        query: { limit: 100, ...(pageParam !== undefined && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const ranges = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={classes['inside']}>
      <div className={classes['column']}>
        {pages.isPending && <Loading />}
        {pages.isError && (
          <Failed error={pages.error} what={w.failedReserved} onRetry={() => void pages.refetch()} />
        )}
        {release.isError && <Failed error={release.error} what={w.refused} />}
        {pages.data && ranges.length === 0 && <Empty title={w.noReserved} text={w.noReservedText} />}
        <ul className={classes['rows']}>
          {ranges.map((range) => (
            <ReservedRange
              key={range.from}
              range={range}
              onRelease={() => release.mutate(presentEnds(range))}
            />
          ))}
        </ul>
        {pages.hasNextPage && (
          <Button mt="md" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {w.more}
          </Button>
        )}
      </div>
    </div>
  );
}

const presentEnds = ({ from, to }: ReservedNumbers) => ({ from, ...(to !== undefined && { to }) });

function ReservedRange({ range, onRelease }: { range: ReservedNumbers; onRelease: () => void }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const w = words.numbers;
  const shown = presentRange(range, words);
  return (
    <li>
      <code>{shown}</code>
      <span>{range.note}</span>
      <span className={classes['quiet']}>
        {w.reservedBy(range.by?.name ?? '–', format.dateTime(range.at))}
      </span>
      {can('number.change') && (
        <Button aria-label={w.releaseRange(shown)} onClick={onRelease}>
          {w.release}
        </Button>
      )}
    </li>
  );
}
