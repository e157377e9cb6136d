// "reservedNumbers" of the configuration document: numbers and ranges that are kept from everybody. Checks form; whether
// somebody has one of them is decide-reserved's.
import type { WantedRange } from '../run/number-changes.ts';
import { parseDigits } from './parse-company.ts';
import { fault, parseItems, parseMembers, parseNullable, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

export interface ReservedDocument {
  spot: Spot;
  range: WantedRange;
}

const cure = 'Write "reservedNumbers" as a list of { "from": "…", "to": "…", "note": "…" }.';

export function parseReserved(spot: Spot): ReservedDocument[] | undefined {
  const items = parseItems(spot, cure);
  if (!items) return undefined;
  const parsed = items.flatMap((item) => {
    const range = parseRange(item);
    return range ? [{ spot: item, range }] : [];
  });
  faultOverlaps(parsed);
  return parsed.length === items.length ? parsed : undefined;
}

function parseRange(spot: Spot): WantedRange | undefined {
  const members = parseMembers(spot, ['from', 'to', 'note'], 'a reserved range');
  if (!members) return undefined;
  const [fromSpot, toSpot, noteSpot] = ['from', 'to', 'note'].map((key) => members.get(key));
  const note = noteSpot ? parseNullable(noteSpot, parseText) : null;
  const to = toSpot && parseDigits(toSpot);
  if (!fromSpot) return fault(spot, 'The range has no "from".', 'Add the first (or only) number as "from".');
  const from = parseDigits(fromSpot);
  if (from === undefined || note === undefined || (toSpot && to === undefined)) return undefined;
  if (toSpot && to !== undefined) {
    if (to.length !== from.length) {
      const message = `"from" has ${from.length} digits and "to" has ${to.length}.`;
      return fault(toSpot, message, 'Write both in full.');
    }
    if (to < from) return fault(toSpot, `"to" (${to}) comes before "from" (${from}).`, 'Swap the two.');
  }
  return { first: Number(from), last: Number(to ?? from), note };
}

function faultOverlaps(parsed: readonly ReservedDocument[]): void {
  let reaching: WantedRange | null = null;
  for (const { spot, range } of parsed.toSorted((a, b) => a.range.first - b.range.first)) {
    if (reaching && reaching.last >= range.first) {
      const where =
        reaching.first === reaching.last ? `${reaching.first}` : `${reaching.first}–${reaching.last}`;
      fault(
        spot,
        `Overlaps ${where}, which is reserved as well.`,
        'Make the two one, or correct from and to.',
      );
    }
    if (!reaching || reaching.last < range.last) reaching = range;
  }
}
