// The directory as `users --json` shows it (SPEC §11): one entry a user, sorted by alias, null where there is nothing.
import type { Database } from '../store/database.ts';
import { readListedUsers } from '../store/users.ts';
import type { ListedUser } from '../store/users.ts';
import { presentDeleteOn } from './plan-person.ts';

export type DirectoryEntry = Omit<
  ListedUser,
  'missingSince' | 'mode' | 'keepDays' | 'isHeld' | 'heldUntil' | 'timeZone'
> & {
  state: 'active' | 'leaving';
  /** YYYY-MM-DD in the company's time zone, by today's keepDays; null while nothing is being deleted. */
  deleteOn: string | null;
};

export async function listUsers(database: Database, companyId: string): Promise<DirectoryEntry[]> {
  return (await readListedUsers(database.kysely, companyId)).map(presentDirectoryEntry);
}

export function presentDirectoryEntry(user: ListedUser): DirectoryEntry {
  const { missingSince, mode, keepDays, isHeld, heldUntil, timeZone, person, ...shown } = user;
  return {
    ...shown,
    state: missingSince === null ? 'active' : 'leaving',
    deleteOn: presentDeleteOn(missingSince, mode, keepDays, timeZone, { isHeld, heldUntil }),
    person,
  };
}
