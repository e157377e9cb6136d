// Where a key takes the focus in a table: one row, one page, the ends. Pure.

/** null: the key moves nothing. pageRows: how many rows are seen at once. */
export function decideMove(key: string, at: number, count: number, pageRows: number): number | null {
  const to = target(key, at, count, Math.max(1, pageRows - 1));
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

function target(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Rows that Shift with an arrow takes in or lets go: away from where it began takes in, back to it lets go. */
export function decideExtent(
  anchor: number,
  from: number,
  to: number,
): { first: number; last: number; isOn: boolean } {
  const isAway = Math.abs(to - anchor) > Math.abs(from - anchor);
  const [first, last] = from < to ? [from, to] : [to, from];
  if (isAway) return { first, last, isOn: true };
  return from < to ? { first, last: last - 1, isOn: false } : { first: first + 1, last, isOn: false };
}
