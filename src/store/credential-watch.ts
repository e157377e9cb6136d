// What is known and was told of the end of each template's credential, and whose turn it is to be looked at. A look is taken with
// a lease, so that any number of processes share the work and one that dies holds up nobody. Decides nothing.
import { type Kysely, sql } from 'kysely';
import { noWatch } from '../plan/credential-watch.ts';
import type { CredentialWatch, KnownEnd } from '../plan/credential-watch.ts';
import type { Database } from './database.ts';
import { keptWatch, lockSyncTemplate } from './sync-templates.ts';
import type { StoredSyncTemplate } from './sync-templates.ts';
import type { Tables } from './tables.ts';

/** When the credential of template `t` ends, as plan/credential-watch.ts decideCredentialEnd: YYYY-MM-DD or null. */
export const credentialEndOf = sql<string | null>`
  coalesce(case when (t.credential_watch->'end'->>'isSure')::boolean then t.credential_watch->'end'->>'expires' end,
    t.settings->>'credentialExpires', t.credential_watch->'end'->>'expires')`;

/** administrator, certificate or entra. */
export const credentialSourceOf = sql<string>`
  case when (t.credential_watch->'end'->>'isSure')::boolean or t.settings->>'credentialExpires' is null
    then coalesce(t.credential_watch->'end'->>'source', 'administrator') else 'administrator' end`;

const isWatched = sql<boolean>`retiring_since is null and credentials is not null`;

/** Templates whose look is due; nobody else takes them up until the lease is over. */
export async function takeDueLooks(
  db: Kysely<Tables>,
  now: Date,
  { limit, leaseUntil }: { limit: number; leaseUntil: Date },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update sync_templates set credential_watch = coalesce(credential_watch, '{}') || ${lookAfter(leaseUntil)}
    where id in (
      select id from sync_templates
      where ${isWatched} and coalesce((credential_watch->>'lookAfter')::timestamptz, '-infinity') <= ${now}
      order by id limit ${limit} for update skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

const lookAfter = (at: Date) => sql`${JSON.stringify({ lookAfter: at.toISOString() })}::jsonb`;

export async function readCredentialWatch(db: Kysely<Tables>, templateId: string): Promise<CredentialWatch> {
  const row = await db
    .selectFrom('sync_templates')
    .select('credential_watch')
    .where('id', '=', templateId)
    .executeTakeFirst();
  return mapWatch(row?.credential_watch);
}

export async function readCredentialWatches(
  db: Kysely<Tables>,
  companyId: string | null,
): Promise<Map<string, CredentialWatch>> {
  let query = db.selectFrom('sync_templates').select(['id', 'credential_watch']);
  if (companyId !== null) query = query.where('company_id', '=', companyId);
  const rows = await query.where('credential_watch', 'is not', null).execute();
  return new Map(rows.map((row) => [row.id, mapWatch(row.credential_watch)]));
}

function mapWatch(stored: unknown): CredentialWatch {
  const { lookedOn, kind, end, next, nextWhy, told } = {
    ...noWatch,
    ...(stored as Partial<CredentialWatch> | null),
  };
  return { lookedOn, kind, end, next, nextWhy, told };
}

/** lookAgain: when the next look is due at the earliest. */
export async function writeCredentialWatch(
  db: Kysely<Tables>,
  templateId: string,
  watch: CredentialWatch,
  lookAgain: Date,
): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({ credential_watch: JSON.stringify({ ...watch, lookAfter: lookAgain.toISOString() }) })
    .where('id', '=', templateId)
    .execute();
}

/** What was read of the end of the credential that was sealed so, if that is the one still. */
export async function writeKnownEnd(
  db: Kysely<Tables>,
  { templateId, sealed }: { templateId: string; sealed: Buffer },
  end: KnownEnd,
): Promise<void> {
  await sql`
    update sync_templates set credential_watch = coalesce(credential_watch, '{}') || ${JSON.stringify({ end })}::jsonb
    where id = ${templateId} and credentials = ${sealed}`.execute(db);
}

/** The second credential is the first from now on. Runs that are under way go on: what they read is as good as it was. */
export async function writeRenewedCredentials(
  db: Kysely<Tables>,
  templateId: string,
  { credentials, expires }: { credentials: Buffer; expires: string | null },
): Promise<void> {
  await sql`
    update sync_templates set credentials = ${credentials},
      settings = settings || ${JSON.stringify({ credentialExpires: expires })}::jsonb,
      credential_watch = ${keptWatch}
    where id = ${templateId}`.execute(db);
}

/** Longer than this the row is in a run's hands that is being applied; whoever asks comes again. */
const PATIENCE = '5s';
/** PostgreSQL's code of a lock that was not to be had in time. */
const LOCK_TIMEOUT = '55P03';

/** Work on the template while nobody else changes it; busy: somebody else does, and long. */
export async function withLockedTemplate<T>(
  { kysely }: Database,
  templateId: string,
  work: (db: Kysely<Tables>, stored: StoredSyncTemplate | null) => Promise<T>,
): Promise<T | 'busy'> {
  try {
    return await kysely.transaction().execute(async (trx) => {
      await sql`select set_config('lock_timeout', ${PATIENCE}, true)`.execute(trx);
      return work(trx, await lockSyncTemplate(trx, templateId));
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_TIMEOUT) return 'busy';
    throw error;
  }
}

/** Whether an open incident tells that the template's sign-in is refused. */
export async function readIsRefusedKnown(db: Kysely<Tables>, templateId: string): Promise<boolean> {
  const row = await db
    .selectFrom('incidents')
    .select('id')
    .where('template_id', '=', templateId)
    .where('key', 'like', 'credential.%')
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
