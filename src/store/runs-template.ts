// What a run leaves on its template: where the next read begins, which groups and tenant it knew, when it last went
// well. Everything an administrator sets is sync-templates.ts.
import type { Kysely } from 'kysely';
import type { KnownGroup } from './sync-templates.ts';
import type { Tables } from './tables.ts';

export interface ReadMark {
  cursor: string | null;
  readHash: string;
  groups: readonly KnownGroup[];
  mode: 'full' | 'delta';
  at: Date;
}

/** Committed together with what was read. */
export async function writeReadMark(db: Kysely<Tables>, templateId: string, mark: ReadMark): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({
      cursor: mark.cursor,
      read_hash: mark.readHash,
      groups: JSON.stringify(mark.groups),
      last_complete_read_at: mark.at,
    })
    .$if(mark.mode === 'full', (query) =>
      query.set((eb) => ({ last_full_read_at: mark.at, full_reads: eb('full_reads', '+', 1) })),
    )
    .where('id', '=', templateId)
    .execute();
}

/** After a run that applied what it planned; when the template starts next is to be decided anew. */
export async function writeSuccess(
  db: Kysely<Tables>,
  templateId: string,
  success: { tenant: string | null; at: Date | null; isResumedDone: boolean; firstLoadDoneAt: Date | null },
): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({
      next_start_at: null,
      next_start_why: null,
      ...(success.tenant === null ? {} : { tenant: success.tenant }),
      ...(success.at === null ? {} : { last_success_at: success.at }),
      ...(success.isResumedDone ? { resumed: false } : {}),
      ...(success.firstLoadDoneAt === null ? {} : { first_load_done_at: success.firstLoadDoneAt }),
    })
    .where('id', '=', templateId)
    .execute();
}

/** The template's first load is still to come. */
export async function writeFirstLoadAhead(db: Kysely<Tables>, templateId: string): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({ first_load_done_at: null })
    .where('id', '=', templateId)
    .execute();
}

/** After a run of one person: it stands for no night and no success of the template's, but links may be the first. */
export async function writeTenant(db: Kysely<Tables>, templateId: string, tenant: string): Promise<void> {
  await db.updateTable('sync_templates').set({ tenant }).where('id', '=', templateId).execute();
}

/** What the last digest of people left out told (plan/left-out-digest.ts). */
export async function writeDigest(db: Kysely<Tables>, templateId: string, digest: unknown): Promise<void> {
  const value = digest === null ? null : JSON.stringify(digest);
  await db.updateTable('sync_templates').set({ digest: value }).where('id', '=', templateId).execute();
}
