// Which of a template's users are deleted in the next seven days, for the mails that say so.
import type { Kysely } from 'kysely';
import { decideDue } from '../plan/due.ts';
import { MOST_NAMED } from '../plan/told.ts';
import type { DueUser } from '../plan/told.ts';
import { readMissedMoments, readMissedUsers } from '../store/due-users.ts';
import type { Tables } from '../store/tables.ts';
import type { RunSetup } from './read-settings.ts';

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 7;

/** at: ms. */
export async function readDeletedSoon(
  db: Kysely<Tables>,
  { stored, company }: RunSetup,
  at: number,
): Promise<{ deletedSoon: DueUser[]; deletedSoonCount: number }> {
  const { template } = stored;
  if (template.mode !== 'full') return { deletedSoon: [], deletedSoonCount: 0 };
  const dueOf = (since: Date) => decideDue(since.getTime(), template.keepDays, company.timeZone);
  // A day more than needed: days of the company's calendar are not all of one length.
  const until = new Date(at + (SOON_DAYS + 1 - template.keepDays) * DAY_MS);
  const moments = (await readMissedMoments(db, template.id, until, new Date(at))).filter(
    ({ since }) => dueOf(since).at <= at + SOON_DAYS * DAY_MS,
  );
  const soon = moments.map(({ since }) => since);
  const users = await readMissedUsers(db, template.id, soon, { at: new Date(at), limit: MOST_NAMED });
  return {
    deletedSoon: users.map(({ since, ...user }) => ({ ...user, deleteOn: dueOf(since).date })),
    deletedSoonCount: moments.reduce((sum, { count }) => sum + count, 0),
  };
}
