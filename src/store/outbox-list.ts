// Pages of a company's mails, newest first, filtered by state, kind, template, user, run and address; how many there are in
// each state; and one mail with all that is kept of it. Reads only.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { mailStates } from '../plan/mail-states.ts';
import type { MailKind, MailState } from '../plan/mail-states.ts';
import type { Actor } from './audit-log.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import type { Tables } from './tables.ts';

export interface MailFilter {
  state: MailState | null;
  kind: MailKind | null;
  templateId: string | null;
  user: string | null;
  run: string | null;
  notice: string | null;
  /** Stands somewhere in the address, whatever its case. */
  address: string | null;
}

/** All of them. */
export const anyMail: MailFilter = {
  state: null,
  kind: null,
  templateId: null,
  user: null,
  run: null,
  notice: null,
  address: null,
};

export interface ListedMail {
  id: string;
  kind: MailKind;
  state: MailState;
  to: string | null;
  language: string;
  subject: string | null;
  templateId: string | null;
  /** Also of one that is deleted. */
  template: string | null;
  userId: string | null;
  /** Of the user, while it is in the directory. */
  alias: string | null;
  runId: string | null;
  noticeId: string | null;
  createdAt: Date;
  stateAt: Date;
  sentAt: Date | null;
  /** Not sent earlier. */
  notBefore: Date;
  firstTriedAt: Date | null;
  attempts: number;
  answer: string | null;
  /** Who had it sent, released or discarded; null: nobody but the program. */
  requestedBy: Actor | null;
}

export async function readMailPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: PageAsk & MailFilter,
): Promise<Page<ListedMail>> {
  const { state, ...others } = ask;
  const within = sql`m.company_id = ${companyId}`;
  const filters = presentFilters({ ...others, state: null });
  const page = await readPageKeys(
    db,
    {
      from: sql`mails m`,
      // With a state it is another list, which has an index of its own.
      within: state === null ? within : sql`${within} and m.state = ${state}`,
      filters,
      // Its states are counted anyway: see readMailCounts.
      isDense: filters.length === 0,
      keys: [
        { by: sql`m.created_at`, as: 'timestamptz' },
        { by: sql`m.id`, as: 'uuid' },
      ],
      direction: 'desc',
    },
    ask,
  );
  const ids = page.keys.map(([, id]) => id ?? '');
  return presentRows(page, ids.length === 0 ? [] : await readListed(db, companyId, ids), {
    key: ([, id]) => id ?? '',
    row: ({ id }) => id,
  });
}

export function presentFilters(filter: MailFilter): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  if (filter.state !== null) filters.push(sql`m.state = ${filter.state}`);
  if (filter.kind !== null) filters.push(sql`m.kind = ${filter.kind}`);
  if (filter.templateId !== null) filters.push(sql`m.template_id = ${filter.templateId}::uuid`);
  if (filter.user !== null) filters.push(sql`m.user_id = ${filter.user}::uuid`);
  if (filter.run !== null) filters.push(sql`m.run_id = ${filter.run}::uuid`);
  if (filter.notice !== null) filters.push(sql`m.notice_id = ${filter.notice}::uuid`);
  if (filter.address !== null)
    filters.push(
      sql`strpos(lower(m.to_address collate "C"), lower(${filter.address}::text collate "C")) > 0`,
    );
  return filters;
}

async function readListed(
  db: Kysely<Tables>,
  companyId: string,
  ids: readonly string[],
): Promise<ListedMail[]> {
  const { rows } = await sql<ListedMail>`
    select m.id, m.kind, m.state, m.to_address as to, m.language, m.subject, m.template_id as "templateId",
      coalesce(t.name, d.name) as template, m.user_id as "userId", u.alias, m.run_id as "runId", m.notice_id as "noticeId",
      m.created_at as "createdAt", m.state_at as "stateAt", m.sent_at as "sentAt", m.not_before as "notBefore",
      m.first_tried_at as "firstTriedAt", m.attempts, m.answer, m.requested_by as "requestedBy"
    from mails m left join sync_templates t on t.id = m.template_id left join deleted_templates d on d.id = m.template_id
      left join users u on u.id = m.user_id and u.company_id = m.company_id
    where m.company_id = ${companyId} and m.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** null: there is none of this id in the company. */
export async function readListedMail(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<ListedMail | null> {
  const [mail] = await readListed(db, companyId, [id]);
  return mail ?? null;
}

/** Counting further in one state would cost what the list saves. */
export const MOST_COUNTED = 100_000;

/** How many are in each state, of a whole company; at most MOST_COUNTED in each. */
export async function readMailCounts(
  db: Kysely<Tables>,
  companyId: string,
): Promise<Record<MailState, number>> {
  const { rows } = await sql<{ state: MailState; count: number }>`
    select s.state, counted.count from unnest(${[...mailStates]}::text[]) as s(state)
    cross join lateral (select count(*) as count from (
      select from mails m where m.company_id = ${companyId} and m.state = s.state limit ${MOST_COUNTED}) found) counted`.execute(
    db,
  );
  const none: Record<MailState, number> = {
    held: 0,
    waiting: 0,
    sending: 0,
    sent: 0,
    kept: 0,
    uncertain: 0,
    failed: 0,
    discarded: 0,
  };
  for (const { state, count } of rows) none[state] = count;
  return none;
}

/** Whose mail it is; null: there is none of this id. */
export async function readMailCompany(db: Kysely<Tables>, id: string): Promise<string | null> {
  const row = await db.selectFrom('mails').select('company_id').where('id', '=', id).executeTakeFirst();
  return row?.company_id ?? null;
}

/** Mails of a sync template that are not settled, or that somebody has to see to. */
export interface OpenMails {
  held: number;
  waiting: number;
  uncertain: number;
  failed: number;
}

/** By template id, where there are any. */
export async function readOpenMails(
  db: Kysely<Tables>,
  companies: readonly string[],
): Promise<Map<string, OpenMails>> {
  const { rows } = await sql<OpenMails & { id: string }>`
    select m.template_id as id, count(*) filter (where m.state = 'held') as held,
      count(*) filter (where m.state in ('waiting', 'sending')) as waiting,
      count(*) filter (where m.state = 'uncertain') as uncertain, count(*) filter (where m.state = 'failed') as failed
    from mails m where m.company_id = any(${companies}::uuid[]) and m.template_id is not null
      and m.state in ('held', 'waiting', 'sending', 'uncertain', 'failed')
    group by m.template_id`.execute(db);
  return new Map(
    rows.map(({ id, held, waiting, uncertain, failed }) => [id, { held, waiting, uncertain, failed }]),
  );
}
