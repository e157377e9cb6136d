// What a directory quality report of a template goes by, and a short text that is the same as long as all of it is.
import type { Kysely } from 'kysely';
import type { QualitySettings } from '../plan/quality-person.ts';
import type { Company } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { mapHash, presentCanonical } from './facts-hash.ts';

/** Raised when the checks become others: what an older version of the program has found is then made again. */
const CHECKS_VERSION = 1;

export interface MarkedSettings {
  settings: QualitySettings;
  mark: string;
}

export async function readQualitySettings(
  db: Kysely<Tables>,
  { template }: StoredSyncTemplate,
  { id, country, lookups }: Company,
): Promise<MarkedSettings> {
  const series = (await readNumberSeries(db, id)).map(({ first, last, kind }) => ({ first, last, kind }));
  const reserved = (await readReservedRanges(db, id)).map(({ first, last }) => ({ first, last }));
  const { fieldMapping, filter, guests } = template;
  // Rules add nothing to a finding, but what they read is there to be checked.
  const asked = { fieldMapping, filter, guests, country, lookups, series, reserved };
  const text = presentCanonical(JSON.parse(JSON.stringify([CHECKS_VERSION, asked])));
  return { settings: asked, mark: mapHash(text) };
}
