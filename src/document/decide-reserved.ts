// What an import makes of "reservedNumbers": an absent key leaves what is stored, a present one replaces the whole list. What
// somebody has cannot become reserved; what stands reserved is not questioned. A service comes before what is reserved, as it
// may have come later: an export of that has to go into an empty store, so it is a warning. Pure.
import { isDeepStrictEqual } from 'node:util';
import { openRanges } from '../plan/number-stock.ts';
import type { WantedRange } from '../run/number-changes.ts';
import type { NumberHolder } from '../store/number-facts.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { Change, Warning } from './change.ts';
import type { ReservedDocument } from './parse-reserved.ts';
import { fault } from './spot.ts';

export interface StoredReserved {
  /** By digits. */
  ranges: readonly WantedRange[];
  /** For each range of the document by its first number: the first few who have a number in it, and how many do. */
  holders: ReadonlyMap<number, { holders: readonly NumberHolder[]; count: number }>;
}

export function decideReserved(
  document: readonly ReservedDocument[] | undefined,
  stored: StoredReserved,
  company: string,
): { write: WantedRange[] | null; changes: Change[] } {
  if (!document) return { write: null, changes: [] };
  const wanted = document.map(({ range }) => range).toSorted((a, b) => a.first - b.first);
  const before = stored.ranges.map(({ first, last, note }) => ({ first, last, note }));
  const isSame = isDeepStrictEqual(before, wanted);
  // Most documents say nothing of it, and an export says the list all the same: an empty one is no news.
  if (isSame && wanted.length === 0) return { write: null, changes: [] };
  const stands = new Set(before.map(({ first, last }) => `${first} ${last}`));
  for (const { spot, range } of document) {
    if (!stands.has(`${range.first} ${range.last}`)) faultTaken(spot, range, stored);
  }
  const did = isSame ? 'unchanged' : before.length === 0 ? 'created' : 'updated';
  const fields = isSame ? [] : ['reservedNumbers'];
  return {
    write: isSame ? null : wanted,
    changes: [{ what: 'reserved numbers', company, name: company, did, fields }],
  };
}

function faultTaken(
  spot: ReservedDocument['spot'],
  { first }: WantedRange,
  { holders }: StoredReserved,
): void {
  const found = holders.get(first);
  const [holder] = found?.holders ?? [];
  if (!found || !holder) return;
  const more = found.count > 1 ? `, and ${found.count - 1} more are somebody’s` : '';
  const cure = 'Give the user another number first, or reserve the numbers around it.';
  fault(spot, `${holder.digits} belongs to ${holder.name}${more}.`, cure);
}

/** Of ranges as they are after the import. */
export function decideServiceWarnings(
  ranges: readonly WantedRange[],
  series: readonly NumberSeries[],
  company: string,
): Warning[] {
  const reserved = openRanges(ranges);
  const both = series.filter((one) => one.kind === 'service' && reserved.count(one) > 0);
  return both.map(({ first, last, single }) => ({
    company,
    name: company,
    message: `${single || first === last ? first : `${first}–${last}`} is kept for a service, and reserved as well.`,
    cure: 'Nobody gets it, whichever it is: take it out of "reservedNumbers", or out of the services in "numbers".',
  }));
}
