// What is said of a sync template wherever it is shown although nothing is wrong with it: a caller id that is a free number.
import type { Kysely } from 'kysely';
import { presentFreeCallerId } from '../../plan/caller-id-notes.ts';
import { presentCallerIds, readFreeCallerIds } from '../../run/caller-id-notes.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import type { ShownSyncTemplate } from './schema.ts';

/** For each of them. */
export async function readTemplateWarnings(
  db: Kysely<Tables>,
  companyId: string,
  templates: readonly StoredSyncTemplate[],
): Promise<ShownSyncTemplate['warnings'][]> {
  const callerIds = templates.map(({ template }) => presentCallerIds(template));
  const free = await readFreeCallerIds(db, companyId, callerIds.flat());
  return callerIds.map((digits) =>
    digits.filter((one) => free.has(one)).map((one) => ({ ...presentFreeCallerId(one) })),
  );
}
