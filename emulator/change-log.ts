// The append-only record of what happened to users and groups, which delta rounds are read from.
// A position is a count of entries. Entries younger than the lag are not visible yet, so a change can
// come late (REFERENCE 5.4). It decides nothing about what an answer looks like.
import type { Clock } from './clock.ts';

type ChangeKind = 'created' | 'updated' | 'deleted' | 'restored' | 'purged' | 'member';

export interface Change {
  at: number;
  id: string;
  kind: ChangeKind;
  /** Properties that changed; empty for kinds that concern the whole object. */
  props: readonly string[];
  member?: { id: string; type: 'user' | 'group'; removed: boolean };
}

export interface ChangeLog {
  append(change: Omit<Change, 'at'>): void;
  /** The position up to which entries are at least `lagMs` old. */
  position(lagMs: number): number;
  between(from: number, to: number): readonly Change[];
}

export function createChangeLog(clock: Clock): ChangeLog {
  const entries: Change[] = [];
  return {
    append: (change) => void entries.push({ at: clock.now(), ...change }),
    position(lagMs) {
      let position = entries.length;
      if (lagMs <= 0) return position;
      const youngest = clock.now() - lagMs;
      while (position > 0 && (entries[position - 1]?.at ?? 0) > youngest) position--;
      return position;
    },
    between: (from, to) => entries.slice(from, to),
  };
}
