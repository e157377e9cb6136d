// A list that grows by its pages: the first at once, each further one when it is asked for. For lists that people read from the top; long
// ones that are scrolled through have parts/table.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCompanyId } from './company-id.ts';
import { useApi } from './use-api.ts';
import type { AnswerAt, Given, OperationAt, PathWith } from './api.ts';

interface PageOf<T> {
  items: T[];
  next: string | null;
  total?: number;
}
type ItemAt<P extends PathWith<'get'>> = AnswerAt<'get', P> extends PageOf<infer T> ? T : never;

export interface Pages<T, F = unknown> {
  /** The first page whole: what it says beside its rows. */
  first: F | null;
  items: readonly T[];
  total: number | null;
  isPending: boolean;
  error: unknown;
  hasMore: boolean;
  isReadingMore: boolean;
  readMore: () => void;
  readAgain: () => void;
}

export function usePages<P extends PathWith<'get'>>(
  path: P,
  given: Given<OperationAt<'get', P>> = {},
  { enabled = true }: { enabled?: boolean } = {},
): Pages<ItemAt<P>, AnswerAt<'get', P>> {
  const api = useApi();
  const company = useCompanyId();
  const query = useInfiniteQuery({
    queryKey: [path, company, given.path ?? null, given.query ?? null, 'pages'],
    enabled,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const asked = { ...given, signal, query: { ...given.query, ...(pageParam && { cursor: pageParam }) } };
      return (await api.call('get', path, asked as never)) as unknown as PageOf<ItemAt<P>>;
    },
    getNextPageParam: ({ next }) => next,
  });
  return {
    first: (query.data?.pages[0] ?? null) as AnswerAt<'get', P> | null,
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    total: query.data?.pages[0]?.total ?? null,
    isPending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    readAgain: () => void query.refetch(),
  };
}
