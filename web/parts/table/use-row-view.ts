// Which rows of a table are in the document: those in view, some beyond, and the one that has the focus wherever it is, so that it is
// never lost. Keeps which one that is.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { Rows } from './rows.ts';

export const ROW_PX = 40;
export const HEAD_PX = 33;
const OVERSCAN = 8;

export interface RowView {
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  active: number;
  /** Takes the focus there, and the row into view. */
  move: (index: number) => void;
  /** The focus is there already. */
  settle: (index: number) => void;
}

/** padEnd: height of what floats over the last rows. */
export function useRowView(
  box: RefObject<HTMLDivElement | null>,
  rows: Rows<unknown>,
  padEnd: number,
): RowView {
  const [wished, settle] = useState(0);
  const count = rows.count ?? 0;
  const active = Math.max(0, Math.min(wished, count - 1));
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: padEnd,
    paddingEnd: padEnd,
    // A flush inside of every scroll event costs more than the frame that it would save.
    useFlushSync: false,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      return near.includes(active) || count === 0 ? near : [...near, active].toSorted((a, b) => a - b);
    },
  });
  useShowing(virtualizer, rows);
  useStartAtTop(virtualizer, rows, settle);
  const focus = useFocus(box, active);
  const move = (index: number): void => {
    focus();
    settle(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  return { virtualizer, active, move, settle };
}

function useShowing(virtualizer: RowView['virtualizer'], { count, show, isOld }: Rows<unknown>): void {
  const first = Math.max(0, (virtualizer.range?.startIndex ?? 0) - OVERSCAN);
  const last = Math.max(0, Math.min((virtualizer.range?.endIndex ?? 0) + OVERSCAN, (count ?? 1) - 1));
  useEffect(() => {
    if (!isOld) show(first, last);
  }, [show, first, last, isOld]);
}

/** Another list begins at its top; heights of rows that were unfolded in the last one are forgotten. */
function useStartAtTop(
  virtualizer: RowView['virtualizer'],
  { key, isOld }: Rows<unknown>,
  settle: (index: number) => void,
): void {
  const shown = useRef(key);
  useEffect(() => {
    if (isOld || shown.current === key) return;
    shown.current = key;
    settle(0);
    virtualizer.measure();
    virtualizer.scrollToOffset(0);
  }, [virtualizer, key, isOld, settle]);
}

/** The focus goes to a row once it is in the document. */
function useFocus(box: RefObject<HTMLDivElement | null>, active: number): () => void {
  const isWished = useRef(false);
  useLayoutEffect(() => {
    const row = isWished.current && box.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`);
    if (!row) return;
    isWished.current = false;
    row.focus({ preventScroll: true });
  });
  return () => {
    isWished.current = true;
  };
}
