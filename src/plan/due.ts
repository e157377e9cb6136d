// When a leaving user is deleted: the same wall-clock time keepDays calendar days after the absence was
// confirmed, in the company's time zone (SPEC §5). An hour that summer time skips becomes the first moment
// after the gap, one that comes twice the later of the two: a clock change may delay, never shorten (R3).
import { Temporal } from 'temporal-polyfill';

export interface Due {
  /** ms; the first instant at which the user may be deleted. */
  at: number;
  /** That date in the company's time zone, YYYY-MM-DD. */
  date: string;
}

export function decideDue(missingSince: number, keepDays: number, timeZone: string): Due {
  const wanted = Temporal.Instant.fromEpochMilliseconds(missingSince)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .add({ days: keepDays });
  if (keepDays === 0) return { at: missingSince, date: wanted.toPlainDate().toString() };
  let due = wanted.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (!due.toPlainDateTime().equals(wanted)) {
    // In the gap. Asked for from before it: "the transition before" an instant that is the gap's own end is
    // the one half a year ago, and the user would be deleted at once.
    const before = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    due = before.getTimeZoneTransition('next') ?? due;
  }
  return { at: due.epochMilliseconds, date: due.toPlainDate().toString() };
}

/** ms; the first moment of a date (YYYY-MM-DD) in that time zone. null: there is no such date. */
export function decideStartOfDay(date: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' });
    return day.toZonedDateTime(timeZone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The date of an instant, YYYY-MM-DD. */
export function presentDate(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
