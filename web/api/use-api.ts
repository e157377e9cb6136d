// The API inside components: bound to the chosen company, cached and read again by path and query. Writes go by `useApi().call` in a
// mutation; what they change is named by its path in `useForget`.
import { createContext, use, useCallback, useMemo } from 'react';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCompanyId } from './company-id.ts';
import type { Api, AnswerAt, Given, OperationAt, PathWith, Tagged } from './api.ts';

export const ApiContext = createContext<Api | null>(null);

/** Bound to the chosen company. */
export function useApi(): Api {
  const api = use(ApiContext);
  const company = useCompanyId();
  if (!api) throw new Error('there is no API around this component');
  return useMemo(() => api.within(company), [api, company]);
}

interface ReadOptions {
  enabled?: boolean;
  /** In ms. */
  refetchInterval?: number | false;
  /** Keeps showing the rows of the last filter until those of the new one are there. */
  keepPrevious?: boolean;
  /** In ms: how long an answer is taken as new. */
  staleTime?: number;
}

/** What a GET gives, with its ETag: `data.data` and `data.etag`. */
export function useReadTagged<P extends PathWith<'get'>>(
  path: P,
  given: Given<OperationAt<'get', P>> = {},
  { keepPrevious, ...options }: ReadOptions = {},
): UseQueryResult<Tagged<AnswerAt<'get', P>>> {
  const api = useApi();
  const company = useCompanyId();
  return useQuery({
    ...readOptions(api, company, path, given),
    ...options,
    ...(keepPrevious && { placeholderData: keepPreviousData as never }),
  });
}

/** What a GET gives: `data` is the body. */
export function useRead<P extends PathWith<'get'>>(
  path: P,
  given: Given<OperationAt<'get', P>> = {},
  { keepPrevious, ...options }: ReadOptions = {},
): UseQueryResult<AnswerAt<'get', P>> {
  const api = useApi();
  const company = useCompanyId();
  return useQuery({
    ...readOptions(api, company, path, given),
    ...options,
    ...(keepPrevious && { placeholderData: keepPreviousData as never }),
    select: (answer: Tagged<AnswerAt<'get', P>>) => answer.data,
  });
}

export function readOptions<P extends PathWith<'get'>>(
  api: Api,
  company: string | null,
  path: P,
  given: Given<OperationAt<'get', P>>,
) {
  return queryOptions({
    queryKey: keyOf(path, company, given),
    queryFn: ({ signal }): Promise<Tagged<AnswerAt<'get', P>>> =>
      api.callTagged('get', path, { ...given, signal } as never),
  });
}

const keyOf = (path: string, company: string | null, given: { path?: object; query?: object }) => [
  path,
  company,
  given.path ?? null,
  given.query ?? null,
];

/** Says that what stands at these paths (and below them) has changed: whatever shows it reads it again. */
export function useForget(): (...paths: PathWith<'get'>[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (...paths) => {
      const isBelow = (key: unknown) => typeof key === 'string' && paths.some((path) => key.startsWith(path));
      await client.invalidateQueries({ predicate: ({ queryKey }) => isBelow(queryKey[0]) });
    },
    [client],
  );
}
