// Pages of a company's users: found by name, alias, e-mail or number, filtered by state, source and settings template, in
// the order of name, alias or number. Reads only; the whole directory at once is users.ts.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Search } from '../plan/search.ts';
import { presentMatch, presentRows, readCount, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk, PagedList, PageKeys, SortKey } from './paged-list.ts';
import type { Tables } from './tables.ts';
import { readUserDetails } from './user-details.ts';
import type { UserDetails } from './user-details.ts';

export const userSorts = ['name', 'alias', 'number'] as const;

/** Which users; null: whatever it is. */
interface UsersFilter {
  search: Search | null;
  state: 'active' | 'leaving' | null;
  /** Id of a sync template; `hand` for users that no sync keeps. */
  source: string | null;
  settingsTemplate: string | null;
}

/** Everybody who fits, but for some. */
export interface UsersChosen extends UsersFilter {
  except?: readonly string[];
}

export interface UsersAsk extends PageAsk, UsersFilter {
  sort: (typeof userSorts)[number];
  direction: 'asc' | 'desc';
}

export async function readUsersPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: UsersAsk,
): Promise<Page<UserDetails>> {
  const page = await readKeys(db, companyId, ask);
  const ids = page.keys.map((key) => key.at(-1) ?? '');
  return presentRows(page, await readUserDetails(db, companyId, ids), {
    key: (key) => key.at(-1) ?? '',
    row: (user) => user.id,
  });
}

/** The ids of all of them, as the list would show them page by page. */
export function presentUserChoice(companyId: string, filter: UsersChosen): RawBuilder<unknown> {
  const filters = [sql`u.company_id = ${companyId}`, ...presentFilters(filter)];
  if (filter.except?.length) filters.push(sql`u.id <> all(${filter.except}::uuid[])`);
  return sql`select u.id from ${joined(companyId, filter)} where ${sql.join(filters, sql` and `)}`;
}

const id: SortKey = { by: sql`u.id`, as: 'uuid' };

function presentList(companyId: string, ask: UsersAsk, key: SortKey): PagedList {
  return {
    from: ask.state === null && ask.source === null ? sql`users u` : joined(companyId, ask),
    within: sql`u.company_id = ${companyId}`,
    filters: presentFilters(ask),
    keys: [key, id],
    direction: ask.direction,
  };
}

// Without a left join where the link has to be there: the database may then begin with the links.
const joined = (companyId: string, ask: UsersFilter) => {
  const join =
    ask.state === 'leaving' || (ask.source !== null && ask.source !== 'hand') ? sql`join` : sql`left join`;
  return sql`users u ${join} links l on l.user_id = u.id and l.company_id = ${companyId}`;
};

function presentFilters(ask: UsersFilter): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [];
  if (ask.search !== null) filters.push(presentMatch(sql`u.search`, ask.search));
  if (ask.state === 'active') filters.push(sql`l.missing_since is null`);
  if (ask.state === 'leaving') filters.push(sql`l.missing_since is not null`);
  if (ask.source === 'hand') filters.push(sql`l.user_id is null`);
  else if (ask.source !== null) filters.push(sql`l.template_id = ${ask.source}::uuid`);
  if (ask.settingsTemplate !== null)
    filters.push(sql`u.settings_template_id = ${ask.settingsTemplate}::uuid`);
  return filters;
}

const sortKeys: Record<UsersAsk['sort'], SortKey> = {
  name: { by: sql`u.search`, as: 'text' },
  alias: { by: sql`u.alias_key`, as: 'text' },
  number: { by: sql`u.pstn_fixed`, as: 'text' },
};

async function readKeys(db: Kysely<Tables>, companyId: string, ask: UsersAsk): Promise<PageKeys> {
  const list = presentList(companyId, ask, sortKeys[ask.sort]);
  return ask.sort === 'number' ? readByNumber(db, list, ask) : readPageKeys(db, list, ask);
}

/** Users without a number come last, whichever way the others go; their part of the list is one of its own. */
async function readByNumber(db: Kysely<Tables>, list: PagedList, ask: UsersAsk): Promise<PageKeys> {
  const without = { ...list, keys: [id], filters: [...list.filters, sql`u.pstn_fixed is null`] };
  if (ask.after?.length === 1) return readPageKeys(db, without, ask);
  const having = { ...list, within: sql`${list.within} and u.pstn_fixed is not null` };
  const page = await readPageKeys(db, having, ask);
  if (page.hasMore && page.total === null) return page;
  const before = ask.offset ? Math.max(0, ask.offset - (await readCount(db, having, null))) : ask.offset;
  const left = page.hasMore ? 0 : ask.limit - page.keys.length;
  const rest = await readPageKeys(db, without, { limit: left, after: null, offset: before });
  const total = page.total && {
    count: page.total.count + (rest.total?.count ?? 0),
    isExact: page.total.isExact && (rest.total?.isExact ?? true),
  };
  return { keys: [...page.keys, ...rest.keys], hasMore: page.hasMore || rest.hasMore, total };
}
