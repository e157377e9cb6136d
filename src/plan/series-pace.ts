// When a number series will run out, by the pace at which its numbers went lately: given less given up, over the last 90
// days, without the first run of a sync template, which gives a company's numbers all at once and says nothing of a
// month. Pure.
import { presentDate } from './due.ts';

/** Long enough that a quiet month and a busy one make a mean, short enough to follow a company that grows. */
export const PACE_DAYS = 90;
/** A pace of fewer days would be one of chance. */
const FEWEST_DAYS = 14;
const MONTH_DAYS = 365.25 / 12;
/** New numbers are ordered, signed for and delivered: somebody has to hear of it half a year before. */
const WARN_DAYS = 180;
const DAY_MS = 24 * 3_600_000;

export interface Pace {
  /** Numbers a month, one decimal; below 0 when more were given up than given. */
  perMonth: number;
  /** What it is based on. */
  days: number;
  net: number;
}

/** net: numbers of the series given less given up in the last `days`. null: too little has been seen. */
export function decidePace(net: number, days: number): Pace | null {
  if (days < FEWEST_DAYS) return null;
  return { perMonth: Math.round((net / days) * MONTH_DAYS * 10) / 10, days: Math.round(days), net };
}

/** ms, whole ones, as an instant has to be; null: never, at this pace. */
export function decideRunsOut(free: number, pace: Pace | null, now: number): number | null {
  if (pace === null || pace.net <= 0) return null;
  const days = (free * pace.days) / pace.net;
  // Further on a date says nothing, and cannot be written down.
  return days > 36_525 ? null : now + Math.floor(days * DAY_MS);
}

export interface SeriesWarning {
  code: 'series.usedUp' | 'series.runsOut' | 'series.low';
  message: string;
  cure: string;
  /** What it says, for whoever says it in other words. */
  series: { first: number; last: number; free: number; runsOut: string | null };
}

interface WarnedSeries {
  first: number;
  last: number;
  free: number;
  isLow: boolean;
  pace: Pace | null;
}

const cure =
  'Order more numbers and add them to the series, or release reserved ones and free those that cool.';

/** null: there is nothing to worry about. */
export function decideSeriesWarning(
  series: WarnedSeries,
  now: number,
  timeZone: string,
): SeriesWarning | null {
  const { first, last, free, isLow, pace } = series;
  const named = `The number series ${first}–${last}`;
  const about = { first, last, free };
  if (isLow && free === 0)
    return {
      code: 'series.usedUp',
      message: `${named} has no free number left.`,
      cure,
      series: { ...about, runsOut: null },
    };
  const runsOut = decideRunsOut(free, pace, now);
  const left = `${free === 1 ? 'one free number' : `${free} free numbers`} left`;
  if (first !== last && runsOut !== null && pace !== null && runsOut - now <= WARN_DAYS * DAY_MS) {
    const when = presentDate(runsOut, timeZone).slice(0, 7);
    const message = `${named} has ${left} and runs out about ${when}, at ${pace.perMonth} a month (the last ${pace.days} days).`;
    return { code: 'series.runsOut', message, cure, series: { ...about, runsOut: when } };
  }
  return isLow
    ? { code: 'series.low', message: `${named} has ${left}.`, cure, series: { ...about, runsOut: null } }
    : null;
}
