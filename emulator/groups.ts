// The store of groups and who is directly in them (users and groups, cycles allowed).
// Rules about changing it are in group-changes.ts; who sees what is decided where answers are made.
import type { Props } from './properties.ts';

export interface Group {
  readonly id: string;
  props: Props;
  /** Ids of users and groups, in the order they joined. */
  members: Set<string>;
  deletedAt: number | null;
  /** For rule-based groups: since when a change waits to be worked in; null = nothing waits. */
  dueSince: number | null;
}

export interface Groups {
  readonly all: ReadonlyMap<string, Group>;
  add(id: string, props: Props): Group;
  live(id: string): Group | undefined;
  get(id: string): Group | undefined;
  drop(group: Group): void;
}

export function createGroups(): Groups {
  const all = new Map<string, Group>();
  return {
    all,
    add(id, props) {
      const group: Group = { id, props, members: new Set(), deletedAt: null, dueSince: null };
      all.set(id, group);
      return group;
    },
    get: (id) => all.get(id.toLowerCase()),
    live(id) {
      const group = all.get(id.toLowerCase());
      return group?.deletedAt === null ? group : undefined;
    },
    drop: (group) => void all.delete(group.id),
  };
}

export const isDynamic = (group: Group): boolean =>
  Array.isArray(group.props['groupTypes']) && group.props['groupTypes'].includes('DynamicMembership');
