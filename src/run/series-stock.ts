// Each number series of a company with what is left of it, the pace at which it goes and the warning that this deserves.
// Brings together what is decided in plan/number-stock.ts and plan/series-pace.ts.
import type { Kysely } from 'kysely';
import { decideStock, openRanges } from '../plan/number-stock.ts';
import type { Stock } from '../plan/number-stock.ts';
import { decidePace, decideRunsOut, decideSeriesWarning, PACE_DAYS } from '../plan/series-pace.ts';
import type { Pace, SeriesWarning } from '../plan/series-pace.ts';
import { readNumberMoves } from '../store/number-pace.ts';
import type { NumberMoves } from '../store/number-pace.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { readSeriesCounts } from '../store/numbers-list.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';

export interface SeriesStock extends Stock {
  series: NumberSeries;
  pace: Pace | null;
  /** null: never at this pace, or nobody can say. */
  runsOutAt: Date | null;
  warning: SeriesWarning | null;
}

const DAY_MS = 24 * 3_600_000;

/** In the order in which the series were written. now: ms. */
export async function readSeriesStock(
  db: Kysely<Tables>,
  company: { id: string; timeZone: string },
  now: number,
): Promise<SeriesStock[]> {
  const all = await readNumberSeries(db, company.id);
  if (all.length === 0) return [];
  // Side by side: each looks at all numbers of a company.
  const [counts, reserved, moves] = await Promise.all([
    readSeriesCounts(db, company.id, new Date(now)),
    readReservedRanges(db, company.id),
    readNumberMoves(db, company.id, new Date(now - PACE_DAYS * DAY_MS)),
  ]);
  const stocks = decideStock(all, counts, reserved);
  const paces = presentPaces(all, moves, now);
  return all.flatMap((series, at) => {
    const stock = stocks[at];
    if (stock === undefined) return [];
    const pace = series.kind === 'service' ? null : (paces[at] ?? null);
    const { first, last } = series;
    const { free, isLow } = stock;
    const runsOut = decideRunsOut(free, pace, now);
    return {
      ...stock,
      series,
      pace,
      runsOutAt: runsOut === null ? null : new Date(runsOut),
      warning: decideSeriesWarning({ first, last, free, isLow, pace }, now, company.timeZone),
    };
  });
}

function presentPaces(
  all: readonly NumberSeries[],
  { moves, begunAt }: NumberMoves,
  now: number,
): (Pace | null)[] {
  const days = begunAt === null ? 0 : Math.min(PACE_DAYS, (now - begunAt.getTime()) / DAY_MS);
  const nets = all.map(() => 0);
  // By kind, as those of one kind do not overlap each other.
  for (const kind of ['fixed', 'mobile'] as const) {
    const ranges = openRanges(
      all.flatMap(({ first, last, kind: is }, at) => (is === kind ? { first, last, at } : [])),
    );
    for (const { digits, net } of moves) {
      const value = Number(digits);
      for (const { at } of ranges.among({ first: value, last: value })) nets[at] = (nets[at] ?? 0) + net;
    }
  }
  return nets.map((net) => decidePace(net, days));
}
