// How many mails stand how, for /metrics, doctor and status. The cost grows with what is open, not with what was ever sent.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { readMailServer } from './mail-server.ts';
import type { MailServerState } from './mail-server.ts';
import type { Tables } from './tables.ts';

export interface MailFigures {
  waiting: number;
  held: number;
  uncertain: number;
  failed: number;
  /** Of the mail that has waited longest since it was written, released or sent again; 0 when none waits. */
  oldestWaitingSeconds: number;
  server: MailServerState;
}

/** now: of those who wait. */
export async function readMailFigures(db: Kysely<Tables>, now: Date): Promise<MailFigures> {
  const { rows } = await sql<{ state: string; count: number; oldest: Date }>`
    select state, count(*)::int as count, min(state_at) as oldest from mails
    where state not in ('sent', 'kept', 'discarded') group by state`.execute(db);
  const of = (state: string) => rows.find((row) => row.state === state);
  const oldest = Math.min(...['waiting', 'sending'].map((state) => of(state)?.oldest.getTime() ?? Infinity));
  return {
    waiting: (of('waiting')?.count ?? 0) + (of('sending')?.count ?? 0),
    held: of('held')?.count ?? 0,
    uncertain: of('uncertain')?.count ?? 0,
    failed: of('failed')?.count ?? 0,
    oldestWaitingSeconds: Number.isFinite(oldest) ? Math.max(0, (now.getTime() - oldest) / 1000) : 0,
    server: await readMailServer(db),
  };
}
