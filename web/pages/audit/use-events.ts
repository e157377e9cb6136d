// Pages of an append-only log, newest first, by cursor: what is new between two pages moves none of them.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCompanyId } from '../../api/company-id.ts';
import { useApi } from '../../api/use-api.ts';
import type { AnswerAt, Given, OperationAt, PathWith } from '../../api/api.ts';

type LogPath = '/companies/{company}/changes' | '/companies/{company}/audit' | '/audit';

export function useEvents<P extends LogPath & PathWith<'get'>>(
  path: P,
  query: Given<OperationAt<'get', P>>['query'],
): UseInfiniteQueryResult<InfiniteData<AnswerAt<'get', P>>> {
  const api = useApi();
  const company = useCompanyId();
  return useInfiniteQuery({
    queryKey: [path, company, null, query, 'events'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('get', path, { query: { ...query, limit: 100, cursor: pageParam }, signal } as never),
    getNextPageParam: (last) => (last as { next: string | null }).next ?? undefined,
  });
}
