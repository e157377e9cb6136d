// When a sync template runs next by itself: every night at its wall-clock time plus a jitter that is always the same for
// the template, so that many templates do not ask Entra in the same minute, and every so many minutes after the last end.
// Pure; starting it is the scheduler's business.
import { hash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Mode, Schedule } from '../plan/sync-template.ts';

export interface NextStartInput {
  templateId: string;
  mode: Mode;
  schedule: Schedule;
  timeZone: string;
  /** ms; nominal time of the newest run that was let start, previews aside; null when there was none. */
  lastNominalAt: number | null;
  /** ms; when it ended; null while it is going or when there was none. */
  lastFinishedAt: number | null;
  now: number;
}

export interface NextStart {
  /** ms; not after now: it is due. */
  at: number;
  why: 'nightly' | 'interval';
}

const CATCH_UP_MS = 20 * 3_600_000;
const MINUTE_MS = 60_000;

/** null: never by itself. */
export function decideNextStart(input: NextStartInput): NextStart | null {
  if (input.mode === 'paused') return null;
  const nightly: NextStart = { at: decideNightly(input), why: 'nightly' };
  const { everyMinutes } = input.schedule;
  if (everyMinutes === null) return nightly;
  // Not yet ended: the interval begins at its end, so there is nothing to say of it but the night.
  if (input.lastFinishedAt === null && input.lastNominalAt !== null) return nightly;
  const at = input.lastFinishedAt === null ? input.now : input.lastFinishedAt + everyMinutes * MINUTE_MS;
  return at < nightly.at ? { at, why: 'interval' } : nightly;
}

function decideNightly(input: NextStartInput): number {
  const today = Temporal.Instant.fromEpochMilliseconds(input.now)
    .toZonedDateTimeISO(input.timeZone)
    .toPlainDate();
  const slots = [-1, 0, 1, 2].map((days) => decideSlot(today.add({ days }), input));
  const missed = slots.findLast((slot) => slot <= input.now);
  const { lastNominalAt } = input;
  // A template that never ran has missed nothing: it starts with its first night.
  if (
    missed !== undefined &&
    lastNominalAt !== null &&
    lastNominalAt < missed &&
    input.now - missed < CATCH_UP_MS
  ) {
    return missed;
  }
  return slots.find((slot) => slot > input.now) ?? input.now;
}

// An hour that summer time skips gives the moment after the gap, one that comes twice the first of the two: a night
// that starts twice would be worse than one that starts at an odd hour.
function decideSlot(date: Temporal.PlainDate, { schedule, timeZone, templateId }: NextStartInput): number {
  const local = date.toPlainDateTime(Temporal.PlainTime.from(schedule.nightlyAt));
  return (
    local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds +
    decideJitter(templateId)
  );
}

/** Less than 60 minutes, in whole seconds. */
function decideJitter(templateId: string): number {
  return (Number.parseInt(hash('sha1', templateId).slice(0, 8), 16) % 3_600) * 1_000;
}
