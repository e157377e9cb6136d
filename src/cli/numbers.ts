// rollcall numbers: the company's number series with what is left of each, warnings of those that will run out, and what is
// reserved by whom.
import { presentRange } from '../run/hand-reserved.ts';
import { readSeriesStock } from '../run/series-stock.ts';
import type { SeriesStock } from '../run/series-stock.ts';
import { readCompanies } from '../store/companies.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { ReservedRange } from '../store/reserved-numbers.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withStore } from './with-store.ts';

export const numbers: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const stocks = await readSeriesStock(kysely, company, context.config.now ?? Date.now());
    const reserved = await readReservedRanges(kysely, company.id);
    const text = [...presentStocks(stocks), ...presentReserved(reserved, company.timeZone)].join('\n');
    return { exitCode: 0, json: stocks.map(presentJson), text };
  });

function presentJson({ series, pace, runsOutAt, warning, ...stock }: SeriesStock) {
  return {
    from: String(series.first),
    to: series.single ? null : String(series.last),
    kind: series.kind,
    note: series.note,
    ...stock,
    pace,
    runsOutOn: runsOutAt?.toISOString().slice(0, 7) ?? null,
    warning,
  };
}

const counts = ['size', 'free', 'assigned', 'cooling', 'reserved', 'service'] as const;

function presentStocks(stocks: readonly SeriesStock[]): string[] {
  if (stocks.length === 0) {
    return [
      'No number series: any right number is taken, and becomes the company’s.',
      'Add them with rollcall import-numbers FILE or as "numbers" of the configuration document.',
    ];
  }
  const rows = stocks.map((stock) => [
    presentRange(stock.series),
    stock.series.kind,
    ...counts.map((count) => presentCount(stock[count])),
    stock.pace === null ? '' : `${stock.pace.perMonth} a month`,
    presentPlain(stock.series.note ?? ''),
  ]);
  const right = counts.map((_, at) => at + 2);
  const warnings = stocks.flatMap(({ warning }) =>
    warning ? ['', `${paint('yellow', 'Warning')} ${warning.message}`, `        ${warning.cure}`] : [],
  );
  return [...presentTable([['series', 'kind', ...counts, 'pace', 'note'], ...rows], right), ...warnings];
}

/** More than a screen or two is for the configuration document, which has them all. */
const SHOWN = 40;

function presentReserved(ranges: readonly ReservedRange[], timeZone: string): string[] {
  if (ranges.length === 0) return [];
  const rows = ranges
    .slice(0, SHOWN)
    .map((range) => [
      presentRange(range),
      presentTime(range.at, timeZone),
      presentPlain(range.by?.name ?? ''),
      presentPlain(range.note ?? ''),
    ]);
  const more = ranges.length - rows.length;
  return [
    '',
    ...presentTable([['reserved', 'since', 'by', 'why'], ...rows]),
    ...(more > 0 ? [`… and ${presentCount(more)} more; rollcall export has them all.`] : []),
  ];
}
