// One user and what hangs on it: /users/{id|upn}, manager, memberOf, transitiveMemberOf, checkMemberGroups.
// A soft-deleted user is 404 here. Photos are 404 always: this tenant has none.
import { may, mustMay } from './access.ts';
import { createMemberWriter } from './mixed-objects.ts';
import { readGroupsOf } from './group-members.ts';
import {
  answerJson,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import { badRequest, denied, GraphError, notFound, unsupportedQuery } from './graph-error.ts';
import { createManagerWriter, decideExpand } from './list-users.ts';
import { createObjectWriter } from './object-writer.ts';
import { presentNextLink, readPageState } from './page-state.ts';
import type { Person } from './people.ts';
import { decideProperties } from './select.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function findPerson(call: GraphCall, key: string): Person {
  const { people } = call.directory;
  const person = GUID.test(key) ? people.live(key) : people.liveByUpn(key);
  if (!person) throw notFound(key);
  return person;
}

function writePerson(call: GraphCall, person: Person, extra: string, odataType?: string): string {
  const { catalog } = call.directory;
  const names = decideProperties(call.options.select, catalog.userDefaults, {
    known: catalog.user,
    typeName: 'User',
    isCollection: false,
    roles: call.roles,
  });
  const write = createObjectWriter(catalog.user, names, 'list', odataType);
  const expand = decideExpand(call, readPageState(call, 'user'));
  return `${extra}${createManagerWriter(call, write, expand)(person).slice(1)}`;
}

const contextOf = (call: GraphCall, set: string, select: readonly string[] | null): string =>
  `{"@odata.context":${JSON.stringify(`${presentContext(call, set, select)}/$entity`)},`;

export function answerUser(call: GraphCall, key: string): GraphAnswer {
  mustMay(call, 'users');
  const person = findPerson(call, key);
  return answerJson(writePerson(call, person, contextOf(call, 'users', call.options.select)));
}

export function answerManager(call: GraphCall, key: string): GraphAnswer {
  mustMay(call, 'users');
  const person = findPerson(call, key);
  const manager = person.managerId ? call.directory.people.live(person.managerId) : undefined;
  if (!manager) throw notFound('manager');
  const context = contextOf(call, 'directoryObjects', null);
  return answerJson(writePerson(call, manager, context, '#microsoft.graph.user'));
}

export function answerMemberOf(
  call: GraphCall,
  key: string,
  isTransitive: boolean,
  cast: string | undefined,
): GraphAnswer {
  mustMay(call, 'users');
  const { directory, options } = call;
  const person = findPerson(call, key);
  const kind = isTransitive ? 'transitiveMemberOf' : 'memberOf';
  const resource = ['users', key, kind, ...(cast ? [cast] : [])].join('/');
  const state = readPageState(call, resource);
  if (cast && (options.filter ?? options.search) !== null && !options.isAdvanced) throw unsupportedQuery();
  const write = createMemberWriter(call, state.select);
  const ids = readGroupsOf(directory, person.id, isTransitive).map((group) => group.id);
  const end = state.position + state.top;
  const items = ids.slice(state.position, end).flatMap((id) => write(id) ?? []);
  const nextLink = end < ids.length ? presentNextLink(call, resource, state, end) : undefined;
  const context = presentContext(call, cast ? 'groups' : 'directoryObjects', state.select);
  return answerJson(writeCollection(context, { nextLink }, items));
}

const MOST_CHECKED = 20;

export function answerCheckMemberGroups(call: GraphCall, key: string): GraphAnswer {
  mustMay(call, 'users');
  if (!may(call, 'groups')) throw denied();
  const body = call.body as { groupIds?: unknown } | null;
  const wanted = body?.groupIds;
  if (
    !Array.isArray(wanted) ||
    !wanted.every((id): id is string => typeof id === 'string' && GUID.test(id))
  ) {
    throw badRequest("The parameter 'groupIds' must be a collection of object identifiers.");
  }
  if (wanted.length > MOST_CHECKED) {
    throw badRequest(`The number of groupIds exceeds the maximum of ${MOST_CHECKED}.`);
  }
  const person = findPerson(call, key);
  const held = new Set(readGroupsOf(call.directory, person.id, true).map((group) => group.id));
  const value = wanted.filter((id) => held.has(id.toLowerCase())).map((id) => JSON.stringify(id));
  return answerJson(writeCollection(presentContext(call, 'Collection(Edm.String)', null), {}, value));
}

export function answerPhoto(call: GraphCall, key: string): GraphAnswer {
  mustMay(call, 'users');
  findPerson(call, key);
  throw new GraphError(404, 'ImageNotFound', 'The photo wasn’t found.');
}
