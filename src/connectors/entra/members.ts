// Lists the people of the groups, each person once, with their fields (SPEC §4). A member without any name is a
// missing permission, and the read fails: a group is never shown empty or half (R1).
import type { FieldsPart, ReadPart, ResolvedGroup, Scope } from '../source.ts';
import { entraError, permissionMissing, protocolError } from './entra-error.ts';
import { checkWhole, isNamed, mapPerson, planSelect } from './fields.ts';
import type { Graph } from './graph.ts';
import { refused } from './graph.ts';
import { isExpiredPage, MOST_RESTARTS, readPages } from './pages.ts';
import type { Listed } from './pages.ts';
import { parseId } from './schema.ts';
import type { JsonObject } from './schema.ts';

export async function* readMembers(
  graph: Graph,
  scope: Scope,
  fields: readonly string[],
): AsyncGenerator<FieldsPart, void> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    if (restarts > 0) yield { part: 'restart' };
    if (yield* readGroups(graph, scope, fields)) return;
  }
  throw expiredTooOften();
}

/** False when a page token ended and all of it has to be read again. */
async function* readGroups(
  graph: Graph,
  scope: Scope,
  fields: readonly string[],
): AsyncGenerator<FieldsPart, boolean> {
  const seen = new Set<string>();
  for (const group of uniqueGroups(scope.memberOf)) {
    for await (const listed of readGroup(graph, group, scope.nestedGroups, planSelect(fields))) {
      const items = matchPage(listed, group);
      if (items === null) return false;
      if (!items.every(isNamed)) {
        throw permissionMissing(
          'User.Read.All',
          `Graph lists members of the group "${group.name}" without any name.`,
          { group: group.name },
        );
      }
      checkWhole(items, fields);
      const people = items
        .map((item) => mapPerson(item, fields, true))
        .filter(({ id }) => !seen.has(id) && seen.add(id));
      if (people.length > 0) yield { part: 'people', people };
    }
  }
  return true;
}

/** Ids of everybody in the notMemberOf groups, once each. */
export async function* readExcluded(graph: Graph, scope: Scope): AsyncGenerator<ReadPart, void> {
  for (const group of uniqueGroups(scope.notMemberOf)) {
    // Kept together until the group is whole: a listing begun again must not void the people who came before.
    const people = [...(await readIds(graph, group, scope.nestedGroups))];
    if (people.length > 0) yield { part: 'excluded', people };
  }
}

async function readIds(graph: Graph, group: ResolvedGroup, isNested: boolean): Promise<Set<string>> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    const ids = new Set<string>();
    let hasExpired = false;
    for await (const listed of readGroup(graph, group, isNested, '$select=id')) {
      const items = matchPage(listed, group);
      if (items === null) hasExpired = true;
      else for (const item of items) ids.add(parseId(item, 'a member'));
    }
    if (!hasExpired) return ids;
  }
  throw expiredTooOften();
}

export function readGroup(
  graph: Graph,
  group: ResolvedGroup,
  isNested: boolean,
  select: string,
): AsyncGenerator<Listed, void> {
  const members = isNested ? 'transitiveMembers' : 'members';
  // The cast with options is an advanced query: header and $count on every page, or page two fails.
  const path = `/groups/${encodeURIComponent(group.id)}/${members}/microsoft.graph.user?${select}&$top=999&$count=true`;
  return readPages(graph, path, { needs: 'Group.Read.All', eventual: true });
}

/** The people of a page; null when the listing has to begin again. */
export function matchPage(listed: Listed, group: ResolvedGroup): JsonObject[] | null {
  if (listed.is === 'page') return listed.page.items;
  if (isExpiredPage(listed.refusal)) return null;
  if (listed.refusal.status === 404) {
    throw entraError(
      'group.notFound',
      `The group "${group.name}" (${group.id}) went away while it was read.`,
      'Restore the group in Entra, or name another one in user_filter.',
      { about: { group: group.name, id: group.id, isGone: 'yes', candidates: [] } },
    );
  }
  throw refused(`The list of members of "${group.name}"`, listed.refusal);
}

function uniqueGroups(groups: readonly ResolvedGroup[]): ResolvedGroup[] {
  return [...new Map(groups.map((group) => [group.id.toLowerCase(), group])).values()];
}

export function expiredTooOften(): Error {
  return protocolError('the list of members expired before it was read, several times over.');
}
