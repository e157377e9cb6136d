// When trouble that lasts is told: at once, or once it has lasted when it can pass by itself; then with growing pauses; and that
// it is over, if it was told. Trouble that goes and comes back within a day is the same trouble. Keeps L1–L4. Pure.
import type { Severity } from './notice.ts';
import { canPass } from './trouble.ts';
import type { Ended } from './trouble.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * A nightly run ends at another minute each night, and one night a year is an hour shorter: without it a reminder would come
 * a night late.
 */
export const LEEWAY_MS = 2 * HOUR_MS;
/**
 * As long as what can pass is waited for. Shorter than the shortest row of tries of one night (jobs/retry.ts: 98 minutes), so that
 * the last of them tells it, and not the night after.
 */
export const LASTS_MS = 1.5 * HOUR_MS;
/** As often as a run whose process dies is tried (jobs/retry.ts): that many deaths are no chance, however fast they come. */
const MOST_INTERRUPTED = 5;

/** Days between one telling and the next; the last one from then on. A number series has months left to be seen to. */
const pauseDays: Record<Severity, readonly [number, ...number[]]> = {
  error: [1, 2, 4, 7],
  warning: [7, 30],
  info: [30],
};

/** Times in ms. */
export interface Incident {
  severity: Severity;
  openedAt: number;
  /** Since when it is there again; null: it was never away. */
  backAt: number | null;
  cameBack: number;
  seenAt: number;
  /** Runs that met it. */
  seen: number;
  /** How often it was told since it opened, or since it came back after people were told that it was over. */
  told: number;
  toldAt: number | null;
  /** Whom it was mailed to last; null: nobody. */
  toldTo: string | null;
  /** It is not told again before. */
  tellAfter: number;
  /** Somebody has said that it is not told before; null: nobody has. */
  quietUntil: number | null;
  closedAt: number | null;
  ended: Ended | null;
}

export interface Meeting {
  at: number;
  code: string;
  severity: Severity;
  /** Whom it would be mailed to; null: nobody. */
  to: string | null;
  /** It has become worse than what was told. */
  isWorse: boolean;
}

export interface Met {
  incident: Incident;
  /** It is another one than before. */
  isNew: boolean;
  tell: 'opened' | 'reminder' | null;
}

/** before: the open incident of the same key, or the one that closed last; null: there was none. */
export function decideMeeting(before: Incident | null, meeting: Meeting): Met {
  const { at, severity, to } = meeting;
  const known = before !== null && isContinued(before, at) ? decideAgain(before, at) : null;
  const incident = known ?? openIncident(meeting);
  if (!mayTell(incident, meeting)) return { incident, isNew: known === null, tell: null };
  const told = incident.toldTo === to || incident.told === 0 ? incident.told + 1 : 1;
  const tellAfter = decideNextTelling({ severity, told }, at) - LEEWAY_MS;
  return {
    incident: { ...incident, severity, told, toldAt: at, toldTo: to, tellAfter },
    isNew: known === null,
    tell: incident.toldAt === null ? 'opened' : 'reminder',
  };
}

/** ms; when it is told again if it lasts. */
export function decideNextTelling(
  { severity, told }: Pick<Incident, 'severity' | 'told'>,
  at: number,
): number {
  const days = pauseDays[severity];
  return at + (days[Math.min(told, days.length) - 1] ?? days[0]) * DAY_MS;
}

/** A run ended without it. isTold: that it is over is told, to whoever was told of it. */
export function decideClosing(
  incident: Incident,
  at: number,
  ended: Ended,
): { incident: Incident; isTold: boolean } {
  return { incident: { ...incident, closedAt: at, ended }, isTold: incident.told > 0 };
}

function openIncident({ at, code, severity }: Meeting): Incident {
  return {
    severity,
    openedAt: at,
    backAt: null,
    cameBack: 0,
    seenAt: at,
    seen: 1,
    told: 0,
    toldAt: null,
    toldTo: null,
    tellAfter: canPass(code) ? at + LASTS_MS : at,
    quietUntil: null,
    closedAt: null,
    ended: null,
  };
}

/**
 * What nobody was told of has come and gone unseen: each time is its own. What somebody has put right, and what was stopped,
 * is another matter when it comes again.
 */
function isContinued({ closedAt, ended, toldAt }: Incident, at: number): boolean {
  if (closedAt === null) return true;
  // Two nights in a row are two occasions, whatever the minute.
  return ended === 'over' && toldAt !== null && at - closedAt < DAY_MS - LEEWAY_MS;
}

function decideAgain(before: Incident, at: number): Incident {
  const seen = { ...before, seenAt: Math.max(before.seenAt, at), seen: before.seen + 1 };
  if (before.closedAt === null) return seen;
  const back = { ...seen, closedAt: null, ended: null, backAt: at, cameBack: before.cameBack + 1 };
  if (before.told === 0) return back;
  // Whoever heard that it was over hears a day later at the latest that it is not.
  return { ...back, told: 0, tellAfter: before.closedAt + DAY_MS - LEEWAY_MS };
}

function mayTell(incident: Incident, { at, code, to, isWorse }: Meeting): boolean {
  if (canPass(code) && !hasLasted(incident, code, at)) return false;
  if (incident.quietUntil !== null && at < incident.quietUntil) return false;
  if (at >= incident.tellAfter || incident.toldAt === null) return true;
  return (isWorse && incident.told > 0) || (to !== null && to !== incident.toldTo);
}

function hasLasted({ openedAt, backAt, seen }: Incident, code: string, at: number): boolean {
  if (code === 'run.interrupted' && seen >= MOST_INTERRUPTED) return true;
  return at - (backAt ?? openedAt) >= LASTS_MS;
}
