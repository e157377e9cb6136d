// Data keys as they are kept: wrapped, with the prints of the master keys that wrap them. Nothing here can open one.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

interface StoredWrap {
  keyId: string;
  master: string;
  wrapped: Buffer;
}

interface StoredDataKey {
  id: string;
  isActive: boolean;
  wraps: StoredWrap[];
}

export async function readDataKeys(db: Kysely<Tables>): Promise<StoredDataKey[]> {
  const rows = await db
    .selectFrom('data_keys as k')
    .leftJoin('data_key_wraps as w', 'w.key_id', 'k.id')
    .select(['k.id', 'k.retired_at', 'w.master', 'w.wrapped'])
    .orderBy('k.created_at')
    .orderBy('k.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, group]) => ({
    id,
    isActive: group[0]?.retired_at === null,
    wraps: group.flatMap(({ master, wrapped }) =>
      master === null || wrapped === null ? [] : [{ keyId: id, master, wrapped }],
    ),
  }));
}

/** The first active key; of two that write at once one wins, and the other writes nothing. */
export async function writeFirstDataKey(db: Kysely<Tables>, wrap: StoredWrap): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const written = await trx
      .insertInto('data_keys')
      .values({ id: wrap.keyId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 1n) await writeWraps(trx, [wrap]);
  });
}

/** Another data key takes over. The caller is in a transaction. */
export async function writeNextDataKey(
  trx: Kysely<Tables>,
  id: string,
  wraps: readonly StoredWrap[],
): Promise<void> {
  await trx
    .updateTable('data_keys')
    .set({ retired_at: sql`now()` })
    .where('retired_at', 'is', null)
    .execute();
  await trx.insertInto('data_keys').values({ id }).execute();
  await writeWraps(trx, wraps);
}

/** Master keys that are new here become the newest, the last of the list the very newest. */
export async function writeWraps(db: Kysely<Tables>, wraps: readonly StoredWrap[]): Promise<void> {
  if (wraps.length === 0) return;
  await db
    .insertInto('master_keys')
    .values([...new Set(wraps.map(({ master }) => master))].map((print) => ({ print })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('data_key_wraps')
    .values(wraps.map(({ keyId, master, wrapped }) => ({ key_id: keyId, master, wrapped })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Prints of the master keys that have wrapped something, the newest first. */
export async function readMasterPrints(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('master_keys').select('print').orderBy('position', 'desc').execute();
  return rows.map(({ print }) => print);
}

/** Their wraps go with them. */
export async function deleteMasterKeys(db: Kysely<Tables>, prints: readonly string[]): Promise<void> {
  if (prints.length > 0) await db.deleteFrom('master_keys').where('print', 'in', prints).execute();
}

/** Keys that were retired before the given age, but those that still have to open something. */
export async function deleteRetiredDataKeys(
  db: Kysely<Tables>,
  retiredForHours: number,
  inUse: readonly string[],
): Promise<number> {
  const answer = await db
    .deleteFrom('data_keys')
    .where('retired_at', '<', sql<Date>`now() - ${retiredForHours} * interval '1 hour'`)
    .where(sql<boolean>`not id = any (${inUse}::uuid[])`)
    .executeTakeFirst();
  return Number(answer.numDeletedRows);
}
