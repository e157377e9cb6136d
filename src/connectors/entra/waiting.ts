// How long to wait before a request is tried again, and when to stop trying (SPEC §4): as told by Retry-After,
// else longer each time; at most 10 tries or 10 minutes for one request, 60 minutes for a run. Decides only, from
// plain values; pausing the whole tenant client is patience.ts.

export interface Limits {
  triesPerRequest: number;
  msPerRequest: number;
  msPerRun: number;
}

/** ROLLCALL_MAX_WAIT_SECONDS lowers every bound on waiting; it never raises one. */
export function decideLimits(maxWaitSeconds: number | null): Limits {
  const most = maxWaitSeconds === null ? Number.POSITIVE_INFINITY : maxWaitSeconds * 1000;
  return { triesPerRequest: 10, msPerRequest: Math.min(600_000, most), msPerRun: Math.min(3_600_000, most) };
}

/** Milliseconds that Retry-After asks for: seconds, fractional too, or an HTTP date. Null when it says nothing. */
export function decideTold(
  retryAfter: string | undefined,
  date: string | undefined,
  now: number,
): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000) || null;
  const until = Date.parse(text);
  if (Number.isNaN(until)) return null;
  // Against the server's own clock where it is given: ours may be minutes off.
  const from = Date.parse(date ?? '');
  return Math.max(0, until - (Number.isNaN(from) ? now : from)) || null;
}

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Untold wait before the try after `tries` failed ones; `random` in [0, 1) spreads clients that failed together. */
export function decideBackoff(tries: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return Math.round(full * (0.5 + random / 2));
}

/** A failed attempt's wait, or null when patience is at its end. A told wait is never cut short: asking early counts against us. */
export function decideWait(
  limits: Limits,
  spent: { tries: number; requestMs: number; runMs: number },
  told: number | null,
  random: number,
): number | null {
  if (spent.tries >= limits.triesPerRequest) return null;
  const left = Math.min(limits.msPerRequest - spent.requestMs, limits.msPerRun - spent.runMs);
  if (told !== null) return told <= left ? told : null;
  return left > 0 ? Math.min(left, decideBackoff(spent.tries, random)) : null;
}
