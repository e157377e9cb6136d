// A post that was sent twice (a lost answer, an impatient finger) does its deed once: the key, the deed and the answer
// are one transaction. Killed in the middle, nothing has happened and the key is free.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { claimKey, writeAnswer } from '../store/idempotency-keys.ts';
import type { Tables } from '../store/tables.ts';
import type { Asked, SignedInEnv } from './parts.ts';
import { Problem } from './problems.ts';

/**
 * Does the work in one transaction, and with an Idempotency-Key only the first time: afterwards the stored answer comes
 * back. Everything the work does has to go through the transaction. The answer is JSON; `toStore` takes out what must
 * not lie in the database, such as a secret that is shown once.
 */
export async function once<T>(
  c: Asked<SignedInEnv>,
  work: (trx: Transaction<Tables>) => Promise<T>,
  toStore: (answer: T) => T = (answer) => answer,
): Promise<T> {
  const { parts, principal } = c.var;
  const { kysely } = parts.database;
  const key = c.req.header('Idempotency-Key');
  if (key === undefined) return kysely.transaction().execute(work);
  const claim = {
    actor: `${principal.kind}:${principal.id}`,
    route: `${c.req.method} ${c.req.path}`,
    key: parseKey(key),
    bodyHash: createHash('sha256')
      .update(await c.req.text())
      .digest(),
  };
  return kysely.transaction().execute(async (trx) => {
    const found = await claimKey(trx, claim, parts.clock());
    if (found.is === 'busy') throw busy();
    if (found.is === 'other') throw otherBody();
    if (found.is === 'done') {
      c.header('Idempotency-Replayed', 'true');
      return found.answer as T;
    }
    const answer = await work(trx);
    await writeAnswer(trx, claim, toStore(answer), parts.clock());
    return answer;
  });
}

function parseKey(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Problem(
    400,
    'idempotencyKey.invalid',
    'The Idempotency-Key is not 1 to 255 visible ASCII characters without blanks.',
    'Use a random UUID for each thing that is to be done once.',
  );
}

const busy = () =>
  new Problem(
    409,
    'idempotencyKey.busy',
    'A request with this Idempotency-Key is being carried out right now.',
    'Wait a moment and send it again: the answer will be the same.',
    { headers: { 'Retry-After': '1' } },
  );

const otherBody = () =>
  new Problem(
    422,
    'idempotencyKey.reused',
    'This Idempotency-Key was used for another request.',
    'Use a new key for each thing that is to be done.',
  );
