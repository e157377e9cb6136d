// The table of Graph paths this emulator answers. A path that Graph has and this table lacks is answered as an
// unknown segment, loudly, so that a client never mistakes a gap here for an empty directory.
import type { GraphAnswer, GraphCall } from './graph-call.ts';
import { GraphError, unsupportedQuery } from './graph-error.ts';
import { answerGroupsDelta } from './groups-delta.ts';
import {
  answerGroup,
  answerGroupCount,
  answerGroups,
  answerMemberCount,
  answerMembers,
} from './list-groups.ts';
import { answerUserCount, answerUsers } from './list-users.ts';
import {
  answerCheckMemberGroups,
  answerManager,
  answerMemberOf,
  answerPhoto,
  answerUser,
} from './single-user.ts';
import {
  answerApplication,
  answerDeletedItem,
  answerDeletedUsers,
  answerOrganization,
  answerRestore,
} from './tenant-objects.ts';
import { answerUsersDelta } from './users-delta.ts';

const unknownSegment = (segment: string | undefined): GraphError =>
  new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment ?? ''}'.`);

const isDelta = (segment: string | undefined): boolean =>
  /^(microsoft\.graph\.)?delta(\(\))?$/.test(segment ?? '');

function mustBe(call: GraphCall, method: string): void {
  if (call.method !== method) {
    throw new GraphError(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    );
  }
}

function answerUserPath(call: GraphCall, key: string, rest: string[]): GraphAnswer {
  const [segment, further] = rest;
  if (segment?.replace('microsoft.graph.', '') === 'checkMemberGroups') {
    mustBe(call, 'POST');
    return answerCheckMemberGroups(call, key);
  }
  mustBe(call, 'GET');
  if (segment === undefined) return answerUser(call, key);
  if (segment === 'manager') return answerManager(call, key);
  if (segment === 'photo' || segment === 'photos') return answerPhoto(call, key);
  if (segment === 'memberOf' || segment === 'transitiveMemberOf') {
    if (further !== undefined && further !== 'microsoft.graph.group') throw unsupportedQuery();
    return answerMemberOf(call, key, segment === 'transitiveMemberOf', further);
  }
  throw unknownSegment(segment);
}

function answerUsersPath(call: GraphCall, [key, ...rest]: string[]): GraphAnswer {
  if (key !== undefined && !isDelta(key) && key !== '$count') return answerUserPath(call, key, rest);
  mustBe(call, 'GET');
  if (key === undefined) return answerUsers(call);
  return key === '$count' ? answerUserCount(call) : answerUsersDelta(call);
}

function answerGroupsPath(call: GraphCall, [id, ...rest]: string[]): GraphAnswer {
  mustBe(call, 'GET');
  if (id === undefined) return answerGroups(call);
  if (id === '$count') return answerGroupCount(call);
  if (isDelta(id)) return answerGroupsDelta(call);
  if (rest.length === 0) return answerGroup(call, id);
  if (rest[0] !== 'members' && rest[0] !== 'transitiveMembers') throw unknownSegment(rest[0]);
  return rest.at(-1) === '$count'
    ? answerMemberCount(call, id, rest.slice(0, -1))
    : answerMembers(call, id, rest);
}

function answerDirectoryPath(
  call: GraphCall,
  segments: string[],
  restore: (id: string) => void,
): GraphAnswer {
  const [kind, id, action] = segments;
  if (kind !== 'deletedItems') throw unknownSegment(kind);
  if (id === undefined) throw unsupportedQuery('The type of the deleted items must be named.');
  if (id === 'microsoft.graph.user') {
    mustBe(call, 'GET');
    return answerDeletedUsers(call);
  }
  if (action === 'restore') {
    mustBe(call, 'POST');
    return answerRestore(call, id, restore);
  }
  mustBe(call, 'GET');
  return answerDeletedItem(call, id);
}

/** `users('key')` is another way to write `users/key`. */
function splitKey(segments: string[]): string[] {
  const [, name, key] = /^(\w+)\('(.+)'\)$/.exec(segments[0] ?? '') ?? [];
  return name !== undefined && key !== undefined
    ? [name, key.replaceAll("''", "'"), ...segments.slice(1)]
    : segments;
}

export function answerGraphPath(call: GraphCall, restore: (id: string) => void): GraphAnswer {
  const [collection, ...rest] = splitKey(call.segments);
  switch (collection) {
    case 'users':
      return answerUsersPath(call, rest);
    case 'groups':
      return answerGroupsPath(call, rest);
    case 'directory':
      return answerDirectoryPath(call, rest, restore);
    case 'organization':
      mustBe(call, 'GET');
      return answerOrganization(call);
    case undefined:
    default:
      return answerApplicationPath(call, collection);
  }
}

function answerApplicationPath(call: GraphCall, collection: string | undefined): GraphAnswer {
  const [, appId] = /^applications\(appId='([^']+)'\)$/.exec(call.segments[0] ?? '') ?? [];
  if (appId === undefined) throw unknownSegment(collection);
  mustBe(call, 'GET');
  return answerApplication(call, appId);
}
