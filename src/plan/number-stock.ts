// What is left of each number series: its numbers less those of services, reserved ones, and what people have or lately had
// (from the ledger's counts); and when a series is low. Pure.

interface Range {
  first: number;
  last: number;
}

export interface StockSeries extends Range {
  kind: 'fixed' | 'mobile' | 'service';
}

export interface Stock {
  size: number;
  free: number;
  assigned: number;
  cooling: number;
  reserved: number;
  /** Numbers in it that a service keeps. */
  service: number;
  isLow: boolean;
}

/** A single number is not a stock that can run low. */
const LOW_FROM_SIZE = 20;
const LOW_COUNT = 10;
const LOW_SHARE = 0.05;

/**
 * For each series, in their order.
 * @param counts as store/numbers-list.ts counts them, numbers of services left out
 * @param reserved ranges that do not overlap each other
 */
export function decideStock(
  all: readonly StockSeries[],
  counts: readonly { assigned: number; cooling: number }[],
  reserved: readonly Range[],
): Stock[] {
  // Services do not overlap each other: the document's check sees to it.
  const services = openRanges(all.filter(({ kind }) => kind === 'service'));
  const kept = openRanges(reserved);
  const keptByServices = openRanges(reserved.flatMap((range) => services.parts(range)));
  return all.map((series, at) => {
    const size = series.last - series.first + 1;
    if (series.kind === 'service')
      return { size, free: 0, assigned: 0, cooling: 0, reserved: 0, service: size, isLow: false };
    const { assigned = 0, cooling = 0 } = counts[at] ?? {};
    const service = services.count(series);
    const held = kept.count(series) - keptByServices.count(series);
    const free = Math.max(0, size - service - held - assigned - cooling);
    const isLow = size >= LOW_FROM_SIZE && (free < LOW_COUNT || free < size * LOW_SHARE);
    return { size, free, assigned, cooling, reserved: held, service, isLow };
  });
}

/** Ranges that do not overlap each other, to be asked about many others. */
export function openRanges<R extends Range>(ranges: readonly R[]) {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  const among = (range: Range): R[] => {
    // The first that ends at or after its beginning: there may be as many of both as there are numbers.
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.last ?? Infinity) < range.first) low = middle + 1;
      else high = middle;
    }
    const found: R[] = [];
    for (let at = low; at < sorted.length; at += 1) {
      const one = sorted[at];
      if (one === undefined || one.first > range.last) break;
      found.push(one);
    }
    return found;
  };
  const parts = (range: Range): Range[] =>
    among(range).map(({ first, last }) => ({
      first: Math.max(first, range.first),
      last: Math.min(last, range.last),
    }));
  const count = (range: Range): number =>
    parts(range).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return { among, parts, count };
}

/** What of a range lies in none of these; they do not overlap each other and come in order. */
export function decideRest({ first, last }: Range, taken: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let at = first;
  for (const one of taken) {
    if (one.first > at) rest.push({ first: at, last: Math.min(one.first - 1, last) });
    at = Math.max(at, one.last + 1);
  }
  if (at <= last) rest.push({ first: at, last });
  return rest.filter((part) => part.first <= part.last);
}
