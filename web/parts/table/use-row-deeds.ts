// What keys and presses do in a table: move, choose, extend, open. Handlers stay the same from one drawing to the next, so that rows are
// not drawn again because of them.
import { useCallback, useEffect, useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { decideExtent, decideMove } from './moves.ts';
import { isSelected, select } from './selection.ts';
import type { SelectionState } from './selection.ts';
import type { Rows } from './rows.ts';
import { ROW_PX } from './use-row-view.ts';
import type { RowView } from './use-row-view.ts';

interface Deeds<Row> {
  rows: Rows<Row>;
  rowId: (row: Row) => string;
  view: RowView;
  selection?: SelectionState | undefined;
  onOpen?: ((row: Row) => void) | undefined;
}

export interface RowDeeds {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  onSelect: (index: number, isExtending: boolean) => void;
}

export function useRowDeeds<Row>(given: Deeds<Row>): RowDeeds {
  const now = useRef(given);
  useEffect(() => {
    now.current = given;
  });
  const anchor = useRef(0);
  const onSelect = useCallback((index: number, isExtending: boolean) => {
    if (isExtending)
      void extend(now.current, Math.min(anchor.current, index), Math.max(anchor.current, index), true);
    else toggle(now.current, index);
    anchor.current = index;
    now.current.view.settle(index);
  }, []);
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const deed = decideDeed(now.current, event, anchor);
    if (!deed) return;
    event.preventDefault();
    deed();
  }, []);
  const onClick = useCallback((event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const index = indexOf(target);
    if (index === null || target.closest('a, button, input, label')) return;
    now.current.view.settle(index);
    // Whoever marks text to copy it does not want the row opened.
    if (document.getSelection()?.toString()) return;
    open(now.current, index);
  }, []);
  return { onKeyDown, onClick, onSelect };
}

function decideDeed<Row>(
  given: Deeds<Row>,
  event: KeyboardEvent<HTMLElement>,
  anchor: { current: number },
): (() => void) | null {
  const target = event.target as HTMLElement;
  const isRow = target.matches('tr[data-index]');
  if (!isRow && !target.matches('tr[data-index] input[type="checkbox"]')) return null;
  const { view, rows, selection } = given;
  const seen = Math.floor((view.virtualizer.scrollRect?.height ?? 0) / ROW_PX) - 1;
  const to = decideMove(event.key, view.active, rows.count ?? 0, seen);
  if (to !== null)
    return () => {
      if (event.shiftKey && selection) extendTo(given, anchor.current, to);
      else anchor.current = to;
      view.move(to);
    };
  if (event.key === 'Enter') return () => open(given, view.active);
  if (event.key === ' ' && isRow && selection)
    return () => {
      anchor.current = view.active;
      toggle(given, view.active);
    };
  return null;
}

function open<Row>({ rows, onOpen }: Deeds<Row>, index: number): void {
  const row = rows.at(index);
  if (row !== undefined) onOpen?.(row);
}

function toggle<Row>({ rows, rowId, selection }: Deeds<Row>, index: number): void {
  const row = rows.at(index);
  if (row === undefined || !selection) return;
  const id = rowId(row);
  selection.onChange(select(selection.value, [id], !isSelected(selection.value, id)));
}

function extendTo<Row>(given: Deeds<Row>, anchor: number, to: number): void {
  const { first, last, isOn } = decideExtent(anchor, given.view.active, to);
  void extend(given, first, last, isOn);
}

/** Rows that were never in view are read first: what is between two presses is all of it. */
async function extend<Row>(
  { rows, rowId, selection }: Deeds<Row>,
  first: number,
  last: number,
  isOn: boolean,
): Promise<void> {
  if (!selection) return;
  const inView = Array.from({ length: last - first + 1 }, (_, at) => rows.at(first + at));
  const all = inView.includes(undefined) ? await rows.read(first, last) : (inView as Row[]);
  selection.onChange(select(selection.value, all.map(rowId), isOn));
}

function indexOf(target: HTMLElement): number | null {
  const index = target.closest<HTMLElement>('tr[data-index]')?.dataset['index'];
  return index === undefined ? null : Number(index);
}
