// The list of users as CSV, page by page in its order: everything that fits the filter, for a spreadsheet.
import type { Kysely } from 'kysely';
import { presentCsv } from '../../plan/csv.ts';
import type { Tables } from '../../store/tables.ts';
import { readUsersPage } from '../../store/users-list.ts';
import type { UsersAsk } from '../../store/users-list.ts';
import { presentUser } from './present.ts';

const SLICE = 1_000;
const columns = [
  'alias',
  'name',
  'surname',
  'pstnFixed',
  'extension',
  'mobile',
  'email',
  'title',
  'department',
  'callerId',
  'settingsTemplate',
  'state',
  'deleteOn',
  'syncedAt',
  'createdAt',
] as const;

export async function* readUsersCsv(
  db: Kysely<Tables>,
  companyId: string,
  ask: Omit<UsersAsk, 'limit' | 'after' | 'offset'>,
): AsyncGenerator<string, void> {
  yield presentCsv([[...columns, 'source']]);
  let after: string[] | null = null;
  do {
    const page: Awaited<ReturnType<typeof readUsersPage>> = await readUsersPage(db, companyId, {
      ...ask,
      limit: SLICE,
      after,
    });
    const lines = page.rows.map((row) => {
      const user = presentUser(row);
      return [...columns.map((column) => user[column]), user.source?.template ?? null];
    });
    // The byte order mark is for the beginning of the file alone.
    if (lines.length > 0) yield presentCsv(lines).slice(1);
    after = page.next;
  } while (after !== null);
}
