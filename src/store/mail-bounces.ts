// What a mail server reports afterwards of a mail that it had taken. Only of mails that were handed over: a report is mail too,
// and anybody can write one.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** False: there is no such mail, or it does not stand as sent. */
export async function writeBounce(
  db: Kysely<Tables>,
  {
    mailId,
    what,
    answer,
    now,
  }: { mailId: string; what: 'failed' | 'delayed' | 'delivered'; answer: string; now: Date },
): Promise<boolean> {
  const state =
    what === 'failed'
      ? { state: 'failed', state_at: now, answer, claim: null }
      : what === 'delayed'
        ? { answer }
        : { state: 'sent', state_at: now, sent_at: now, answer, claim: null };
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set(state)
    .where('id', '=', mailId)
    .where('state', 'in', what === 'delivered' ? ['uncertain'] : ['sent', 'uncertain'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
