// Answers to requests that carried an Idempotency-Key, kept for a day so that a repeated request gets the same answer
// and does nothing. Written in the transaction of what they tell: killed in between, there is neither deed nor answer.
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

const KEPT_MS = 24 * 3_600_000;

export interface IdempotencyClaim {
  /** Kind and id of whoever asks: keys of one are nothing to another. */
  actor: string;
  /** Method and path. */
  route: string;
  key: string;
  bodyHash: Buffer;
}

export type IdempotencyFind =
  | { is: 'new' }
  | { is: 'busy' }
  | { is: 'other' }
  | { is: 'done'; answer: unknown };

/** Takes the key until the transaction ends, or tells what is known of it. */
export async function claimKey(
  trx: Transaction<Tables>,
  { actor, route, key, bodyHash }: IdempotencyClaim,
  now: number,
): Promise<IdempotencyFind> {
  const name = [actor, route, key].join('\n');
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 5521)) as taken`.execute(trx);
  if (!rows[0]?.taken) return { is: 'busy' };
  const row = await trx
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'answer'])
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .where('created_at', '>', new Date(now - KEPT_MS))
    .executeTakeFirst();
  if (!row) return { is: 'new' };
  return row.body_hash.equals(bodyHash) ? { is: 'done', answer: row.answer } : { is: 'other' };
}

export async function writeAnswer(
  trx: Transaction<Tables>,
  { actor, route, key, bodyHash }: IdempotencyClaim,
  answer: unknown,
  now: number,
): Promise<void> {
  const values = { body_hash: bodyHash, answer: JSON.stringify(answer), created_at: new Date(now) };
  await trx
    .insertInto('idempotency_keys')
    .values({ actor, route, key, ...values })
    // What stands there is older than a day.
    .onConflict((conflict) => conflict.columns(['actor', 'route', 'key']).doUpdateSet(values))
    .execute();
}

export async function deleteOldAnswers(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<=', new Date(now - KEPT_MS))
    .execute();
}
