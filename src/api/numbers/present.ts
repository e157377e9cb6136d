// Series with their counts, and numbers of the ledger, as the API shows them.
import type { Stock } from '../../plan/number-stock.ts';
import type { NumberSeries } from '../../store/number-series.ts';
import type { LedgerRow } from '../../store/numbers-list.ts';
import type { ShownNumber, ShownSeriesList } from './schema.ts';

export function presentSeries(all: readonly NumberSeries[], stocks: readonly Stock[]): ShownSeriesList {
  return {
    numbers: all.flatMap((one, at) => {
      const stock = stocks[at];
      if (stock === undefined) return [];
      const { size, free, assigned, cooling, reserved, service, isLow } = stock;
      return { ...presentPlainSeries(one), size, free, assigned, cooling, reserved, service, isLow };
    }),
  };
}

/** As the configuration document has it; what two editors compare. */
export function presentPlainSeries({ first, last, single, kind, note }: NumberSeries) {
  return {
    from: String(first),
    ...(single ? {} : { to: String(last) }),
    kind,
    ...(note === null ? {} : { note }),
  };
}

export function presentNumber(row: LedgerRow): ShownNumber {
  return {
    digits: row.digits,
    state: row.state,
    user: row.user,
    alias: row.alias,
    coolingUntil: row.state === 'cooling' ? (row.coolingUntil?.toISOString() ?? null) : null,
    lastPerson: row.lastPerson,
    changedAt: row.changedAt?.toISOString() ?? null,
  };
}
