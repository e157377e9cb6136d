// Every place where sealed secrets are kept, in one list, so that whoever changes keys finds all of them. A test sees that
// no column of bytes is missing here. Only access/secret-box opens what is in them.
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { openLockSession, tryLock, unlock } from './session-lock.ts';
import type { Tables } from './tables.ts';

/** A column of sealed values; `owner` is the column whose value the secret is bound to, and the row's key. */
export const sealedPlaces = [
  { table: 'sync_templates', column: 'credentials', owner: 'id', name: 'name' },
  { table: 'webhooks', column: 'secret', owner: 'id', name: 'name' },
  { table: 'targets', column: 'secrets', owner: 'id', name: 'name' },
  { table: 'guides', column: 'secret', owner: 'id', name: 'name' },
] as const;

type SealedPlace = (typeof sealedPlaces)[number];

export interface SealedValue {
  place: SealedPlace;
  owner: string;
  /** What people call the owner. */
  name: string;
  sealed: Buffer;
}

/** One after the other, a few hundred at a time. */
export async function* readSealedValues(db: Kysely<Tables>): AsyncGenerator<SealedValue> {
  for (const place of sealedPlaces) {
    let after = '';
    for (;;) {
      const { rows } = await sql<{ owner: string; name: string; sealed: Buffer }>`
        select ${sql.ref(place.owner)}::text as owner, ${sql.ref(place.name)} as name, ${sql.ref(place.column)} as sealed
        from ${sql.table(place.table)}
        where ${sql.ref(place.column)} is not null and ${sql.ref(place.owner)}::text > ${after}
        order by 1 limit 500`.execute(db);
      for (const row of rows) yield { place, ...row };
      const last = rows.at(-1);
      if (!last) break;
      after = last.owner;
    }
  }
}

/** False when somebody has written another value meanwhile; theirs stands. */
export async function replaceSealedValue(
  db: Kysely<Tables>,
  { place, owner, sealed }: SealedValue,
  by: Buffer,
): Promise<boolean> {
  const answer = await sql`
    update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${by}
    where ${sql.ref(place.owner)}::text = ${owner} and ${sql.ref(place.column)} = ${sealed}`.execute(db);
  return answer.numAffectedRows === 1n;
}

/** Nobody writes a sealed value until the transaction ends, and what was being written is there. */
export async function lockSealedValues(trx: Kysely<Tables>): Promise<void> {
  for (const { table } of sealedPlaces)
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(trx);
}

const ROTATION = 'rotate keys';

/** Runs the work while no other process changes keys; null when one does. */
export async function withRotationLock<T>(database: Database, work: () => Promise<T>): Promise<T | null> {
  const { client, release } = await openLockSession(database.pool);
  let isFree = false;
  try {
    isFree = !(await tryLock(client, ROTATION));
    return isFree ? null : await work();
  } finally {
    isFree ||= await unlock(client, ROTATION);
    // A session that does not answer is ended, and with it its lock.
    release(!isFree);
  }
}
