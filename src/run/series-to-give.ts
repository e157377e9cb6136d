// Brings in the free numbers of the series that a plan, or an administrator's deed, may give numbers of.
import type { Kysely } from 'kysely';
import type { SeriesToGive } from '../plan/automatic-numbers.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { readFreeNumbers } from '../store/free-numbers.ts';
import type { FreeAsked } from '../store/free-numbers.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { Tables } from '../store/tables.ts';

/** Digits of the first numbers of the series that the template's new users may get a number of. */
export function presentSeriesNames({
  automaticNumbers,
  rules,
}: Pick<SyncTemplate, 'automaticNumbers' | 'rules'>): string[] {
  const named = [automaticNumbers?.series, ...rules.map(({ numberSeries }) => numberSeries)];
  return [...new Set(named.filter((digits) => typeof digits === 'string'))];
}

/** One for each of the names, also where the company has no such series (any more). The directory has to be locked. */
export async function readSeriesToGive(
  db: Kysely<Tables>,
  names: readonly string[],
  all: readonly NumberSeries[],
  asked: Omit<FreeAsked, 'first' | 'last'>,
): Promise<SeriesToGive[]> {
  const found: SeriesToGive[] = [];
  for (const name of names) {
    const series = all.find(({ first, kind }) => String(first) === name && kind !== 'service');
    if (series === undefined) found.push({ series: name, last: null, free: [] });
    else {
      const { first, last } = series;
      const free = await readFreeNumbers(db, { ...asked, first, last });
      found.push({ series: name, last: String(last), free });
    }
  }
  return found;
}
