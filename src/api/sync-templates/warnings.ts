// What is said of a sync template wherever it is shown although nothing is wrong with it: a caller id that is a free number, and
// what an import warns of.
import type { Kysely } from 'kysely';
import { presentTemplateWarnings } from '../../document/template-warnings.ts';
import { presentFreeCallerId } from '../../plan/caller-id-notes.ts';
import { presentCallerIds, readFreeCallerIds } from '../../run/caller-id-notes.ts';
import type { Company } from '../../store/companies.ts';
import { readNumberSeries } from '../../store/number-series.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import type { ShownSyncTemplate } from './schema.ts';

/** For each of them. */
export async function readTemplateWarnings(
  db: Kysely<Tables>,
  company: Company,
  templates: readonly StoredSyncTemplate[],
): Promise<ShownSyncTemplate['warnings'][]> {
  const series = await readNumberSeries(db, company.id);
  const callerIds = templates.map(({ template }) => presentCallerIds(template));
  const free = await readFreeCallerIds(db, company.id, callerIds.flat());
  return templates.map(({ template }, at) => [
    ...(callerIds[at] ?? []).filter((one) => free.has(one)).map((one) => ({ ...presentFreeCallerId(one) })),
    ...presentTemplateWarnings(template, company, series).map((one) => ({ ...one })),
  ]);
}
