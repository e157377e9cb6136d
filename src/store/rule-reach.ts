// What the roster and the memberships that were read last say of everybody in scope, for telling whom creation rules would
// decide for: counted by what they have in common, or person by person.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

const inScope = (templateId: string) => sql`
  from roster r left join rule_memberships m on m.template_id = r.template_id and m.person_id = r.person_id
  where r.template_id = ${templateId} and r.present and not r.excluded and not r.filtered_out`;

/** Ids of the groups that somebody belongs to, and the hash of those that were asked about; null: nobody asked. */
interface LastMemberships {
  groups: string[] | null;
  asked: string | null;
}

/** People who fulfil the same rules by their own facts, as they were mapped, and belong to the same groups. */
export async function readRuleHits(
  db: Kysely<Tables>,
  templateId: string,
): Promise<(LastMemberships & { hits: number[]; people: number })[]> {
  const { rows } = await sql<LastMemberships & { hits: string | null; people: number }>`
    select r.mapped->>'rules' as hits, m.groups, m.asked, count(*) as people
    ${inScope(templateId)} group by 1, 2, 3`.execute(db);
  return rows.map(({ hits, ...row }) => ({
    ...row,
    hits: hits === null ? [] : (JSON.parse(hits) as number[]),
  }));
}

export interface FactsRow extends LastMemberships {
  person: string;
  facts: unknown;
}

/** By object id, after this one. */
export async function readFactsPage(
  db: Kysely<Tables>,
  templateId: string,
  after: string,
  size: number,
): Promise<FactsRow[]> {
  const { rows } = await sql<FactsRow>`
    select r.person_id as person, r.facts, m.groups, m.asked
    ${inScope(templateId)} and r.person_id > ${after} order by r.person_id limit ${size}`.execute(db);
  return rows;
}
