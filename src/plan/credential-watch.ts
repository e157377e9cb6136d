// When a template's credential ends and who says so, and which warning of it is due: 60, 30, 14, 7, 3 and 1 days before, on
// the day, and after it with growing pauses, in the company's calendar days, each once for an end (C1). Pure.

/** What is known of the credential's end, and what was told of it; sync_templates.credential_watch. */
export interface CredentialWatch {
  /** The company's date (YYYY-MM-DD) of the last look; null: not since the credentials were changed. */
  lookedOn: string | null;
  kind: 'secret' | 'certificate' | null;
  end: KnownEnd | null;
  /** unanswered: the sign-in service could not be asked. null: not looked at yet. */
  next: 'none' | 'notWorking' | 'unanswered' | null;
  /** Why the second credential does not work, a sentence. */
  nextWhy: string | null;
  told: readonly ToldEnd[];
}

/** An end that was read, not typed. */
export interface KnownEnd {
  /** YYYY-MM-DD in the company's time zone. */
  expires: string;
  source: 'certificate' | 'entra';
  /** False: Entra has several secrets that begin alike, and this is the first of their ends. */
  isSure: boolean;
}

/** A warning that was given, or that something worse stood in for. */
export interface ToldEnd {
  expires: string;
  /** Days before the end, below 0 after it; see decideThreshold. */
  threshold: number;
}

export interface CredentialEnd {
  /** YYYY-MM-DD */
  expires: string;
  source: 'administrator' | 'certificate' | 'entra';
}

export const noWatch: CredentialWatch = {
  lookedOn: null,
  kind: null,
  end: null,
  next: null,
  nextWhy: null,
  told: [],
};

/** What Entra and the certificate say wins over what somebody typed, unless Entra can not tell which secret is ours. */
export function decideCredentialEnd(
  typed: string | null,
  { end }: Pick<CredentialWatch, 'end'>,
): CredentialEnd | null {
  if (end !== null && (end.isSure || typed === null)) return { expires: end.expires, source: end.source };
  return typed === null ? null : { expires: typed, source: 'administrator' };
}

/** From one date to another; 0 on the day, below 0 after it. */
export function countDays(today: string, date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS);
}

const DAY_MS = 86_400_000;

/** SPEC §8, and the day itself. */
const BEFORE = [60, 30, 14, 7, 3, 1, 0];
/** After the end as incidents are told: after 1 day, 3 and 7 more, and every 7 from then on. */
const AFTER = [-1, -4, -11];
const EVERY = 7;

/** The nearest of the thresholds that have come; null: the end is further away than any. */
export function decideThreshold(days: number): number | null {
  const last = AFTER.at(-1) ?? 0;
  if (days <= last) return last - Math.floor((last - days) / EVERY) * EVERY;
  return [...BEFORE, ...AFTER].findLast((threshold) => days <= threshold) ?? null;
}

/**
 * The warning that is due: missed days are told by the nearest of them alone. A threshold that was told of this end is not told
 * again, also when the end was another one in between.
 */
export function decideWarning(
  expires: string,
  today: string,
  told: readonly ToldEnd[],
): { days: number; threshold: number } | null {
  const days = countDays(today, expires);
  const threshold = decideThreshold(days);
  const before = told.find((one) => one.expires === expires);
  if (threshold === null || (before && before.threshold <= threshold)) return null;
  return { days, threshold };
}

/** Ends change when secrets are renewed; older ones than these are never asked about again. */
const KEPT_ENDS = 8;

export function keepTold(told: readonly ToldEnd[], now: ToldEnd): ToldEnd[] {
  return [now, ...told.filter(({ expires }) => expires !== now.expires)].slice(0, KEPT_ENDS);
}
