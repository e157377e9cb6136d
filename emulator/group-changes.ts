// What can happen to groups: made, renamed, deleted, members added, removed and moved, rules worked in.
// Each writes the change log that groups/delta reads. Lists may lag behind; see index-lag.ts.
import { presentInstant } from './clock.ts';
import { assertProps, TenantError, type Directory } from './directory.ts';
import { isDynamic, type Group } from './groups.ts';
import { matchRule, parseRule } from './membership-rule.ts';
import { textOf, type Props } from './properties.ts';

export interface GroupChanges {
  createGroup(props: Props & { displayName: string; id?: string; members?: string[] }): string;
  updateGroup(id: string, patch: Props): void;
  renameGroup(id: string, displayName: string): void;
  deleteGroup(id: string): void;
  addMember(groupId: string, memberId: string): void;
  removeMember(groupId: string, memberId: string): void;
  moveMember(fromGroupId: string, toGroupId: string, memberId: string): void;
  /** Works changed attributes into rule-based groups whose waiting time is over. */
  settleDynamicGroups(): void;
}

function mustFindGroup(directory: Directory, id: string): Group {
  const group = directory.groups.live(id);
  if (!group) throw new TenantError('notFound', `no group ${id}`);
  return group;
}

function setMember(directory: Directory, group: Group, memberId: string, isMember: boolean): void {
  const id = memberId.toLowerCase();
  if (group.members.has(id) === isMember) return;
  const type = directory.groups.get(id) ? 'group' : 'user';
  directory.index.beforeGroupChange(group);
  if (isMember) group.members.add(id);
  else group.members.delete(id);
  const member = { id, type, removed: !isMember } as const;
  directory.groupChanges.append({ id: group.id, kind: 'member', props: ['members'], member });
  directory.version++;
}

function mustExist(directory: Directory, memberId: string): void {
  if (!directory.people.live(memberId) && !directory.groups.live(memberId)) {
    throw new TenantError('notFound', `no user or group ${memberId}`);
  }
}

function setMemberByHand(directory: Directory, groupId: string, memberId: string, isMember: boolean): void {
  const group = mustFindGroup(directory, groupId);
  if (isDynamic(group)) throw new TenantError('invalid', `group ${groupId} has a rule; change the people`);
  if (isMember) mustExist(directory, memberId);
  if (isMember === group.members.has(memberId.toLowerCase())) {
    throw new TenantError('invalid', `${memberId} is ${isMember ? 'already' : 'not'} a member of ${groupId}`);
  }
  setMember(directory, group, memberId, isMember);
}

function createGroup(directory: Directory, given: Parameters<GroupChanges['createGroup']>[0]): string {
  const { id: wantedId, members = [], ...props } = given;
  assertProps(directory.catalog.group, props);
  const types = Array.isArray(props['groupTypes']) ? props['groupTypes'] : [];
  const rule = props['membershipRule'];
  if (types.includes('DynamicMembership') && typeof rule !== 'string') {
    throw new TenantError('invalid', 'a group with DynamicMembership needs a membershipRule');
  }
  if (typeof rule === 'string') parseRule(rule);
  const id = (wantedId ?? directory.random.guid()).toLowerCase();
  if (directory.groups.get(id)) throw new TenantError('invalid', `group ${id} exists`);
  for (const member of members) mustExist(directory, member);
  const isUnified = types.includes('Unified');
  const group = directory.groups.add(id, {
    description: null,
    mailEnabled: isUnified,
    mailNickname: `g${id.slice(0, 8)}`,
    securityEnabled: !isUnified,
    groupTypes: types,
    visibility: isUnified ? 'Public' : null,
    createdDateTime: presentInstant(directory.clock.now()),
    ...(typeof rule === 'string' ? { membershipRuleProcessingState: 'On' } : {}),
    ...props,
  });
  directory.groupChanges.append({ id, kind: 'created', props: [] });
  directory.version++;
  for (const member of members) setMember(directory, group, member, true);
  if (isDynamic(group)) group.dueSince = directory.clock.now();
  return id;
}

function updateGroup(directory: Directory, id: string, patch: Props): void {
  const group = mustFindGroup(directory, id);
  assertProps(directory.catalog.group, patch);
  if (typeof patch['membershipRule'] === 'string') {
    parseRule(patch['membershipRule']);
    group.dueSince ??= directory.clock.now();
  }
  Object.assign(group.props, patch);
  directory.groupChanges.append({ id: group.id, kind: 'updated', props: Object.keys(patch) });
  directory.version++;
}

function settleGroup(directory: Directory, group: Group): void {
  group.dueSince = null;
  const rule = parseRule(textOf(group.props['membershipRule']));
  for (const person of directory.people.all) {
    if (person && person.deletedAt === null) {
      setMember(directory, group, person.id, matchRule(rule, person.props));
    }
  }
}

export function createGroupChanges(directory: Directory): GroupChanges {
  return {
    createGroup: (props) => createGroup(directory, props),
    updateGroup: (id, patch) => updateGroup(directory, id, patch),
    renameGroup: (id, displayName) => updateGroup(directory, id, { displayName }),
    deleteGroup(id) {
      const group = mustFindGroup(directory, id);
      group.deletedAt = directory.clock.now();
      directory.groupChanges.append({ id: group.id, kind: 'deleted', props: [] });
      directory.version++;
    },
    addMember: (groupId, memberId) => setMemberByHand(directory, groupId, memberId, true),
    removeMember: (groupId, memberId) => setMemberByHand(directory, groupId, memberId, false),
    moveMember(fromGroupId, toGroupId, memberId) {
      mustFindGroup(directory, toGroupId);
      setMemberByHand(directory, fromGroupId, memberId, false);
      setMemberByHand(directory, toGroupId, memberId, true);
    },
    settleDynamicGroups() {
      const latest = directory.clock.now() - directory.settings.dynamicDelayMs;
      for (const group of directory.groups.all.values()) {
        if (group.dueSince !== null && group.dueSince <= latest) settleGroup(directory, group);
      }
    },
  };
}
