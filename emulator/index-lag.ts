// The search index that lists are answered from lags behind the directory. On demand it is held still: a user
// deleted meanwhile stays listed, a new member or user is not listed yet. Reading one object is never stale.
import type { Group } from './groups.ts';
import type { Person } from './people.ts';

export interface IndexLag {
  hold(peopleSoFar: number): void;
  catchUp(): void;
  isHeld(): boolean;
  /** To be called before a change, so that the index can remember what was. */
  beforeGroupChange(group: Group): void;
  beforePersonChange(person: Person): void;
  membersOf(group: Group): ReadonlySet<string>;
  lists(person: Person): boolean;
}

export function createIndexLag(): IndexLag {
  let peopleSoFar: number | null = null;
  const members = new Map<string, ReadonlySet<string>>();
  const wasLive = new Map<string, boolean>();
  return {
    hold(count) {
      peopleSoFar ??= count;
    },
    catchUp() {
      peopleSoFar = null;
      members.clear();
      wasLive.clear();
    },
    isHeld: () => peopleSoFar !== null,
    beforeGroupChange(group) {
      if (peopleSoFar !== null && !members.has(group.id)) members.set(group.id, new Set(group.members));
    },
    beforePersonChange(person) {
      if (peopleSoFar !== null && !wasLive.has(person.id)) wasLive.set(person.id, person.deletedAt === null);
    },
    membersOf: (group) => members.get(group.id) ?? group.members,
    lists(person) {
      if (peopleSoFar !== null && person.ordinal >= peopleSoFar) return false;
      return wasLive.get(person.id) ?? person.deletedAt === null;
    },
  };
}
