// When a template's credential is looked at next: in the company's next morning, so that a warning lies there when people come to
// work, and not all templates at once. Pure.
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';

const MORNING_HOUR = 6;
const SPREAD_MINUTES = 60;
const SOON_MS = 3_600_000;

export interface LookTime {
  templateId: string;
  /** ms; the look that has just been. */
  at: number;
  timeZone: string;
  /** The other side was out of reach. */
  isSoon: boolean;
}

/** ms */
export function decideLookAgain({ templateId, at, timeZone, isSoon }: LookTime): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const morning = day.add({ days: 1 }).toZonedDateTime({
    timeZone,
    plainTime: new Temporal.PlainTime(MORNING_HOUR, spread(templateId)),
  });
  return isSoon ? Math.min(at + SOON_MS, morning.epochMilliseconds) : morning.epochMilliseconds;
}

/** The same every day, and another minute for each template. */
function spread(templateId: string): number {
  return createHash('sha256').update(templateId).digest().readUInt16BE() % SPREAD_MINUTES;
}
