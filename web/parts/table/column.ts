// A column of a table, and the order that its list stands in.
import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  label: string;
  /** In px, at least; wider tables share what is left. */
  width: number;
  /** Native elements and text only: no component of the library inside a row. */
  cell: (row: Row) => ReactNode;
  /** What the list calls an order by it. */
  sortBy?: string;
  /** Shown in monospace, as numbers and ids are. */
  isRaw?: boolean;
  align?: 'end';
}

export interface Sort {
  by: string;
  order: 'asc' | 'desc';
}

/** Pressing a column's heading: the other way round where the list stands in its order already. */
export const presentNextSort = (now: Sort | undefined, by: string): Sort => ({
  by,
  order: now?.by === by && now.order === 'asc' ? 'desc' : 'asc',
});
