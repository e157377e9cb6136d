// What a table shows: how many rows there are, and each as far as it has been read. Long lists read theirs as they come into view
// (use-rows.ts); short ones have them all.
import type { UseQueryResult } from '@tanstack/react-query';

export interface Rows<Row> {
  /** Tells one list from another: filter, order, company. A table starts at its top with each. */
  key: string;
  /** null: nothing has been read yet. */
  count: number | null;
  /** Whether there may be more than `count`. */
  isExact: boolean;
  /** undefined: on its way. */
  at: (index: number) => Row | undefined;
  /** Says which rows are in view. */
  show: (first: number, last: number) => void;
  /** All rows from one to another, also those out of view. */
  read: (first: number, last: number) => Promise<Row[]>;
  /** null: all went well. */
  error: unknown;
  retry: () => void;
  /** These are the rows of the list before, while those of this one are on their way. */
  isOld: boolean;
}

/** Rows of a list that is read as a whole. */
export function presentRows<Row>(
  key: string,
  items: readonly Row[] | undefined,
  { error, refetch }: Pick<UseQueryResult, 'error' | 'refetch'>,
): Rows<Row> {
  return {
    key,
    count: items?.length ?? null,
    isExact: true,
    at: (index) => items?.[index],
    show: () => undefined,
    read: (first, last) => Promise.resolve(items?.slice(first, last + 1) ?? []),
    error: items ? null : error,
    retry: () => void refetch(),
    isOld: false,
  };
}
