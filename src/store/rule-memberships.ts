// Which groups of creation rules somebody belongs to: who has to be asked about because she could be made a user, what a run has
// read of it so far, and what is remembered. Reading the groups is the source's, what a rule gives is decided in plan/.
import { type Kysely, sql } from 'kysely';
import type { Reading } from './roster.ts';
import type { StageOwner } from './staging.ts';
import { isFenceHeld } from './staging.ts';
import { FenceLost } from './runs.ts';
import type { Tables } from './tables.ts';

interface AskedOf {
  reading: Reading;
  /** The one whom the run is for; null: everybody. */
  only: string | null;
  guests: 'leaveOut' | 'include';
  /** A series may give those a number of whom the source has none. */
  mayGiveNumbers: boolean;
  /** Position of the first rule that asks for a group: a rule before it that fits has decided already. */
  firstGroupRule: number;
  now: Date;
}

/** People in scope, once the read is merged, of whom this run may make users: at most `most` of them, in no order. */
export async function readWhoCouldJoin(db: Kysely<Tables>, asked: AskedOf, most: number): Promise<string[]> {
  const { reading, only, guests, mayGiveNumbers, firstGroupRule, now } = asked;
  const { runId, templateId, companyId } = reading;
  const some = only === null ? sql`` : sql`and c.person_id = ${only}`;
  const { rows } = await sql<{ person: string }>`
    select c.person_id as person from (${selectPlannedAnew(reading)}) c
    where not c.disabled and not (c.guest and ${guests === 'leaveOut'}::bool) and c.mapped->'filter' is null ${some}
      and c.mapped->'values'->>'alias' is not null and c.mapped->'values'->>'name' is not null
      and c.mapped->'values'->>'surname' is not null
      and (c.mapped->'values'->>'pstnFixed' is not null or ${mayGiveNumbers}::bool)
      and coalesce((c.mapped->'rules'->>0)::int, ${firstGroupRule}::int) >= ${firstGroupRule}::int
      and not exists (select from staged_excluded e where e.run_id = ${runId} and e.person_id = c.person_id)
      and not exists (select from links l where l.company_id = ${companyId} and l.person_id = c.person_id)
      and not exists (select from ignored_people i where i.template_id = ${templateId} and i.person_id = c.person_id
        and (i.until is null or i.until > ${now}))
    limit ${most}`.execute(db);
  return rows.map((row) => row.person);
}

// As the plan will choose them (roster-planned.ts), before the read is merged: new or changed facts, and whoever is unsettled
// or comes back, where she takes part by this read.
function selectPlannedAnew({ templateId, runId, mode }: Reading) {
  const isStaged = sql`exists (select from staged_people s where s.run_id = ${runId} and s.person_id = r.person_id and not s.removed)`;
  const isRemoved = sql`exists (select from staged_people s where s.run_id = ${runId} and s.person_id = r.person_id and s.removed)`;
  const isThere = mode === 'full' ? isStaged : sql`(${isStaged} or (r.present and not ${isRemoved}))`;
  return sql`
    select s.person_id, s.mapped::json as mapped, s.guest, s.disabled from staged_people s
    where s.run_id = ${runId} and not s.removed and s.facts is not null
    union all
    select r.person_id, r.mapped, r.guest, r.disabled from roster r
    where r.template_id = ${templateId}
      and (r.planned_hash is distinct from r.facts_hash or not r.settled or not r.present or r.excluded
        or exists (select from ignored_people i where i.template_id = r.template_id and i.person_id = r.person_id))
      and ${isThere}
      and not exists (select from staged_people s
        where s.run_id = ${runId} and s.person_id = r.person_id and s.facts is not null)`;
}

/** The same person may come again with further groups. */
export async function writeStagedMemberships(
  db: Kysely<Tables>,
  owner: StageOwner,
  people: readonly { person: string; groups: readonly string[] }[],
): Promise<void> {
  if (people.length === 0) return;
  const { numAffectedRows } = await sql`
    insert into staged_memberships (run_id, person_id, groups)
    select ${owner.runId}::uuid, p.person, array(select json_array_elements_text(p.groups::json))
    from unnest(${people.map(({ person }) => person)}::text[], ${people.map(({ groups }) => JSON.stringify(groups))}::text[]) as p(person, groups)
    where ${isFenceHeld(owner)}
    on conflict (run_id, person_id) do update set groups = staged_memberships.groups || excluded.groups`.execute(
    db,
  );
  if (numAffectedRows !== BigInt(people.length))
    throw new FenceLost('Another run of the template has started.');
}

interface ReadMemberships {
  /** Hash of the groups. */
  asked: string;
  /** Whoever was not staged belongs to none of the groups. */
  isEverybody: boolean;
  at: Date;
}

/** Remembers what this run has read, of people whom the roster has. */
export async function writeRuleMemberships(
  db: Kysely<Tables>,
  { templateId, runId }: Reading,
  { asked, isEverybody, at }: ReadMemberships,
): Promise<void> {
  const who = isEverybody
    ? sql`r.present and not r.excluded`
    : sql`exists (select from staged_memberships m where m.run_id = ${runId} and m.person_id = r.person_id)`;
  await sql`
    insert into rule_memberships (template_id, person_id, groups, asked, read_at)
    select r.template_id, r.person_id, coalesce(m.groups, '{}'), ${asked}, ${at}
    from roster r left join staged_memberships m on m.run_id = ${runId} and m.person_id = r.person_id
    where r.template_id = ${templateId} and ${who}
    on conflict (template_id, person_id) do update set groups = excluded.groups, asked = excluded.asked, read_at = excluded.read_at`.execute(
    db,
  );
}
