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
  /** ms; when a scheduled run was last refused, if no run has been let start since. */
  lastRefusedAt: number | null;
  /** ms; what was decided last time: how a template that never ran knows which night was to be its first. */
  expectedAt: number | null;
  now: number;
}

export interface NextStart {
  /** ms; not after now: it is due. */
  at: number;
  why: 'nightly' | 'interval';
  /**
   * ms; the moment that the run stands for. A night that is caught up keeps its slot. An interval has none: after a long
   * pause it would date a leave weeks back, and the days that the user is kept would be over at once (R3).
   */
  nominalAt: number;
}

const CATCH_UP_MS = 20 * 3_600_000;
const MINUTE_MS = 60_000;
/** What was refused is due still; asking again at once would hammer Entra for nothing. */
const AFTER_REFUSAL_MINUTES = 60;

/** null: never by itself. */
export function decideNextStart(input: NextStartInput): NextStart | null {
  if (input.mode === 'paused') return null;
  const { lastRefusedAt, schedule } = input;
  const next = decideWithoutRest(input);
  if (lastRefusedAt === null) return next;
  const restUntil = lastRefusedAt + (schedule.everyMinutes ?? AFTER_REFUSAL_MINUTES) * MINUTE_MS;
  return next.at < restUntil ? { ...next, at: restUntil } : next;
}

function decideWithoutRest(input: NextStartInput): NextStart {
  const slot = decideNightly(input);
  const nightly: NextStart = { at: slot, why: 'nightly', nominalAt: slot };
  const { everyMinutes } = input.schedule;
  if (everyMinutes === null) return nightly;
  // Not yet ended: the interval begins at its end, so there is nothing to say of it but the night.
  if (input.lastFinishedAt === null && input.lastNominalAt !== null) return nightly;
  const at = input.lastFinishedAt === null ? input.now : input.lastFinishedAt + everyMinutes * MINUTE_MS;
  return at < nightly.at ? { at, why: 'interval', nominalAt: Math.max(at, input.now) } : nightly;
}

function decideNightly(input: NextStartInput): number {
  const today = Temporal.Instant.fromEpochMilliseconds(input.now)
    .toZonedDateTimeISO(input.timeZone)
    .toPlainDate();
  const slots = [-1, 0, 1, 2].map((days) => decideSlot(today.add({ days }), input));
  const missed = slots.findLast((slot) => slot <= input.now);
  if (missed !== undefined && input.now - missed < CATCH_UP_MS && isMissed(missed, input)) return missed;
  return slots.find((slot) => slot > input.now) ?? input.now;
}

// A template that never ran has missed no night but the one that it was told to begin with.
function isMissed(slot: number, { lastNominalAt, expectedAt }: NextStartInput): boolean {
  return lastNominalAt === null ? expectedAt !== null && expectedAt <= slot : lastNominalAt < slot;
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
