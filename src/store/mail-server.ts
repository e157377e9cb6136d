// How the mail server stands, as one row that all processes share: what is wrong with it and when it is tried again, how many mails
// went to it, when the last did.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface MailServerTrouble {
  code: string;
  message: string;
  cure: string;
  since: Date;
  /** How often in a row it was met. */
  tries: number;
  tryAfter: Date;
}

export interface MailServerState {
  sent: number;
  /** When it last took a mail; null: it never did. */
  takenAt: Date | null;
  trouble: MailServerTrouble | null;
}

export async function readMailServer(db: Kysely<Tables>): Promise<MailServerState> {
  const row = await db.selectFrom('mail_server').selectAll().executeTakeFirst();
  if (!row) return { sent: 0, takenAt: null, trouble: null };
  const {
    sent,
    taken_at: takenAt,
    trouble,
    trouble_since: since,
    trouble_tries: tries,
    try_after: tryAfter,
  } = row;
  if (trouble === null || since === null || tryAfter === null) return { sent, takenAt, trouble: null };
  const { code, message, cure } = trouble as Record<'code' | 'message' | 'cure', string>;
  return { sent, takenAt, trouble: { code, message, cure, since, tries, tryAfter } };
}

export async function writeMailServerTrouble(db: Kysely<Tables>, trouble: MailServerTrouble): Promise<void> {
  const { code, message, cure, since, tries, tryAfter } = trouble;
  const values = {
    trouble: JSON.stringify({ code, message, cure }),
    trouble_since: since,
    trouble_tries: tries,
    try_after: tryAfter,
  };
  await db
    .insertInto('mail_server')
    .values(values)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(values))
    .execute();
}

export async function writeMailServerWell(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('mail_server')
    .set({ trouble: null, trouble_since: null, trouble_tries: 0, try_after: null })
    .execute();
}

/** ms until the next mail may be handed over at that pace, by the database's clock. */
export async function readPause(db: Kysely<Tables>, paceMs: number): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select greatest(0, ${paceMs}::float8 - extract(epoch from clock_timestamp() - handed_at) * 1000)::float8 as ms
    from mail_server where handed_at is not null`.execute(db);
  // A clock that was set back makes nobody wait for longer than the pace.
  return Math.min(rows[0]?.ms ?? 0, paceMs);
}
