// Pages of a long list as they come into view, each by its offset; the first one always, as it knows how long the list is. While
// another filter's rows are on their way, those of the last one stay.
import { useCallback, useState } from 'react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { AnswerAt, Given, OperationAt, PathWith } from '../../api/api.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { readOptions, useApi } from '../../api/use-api.ts';
import type { Rows } from './rows.ts';

const PAGE_ROWS = 100;
/** Pages out of view are let go soon: fifty thousand rows would be as many objects. */
const KEPT_MS = 20_000;

/** Lists that can be asked for by offset. */
type ListPath = {
  [P in PathWith<'get'>]: AnswerAt<'get', P> extends { items: readonly unknown[]; next: unknown }
    ? string extends keyof OperationAt<'get', P>['query']
      ? never
      : 'offset' extends keyof OperationAt<'get', P>['query']
        ? P
        : never
    : never;
}[PathWith<'get'>];
type RowAt<P extends ListPath> = AnswerAt<'get', P> extends { items: readonly (infer Row)[] } ? Row : never;

interface Page<Row> {
  items: readonly Row[];
  next: string | null;
  total?: number | undefined;
  totalIsExact?: boolean | undefined;
}
/** What is there of a list, by page. */
interface Known<Row> {
  key: string;
  pages: Record<number, Page<Row>>;
}

/** With the first page as it came: a list's counts come with it. */
type ReadRows<P extends ListPath> = Rows<RowAt<P>> & { first: AnswerAt<'get', P> | undefined };

/** refetchInterval: in ms, of the pages in view. */
export function useRows<P extends ListPath>(
  path: P,
  given: Given<OperationAt<'get', P>> = {},
  { enabled = true, refetchInterval = false }: { enabled?: boolean; refetchInterval?: number | false } = {},
): ReadRows<P> {
  const company = useCompanyId();
  const client = useQueryClient();
  const key = JSON.stringify([path, company, given.path ?? null, given.query ?? null]);
  const [view, setView] = useState({ key, first: 0, last: 0 });
  const wanted = view.key === key ? [...new Set([0, ...range(view.first, view.last)])] : [0];
  const ask = useAsk(path, given);
  const { fresh, error } = useQueries({
    queries: wanted.map((page) => ({ ...ask(page), enabled, refetchInterval })),
    // Equal parts of the last result are kept by the library: rows that did not change are not drawn again.
    combine: (results) => ({
      fresh: { key, pages: presentPages<RowAt<P>>(wanted, results) },
      error: results.find((result) => result.error && !result.data)?.error ?? null,
    }),
  });
  const shown = useLast(fresh.pages[0] ? fresh : null);
  const show = useCallback(
    (first: number, last: number) => {
      const next = { key, first: Math.floor(first / PAGE_ROWS), last: Math.floor(last / PAGE_ROWS) };
      setView((now) => (now.key === key && now.first === next.first && now.last === next.last ? now : next));
    },
    [key, setView],
  );
  return {
    ...presentLength(shown?.pages),
    first: shown?.pages[0] as AnswerAt<'get', P> | undefined,
    key,
    at: (index) => shown?.pages[Math.floor(index / PAGE_ROWS)]?.items[index % PAGE_ROWS],
    show,
    read: async (first, last) => {
      const from = Math.floor(first / PAGE_ROWS);
      const asked = range(from, Math.floor(last / PAGE_ROWS)).map((page) => client.fetchQuery(ask(page)));
      const rows = (await Promise.all(asked)).flatMap(({ data }) => pageOf<RowAt<P>>(data).items);
      return rows.slice(first - from * PAGE_ROWS, last + 1 - from * PAGE_ROWS);
    },
    error,
    retry: () => void client.invalidateQueries({ queryKey: [path, company] }),
    isOld: shown !== null && shown.key !== key,
  };
}

function useAsk<P extends ListPath>(path: P, given: Given<OperationAt<'get', P>>) {
  const api = useApi();
  const company = useCompanyId();
  return (page: number) => {
    const query = { ...given.query, limit: PAGE_ROWS, offset: page * PAGE_ROWS };
    const placed = { ...given, query } as Given<OperationAt<'get', P>>;
    return { ...readOptions(api, company, path, placed), gcTime: KEPT_MS };
  };
}

const pageOf = <Row>(data: unknown) => data as Page<Row>;

const presentPages = <Row>(
  wanted: readonly number[],
  results: readonly { data: { data: unknown } | undefined }[],
): Record<number, Page<Row>> =>
  Object.fromEntries(
    results.flatMap(({ data }, at) => (data ? [[wanted[at], pageOf<Row>(data.data)] as const] : [])),
  );

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** What there was last, while there is nothing. */
function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

/** A page that ends early, or that is not the last although the total says so, knows better than the total. */
function presentLength(pages: Known<unknown>['pages'] | undefined): {
  count: number | null;
  isExact: boolean;
} {
  if (!pages) return { count: null, isExact: true };
  let count = pages[0]?.total ?? 0;
  let isExact = pages[0]?.totalIsExact ?? pages[0]?.total !== undefined;
  for (const [page, { items, next }] of Object.entries(pages)) {
    const end = Number(page) * PAGE_ROWS + items.length;
    if (next === null && items.length > 0) return { count: end, isExact: true };
    if (next !== null && end >= count) {
      count = end + PAGE_ROWS;
      isExact = false;
    }
  }
  return { count, isExact };
}
