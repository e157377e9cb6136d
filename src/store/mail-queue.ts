// Mails on their way out, as the sender that has the turn moves them (mail-turn.ts): which is next, into its hands, handed over,
// and what came of it. Every change of one names the claim it was taken up under.
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { MailState } from '../plan/mail-states.ts';
import { mapMail } from './mails.ts';
import type { Mail } from './mails.ts';
import type { Tables } from './tables.ts';

/** Whether a sender has anything to do now, or at any time (null): one look into an index. */
export async function readHasDueMails(db: Kysely<Tables>, now: Date | null): Promise<boolean> {
  const found = await db
    .selectFrom('mails')
    .select('id')
    .where('state', 'in', ['waiting', 'sending'])
    .$if(now !== null, (query) => query.where('not_before', '<=', now))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export interface NextMail {
  id: string;
  companyId: string;
}

/**
 * Who goes next: one company after the other, beginning behind `after`, in each the mail that is due first; of the first
 * `most` companies so many that they come to `most`. Welcome mails, or everything else. The cost grows with `most` and with
 * the companies that wait, not with what waits. Ends with its transaction.
 */
export async function readNextMails(
  tx: Transaction<Tables>,
  options: { isWelcome: boolean; after: string | null; now: Date; most: number },
): Promise<NextMail[]> {
  const { isWelcome, after, now, most } = options;
  const from = after ?? '00000000-0000-0000-0000-000000000000';
  // "= false" would become "kind <> 'welcome'", which the index knows nothing of.
  const isOfKind = isWelcome ? sql`(kind = 'welcome') is true` : sql`(kind = 'welcome') is false`;
  // A table that has just got a hundred thousand rows is known for an empty one: without this all of them would be sorted each time.
  await sql`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_seqscan', 'off', true)`.execute(tx);
  const { rows } = await sql<NextMail>`
    with recursive turn (company_id, first, nth) as (
      (select company_id, not_before, (not_before <= ${now})::int from mails
       where state = 'waiting' and ${isOfKind} and company_id > ${from}::uuid
       order by company_id, not_before, id limit 1)
      union all
      select next.company_id, next.not_before, turn.nth + (next.not_before <= ${now})::int from turn cross join lateral (
        select company_id, not_before from mails
        where state = 'waiting' and ${isOfKind} and company_id > turn.company_id
        order by company_id, not_before, id limit 1
      ) next
      where turn.nth < ${most}
    )
    select m.id, turn.company_id as "companyId" from turn cross join lateral (
      select id, row_number() over (order by not_before, id) as place from (
        select id, not_before from mails
        where state = 'waiting' and ${isOfKind} and company_id = turn.company_id and not_before <= ${now}
        order by not_before, id limit ${most}
      ) due
    ) m
    where turn.first <= ${now}
    order by m.place, turn.company_id limit ${most}`.execute(tx);
  return rows;
}

/** Null: it is not to be sent any more, or not now. */
export async function writeTaken(
  db: Kysely<Tables>,
  id: string,
  { claim, now }: { claim: string; now: Date },
): Promise<(Mail & { attempts: number; firstTriedAt: Date | null; createdAt: Date }) | null> {
  const row = await db
    .updateTable('mails')
    .set({ state: 'sending', claim, handed_over: false })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('not_before', '<=', now)
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...mapMail(row),
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    createdAt: row.created_at,
  };
}

/** The claim on a mail is gone: somebody else has taken it for lost. */
export class MailClaimLost extends Error {
  override readonly name = 'MailClaimLost';
}

/** From here on the server may have it, at the address and in the words that it was given. Throws MailClaimLost. */
export async function writeHandedOver(
  db: Kysely<Tables>,
  id: string,
  claim: string,
  { to, subject, text, html }: { to: string; subject: string; text: string; html: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    with server as (
      insert into mail_server (handed_at) values (clock_timestamp())
      on conflict (only_one) do update set handed_at = excluded.handed_at
    )
    update mails set handed_over = true, to_address = ${to}, subject = ${subject}, body_text = ${text}, body_html = ${html}
    where id = ${id} and claim = ${claim} and state = 'sending' returning id`.execute(db);
  if (rows.length === 0) throw new MailClaimLost('The mail is no longer in our hands.');
}

/** What came of a mail that was taken up. */
export type MailResult =
  | { state: 'sent'; answer: string }
  | { state: 'failed' | 'uncertain' | 'discarded'; answer: string }
  /** Again, no earlier than notBefore; null: as before. attempts: those that count. answer null: what was said stands. */
  | {
      state: 'waiting';
      notBefore: Date | null;
      attempts: number;
      firstTriedAt: Date | null;
      answer: string | null;
    };

/**
 * Also of a mail that has been taken for lost meanwhile, as long as nobody has decided otherwise: what the server answered
 * is known, after all. False: it was not ours any more.
 */
export async function writeMailResult(
  db: Kysely<Tables>,
  id: string,
  claim: string,
  result: MailResult,
  now: Date,
): Promise<boolean> {
  const changed = await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('mails')
      .set({ ...mapResult(result, now), state: result.state satisfies MailState })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('state', 'in', result.state === 'sent' ? ['sending', 'uncertain'] : ['sending'])
      .executeTakeFirst();
    if (numUpdatedRows > 0n && result.state === 'sent')
      await sql`insert into mail_server (sent, taken_at) values (1, ${now})
        on conflict (only_one) do update set sent = mail_server.sent + 1, taken_at = excluded.taken_at`.execute(
        tx,
      );
    return numUpdatedRows;
  });
  return changed > 0n;
}

function mapResult(result: MailResult, now: Date) {
  if (result.state === 'sent') return { answer: result.answer, sent_at: now, state_at: now, claim: null };
  // The claim stays with an uncertain one: an answer that comes late still counts.
  if (result.state === 'uncertain') return { answer: result.answer, state_at: now };
  if (result.state !== 'waiting') return { answer: result.answer, state_at: now, claim: null };
  // It waits since it did (state_at), however often it is tried.
  const { notBefore, attempts, firstTriedAt, answer } = result;
  return {
    claim: null,
    handed_over: false,
    attempts,
    first_tried_at: firstTriedAt,
    ...(notBefore && { not_before: notBefore }),
    ...(answer !== null && { answer }),
    // What it said is made anew the next time.
    subject: null,
    body_text: null,
    body_html: null,
  };
}

/**
 * What a sender that died had in its hands, for whoever has the turn now. Not handed over: as if it had not been taken up.
 * Handed over: a welcome mail is uncertain; others are sent again, with the same Message-ID, but not without end.
 */
export async function writeRemnants(
  db: Kysely<Tables>,
  { now, mostUnanswered }: { now: Date; mostUnanswered: number },
): Promise<{ again: number; uncertain: number }> {
  const isOver = sql`handed_over and (kind = 'welcome' or attempts + 1 >= ${mostUnanswered})`;
  const { rows } = await sql<{ state: string }>`
    update mails set
      state = case when ${isOver} then 'uncertain' else 'waiting' end,
      state_at = case when ${isOver} then ${now} else state_at end,
      claim = case when ${isOver} then claim end,
      answer = case when handed_over then 'The process that sent it ended before the mail server had answered.' else answer end,
      attempts = attempts + handed_over::int
    where state = 'sending' returning state`.execute(db);
  const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
  return { again: rows.length - uncertain, uncertain };
}

/** Without a mail server nothing waits for one; a slice at a time, so that nobody waits for the whole. */
export async function writeKept(db: Kysely<Tables>, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update mails set state = 'kept', claim = null, state_at = ${now}
    where id in (select id from mails where state = 'waiting' limit 5000 for update skip locked)
    returning id`.execute(db);
  return rows.length;
}
