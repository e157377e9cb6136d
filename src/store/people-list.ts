// Pages of the people that a company's templates have read, by name: found by display name, UPN, mail, alias or number,
// filtered by template, standing, reason and presence. A person whom two templates read is there twice, once for each.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Search } from '../plan/search.ts';
import { presentMatch, presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk, SortKey } from './paged-list.ts';
import type { Tables } from './tables.ts';

export const standings = ['linked', 'skip', 'conflict', 'outside'] as const;

export interface PeopleAsk extends PageAsk {
  search: Search | null;
  templates: readonly string[];
  standing: (typeof standings)[number] | null;
  /** A reason's code. */
  code: string | null;
  isPresent: boolean | null;
}

export interface ListedPerson {
  templateId: string;
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  isPresent: boolean;
  isExcluded: boolean;
  isFilteredOut: boolean;
  isGuest: boolean;
  isDisabled: boolean;
  isIgnored: boolean;
  createAnyway: boolean;
  /** null: not planned yet as she is now. */
  standing: string | null;
  reasons: unknown;
  user: string | null;
  alias: string | null;
  /** When her facts were last read as other than before. */
  factsSince: Date;
}

const keys: SortKey[] = [
  { by: sql`r.search`, as: 'text' },
  { by: sql`r.template_id`, as: 'uuid' },
  { by: sql`r.person_id`, as: 'text' },
];

/** `templates` are the company's own, or one of them. */
export async function readPeoplePage(
  db: Kysely<Tables>,
  companyId: string,
  ask: PeopleAsk,
): Promise<Page<ListedPerson>> {
  const [only] = ask.templates;
  if (only === undefined) return { rows: [], next: null, total: { count: 0, isExact: true } };
  const isOne = ask.templates.length === 1;
  const page = await readPageKeys(
    db,
    {
      from: sql`roster r`,
      within: isOne ? sql`r.template_id = ${only}::uuid` : sql`r.template_id = any(${ask.templates}::uuid[])`,
      filters: presentFilters(ask),
      // One template's order is its index's own.
      keys: isOne ? keys.filter((_, at) => at !== 1) : keys,
      direction: 'asc',
    },
    ask,
  );
  const pairs = page.keys.map((key) => [key.length === 3 ? (key[1] ?? '') : only, key.at(-1) ?? ''] as const);
  const rows = await readListedPeople(db, companyId, pairs);
  return presentRows(page, rows, {
    key: (key) => `${key.length === 3 ? (key[1] ?? '') : only} ${key.at(-1) ?? ''}`,
    row: (row) => `${row.templateId} ${row.person}`,
  });
}

function presentFilters(ask: PeopleAsk): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.search !== null) filters.push(presentMatch(sql`r.search`, ask.search));
  if (ask.standing !== null) filters.push(sql`r.standing = ${ask.standing}`);
  if (ask.isPresent !== null) filters.push(sql`r.present = ${ask.isPresent}`);
  if (ask.code !== null) {
    const codes = ask.templates.map((template) => `${template} ${ask.code}`);
    filters.push(sql`r.codes <> '{}' and roster_code_keys(r.template_id, r.codes) && ${codes}::text[]`);
  }
  return filters;
}

async function readListedPeople(
  db: Kysely<Tables>,
  companyId: string,
  pairs: readonly (readonly [string, string])[],
): Promise<ListedPerson[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<ListedPerson>`
    select r.template_id as "templateId", r.person_id as person, r.facts->>'displayName' as name,
      r.facts->>'userPrincipalName' as "userPrincipalName", r.present as "isPresent", r.excluded as "isExcluded",
      r.filtered_out as "isFilteredOut",
      r.guest as "isGuest", r.disabled as "isDisabled", i.person_id is not null as "isIgnored", a.person_id is not null as "createAnyway",
      case when r.planned_hash is not distinct from r.facts_hash then r.standing end as standing, r.reasons,
      l.user_id as user, u.alias, r.read_at as "factsSince"
    from unnest(${pairs.map(([template]) => template)}::uuid[], ${pairs.map(([, person]) => person)}::text[])
      as p(template_id, person_id)
    join roster r on r.template_id = p.template_id and r.person_id = p.person_id
    left join links l on l.company_id = ${companyId} and l.person_id = r.person_id and l.template_id = r.template_id
    left join users u on u.id = l.user_id
    left join ignored_people i on i.template_id = r.template_id and i.person_id = r.person_id
    left join create_anyway a on a.template_id = r.template_id and a.person_id = r.person_id`.execute(db);
  return rows;
}
