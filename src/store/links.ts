// Links between people and users as runs need them. Making and ending links in a sync is apply-plan.ts.
import { type Kysely, sql } from 'kysely';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

export async function readLinkedCount(db: Kysely<Tables>, templateId: string): Promise<number> {
  const row = await db
    .selectFrom('links')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('template_id', '=', templateId)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** A link `l` whose user is held then. */
export const isHeldAt = (at: Date) => sql`(l.held and (l.held_until is null or l.held_until > ${at}))`;

/** … and is held until somebody ends it. */
export const isHeldForGood = sql`(l.held and l.held_until is null)`;

/** The template's users, those of them who are leaving, and those who are held until somebody ends it. */
export async function readLinkCounts(
  db: Kysely<Tables>,
  templateId: string,
): Promise<{ users: number; leaving: number; held: number }> {
  const { rows } = await sql<{ users: number; leaving: number; held: number }>`
    select count(*) as users, count(missing_since) as leaving, count(*) filter (where ${isHeldForGood}) as held
    from links l where template_id = ${templateId}`.execute(db);
  return rows[0] ?? { users: 0, leaving: 0, held: 0 };
}

/** Whether any person is linked by this template. */
export async function readHasLinks(db: Kysely<Tables>, templateId: string): Promise<boolean> {
  const row = await db
    .selectFrom('links')
    .select('user_id')
    .where('template_id', '=', templateId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A person (roster `r`) whom the template `t` has found in scope. */
export const isInScopeOf = (now: Date) => sql`r.present and not r.excluded and not r.filtered_out
      and not (r.disabled and coalesce(t.settings->>'disabledPeople', 'keep') = 'asLeaver')
      and not exists (select from ignored_people i where i.template_id = t.id and i.person_id = r.person_id
        and (i.until is null or i.until > ${now}))`;

/** For people about to leave: another active template of the company that had them in scope in a complete read since then. */
export async function readAlsoIn(
  db: Kysely<Tables>,
  template: { id: string; companyId: string },
  people: readonly string[],
  { since, now }: { since: Date; now: Date },
): Promise<Map<string, { id: string; name: string }>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ person: string; id: string; name: string }>`
    select distinct on (r.person_id) r.person_id as person, t.id, t.name
    from sync_templates t
    join roster r on r.template_id = t.id and r.person_id = any(${people}::text[])
    where t.company_id = ${template.companyId} and t.id <> ${template.id} and t.mode <> 'paused' and t.last_complete_read_at > ${since}
      and t.retiring_since is null and ${isInScopeOf(now)}
    order by r.person_id, t.position, t.id`.execute(db);
  return new Map(rows.map((row) => [row.person, { id: row.id, name: row.name }]));
}

/** Deletes that a brake withheld earlier and that are no longer called for: they stop counting. */
export async function writeDeleteWithheldEnded(
  db: Kysely<Tables>,
  { companyId, templateId }: Reading,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update links set delete_withheld = false
    where company_id = ${companyId} and template_id = ${templateId} and delete_withheld and person_id = any(${people}::text[])`.execute(
    db,
  );
}

/** Pins that are over: their source says something else than what was undone. */
export async function writePinsFallen(
  db: Kysely<Tables>,
  { companyId, templateId }: Reading,
  fallen: readonly { person: string; fields: readonly string[] }[],
): Promise<void> {
  if (fallen.length === 0) return;
  await sql`
    update links l set pinned = l.pinned - array(select jsonb_array_elements_text(f.fields))
    from unnest(
      ${fallen.map(({ person }) => person)}::text[],
      ${fallen.map(({ fields }) => JSON.stringify(fields))}::jsonb[]) as f(person, fields)
    where l.company_id = ${companyId} and l.template_id = ${templateId} and l.person_id = f.person`.execute(
    db,
  );
}

/** Somebody changed these users by hand in a way that asks for no step: seen, and not looked at again. */
export async function writeDriftSeen(
  db: Kysely<Tables>,
  { companyId, templateId }: Reading,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update links l set synced_version = u.version from users u
    where u.id = l.user_id and l.company_id = ${companyId} and l.template_id = ${templateId} and l.person_id = any(${people}::text[])`.execute(
    db,
  );
}
