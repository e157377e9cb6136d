// How a count of the directory quality report stands to the one before, and since when it stands. Pure.
import type { QualityCounts } from '../store/quality-trend.ts';

export interface Trend {
  /** In the report before this one; null when this is the first. */
  before: number | null;
  /** ISO: since when it has been this number. */
  since: string | null;
}

/** trend: newest first; the newest is what stands now. */
export function decideTrend(code: string, trend: readonly QualityCounts[]): Trend {
  const [now, previous] = trend;
  if (!now) return { before: null, since: null };
  const countIn = ({ counts }: QualityCounts) => counts[code] ?? 0;
  let { at } = now;
  for (const one of trend) {
    if (countIn(one) !== countIn(now)) break;
    ({ at } = one);
  }
  return { before: previous ? countIn(previous) : null, since: at.toISOString() };
}
