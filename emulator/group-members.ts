// Who is in a group, directly or through nested groups (cycles do no harm), and in which groups an object is.
// Lists come from the index, which may lag; membership checks of one person never do.
import type { Directory } from './directory.ts';
import type { Group } from './groups.ts';

/** Ids of users and groups as lists show them: live ones only, each once, the group itself never. */
export function readMembers(directory: Directory, group: Group, isTransitive: boolean): readonly string[] {
  if (directory.memberLists.version !== directory.version) {
    directory.memberLists = { version: directory.version, lists: new Map() };
  }
  const key = `${group.id}/${isTransitive}`;
  const known = directory.memberLists.lists.get(key);
  if (known) return known;
  const found = new Set<string>();
  collectMembers(directory, group, isTransitive, found);
  found.delete(group.id);
  const listed = [...found];
  directory.memberLists.lists.set(key, listed);
  return listed;
}

function collectMembers(directory: Directory, group: Group, isTransitive: boolean, found: Set<string>): void {
  for (const id of directory.index.membersOf(group)) {
    if (found.has(id)) continue;
    const nested = directory.groups.live(id);
    const person = nested ? undefined : directory.people.get(id);
    if (!nested && !(person && directory.index.lists(person))) continue;
    found.add(id);
    if (nested && isTransitive) collectMembers(directory, nested, isTransitive, found);
  }
}

/** Live groups that hold the object, directly or also through groups in groups. */
export function readGroupsOf(directory: Directory, objectId: string, isTransitive: boolean): Group[] {
  const found = new Map<string, Group>();
  let wanted = [objectId];
  while (wanted.length > 0) {
    const next: string[] = [];
    for (const group of directory.groups.all.values()) {
      if (group.deletedAt !== null || found.has(group.id)) continue;
      if (wanted.some((id) => group.members.has(id))) {
        found.set(group.id, group);
        next.push(group.id);
      }
    }
    wanted = isTransitive ? next : [];
  }
  return [...found.values()];
}
