// One person of a template, for a run that is for her alone: whether she is known, who is planned, when she was read.
import { type Kysely, sql } from 'kysely';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

const isHers = (templateId: string, who: string) => sql`template_id = ${templateId} and person_id = ${who}`;

/** Her id as the template has it, when `who` is one; null: it is not. */
export async function readRosterId(
  db: Kysely<Tables>,
  templateId: string,
  who: string,
): Promise<string | null> {
  for (const id of new Set([who, who.toLowerCase()])) if (await readIsKnown(db, templateId, id)) return id;
  return null;
}

/** The template has read her or has a user of hers. */
export async function readIsKnown(db: Kysely<Tables>, templateId: string, person: string): Promise<boolean> {
  const { rows } = await sql`
    select from roster where ${isHers(templateId, person)}
    union all select from links where ${isHers(templateId, person)}`.execute(db);
  return rows.length > 0;
}

/** By the facts that this run has read of her, or by those that the roster has when they are the same. */
export async function readIsFilteredOut(
  db: Kysely<Tables>,
  { templateId, runId }: Pick<Reading, 'templateId' | 'runId'>,
  person: string,
): Promise<boolean> {
  const { rows } = await sql<{ out: boolean }>`
    select coalesce((select filtered_out from staged_people where run_id = ${runId} and person_id = ${person}),
      (select filtered_out from roster where ${isHers(templateId, person)}), false) as out`.execute(db);
  return rows[0]?.out ?? false;
}

/** She is planned when she is in scope by this read, or has a user of this template; returns how many that are. */
export async function applyPlannedOne(
  db: Kysely<Tables>,
  { templateId, runId }: Reading,
  person: string,
): Promise<number> {
  const { rows } = await sql`
    insert into planned_people
    select ${person}::text
    where exists (select from links where ${isHers(templateId, person)})
      or (exists (select from staged_people where run_id = ${runId} and person_id = ${person} and not removed)
        and not exists (select from staged_excluded where run_id = ${runId} and person_id = ${person}))
    returning person_id`.execute(db);
  return rows.length;
}

/** Facts that are as they were are not written again; that they were read is. */
export async function writeReadAt(
  db: Kysely<Tables>,
  templateId: string,
  person: string,
  at: Date,
): Promise<void> {
  await sql`update roster set read_at = ${at} where ${isHers(templateId, person)}`.execute(db);
}

/**
 * People whom runs of one person alone have found gone since the template was last read: changes say nothing more of somebody
 * of whom a server had not heard yet, so they are asked for once more.
 */
export async function readGoneSince(db: Kysely<Tables>, { templateId, runId }: Reading): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select r.person_id as person from roster r join sync_templates t on t.id = r.template_id
    where r.template_id = ${templateId} and not r.present and r.gone_at > t.last_complete_read_at
      and not exists (select from staged_people s where s.run_id = ${runId} and s.person_id = r.person_id)
    order by r.person_id`.execute(db);
  return rows.map((row) => row.person);
}

/**
 * A run of everybody gives a number that somebody gives up to whoever waits for it, and it does not cool. A run of one person
 * plans nobody who waits; so what is waited for is left free, and is theirs in the next run.
 */
export async function applyWaitedFor(
  db: Kysely<Tables>,
  { companyId, runId }: Reading,
  person: string,
): Promise<void> {
  await sql`
    update numbers n set state = 'free', cooling_until = null
    from steps s
    where s.run_id = ${runId} and s.outcome = 'applied' and s.do_what in ('change', 'delete')
      and n.company_id = ${companyId} and n.digits = s.before->>'pstnFixed' and n.state = 'cooling'
      and exists (
        select from roster r join sync_templates t on t.id = r.template_id
        where t.company_id = ${companyId} and r.person_id <> ${person} and r.present and not r.excluded and not r.filtered_out
          and r.codes && array['pstnFixed.taken', 'pstnFixed.leaving'] and r.mapped->'values'->>'pstnFixed' = n.digits)`.execute(
    db,
  );
}
