// One emulated tenant as a test or the control API handles it: every operation that changes people, groups,
// apps, clock and index in one object. It answers no request; graph.ts and sign-in.ts do.
import { createDirectory, type Directory } from './directory.ts';
import { createGroupChanges, type GroupChanges } from './group-changes.ts';
import { createPersonChanges, type PersonChanges } from './person-changes.ts';

export interface Tenant extends PersonChanges, GroupChanges {
  readonly directory: Directory;
  readonly clock: Directory['clock'];
  readonly settings: Directory['settings'];
  readonly apps: Directory['apps'];
  /** Lists keep showing today's state until catchUpIndex(). */
  holdIndex(): void;
  catchUpIndex(): void;
  /** Every delta token given out so far is answered with 410 and a Location. */
  resetDelta(): void;
  /** Lets time do its work: empties the bin, works in membership rules. Called before each answer. */
  settle(): void;
}

export function createTenant(parts: Parameters<typeof createDirectory>[0]): Tenant {
  const directory = createDirectory(parts);
  const people = createPersonChanges(directory);
  const groups = createGroupChanges(directory);
  return {
    ...people,
    ...groups,
    directory,
    clock: directory.clock,
    settings: directory.settings,
    apps: directory.apps,
    holdIndex() {
      directory.index.hold(directory.people.all.length);
      directory.version++;
    },
    catchUpIndex() {
      directory.index.catchUp();
      directory.version++;
    },
    resetDelta() {
      directory.deltaEpoch++;
    },
    settle() {
      people.emptyBin();
      groups.settleDynamicGroups();
    },
  };
}
