// What ends mails without anybody's word: their user is deleted or let go, the retention time is over. Set by set, inside the
// caller's transaction; who and when is decided in run/. A welcome mail's row stays, empty: nobody is welcomed twice (R15).
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Welcome mails of users who are deleted are not sent any more, and nobody has to see to one that failed.
 * users: a query of their ids.
 */
export async function discardMailsOfDeleted(
  db: Kysely<Tables>,
  users: RawBuilder<unknown>,
  at: Date,
): Promise<void> {
  await sql`
    update mails m set state = 'discarded', state_at = ${at}, answer = case when m.state in ('failed', 'uncertain')
      then concat_ws(' ', 'The user was deleted since.', m.answer)
      else 'The user was deleted before the mail was sent.' end
    where m.user_id in (${users}) and m.kind = 'welcome' and m.state in ('held', 'waiting', 'kept', 'failed', 'uncertain')`.execute(
    db,
  );
}

const isNotOut = sql`m.kind = 'welcome' and m.state in ('held', 'waiting')`;

/** Welcome mails that are held or wait, of users whom the template keeps. */
export async function readWelcomesNotOut(db: Kysely<Tables>, templateId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from mails m join links l on l.user_id = m.user_id
    where l.template_id = ${templateId} and ${isNotOut}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Users whom the template lets go are not welcomed any more. */
export async function discardMailsOfLeaving(db: Kysely<Tables>, templateId: string, at: Date): Promise<void> {
  await sql`
    update mails m set state = 'discarded', state_at = ${at},
      answer = 'The sync template was deleted and lets the user go.'
    from links l where l.template_id = ${templateId} and l.missing_since is not null and l.user_id = m.user_id
      and ${isNotOut}`.execute(db);
}

interface Slice {
  companyId: string;
  /** In its state since then or longer. */
  until: Date;
  limit: number;
}

const isSettled = sql`m.state not in ('held', 'waiting', 'sending')`;

/** Mails that are settled, but for welcome mails: those are emptied. How many. */
export async function deleteOldMails(
  db: Kysely<Tables>,
  { companyId, until, limit }: Slice,
): Promise<number> {
  const { numAffectedRows: gone } = await sql`
    delete from mails where id in (select m.id from mails m
      where m.company_id = ${companyId} and m.state_at <= ${until} and ${isSettled} and m.kind <> 'welcome'
      limit ${limit})`.execute(db);
  const { numAffectedRows: emptied } = await sql`
    update mails set to_address = null, to_by_hand = false, subject = null, body_text = null, body_html = null, answer = null
    where id in (select m.id from mails m
      where m.company_id = ${companyId} and m.state_at <= ${until} and ${isSettled} and m.kind = 'welcome'
        and (m.to_address is not null or m.subject is not null or m.answer is not null)
      limit ${limit})`.execute(db);
  return Number(gone ?? 0) + Number(emptied ?? 0);
}

/** Notices that no mail tells any more and no webhook still waits for, and incidents that are over. How many. */
export async function deleteOldNotices(
  db: Kysely<Tables>,
  { companyId, until, limit }: Slice,
): Promise<number> {
  const { numAffectedRows: notices } = await sql`
    delete from notices where id in (select n.id from notices n
      where n.company_id = ${companyId} and n.at <= ${until}
        and not exists (select from mails m where m.notice_id = n.id)
        and not exists (select from webhook_deliveries w where w.notice_id = n.id and w.state in ('waiting', 'sending'))
      limit ${limit})`.execute(db);
  const { numAffectedRows: incidents } = await sql`
    delete from incidents where id in (select i.id from incidents i
      where i.company_id = ${companyId} and i.closed_at <= ${until} limit ${limit})`.execute(db);
  return Number(notices ?? 0) + Number(incidents ?? 0);
}

/** Somebody who is forgotten, and what stands for her from now on. */
interface ForgottenUser {
  user: string;
  as: string;
}

/** Mails to and about users who are forgotten: where they went and what they said. */
export async function writeMailsForgotten(
  db: Kysely<Tables>,
  companyId: string,
  people: readonly ForgottenUser[],
): Promise<void> {
  if (people.length === 0) return;
  const list = sql`unnest(${people.map(({ user }) => user)}::uuid[], ${people.map(({ as }) => as)}::text[]) as e(user_id, as_id)`;
  await sql`
    update mails m set subject = null, body_text = null, body_html = null,
      to_address = case when m.kind = 'welcome' and m.to_address is not null then e.as_id else m.to_address end,
      answer = case when m.kind = 'welcome' then null else m.answer end
    from ${list} where m.company_id = ${companyId} and m.user_id = e.user_id`.execute(db);
}

/**
 * What was sent of these notices said what they no longer say: it is made again from them when somebody reads it. What receivers
 * of webhooks answered to it may repeat a part of it in words of their own.
 */
export async function writeNoticesUnsaid(db: Kysely<Tables>, notices: readonly string[]): Promise<void> {
  if (notices.length === 0) return;
  await sql`
    update mails set subject = null, body_text = null, body_html = null where notice_id = any(${notices}::uuid[])`.execute(
    db,
  );
  await sql`
    update webhook_deliveries set answer = null
    where notice_id = any(${notices}::uuid[]) and answer is not null`.execute(db);
}
