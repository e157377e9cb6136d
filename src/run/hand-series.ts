// A number from a series for a user who is made or changed by hand: the lowest free one, by the very function that gives a sync's new
// users theirs. The directory is locked, so nobody else is given it meanwhile.
import { openSeries } from '../plan/automatic-numbers.ts';
import type { HandFault } from '../plan/hand-values.ts';
import type { Values } from '../plan/steps.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { Deed } from './hand-deed.ts';
import { readSeriesToGive } from './series-to-give.ts';

/** The values with a number of the series, which is told by the digits of its first number; undefined asks for none. */
export async function giveFromSeries(
  { db, company, hand }: Deed,
  asked: Values,
  numberSeries: string | undefined,
): Promise<{ values: Values; faults: HandFault[] }> {
  if (numberSeries === undefined) return { values: asked, faults: [] };
  if ((asked.pstnFixed ?? '').trim() !== '') return { values: asked, faults: [bothGiven] };
  const all = await readNumberSeries(db, company.id);
  const wanted = { companyId: company.id, needed: 1, now: new Date(hand.now), planned: null };
  const [series] = await readSeriesToGive(db, [numberSeries], all, wanted);
  const digits = series ? openSeries(series, new Set())() : null;
  if (digits !== null) return { values: { ...asked, pstnFixed: digits }, faults: [] };
  return { values: asked, faults: [presentNone(numberSeries, series?.last ?? null)] };
}

const bothGiven: HandFault = {
  path: 'numberSeries',
  code: 'numberSeries.invalid',
  message: 'PSTN Fixed is given, and a series to take a number from as well.',
  cure: 'Give one of the two.',
};

function presentNone(series: string, last: string | null): HandFault {
  const path = 'numberSeries';
  if (last === null) {
    const message = `No fixed or mobile series of the company begins with ${series}.`;
    return { path, code: 'numberSeries.unknown', message, cure: 'Give the first number of one that it has.' };
  }
  const message = `No number of the series ${series} to ${last} is free.`;
  const cure = 'Extend the series, free a number of it, or choose another series.';
  return { path, code: 'numberSeries.full', message, cure };
}
