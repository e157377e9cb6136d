// A number that somebody asks about, beside the people who have or want it: how it stands in the company's numbers and who has it.
// Its whole story is told where numbers are kept.
import { isInSeries, isServiceNumber } from '../plan/numbers.ts';
import { presentDate } from '../plan/due.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readHolder } from '../store/explained.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { readNumber } from '../store/numbers.ts';
import { readReservedAmong } from '../store/reserved-numbers.ts';

export const numberStates = ['assigned', 'free', 'reserved', 'cooling', 'service', 'unknown'] as const;

export interface ExplainedNumber {
  digits: string;
  /** unknown: neither used nor in one of the company's series. */
  state: (typeof numberStates)[number];
  message: string;
  holder: { user: string; alias: string; name: string } | null;
}

/** null: it is no number that can be the company's. */
export async function explainNumber(
  { kysely }: Database,
  company: Company,
  series: readonly NumberSeries[],
  digits: string | null,
): Promise<ExplainedNumber | null> {
  if (digits === null || !/^\d{6,15}$/u.test(digits)) return null;
  const holder = await readHolder(kysely, company.id, digits);
  const row = await readNumber(kysely, company.id, digits);
  const reserved = await readReservedAmong(kysely, company.id, [digits]);
  const as = (state: ExplainedNumber['state'], message: string) => ({ digits, state, message, holder });
  if (holder) return as('assigned', `The number ${digits} is that of ${holder.name} (${holder.alias}).`);
  if (isServiceNumber(digits, series)) return as('service', `The number ${digits} is kept for a service.`);
  if (reserved.has(digits)) return as('reserved', `Nobody has the number ${digits}, and it is reserved.`);
  if (row?.state === 'cooling' && row.until !== null) {
    const until = presentDate(row.until.getTime(), company.timeZone);
    return as('cooling', `Nobody has the number ${digits}; it was given up and cools until ${until}.`);
  }
  if (row !== null || isInSeries(digits, series))
    return as('free', `Nobody has the number ${digits}; it is free.`);
  return as('unknown', `Nobody has the number ${digits}, and it is in none of the company's series.`);
}
