// Pages of a company's incidents, open ones first and each newest first; one of them with everything that was told of it; and
// somebody's word that it is not told again before a day. Opening and closing is incidents.ts.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { IncidentTold, Severity } from '../plan/notice.ts';
import type { MailState } from '../plan/mail-states.ts';
import type { Actor } from './audit-log.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { Tables } from './tables.ts';

export interface IncidentsAsk extends PageAsk {
  isOpen: boolean | null;
  templateId: string | null;
  severity: Severity | null;
}

export interface ListedIncident {
  id: string;
  templateId: string | null;
  /** Also of one that is deleted. */
  template: string | null;
  key: string;
  severity: Severity;
  openedAt: Date;
  seenAt: Date;
  /** Runs that met it. */
  seen: number;
  closedAt: Date | null;
  told: number;
  toldAt: Date | null;
  /** Not told again before. */
  tellAfter: Date;
  quietUntil: Date | null;
  quietBy: Actor | null;
  quietWhy: string | null;
  data: Partial<IncidentTold>;
}

export async function readIncidentPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: IncidentsAsk,
): Promise<Page<ListedIncident>> {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.isOpen !== null) filters.push(ask.isOpen ? sql`i.closed_at is null` : sql`i.closed_at is not null`);
  if (ask.templateId !== null) filters.push(sql`i.template_id = ${ask.templateId}::uuid`);
  if (ask.severity !== null) filters.push(sql`i.severity = ${ask.severity}`);
  const page = await readPageKeys(
    db,
    {
      from: sql`incidents i`,
      within: sql`i.company_id = ${companyId}`,
      filters,
      keys: [
        { by: sql`(case when i.closed_at is null then 2 else 1 end)::smallint`, as: 'smallint' },
        { by: sql`i.opened_at`, as: 'timestamptz' },
        { by: sql`i.id`, as: 'uuid' },
      ],
      direction: 'desc',
    },
    ask,
  );
  const ids = page.keys.map((key) => key.at(-1) ?? '');
  return presentRows(
    page,
    await readListed(db, sql`i.company_id = ${companyId}::uuid and i.id = any(${ids}::uuid[])`),
    {
      key: (key) => key.at(-1) ?? '',
      row: ({ id }) => id,
    },
  );
}

async function readListed(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<ListedIncident[]> {
  const { rows } = await sql<ListedIncident>`
    select i.id, i.template_id as "templateId", coalesce(t.name, d.name) as template, i.key, i.severity,
      i.opened_at as "openedAt", i.seen_at as "seenAt", i.seen, i.closed_at as "closedAt", i.told, i.told_at as "toldAt",
      i.tell_after as "tellAfter", i.quiet_until as "quietUntil", i.quiet_by as "quietBy", i.quiet_why as "quietWhy", i.data
    from incidents i left join sync_templates t on t.id = i.template_id left join deleted_templates d on d.id = i.template_id
    where ${which} order by i.opened_at, i.id`.execute(db);
  return rows;
}

/** The open ones of a company, or of all when companyId is null; the oldest first. */
export async function readOpenIncidents(
  db: Kysely<Tables>,
  companyId: string | null,
): Promise<ListedIncident[]> {
  const isOurs = companyId === null ? sql`true` : sql`i.company_id = ${companyId}::uuid`;
  return readListed(db, sql`i.closed_at is null and ${isOurs}`);
}

/** null: there is none of this id in the company. */
export async function readIncident(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<ListedIncident | null> {
  const [incident] = await readListed(db, sql`i.company_id = ${companyId}::uuid and i.id = ${id}::uuid`);
  return incident ?? null;
}

export interface Telling {
  notice: string;
  kind: string;
  at: Date;
  mails: { id: string; state: MailState; to: string | null; sentAt: Date | null }[];
}

/** More reminders than this, and something else than a list is needed. */
const MOST_TELLINGS = 100;

/** What was told of it, newest first. */
export async function readTellings(db: Kysely<Tables>, companyId: string, id: string): Promise<Telling[]> {
  const notices = await db
    .selectFrom('notices')
    .select(['id', 'kind', 'at'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`kind like 'incident.%' and data->>'incident' = ${id}`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_TELLINGS)
    .execute();
  const mails = await db
    .selectFrom('mails')
    .select(['id', 'notice_id', 'state', 'to_address', 'sent_at'])
    .where(
      'notice_id',
      'in',
      notices.map((notice) => notice.id),
    )
    .orderBy('id')
    .$if(notices.length === 0, (query) => query.where(sql<boolean>`false`))
    .execute();
  return notices.map(({ id: notice, kind, at }) => ({
    notice,
    kind,
    at,
    mails: mails
      .filter((mail) => mail.notice_id === notice)
      .map((mail) => ({
        id: mail.id,
        state: mail.state as MailState,
        to: mail.to_address,
        sentAt: mail.sent_at,
      })),
  }));
}

export interface Quiet {
  until: Date;
  by: Actor;
  why: string | null;
}

/** null ends it. False: there is no open incident of this id in the company. */
export async function writeQuiet(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  quiet: Quiet | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('incidents')
    .set({
      quiet_until: quiet?.until ?? null,
      quiet_by: quiet ? JSON.stringify(quiet.by) : null,
      quiet_why: quiet?.why ?? null,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
