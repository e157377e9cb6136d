// What is decided of a target without the world: how long it is left alone after a failure, when a user who failed is tried again, when
// somebody is told, what differs between what was written and what is there. Pure; time and chance come in.
import { Temporal } from 'temporal-polyfill';

/** refused: the exchange does not let us in. ending: everything is removed there, and then the target goes. */
export const targetStates = ['active', 'paused', 'refused', 'ending'] as const;
export type TargetState = (typeof targetStates)[number];

/** pending: to be written. failed: could not be, and is tried again. drift: somebody has changed it there. */
export const targetUserStates = ['pending', 'ok', 'failed', 'drift'] as const;
export type TargetUserState = (typeof targetUserStates)[number];

/** What becomes of drift that is found: shown, or written over. */
export const driftModes = ['show', 'repair'] as const;
export type DriftMode = (typeof driftModes)[number];

/** Keys of settings that say at which exchange a target is; all others say how users are written there. */
const PLACE_KEYS = ['host', 'port', 'database', 'schema', 'url'] as const;

/** Two settings with another place are of two exchanges, as far as anybody can tell. */
export const presentPlace = (settings: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(PLACE_KEYS.map((key) => presentWord(settings[key])));
const presentWord = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : (value ?? null));

/** A change of a user goes to each of them. */
export const MOST_TARGETS = 20;

/** Why something is not written, for people. */
export interface TargetTrouble {
  /** `target.` … */
  code: string;
  message: string;
  cure: string;
}

export type FailureClass = 'retry' | 'conflict' | 'rejected';

export interface UserTrouble extends TargetTrouble {
  class: FailureClass;
}

/** missing: the entry is not there. different: fields of it are not as they were written. */
export interface Drift {
  is: 'missing' | 'different';
  /** By the target's own names, as it was written and as it is. */
  fields: Record<string, { wanted: string | null; there: string | null }>;
}

type Entry = Readonly<Record<string, string | null>>;

/** Fields that Rollcall does not keep are somebody else's business, and of what an exchange never gives back nobody can tell. there: null when it is gone. */
export function decideDrift(wanted: Entry, there: Entry | null): Drift | null {
  if (there === null) return { is: 'missing', fields: {} };
  const fields = Object.entries(wanted).flatMap(([name, value]) => {
    const now = there[name];
    return now === undefined || now === value ? [] : [[name, { wanted: value, there: now }] as const];
  });
  return fields.length === 0 ? null : { is: 'different', fields: Object.fromEntries(fields) };
}

/** When people and phones sleep. */
const NIGHT_HOUR = 3;

/** Whether everything at the exchange is to be compared now: every night, or when somebody asks (null). Times in ms. */
export function decideIsCompareDue(comparedAt: number | null, now: number, timeZone: string): boolean {
  if (comparedAt === null) return true;
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const night = at.startOfDay().add({ hours: NIGHT_HOUR });
  return at.hour >= NIGHT_HOUR && comparedAt < night.epochMilliseconds;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A restart takes half a minute; whoever is away for a day is asked four times an hour, and back within a quarter. */
const TARGET_PAUSES_MS = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE];
/** Longer than an exchange is restarted or its network mended over lunch, shorter than a night. */
export const UNAVAILABLE_AFTER_MS = HOUR;
const LONGEST_ASKED_MS = HOUR;

/** failures: of the whole exchange in a row, this one with them. chance: 0 to 1. */
export function decideTargetPause(failures: number, askedMs: number | null, chance: number): number {
  const pause = TARGET_PAUSES_MS[Math.min(failures, TARGET_PAUSES_MS.length) - 1] ?? 30 * SECOND;
  return Math.max(pause * (0.9 + 0.2 * chance), Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

/**
 * A number that somebody gives up in the same run is free a moment later: a conflict is tried again soon. What only other data can mend is
 * looked at once a day; a change of the user comes at once anyhow.
 */
const USER_PAUSES_MS: Readonly<Record<FailureClass, readonly number[]>> = {
  retry: [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR],
  conflict: [5 * SECOND, 30 * SECOND, 5 * MINUTE, HOUR, 6 * HOUR],
  rejected: [HOUR, 6 * HOUR, 24 * HOUR],
};

/** attempts: that failed in a row, this one with them. */
export function decideUserPause(is: FailureClass, attempts: number, chance: number): number {
  const pauses = USER_PAUSES_MS[is];
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? HOUR;
  return pause * (0.9 + 0.2 * chance);
}
