// What happened to one number, newest first, page by page.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { NumberEvent } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useApi } from '../../api/use-api.ts';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './numbers.module.css';

const PATH = '/companies/{company}/numbers/{digits}/history';

export function NumberHistory({ digits }: { digits: string }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const company = useCompanyId();
  const pages = useInfiniteQuery({
    queryKey: [PATH, company, digits],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('get', PATH, {
        path: { digits },
        query: { limit: 30, ...(pageParam !== undefined && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const events = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const w = words.numbers.one;
  return (
    <section>
      <h3 className={classes['sub']}>{w.history}</h3>
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && events.length === 0 && <p className={classes['quiet']}>{w.noHistory}</p>}
      <ul className={classes['rows']}>
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button mt="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.numbers.more}
        </Button>
      )}
    </section>
  );
}

function Event({ event }: { event: NumberEvent }): ReactNode {
  const { words, format } = useWords();
  const about = [event.alias, event.by?.name, event.template, event.note].filter(Boolean);
  return (
    <li>
      <span className={classes['quiet']}>{format.dateTime(event.at)}</span>
      <span>{words.numbers.one.events[event.what]}</span>
      <span className={classes['quiet']}>{about.join(' · ')}</span>
    </li>
  );
}
