// What people do with mails of the outbox: sent again, set aside; one, or many at once in one statement. Rows that a sender
// has in its hands are never touched. Which mails may be sent is decided in run/outbox.ts.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MailState } from '../plan/mail-states.ts';
import type { Actor } from './audit-log.ts';
import { isHeldAt } from './links.ts';
import { presentFilters } from './outbox-list.ts';
import type { MailFilter } from './outbox-list.ts';
import type { Tables } from './tables.ts';

/** Which mails: these, or all that the filter leaves. */
export type MailChoice = { ids: readonly string[] } | { filter: MailFilter };

export interface Doing {
  at: Date;
  actor: Actor;
}

interface LockedMail {
  state: MailState;
  userEmail: string | null;
  hasUser: boolean;
  /** Confirmed gone, and nobody holds her. */
  isLeaving: boolean;
}

const isLeaving = (at: Date) =>
  sql`exists (select from links l where l.user_id = m.user_id and l.missing_since is not null and not ${isHeldAt(at)})`;

/** Locked until the end of the transaction, with the address that its user has now. */
export async function lockMail(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  at: Date,
): Promise<LockedMail | null> {
  const { rows } = await sql<LockedMail>`
    select m.state, u.email as "userEmail", u.id is not null as "hasUser", ${isLeaving(at)} as "isLeaving"
    from mails m left join users u on u.id = m.user_id and u.company_id = m.company_id
    where m.company_id = ${companyId} and m.id = ${id}::uuid for update of m`.execute(db);
  return rows[0] ?? null;
}

/** As new: whatever was made of it before is made again from what stands when it is sent. */
const sentAgain = ({ at, actor }: Doing) => sql`
  state = 'waiting', state_at = ${at}, not_before = 'epoch', attempts = 0, first_tried_at = null, claim = null,
  handed_over = false, answer = null, subject = null, body_text = null, body_html = null,
  requested_by = ${JSON.stringify(actor)}::jsonb`;

/** to: an address that was given by hand; null: the user's own now, or where it was going. */
export async function writeSendAgain(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
  doing: Doing & { to: string | null },
): Promise<void> {
  await sql`
    update mails m set ${sentAgain(doing)}, to_by_hand = m.to_by_hand or ${doing.to}::text is not null,
      to_address = coalesce(${doing.to}::text, ${presentAddress})
    where m.company_id = ${companyId} and m.id = ${id}::uuid`.execute(db);
}

// A welcome mail goes where its user is reached now.
const presentAddress = sql`case when m.kind = 'welcome' and not m.to_by_hand
  then (select u.email from users u where u.id = m.user_id and u.company_id = m.company_id) else m.to_address end`;

function presentChoice(companyId: string, choice: MailChoice): RawBuilder<unknown> {
  const parts = 'ids' in choice ? [sql`m.id = any(${choice.ids}::uuid[])`] : presentFilters(choice.filter);
  return sql.join([sql`m.company_id = ${companyId}`, ...parts], sql` and `);
}

// As decideSend says of one.
const canBeSent = (at: Date) => sql`(${presentAddress}) is not null and case when m.kind = 'welcome'
  then exists (select from users u where u.id = m.user_id and u.company_id = m.company_id) and not ${isLeaving(at)}
  else m.notice_id is not null end`;

const isOneOf = (states: readonly MailState[]) => sql`m.state = any(${states}::text[])`;

export interface Reach {
  /** By the state they are in. */
  states: { state: MailState; count: number }[];
  /** Chosen, and not to be had: in another state, or with nowhere to go. */
  others: number;
}

/** What a deed about many would come to. */
export async function readReach(
  db: Kysely<Tables>,
  companyId: string,
  choice: MailChoice,
  deed: { states: readonly MailState[]; isSending: boolean; at: Date },
): Promise<Reach> {
  const fits = deed.isSending ? sql`${isOneOf(deed.states)} and ${canBeSent(deed.at)}` : isOneOf(deed.states);
  const { rows } = await sql<{ state: MailState; fits: boolean; count: number }>`
    select m.state, (${fits}) as fits, count(*) as count from mails m
    where ${presentChoice(companyId, choice)} group by 1, 2 order by 1`.execute(db);
  const states = rows.filter((row) => row.fits).map(({ state, count }) => ({ state, count }));
  const others = rows.reduce((sum, row) => sum + (row.fits ? 0 : row.count), 0);
  return { states, others };
}

/** @returns how many wait now */
export async function writeSendMany(
  db: Kysely<Tables>,
  companyId: string,
  choice: MailChoice,
  doing: Doing & { states: readonly MailState[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update mails m set ${sentAgain(doing)}, to_address = ${presentAddress}
    where ${presentChoice(companyId, choice)} and ${isOneOf(doing.states)} and ${canBeSent(doing.at)}`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** @returns how many are discarded now */
export async function writeDiscard(
  db: Kysely<Tables>,
  companyId: string,
  choice: MailChoice,
  doing: Doing & { states: readonly MailState[]; answer: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update mails m set state = 'discarded', state_at = ${doing.at}, answer = ${doing.answer},
      requested_by = ${JSON.stringify(doing.actor)}::jsonb
    where ${presentChoice(companyId, choice)} and ${isOneOf(doing.states)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
