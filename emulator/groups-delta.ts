// GET /groups/delta (REFERENCE 6.3): groups with members@delta, ids only, large groups told in parts over several
// items and pages. A soft-deleted user is silent here; only a purge removes. Direct members only.
import { mustMay } from './access.ts';
import { presentDeltaLink, presentDeltaNextLink, readDeltaState, type DeltaState } from './delta-state.ts';
import {
  answerJson,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import type { Group } from './groups.ts';
import { createObjectWriter, type ObjectWriter } from './object-writer.ts';
import { decideProperties } from './select.ts';

interface MemberEntry {
  id: string;
  type: 'user' | 'group';
  removed: boolean;
}

const presentMember = ({ id, type, removed }: MemberEntry): string =>
  `{"@odata.type":"#microsoft.graph.${type}","id":"${id}"${removed ? ',"@removed":{"reason":"deleted"}' : ''}}`;

/** The same group comes again for each further part of its members. */
function presentGroup(text: string, members: readonly MemberEntry[], partSize: number): string[] {
  if (members.length === 0) return [text];
  const items: string[] = [];
  for (let at = 0; at < members.length; at += partSize) {
    const part = members
      .slice(at, at + partSize)
      .map(presentMember)
      .join(',');
    items.push(`${text.slice(0, -1)},"members@delta":[${part}]}`);
  }
  return items;
}

function listMembers(call: GraphCall, group: Group): MemberEntry[] {
  return [...group.members].map((id) => ({
    id,
    type: call.directory.groups.get(id) ? 'group' : 'user',
    removed: false,
  }));
}

interface Tracked {
  write: ObjectWriter;
  names: ReadonlySet<string>;
  hasMembers: boolean;
}

function planTracking(call: GraphCall, state: DeltaState): Tracked {
  const { catalog } = call.directory;
  const names = decideProperties(state.select, catalog.groupDefaults, {
    known: catalog.group,
    typeName: 'Group',
    isCollection: true,
    roles: call.roles,
    navigation: ['members'],
  });
  const columns = names.filter((name) => name !== 'members');
  return {
    write: createObjectWriter(catalog.group, columns, 'delta'),
    names: new Set(names),
    hasMembers: columns.length < names.length,
  };
}

function listFirstRound(call: GraphCall, state: DeltaState, tracked: Tracked): string[] {
  const partSize = call.directory.settings.deltaMembersPerItem;
  return [...call.directory.groups.all.values()]
    .filter((group) => group.deletedAt === null && (state.ids?.includes(group.id) ?? true))
    .flatMap((group) =>
      presentGroup(tracked.write(group), tracked.hasMembers ? listMembers(call, group) : [], partSize),
    );
}

function listLaterRound(call: GraphCall, state: DeltaState, tracked: Tracked): string[] {
  const touched = new Map<string, { isNew: boolean; members: Map<string, MemberEntry> }>();
  for (const change of call.directory.groupChanges.between(state.from, state.to)) {
    if (state.ids && !state.ids.includes(change.id)) continue;
    const isTracked =
      !['updated', 'member'].includes(change.kind) || change.props.some((name) => tracked.names.has(name));
    if (!isTracked) continue;
    const so = touched.get(change.id) ?? { isNew: false, members: new Map<string, MemberEntry>() };
    touched.set(change.id, so);
    so.isNew ||= change.kind === 'created';
    if (change.member && tracked.hasMembers) so.members.set(change.member.id, change.member);
  }
  const partSize = call.directory.settings.deltaMembersPerItem;
  return [...touched].flatMap(([id, { isNew, members }]) => {
    const group = call.directory.groups.live(id);
    if (!group) return [`{"id":"${id}","@removed":{"reason":"changed"}}`];
    const all = isNew && tracked.hasMembers ? listMembers(call, group) : [...members.values()];
    return presentGroup(tracked.write(group), all, partSize);
  });
}

export function answerGroupsDelta(call: GraphCall): GraphAnswer {
  mustMay(call, 'groups');
  const state = readDeltaState(call, 'groups');
  const tracked = planTracking(call, state);
  const context = presentContext(call, 'groups', state.select);
  if (call.options.deltaToken?.toLowerCase() === 'latest') {
    return answerJson(writeCollection(context, { deltaLink: presentDeltaLink(call, state) }, []));
  }
  const items =
    state.round === 'first' ? listFirstRound(call, state, tracked) : listLaterRound(call, state, tracked);
  const end = state.position + call.directory.settings.deltaPageSize;
  const links =
    end < items.length
      ? { nextLink: presentDeltaNextLink(call, state, end) }
      : { deltaLink: presentDeltaLink(call, state) };
  return answerJson(writeCollection(context, links, items.slice(state.position, end)));
}
