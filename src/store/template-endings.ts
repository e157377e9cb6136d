// What ends with a sync template, or begins anew when it is pointed at another tenant: links, roster, secret, runs that
// wait or are under way. Set by set, inside the caller's transaction; who may do it and why is decided in run/.
import { type Kysely, sql } from 'kysely';
import { writeKeptSamples } from './field-samples.ts';
import { isHeldForGood } from './links.ts';
import type { Actor } from './audit-log.ts';
import { deleteQuality } from './quality.ts';
import { deleteReadFields } from './read-fields.ts';
import type { RunError } from './runs.ts';
import type { Tables } from './tables.ts';

interface Ending {
  templateId: string;
  companyId: string;
  at: Date;
}

/**
 * Cuts the template's links, or only those of users who are held for good: their users stay, active, and no sync keeps them. A step of each
 * goes to the change log.
 * @returns how many
 */
export async function applyUnlinks(
  db: Kysely<Tables>,
  { templateId, companyId, at }: Ending,
  as: { heldOnly: boolean; runId: string | null; actor: Actor | null; because: unknown },
): Promise<number> {
  const some = as.heldOnly ? sql`and ${isHeldForGood}` : sql``;
  const actor = as.actor === null ? null : JSON.stringify(as.actor);
  await sql`
    insert into steps (run_id, template_id, company_id, at, outcome, do_what, person_id, user_id, alias, before, because, details,
      actor)
    select ${as.runId}::uuid, l.template_id, l.company_id, ${at}, 'applied', 'unlink', l.person_id, l.user_id, u.alias,
      jsonb_build_object('person', l.person_id, 'template', l.template_id), ${JSON.stringify(as.because)}::json,
      jsonb_strip_nulls(jsonb_build_object('missingSince', (extract(epoch from l.missing_since) * 1000)::bigint)),
      ${actor}::jsonb
    from links l join users u on u.id = l.user_id
    where l.template_id = ${templateId} ${some} order by l.person_id`.execute(db);
  const { numAffectedRows } = await sql`
    delete from links l where l.template_id = ${templateId} and l.company_id = ${companyId} ${some}`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** What was read of people goes at once, also what a run under way has read so far: it has lost its fence. */
export async function deleteWhatWasRead(db: Kysely<Tables>, templateId: string): Promise<void> {
  await db.deleteFrom('roster').where('template_id', '=', templateId).execute();
  await db.deleteFrom('rule_memberships').where('template_id', '=', templateId).execute();
  await writeKeptSamples(db, templateId, null, null);
  await deleteReadFields(db, templateId);
  await deleteQuality(db, templateId);
  const runs = db.selectFrom('runs').select('id').where('template_id', '=', templateId);
  await db.deleteFrom('staged_people').where('run_id', 'in', runs).execute();
  await db.deleteFrom('staged_excluded').where('run_id', 'in', runs).execute();
  await db.deleteFrom('staged_memberships').where('run_id', 'in', runs).execute();
}

/** What runs remember of their reading, and when the next was to start. */
const nothingRead = {
  groups: '[]',
  cursor: null,
  read_hash: null,
  resumed: false,
  next_start_at: null,
  next_start_why: null,
} as const;

/** The template stands without secret, roster and mode of its own until its last user is gone. */
export async function writeRetiring(
  db: Kysely<Tables>,
  templateId: string,
  at: Date,
  settings: unknown,
): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set((eb) => ({
      retiring_since: at,
      // The clocks of its users run, whatever it was before.
      mode: 'full',
      settings: JSON.stringify(settings),
      credentials: null,
      ...nothingRead,
      fence: eb('fence', '+', 1),
    }))
    .where('id', '=', templateId)
    .execute();
  await db.deleteFrom('ignored_people').where('template_id', '=', templateId).execute();
  await db.deleteFrom('create_anyway').where('template_id', '=', templateId).execute();
}

/** As on its first day, but for what the administrator has set: the next run reads everybody, of whichever tenant. */
export async function writeStartAfresh(db: Kysely<Tables>, templateId: string): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set((eb) => ({
      tenant: null,
      ...nothingRead,
      last_full_read_at: null,
      last_complete_read_at: null,
      full_reads: 0,
      first_load_done_at: null,
      fence: eb('fence', '+', 1),
    }))
    .where('id', '=', templateId)
    .execute();
  await db.deleteFrom('ignored_people').where('template_id', '=', templateId).execute();
  await db.deleteFrom('create_anyway').where('template_id', '=', templateId).execute();
}

/** The template itself. Its runs and steps stay: they are the history of its users. */
export async function deleteTemplateRow(
  db: Kysely<Tables>,
  template: { id: string; companyId: string; name: string },
  at: Date,
): Promise<void> {
  await deleteWhatWasRead(db, template.id);
  const gone = { id: template.id, company_id: template.companyId, name: template.name, deleted_at: at };
  await db.insertInto('deleted_templates').values(gone).execute();
  await db.deleteFrom('sync_templates').where('id', '=', template.id).execute();
}

/** Runs that wait, and those under way that have lost their fence; `except` is the one that does this. */
export async function writeRunsEnded(
  db: Kysely<Tables>,
  templateId: string,
  { at, error, except }: { at: Date; error: RunError; except: string | null },
): Promise<void> {
  await sql`
    update runs set state = case state when 'queued' then 'refused' else 'failed' end, finished_at = ${at},
      error = ${JSON.stringify(error)}::jsonb
    where template_id = ${templateId} and state in ('queued', 'running') and id is distinct from ${except}::uuid`.execute(
    db,
  );
}

/** null: no template of this id was ever deleted. */
export async function readDeletedTemplate(db: Kysely<Tables>, id: string): Promise<{ name: string } | null> {
  const row = await db.selectFrom('deleted_templates').select('name').where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
