// Each number series of a company, or of many, with what is left of it, the pace at which it goes and the warning that this deserves.
// Brings together what is decided in plan/number-stock.ts and plan/series-pace.ts.
import type { Kysely } from 'kysely';
import { decideStock, openRanges } from '../plan/number-stock.ts';
import type { Stock } from '../plan/number-stock.ts';
import { decidePace, decideRunsOut, decideSeriesWarning, PACE_DAYS } from '../plan/series-pace.ts';
import type { Pace, SeriesWarning } from '../plan/series-pace.ts';
import { readNumberMoves } from '../store/number-pace.ts';
import type { NumberMoves } from '../store/number-pace.ts';
import { readNumberSeriesOf } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { readSeriesCounts } from '../store/numbers-list.ts';
import type { SeriesCounts } from '../store/numbers-list.ts';
import { readReservedRangesOf } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';

export interface SeriesStock extends Stock {
  series: NumberSeries;
  pace: Pace | null;
  /** null: never at this pace, or nobody can say. */
  runsOutAt: Date | null;
  warning: SeriesWarning | null;
}

interface StockedCompany {
  id: string;
  timeZone: string;
}

const DAY_MS = 24 * 3_600_000;

/** In the order in which the series were written. now: ms. */
export async function readSeriesStock(
  db: Kysely<Tables>,
  company: StockedCompany,
  now: number,
): Promise<SeriesStock[]> {
  return (await readSeriesStocks(db, [company], now)).get(company.id) ?? [];
}

/** The same of several companies, by company and in as many statements; those without series are not there. */
export async function readSeriesStocks(
  db: Kysely<Tables>,
  companies: readonly StockedCompany[],
  now: number,
): Promise<Map<string, SeriesStock[]>> {
  const all = await readNumberSeriesOf(
    db,
    companies.map(({ id }) => id),
  );
  const ids = [...all.keys()];
  if (ids.length === 0) return new Map();
  // Side by side: each looks at all numbers of the companies.
  const [counts, reserved, moves] = await Promise.all([
    readSeriesCounts(db, ids, new Date(now)),
    readReservedRangesOf(db, ids),
    readNumberMoves(db, ids, new Date(now - PACE_DAYS * DAY_MS)),
  ]);
  const stocks = companies.map((company): [string, SeriesStock[]] => {
    const series = all.get(company.id) ?? [];
    const { id } = company;
    const facts = { series, counts: counts.get(id) ?? [], reserved: reserved.get(id) ?? [] };
    return [id, presentStocks(company, { ...facts, moves: moves.get(id) ?? noMoves }, now)];
  });
  return new Map(stocks.filter(([, some]) => some.length > 0));
}

interface StockFacts {
  series: readonly NumberSeries[];
  counts: readonly SeriesCounts[];
  reserved: readonly { first: number; last: number }[];
  moves: NumberMoves;
}

const noMoves: NumberMoves = { moves: [], begunAt: null };

function presentStocks(
  { timeZone }: StockedCompany,
  { series: all, counts, reserved, moves }: StockFacts,
  now: number,
): SeriesStock[] {
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
      warning: decideSeriesWarning({ first, last, free, isLow, pace }, now, timeZone),
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
