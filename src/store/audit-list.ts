// Pages of the audit log, newest first: of one company, or of everything for those who run the installation; filtered by
// who, what, about what and when. Reads only.
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { AuditLogTable, Tables } from './tables.ts';

export interface AuditAsk extends PageAsk {
  /** Id of an administrator or token. */
  actor: string | null;
  /** Such as run.start; a word alone, such as run, stands for all of its kind. */
  action: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  from: Date | null;
  to: Date | null;
}

/** companyId null: everything, also what belongs to no company. */
export async function readAuditPage(
  db: Kysely<Tables>,
  companyId: string | null,
  ask: AuditAsk,
): Promise<Page<Selectable<AuditLogTable>>> {
  const page = await readPageKeys(
    db,
    {
      from: sql`audit_log a`,
      within: companyId === null ? sql`true` : sql`a.company_id = ${companyId}`,
      filters: presentFilters(ask),
      keys: [{ by: sql`a.id`, as: 'bigint' }],
      direction: 'desc',
    },
    ask,
  );
  const ids = page.keys.map((key) => key.at(-1) ?? '');
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('audit_log')
          .selectAll()
          .where(sql<boolean>`id = any(${ids}::bigint[])`)
          .execute();
  return presentRows(page, rows, { key: (key) => key.at(-1) ?? '', row: ({ id }) => String(id) });
}

function presentFilters(ask: AuditAsk): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.actor !== null) filters.push(sql`a.actor->>'id' = ${ask.actor}`);
  if (ask.action !== null) {
    filters.push(
      ask.action.includes('.')
        ? sql`a.action collate "C" = ${ask.action}`
        : // "/" is the character after ".": everything that begins with the word and its dot.
          sql`a.action collate "C" >= ${`${ask.action}.`} and a.action collate "C" < ${`${ask.action}/`}`,
    );
  }
  if (ask.subjectKind !== null) filters.push(sql`a.subject_kind = ${ask.subjectKind}`);
  if (ask.subjectId !== null) filters.push(sql`a.subject_id = ${ask.subjectId}`);
  if (ask.from !== null) filters.push(sql`a.at >= ${ask.from}`);
  if (ask.to !== null) filters.push(sql`a.at < ${ask.to}`);
  return filters;
}
