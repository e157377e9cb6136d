// Whether a user may have an alias, a number or an extension when an administrator gives it, by hand or by undoing:
// the same rules as for a sync (SPEC §5), without a contest, because here somebody has said who gets it. Pure.
import { foldAlias } from './claims.ts';
import { presentDate } from './due.ts';
import { uniqueFields } from './mapping.ts';
import type { UniqueField } from './mapping.ts';
import { contestedReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { Values } from './steps.ts';

/** Who has the values that are asked for, and which of them nobody may have now. */
export interface ValueFacts {
  holders: Readonly<Record<UniqueField, ReadonlyMap<string, ValueHolder>>>;
  numberStates: ReadonlyMap<string, OpenState>;
  /** Extensions of deleted users that are kept for their persons. */
  keptExtensions: ReadonlyMap<string, { person: string; until: number }>;
  /** ms */
  now: number;
  timeZone: string;
}

export interface ValueHolder {
  user: string;
  person: string | null;
  name: string;
}

/** A number that is not free although nobody has it: `until` in ms, null for ever. */
export interface OpenState {
  state: 'reserved' | 'cooling';
  until: number | null;
  lastPerson: string | null;
  lastUser: string | null;
}

export interface Asker {
  user: string;
  person: string | null;
}

/** The key by which two values of this field are the same. */
export function presentKey(field: UniqueField, value: string): string {
  return field === 'alias' ? foldAlias(value) : value;
}

/** Unique values among these, as [field, value, key]. */
export function presentUnique(values: Values): [UniqueField, string, string][] {
  return uniqueFields.flatMap((field) => {
    const value = values[field];
    return typeof value === 'string' ? [[field, value, presentKey(field, value)]] : [];
  });
}

/** Why nobody but its last holder may have the value now; null when it is open. */
export function decideClosed(
  field: UniqueField,
  value: string,
  asker: Asker,
  facts: ValueFacts,
): Reason | null {
  if (field === 'alias') return null;
  if (field === 'extension') {
    const kept = facts.keptExtensions.get(value);
    if (kept === undefined || kept.person === asker.person || kept.until <= facts.now) return null;
    return contestedReason(field, 'cooling', value, undefined, presentDate(kept.until, facts.timeZone));
  }
  const state = facts.numberStates.get(value);
  if (state === undefined) return null;
  if (state.state === 'reserved') return contestedReason(field, 'reserved', value, undefined, null);
  const isHers =
    state.lastUser === asker.user || (state.lastPerson !== null && state.lastPerson === asker.person);
  if (isHers || (state.until !== null && state.until <= facts.now)) return null;
  const until = state.until === null ? null : presentDate(state.until, facts.timeZone);
  return contestedReason(field, 'cooling', value, undefined, until);
}

export function takenReason(field: UniqueField, value: string, holder: ValueHolder): Reason {
  const { user, person, name } = holder;
  return contestedReason(field, 'taken', value, { user, person, name }, null);
}
