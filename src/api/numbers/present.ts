// Series with their counts, and numbers of the ledger, as the API shows them. Decides when a series runs low.
import type { NumberSeries } from '../../store/number-series.ts';
import type { LedgerRow, SeriesCounts } from '../../store/numbers-list.ts';
import type { ShownNumber, ShownSeriesList } from './schema.ts';

/** A single number is not a stock that can run low. */
const LOW_FROM_SIZE = 20;
const LOW_COUNT = 10;
const LOW_SHARE = 0.05;

export function presentSeries(
  all: readonly NumberSeries[],
  counts: readonly SeriesCounts[],
): ShownSeriesList {
  const services = all.filter(({ kind }) => kind === 'service');
  return {
    numbers: all.map((one, at) => {
      const { assigned = 0, cooling = 0, reserved = 0 } = counts[at] ?? {};
      const size = one.last - one.first + 1;
      const service = one.kind === 'service' ? size : sumOverlaps(one, services);
      const isService = one.kind === 'service';
      const free = isService ? 0 : Math.max(0, size - service - assigned - cooling - reserved);
      return {
        ...presentPlainSeries(one),
        size,
        free,
        assigned: isService ? 0 : assigned,
        cooling: isService ? 0 : cooling,
        reserved: isService ? 0 : reserved,
        service,
        isLow: !isService && size >= LOW_FROM_SIZE && (free < LOW_COUNT || free < size * LOW_SHARE),
      };
    }),
  };
}

// Services do not overlap each other: the document's check sees to it.
function sumOverlaps(one: NumberSeries, services: readonly NumberSeries[]): number {
  const overlaps = services.map(
    ({ first, last }) => Math.min(one.last, last) - Math.max(one.first, first) + 1,
  );
  return overlaps.reduce((sum, overlap) => sum + Math.max(0, overlap), 0);
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
