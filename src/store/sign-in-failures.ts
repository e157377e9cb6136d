// Counts sign-ins that failed. The count goes up before the password is looked at and down again when it was right: a
// thousand tries at once are a thousand tries, on however many processes.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Failures older than that are forgotten. */
const FORGET_MS = 24 * 3_600_000;

export interface AttemptKey {
  /** What is counted: `account ada@nordvik.example`. Only its hash is stored. */
  name: string;
  /** Attempts that cost nothing. */
  free: number;
  longestSeconds: number;
}

/** 0: go on, it has been counted. Else the seconds until any of them is open again, and nothing was counted. */
export async function countAttempt(
  db: Kysely<Tables>,
  keys: readonly AttemptKey[],
  now: number,
): Promise<number> {
  const waits = await db
    .transaction()
    .execute(async (trx) => {
      const waiting: number[] = [];
      // Always in one order: two attempts that share keys must not wait for each other.
      for (const key of keys.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const wait = await countOne(trx, key, now);
        if (wait > 0) waiting.push(wait);
      }
      if (waiting.length) throw new Waiting(Math.max(...waiting));
      return 0;
    })
    .catch((error: unknown) => {
      if (error instanceof Waiting) return error.seconds;
      throw error;
    });
  return waits;
}

/** Takes back what was counted on the keys, so that an attempt that may not be made counts nowhere. */
class Waiting extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('a sign-in has to wait');
    this.seconds = seconds;
  }
}

async function countOne(
  db: Kysely<Tables>,
  { name, free, longestSeconds }: AttemptKey,
  now: number,
): Promise<number> {
  const [key, at, forgotten] = [hashName(name), new Date(now), new Date(now - FORGET_MS)];
  const failures = sql`case when sign_in_failures.last_at < ${forgotten} then 1 else sign_in_failures.failures + 1 end`;
  const { rows } = await sql`
    insert into sign_in_failures (key, failures, last_at, open_at) values (${key}, 1, ${at}, ${at})
    on conflict (key) do update set failures = ${failures}, last_at = ${at},
      open_at = ${at}::timestamptz + case when ${failures} < ${free} then interval '0'
        else make_interval(secs => least(${longestSeconds}::float8, power(2::float8, least(30, ${failures} - ${free})))) end
    where sign_in_failures.open_at <= ${at}
    returning key`.execute(db);
  if (rows.length) return 0;
  const row = await db
    .selectFrom('sign_in_failures')
    .select('open_at')
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? Math.max(1, Math.ceil((row.open_at.getTime() - now) / 1000)) : 0;
}

/** The attempt was right: `forget` ends the counts, `takeBack` only loses this one attempt. */
export async function settleAttempt(
  db: Kysely<Tables>,
  { forget, takeBack }: { forget: readonly string[]; takeBack: readonly string[] },
  now: number,
): Promise<void> {
  if (forget.length) {
    await db.deleteFrom('sign_in_failures').where('key', 'in', forget.map(hashName)).execute();
  }
  if (takeBack.length) {
    await db
      .updateTable('sign_in_failures')
      .set((value) => ({ failures: value('failures', '-', 1), open_at: new Date(now) }))
      .where('key', 'in', takeBack.map(hashName))
      .where('failures', '>', 0)
      .execute();
  }
}

const hashName = (name: string): Buffer => createHash('sha256').update(name).digest();
