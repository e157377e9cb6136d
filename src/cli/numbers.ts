// rollcall numbers: the company's number series with what is left of each, and warnings of those that will run out.
import { presentRange } from '../run/hand-reserved.ts';
import { readSeriesStock } from '../run/series-stock.ts';
import type { SeriesStock } from '../run/series-stock.ts';
import { readCompanies } from '../store/companies.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import { withStore } from './with-store.ts';

export const numbers: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const stocks = await readSeriesStock(kysely, company, context.config.now ?? Date.now());
    return { exitCode: 0, json: stocks.map(presentJson), text: presentText(stocks) };
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

function presentText(stocks: readonly SeriesStock[]): string {
  if (stocks.length === 0) {
    return 'No number series: any right number is taken, and becomes the company’s.\nAdd them with rollcall import-numbers FILE or as "numbers" of the configuration document.';
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
  return [...presentTable([['series', 'kind', ...counts, 'pace', 'note'], ...rows], right), ...warnings].join(
    '\n',
  );
}
