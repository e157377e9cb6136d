// What somebody typed to find a person or a user by, in the ways it is kept: as text, as alias, as digits of a number.
import { foldAlias } from '../plan/claims.ts';
import { matchNumber } from '../plan/numbers.ts';
import { mapSearch } from '../plan/search.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { SearchKeys } from '../store/roster-search.ts';

export async function readSearchKeys(database: Database, company: Company, who: string): Promise<SearchKeys> {
  const series = await readNumberSeries(database.kysely, company.id);
  const text = who.trim();
  const isLikeNumber = /^[+\d(][\d\s().\-/ ]{3,}$/u.test(text);
  const read = isLikeNumber
    ? matchNumber(text, { country: company.country, series, ownNumbersOnly: false })
    : null;
  const bare = isLikeNumber ? text.replace(/\D/g, '') : null;
  return {
    text: text.toLowerCase(),
    aliasKey: foldAlias(text),
    digits: read && 'digits' in read ? read.digits : bare,
    search: mapSearch(text, company.country),
  };
}
