// Who belongs to which of some groups, for rules that ask for one: a few people are asked for by id, of many the groups are
// listed. Whatever can not be told ends the read (R1): nobody may get what a rule does not mean for her.
import type { Membership, MembershipRequest, ResolvedGroup } from '../source.ts';
import { readDirect, readTransitive } from './absence.ts';
import { permissionMissing, protocolError, unavailable } from './entra-error.ts';
import type { Graph } from './graph.ts';
import { expiredTooOften, matchPage, readGroup } from './members.ts';
import { MOST_RESTARTS } from './pages.ts';
import { parseId } from './schema.ts';

export async function* readMemberships(
  graph: Graph,
  request: MembershipRequest,
  now: () => number,
): AsyncGenerator<Membership[], void> {
  if (request.people === null) {
    for (const group of request.groups) yield* listMembers(graph, group, request.nestedGroups);
  } else yield await checkPeople(graph, request.people, request, now);
}

/** A listing that begins again gives the same people once more. */
async function* listMembers(
  graph: Graph,
  group: ResolvedGroup,
  isNested: boolean,
): AsyncGenerator<Membership[], void> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    let hasExpired = false;
    for await (const listed of readGroup(graph, group, isNested, '$select=id')) {
      const items = matchPage(listed, group);
      if (items === null) hasExpired = true;
      else yield items.map((item) => ({ person: parseId(item, 'a member'), groups: [group.id] }));
    }
    if (!hasExpired) return;
  }
  throw expiredTooOften();
}

async function checkPeople(
  graph: Graph,
  people: readonly string[],
  { groups, nestedGroups }: MembershipRequest,
  now: () => number,
): Promise<Membership[]> {
  const scope = { memberOf: [...groups], notMemberOf: [], nestedGroups };
  const found = nestedGroups
    ? await readTransitive(graph, people, scope, now)
    : await readDirect(graph, people, now);
  const memberships: Membership[] = [];
  for (const person of people) {
    const hers = found.get(person) ?? 'no answer';
    // Deleted since she was read: nothing is known of her, and the next run will not find her.
    if (typeof hers === 'string' && hers.startsWith('status 404')) continue;
    if (typeof hers === 'string') throw mapTrouble(hers);
    const ids = groups.flatMap(({ id }) => (hers.has(id.toLowerCase()) ? [id] : []));
    memberships.push({ person, groups: ids });
  }
  return memberships;
}

function mapTrouble(why: string): Error {
  if (why.startsWith('status 403'))
    return permissionMissing('Group.Read.All', 'Graph does not tell the groups of a person.');
  const isStatus = why.startsWith('status');
  return isStatus
    ? unavailable('Microsoft Graph', `it did not tell the groups of a person (${why})`)
    : protocolError(`the groups of a person came as ${why}.`);
}
