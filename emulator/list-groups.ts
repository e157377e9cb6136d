// GET /groups, /groups/{id}, members and transitiveMembers with and without the user cast, and their $count.
// Keeps the header rule of casts on every page and the silence about hidden memberships.
import { may, mustMay } from './access.ts';
import { readMembers } from './group-members.ts';
import {
  answerJson,
  answerText,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import { badRequest, denied, GraphError, notFound, unsupportedQuery } from './graph-error.ts';
import type { Group } from './groups.ts';
import { createCastWriter, createMemberWriter } from './mixed-objects.ts';
import { createObjectWriter } from './object-writer.ts';
import { presentNextLink, readPageState, type PageState } from './page-state.ts';
import { decideProperties } from './select.ts';
import { createQueryMatcher, decideOrder } from './user-query.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function createGroupWriter(call: GraphCall, select: string[] | null): (group: Group) => string {
  const { catalog } = call.directory;
  const names = decideProperties(select, catalog.groupDefaults, {
    known: catalog.group,
    typeName: 'Group',
    isCollection: true,
    roles: call.roles,
  });
  return createObjectWriter(catalog.group, names, 'list');
}

function selectGroups(
  call: GraphCall,
  query: Pick<PageState, 'filter' | 'orderby' | 'search' | 'isAdvanced'>,
): Group[] {
  const matches = createQueryMatcher(query, call.directory.catalog.group, 'Group');
  const found = [...call.directory.groups.all.values()].filter(
    (group) => group.deletedAt === null && matches(group),
  );
  const order = decideOrder(query);
  return order ? found.toSorted(order) : found;
}

export function answerGroups(call: GraphCall): GraphAnswer {
  mustMay(call, 'groups');
  const state = readPageState(call, 'groups');
  const write = createGroupWriter(call, state.select);
  const groups = selectGroups(call, state);
  const end = state.position + state.top;
  const nextLink = end < groups.length ? presentNextLink(call, 'groups', state, end) : undefined;
  const count = state.isFirst && call.options.isAdvanced ? groups.length : undefined;
  const context = presentContext(call, 'groups', state.select);
  const items = groups.slice(state.position, end).map(write);
  return answerJson(writeCollection(context, { count, nextLink }, items));
}

export function answerGroupCount(call: GraphCall): GraphAnswer {
  mustMay(call, 'groups');
  if (!call.options.isEventual) throw badRequest('$count is not currently supported.');
  return answerText(String(selectGroups(call, { ...call.options, isAdvanced: true }).length));
}

function findGroup(call: GraphCall, id: string): Group {
  if (!GUID.test(id)) throw badRequest(`Invalid object identifier '${id}'.`);
  const group = call.directory.groups.live(id);
  if (!group) throw notFound(id);
  return group;
}

export function answerGroup(call: GraphCall, id: string): GraphAnswer {
  mustMay(call, 'groups');
  const text = createGroupWriter(call, call.options.select)(findGroup(call, id));
  const context = `${presentContext(call, 'groups', call.options.select)}/$entity`;
  return answerJson(`{"@odata.context":${JSON.stringify(context)},${text.slice(1)}`);
}

interface MemberList {
  isTransitive: boolean;
  cast: 'user' | 'group' | null;
  resource: string;
}

function planMemberList(id: string, segments: string[]): MemberList {
  const [kind = '', castName] = segments;
  const cast = castName?.replace(/^microsoft\.graph\./, '') ?? null;
  if (cast !== null && cast !== 'user' && cast !== 'group') {
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${castName}'.`);
  }
  return {
    isTransitive: kind === 'transitiveMembers',
    cast,
    resource: ['groups', id, ...segments].join('/'),
  };
}

function selectMembers(call: GraphCall, group: Group, list: MemberList, state: PageState): readonly string[] {
  const { directory } = call;
  if (group.props['visibility'] === 'HiddenMembership' && !may(call, 'hiddenMembers')) {
    if (directory.settings.hiddenMembers === 'forbidden') throw denied();
    return [];
  }
  const ids = readMembers(directory, group, list.isTransitive);
  const cast =
    list.cast === null
      ? ids
      : ids.filter((id) => (directory.groups.get(id) ? 'group' : 'user') === list.cast);
  if (state.filter === null && state.search === null) return cast;
  const known = list.cast === 'group' ? directory.catalog.group : directory.catalog.user;
  const matches = createQueryMatcher(state, known, list.cast === 'group' ? 'Group' : 'User');
  return cast.filter((id) => {
    const object = directory.groups.get(id) ?? directory.people.get(id);
    return object !== undefined && matches(object);
  });
}

/** A cast combined with options is an advanced query; how its absence shows is a setting (REFERENCE 6.2). */
function checkCastHeader(call: GraphCall, list: MemberList): void {
  const { options, directory } = call;
  if (options.filter !== null && !options.isAdvanced) throw unsupportedQuery();
  if (list.cast === null || options.isAdvanced || options.skipToken !== null) return;
  const hasOptions = options.select !== null || options.top !== null || options.search !== null;
  if (hasOptions && directory.settings.castWithoutHeader === 'refuse') throw unsupportedQuery();
}

export function answerMembers(call: GraphCall, id: string, segments: string[]): GraphAnswer {
  mustMay(call, 'groups');
  const { directory, options } = call;
  const list = planMemberList(id, segments);
  const group = findGroup(call, id);
  checkCastHeader(call, list);
  const state = readPageState(call, list.resource);
  const members = selectMembers(call, group, list, state);
  const end = state.position + state.top;
  const page = members.slice(state.position, end);
  const nextLink = end < members.length ? presentNextLink(call, list.resource, state, end) : undefined;
  const count = state.isFirst && options.isAdvanced ? members.length : undefined;
  let items: string[];
  if (list.cast === 'user') {
    const write = createCastWriter(call, state.select);
    items = page.flatMap((member) => {
      const person = directory.people.get(member);
      return person ? write(person) : [];
    });
  } else {
    const write = createMemberWriter(call, state.select);
    items = page.flatMap((member) => write(member) ?? []);
  }
  const set = list.cast === null ? 'directoryObjects' : `${list.cast}s`;
  return answerJson(writeCollection(presentContext(call, set, state.select), { count, nextLink }, items));
}

export function answerMemberCount(call: GraphCall, id: string, segments: string[]): GraphAnswer {
  mustMay(call, 'groups');
  const group = findGroup(call, id);
  if (!call.options.isEventual) throw badRequest('$count is not currently supported.');
  const list = planMemberList(id, segments);
  const state: PageState = { ...readPageState(call, list.resource), isAdvanced: true };
  return answerText(String(selectMembers(call, group, list, state).length));
}
