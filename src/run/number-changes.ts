// Number series and reserved numbers as they are to be, written with the steps that tell it in the history of every number
// among them: by hand, by a configuration document or from a CSV file, always this way. The directory has to be locked:
// a run that is being applied decides by what it has read. Decides nothing.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { LoggedRange, NumbersWord, StepDetails } from '../plan/logged-step.ts';
import { byHandReason } from '../plan/reasons.ts';
import type { Actor } from '../store/audit-log.ts';
import { writeHandSteps } from '../store/hand-steps.ts';
import { readNumberSeries, writeNumberSeries } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { deleteReservedRanges, readReservedRanges, writeReservedRanges } from '../store/reserved-numbers.ts';
import type { ReservedRange } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';

export interface NumbersDeed {
  companyId: string;
  /** null: nobody is known. */
  actor: Actor | null;
  at: Date;
  why: string | null;
}

/** Replaces all series. */
export async function applyNumberSeries(
  db: Kysely<Tables>,
  deed: NumbersDeed,
  series: readonly NumberSeries[],
): Promise<void> {
  const before = await readNumberSeries(db, deed.companyId);
  await writeNumberSeries(db, deed.companyId, series);
  const keys = new Set(series.map(presentSeriesKey));
  const keysBefore = new Set(before.map(presentSeriesKey));
  const logged = ({ first, last, kind, note }: NumberSeries) => ({ first, last, kind, note });
  const gone = before.filter((one) => !keys.has(presentSeriesKey(one))).map(logged);
  const fresh = series.filter((one) => !keysBefore.has(presentSeriesKey(one))).map(logged);
  await writeNumbersWord(db, deed, 'removeSeries', gone);
  await writeNumbersWord(db, deed, 'addSeries', fresh);
}

// A note that is written anew happens to no number.
const presentSeriesKey = ({ first, last, kind }: NumberSeries) => `${first} ${last} ${kind}`;

/** A range as somebody wants it reserved; by and at are those of the deed unless it stands already. */
export interface WantedRange {
  first: number;
  last: number;
  note: string | null;
}

/** Replaces all reserved ranges; they must not overlap each other. */
export async function applyReservedNumbers(
  db: Kysely<Tables>,
  deed: NumbersDeed,
  wanted: readonly WantedRange[],
): Promise<void> {
  const before = new Map(
    (await readReservedRanges(db, deed.companyId)).map((range) => [presentRangeKey(range), range]),
  );
  const after = wanted.map((range): ReservedRange => {
    const stands = before.get(presentRangeKey(range));
    return stands ? { ...stands, note: range.note } : { ...range, by: deed.actor, at: deed.at };
  });
  const keys = new Set(after.map(presentRangeKey));
  const gone = [...before.values()].filter((range) => !keys.has(presentRangeKey(range)));
  const fresh = after.filter((range) => !before.has(presentRangeKey(range)));
  const renamed = after.filter((range) => {
    const stands = before.get(presentRangeKey(range));
    return stands !== undefined && !isDeepStrictEqual(stands.note, range.note);
  });
  await replaceReserved(db, deed.companyId, [...gone, ...renamed], [...fresh, ...renamed]);
  await writeNumbersWord(db, deed, 'unreserve', gone);
  await writeNumbersWord(db, deed, 'reserve', fresh);
}

const presentRangeKey = ({ first, last }: WantedRange) => `${first} ${last}`;

/** Ranges that go, as they stand, and those that come in their place. */
export async function replaceReserved(
  db: Kysely<Tables>,
  companyId: string,
  gone: readonly ReservedRange[],
  come: readonly ReservedRange[],
): Promise<void> {
  await deleteReservedRanges(
    db,
    companyId,
    gone.map(({ first }) => first),
  );
  await writeReservedRanges(db, companyId, come);
}

/** One step for all of them; none for none. */
export async function writeNumbersWord(
  db: Kysely<Tables>,
  { companyId, actor, at, why }: NumbersDeed,
  doWhat: NumbersWord,
  ranges: readonly (WantedRange & { kind?: string })[],
): Promise<void> {
  if (ranges.length === 0) return;
  const details: StepDetails = { ranges: ranges.map(presentLogged) };
  const nobody = { templateId: null, person: null, user: null, alias: null };
  const step = { doWhat, ...nobody, because: byHandReason(why), details };
  await writeHandSteps(db, { companyId, actor, at }, [step]);
}

function presentLogged({ first, last, kind, note }: WantedRange & { kind?: string }): LoggedRange {
  return {
    first,
    last,
    ...(kind === undefined ? {} : { kind }),
    ...(note === null ? {} : { note }),
  };
}
