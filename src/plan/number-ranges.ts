// Whether a number lies in one of many ranges that do not overlap, by halving: asked for each of half a million people. Pure.

/** Digits as numbers, both ends included. */
export interface NumberRange {
  first: number;
  last: number;
}

export function openRanges(ranges: readonly NumberRange[]): (digits: string) => boolean {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  return (digits) => {
    const value = Number(digits);
    // The last one that begins at or before it is the only one that may contain it.
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.first ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return value <= (sorted[low - 1]?.last ?? -1);
  };
}
