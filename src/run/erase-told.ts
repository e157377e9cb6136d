// After the company's retention time what was told is deleted: mails that are settled, notices that no mail and no webhook still
// needs, incidents that are over. Of welcome mails the rows stay, without address and words (R15). In slices of one transaction
// each; killed at any moment, the next call goes on where this one stood.
import type { Kysely } from 'kysely';
import type { Company } from '../store/companies.ts';
import { deleteOldMails, deleteOldNotices } from '../store/outbox-endings.ts';
import type { Tables } from '../store/tables.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** now: ms. slice: rows of one kind in one transaction. How many rows are gone or emptied. */
export async function eraseOldTellings(
  db: Kysely<Tables>,
  company: Pick<Company, 'id' | 'retentionDays'>,
  now: number,
  slice = 5_000,
): Promise<number> {
  // A day is left for reading what failed even where nothing is to be kept; what names somebody who is forgotten does not wait for it.
  const days = Math.max(company.retentionDays, 1);
  // A day of summer time's end has 25 hours, and nothing goes early.
  const until = new Date(now - days * DAY_MS - HOUR_MS);
  let all = 0;
  for (const remove of [deleteOldMails, deleteOldNotices]) {
    for (let done = 1; done > 0; all += done)
      done = await remove(db, { companyId: company.id, until, limit: slice });
  }
  return all;
}
