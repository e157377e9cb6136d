// Numbers that an administrator keeps from everybody, and lets go again: one or a range, with who and why. What somebody has,
// or a service, cannot be reserved; what cools can, and stays reserved when it has cooled. A range is taken whole or not.
import { LONGEST_NOTE, mapNote } from '../plan/number-note.ts';
import { decideRest } from '../plan/number-stock.ts';
import { readHoldersWithin } from '../store/number-facts.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readCoolingWithin } from '../store/numbers.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { ReservedRange } from '../store/reserved-numbers.ts';
import { doDeed, failure } from './hand-deed.ts';
import type { Deed, Hand, HandFailure, HandResult } from './hand-deed.ts';
import { replaceReserved, writeNumbersWord } from './number-changes.ts';
import type { NumbersDeed } from './number-changes.ts';

/** Digits as numbers; first ≤ last, both of one length. */
export interface Range {
  first: number;
  last: number;
}

/** cooling: how many of them still cool for whoever had them last, who does not get them back now. */
export async function reserveNumbers(
  hand: Hand,
  range: Range,
  options: { why?: string | null } = {},
): Promise<HandResult<{ count: number; cooling: number }>> {
  const why = mapNote(options.why ?? null);
  return doDeed(hand, async (deed) => {
    const { db, company } = deed;
    if (why !== null && why.length > LONGEST_NOTE) return noteTooLong(why);
    const closed = (await refuseReserved(deed, range)) ?? (await refuseTaken(deed, range));
    if (closed) return closed;
    const cooling = await readCoolingWithin(db, company.id, range, new Date(hand.now));
    const reserved = { ...range, note: why, by: hand.actor, at: new Date(hand.now) };
    await replaceReserved(db, company.id, [], [reserved]);
    await writeNumbersWord(db, presentDeed(deed, why), 'reserve', [{ ...range, note: why }]);
    await writeRangeAudit(deed, 'number.reserve', range, why);
    return { ok: true, count: range.last - range.first + 1, cooling };
  });
}

/** Whatever of the range is reserved; the parts around it stay so. count: how many that was. */
export async function unreserveNumbers(
  hand: Hand,
  range: Range,
  options: { why?: string | null } = {},
): Promise<HandResult<{ count: number }>> {
  const why = mapNote(options.why ?? null);
  return doDeed(hand, async (deed) => {
    const { db, company } = deed;
    const found = await readReservedRanges(db, company.id, range);
    if (found.length === 0) {
      const message = `${presentRange(range)} ${range.first === range.last ? 'is' : 'are'} not reserved.`;
      return failure('number.notReserved', message, 'Look at the number: it says what it is and why.');
    }
    const around = found.flatMap((one) => decideRest(one, [range]).map((part) => ({ ...one, ...part })));
    const released = found.map((one) => ({
      ...one,
      first: Math.max(one.first, range.first),
      last: Math.min(one.last, range.last),
    }));
    await replaceReserved(db, company.id, found, around);
    await writeNumbersWord(db, presentDeed(deed, why), 'unreserve', released);
    await writeRangeAudit(deed, 'number.unreserve', range, why);
    return { ok: true, count: released.reduce((sum, { first, last }) => sum + last - first + 1, 0) };
  });
}

const noteTooLong = (why: string) =>
  failure(
    'number.noteTooLong',
    `Why it is reserved has ${why.length} characters; at most ${LONGEST_NOTE} fit.`,
    'Say it in fewer words.',
  );

function presentDeed({ hand, company }: Deed, why: string | null): NumbersDeed {
  return { companyId: company.id, actor: hand.actor, at: new Date(hand.now), why };
}

async function writeRangeAudit(
  { db, hand, company }: Deed,
  action: string,
  range: Range,
  why: string | null,
): Promise<void> {
  const { actor, address = null } = hand;
  const shown = presentRange(range);
  const subject = { kind: 'number', id: shown, name: shown };
  await writeAudit(db, { companyId: company.id, actor, address, action, subject, details: { why } });
}

export const presentRange = ({ first, last }: Range): string =>
  first === last ? String(first) : `${first}–${last}`;

async function refuseReserved({ db, company }: Deed, range: Range): Promise<HandFailure | null> {
  const [found] = await readReservedRanges(db, company.id, range);
  if (!found) return null;
  const isAll = found.first <= range.first && found.last >= range.last;
  const message = `${presentRange(found)} ${found.first === found.last ? 'is' : 'are'} reserved already${presentBy(found)}.`;
  const cure = isAll
    ? 'Nothing to do, or release it first.'
    : 'Reserve what lies around, or release it first.';
  return failure('number.reserved', message, cure);
}

function presentBy({ by, note }: ReservedRange): string {
  return `${by === null ? '' : ` by ${by.name}`}${note === null ? '' : `: ${note}`}`;
}

/** Why the range can not be reserved: somebody has a number of it, or a service does; null when nobody does. */
async function refuseTaken({ db, company }: Deed, range: Range): Promise<HandFailure | null> {
  const services = (await readNumberSeries(db, company.id)).filter(
    ({ kind, first, last }) => kind === 'service' && first <= range.last && last >= range.first,
  );
  const [service] = services;
  if (service) {
    const named = service.note === null ? 'a service' : `a service (${service.note})`;
    const message = `${presentRange(service)} is kept for ${named} and so is nobody's already.`;
    return failure('number.service', message, 'Reserve the numbers around it; this one nobody gets.');
  }
  const { holders, count } = await readHoldersWithin(db, company.id, range, 3);
  if (count === 0) return null;
  const named = holders.map(({ digits, name }) => `${digits} belongs to ${name}`).join(', ');
  const more = count > holders.length ? `, and ${count - holders.length} more are somebody's` : '';
  const cure = 'Give the user another number first, or reserve the numbers around it.';
  return failure('number.assigned', `${named}${more}.`, cure);
}
