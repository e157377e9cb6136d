// Who gets an alias, a PSTN Fixed number or an extension when several people want it (R4, R11; SPEC §5).
// The holder keeps what she holds; a value that its holder gives up in the same plan is free in that plan;
// else the earliest createdDateTime (null first) wins, then the smallest object id. Somebody who can not get
// everything that is required stands in nobody's way (R12). Steps are made elsewhere; this only grants.
import type { UniqueField } from './mapping.ts';
import { uniqueFields } from './mapping.ts';
import type { PersonId, UserId } from './steps.ts';
import type { PlanPerson } from './person.ts';

/** Aliases are the same when their Unicode case folding is (å is not a, Å is å). */
export function foldAlias(alias: string): string {
  return alias.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}

export type Keys = Record<UniqueField, string | null>;

/** The keys that a person's mapped values ask for, as the directory stores them; e-mail in lower case. */
export function wantedKeys(person: PlanPerson): Keys & { email: string | null } {
  const values = person.mapped?.values ?? {};
  return {
    alias: values.alias ? foldAlias(values.alias) : null,
    pstnFixed: values.pstnFixed ?? null,
    extension: values.extension ?? null,
    email: values.email?.toLowerCase() ?? null,
  };
}

/** Somebody who wants values: a joiner takes all that is required or nothing, a mover each by itself. */
export interface Claimant {
  person: PersonId;
  name: string;
  createdAt: number | null;
  kind: 'joiner' | 'mover';
  user: UserId | null;
  /** Wanted keys; null: nothing else than now is wanted of this field. */
  wants: Keys;
  /** Keys she holds now. */
  holds: Keys;
}

/** A claimant while claims are being settled. */
export interface Contender {
  claimant: Claimant;
  /** A joiner who was granted what is required goes on as a mover, for what is left. */
  isJoiner: boolean;
  wants: Keys;
  holds: Keys;
  /** Keys she was granted. */
  won: Keys;
  /** Holds on to what she has, because what she wants can not be had. */
  retains: Record<UniqueField, boolean>;
}

export interface Holder {
  name: string;
  user: UserId | null;
  person: PersonId | null;
  leaving: { deleteOn: string | null } | null;
  contender: Contender | null;
}

export interface Claims {
  holders: Record<UniqueField, Map<string, Holder>>;
  /** Whether a value that nobody holds may be had by this person now (not reserved, cooling or kept). */
  isOpen: (field: UniqueField, key: string, person: PersonId) => boolean;
}

export const noKeys: Keys = Object.freeze({ alias: null, pstnFixed: null, extension: null });
const noneRetained = Object.freeze({ alias: false, pstnFixed: false, extension: false });

/** Grants until nothing more can be granted: planning again on the outcome would give nobody anything (R2). */
export function settleClaims(
  claimants: Claimant[],
  claims: Claims,
  areNumbersFrozen: boolean,
): Map<PersonId, Contender> {
  const contenders = new Map<PersonId, Contender>();
  // A withheld kind of step gives nothing up: movers keep their numbers, whatever they want.
  const retained = areNumbersFrozen ? Object.freeze({ ...noneRetained, pstnFixed: true }) : noneRetained;
  for (const claimant of claimants) {
    const contender = {
      claimant,
      isJoiner: claimant.kind === 'joiner',
      wants: claimant.wants,
      holds: claimant.holds,
      won: noKeys,
      retains: noneRetained,
    };
    contenders.set(claimant.person, contender);
    for (const field of uniqueFields) {
      const holder =
        claimant.holds[field] === null ? undefined : claims.holders[field].get(claimant.holds[field]);
      if (holder && holder.user === claimant.user) holder.contender = contender;
    }
  }
  let waiting = [...contenders.values()].sort((a, b) => byRank(a.claimant, b.claimant));
  while (waiting.length > 0) {
    for (const c of waiting) c.retains = c.isJoiner ? noneRetained : retained;
    const wins = decideWins(waiting, claims);
    if (wins.length === 0) break;
    grant(wins, claims);
    waiting = waiting.filter((c) => uniqueFields.some((f) => c.wants[f] !== null));
  }
  return contenders;
}

export function byRank(
  a: { createdAt: number | null; person: PersonId },
  b: { createdAt: number | null; person: PersonId },
): number {
  const first = a.createdAt ?? Number.NEGATIVE_INFINITY;
  const second = b.createdAt ?? Number.NEGATIVE_INFINITY;
  if (first !== second) return first < second ? -1 : 1;
  return a.person < b.person ? -1 : a.person > b.person ? 1 : 0;
}

type Win = { contender: Contender; field: UniqueField; key: string };

// Assumes at first that everybody gets what she wants and so gives up what she has. Whoever does not, retains
// it, which may spoil it for others: again, until the assumption holds. Retaining only grows, so it ends.
function decideWins(ranked: Contender[], claims: Claims): Win[] {
  const moversWanting = indexMovers(ranked);
  for (;;) {
    const wins: Win[] = [];
    const losers: [Contender, UniqueField][] = [];
    const taken: Record<UniqueField, Set<string>> = {
      alias: new Set(),
      pstnFixed: new Set(),
      extension: new Set(),
    };
    for (const c of ranked) {
      const canHave = (f: UniqueField) => {
        const key = c.wants[f];
        return key !== null && !taken[f].has(key) && isFree(f, key, c, claims);
      };
      if (c.isJoiner && !(canHave('alias') && canHave('pstnFixed'))) continue;
      for (const field of uniqueFields) {
        const key = c.wants[field];
        if (key === null || c.retains[field]) continue;
        if (canHave(field)) {
          taken[field].add(key);
          wins.push({ contender: c, field, key });
        } else if (!c.isJoiner) losers.push([c, field]);
      }
    }
    if (losers.length === 0) return wins;
    retain(losers, moversWanting);
  }
}

function isFree(field: UniqueField, key: string, c: Contender, claims: Claims): boolean {
  const holder = claims.holders[field].get(key);
  if (holder) {
    const other = holder.contender;
    if (other === c) return true;
    const givesUp =
      other !== null &&
      !other.isJoiner &&
      other.holds[field] === key &&
      other.wants[field] !== null &&
      !other.retains[field];
    if (!givesUp) return false;
  }
  return claims.isOpen(field, key, c.claimant.person);
}

function indexMovers(ranked: Contender[]): Map<string, Contender[]> {
  const index = new Map<string, Contender[]>();
  for (const c of ranked) {
    if (c.isJoiner) continue;
    for (const field of uniqueFields) {
      const key = c.wants[field];
      if (key === null) continue;
      const slot = `${field} ${key}`;
      const there = index.get(slot);
      if (there) there.push(c);
      else index.set(slot, [c]);
    }
  }
  return index;
}

// A value that is retained is lost to all who want it, so they retain theirs too: the whole chain at once.
function retain(losers: [Contender, UniqueField][], moversWanting: Map<string, Contender[]>): void {
  const queue = [...losers];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [c, field] = next;
    if (c.retains[field]) continue;
    c.retains = { ...c.retains, [field]: true };
    const held = c.holds[field];
    if (held === null) continue;
    for (const other of moversWanting.get(`${field} ${held}`) ?? []) {
      if (other !== c && !other.retains[field]) queue.push([other, field]);
    }
  }
}

function grant(wins: Win[], { holders }: Claims): void {
  for (const { contender: c, field } of wins) {
    const held = c.holds[field];
    if (held !== null && holders[field].get(held)?.contender === c) holders[field].delete(held);
  }
  for (const { contender: c, field, key } of wins) {
    const { name, user, person } = c.claimant;
    holders[field].set(key, { name, user, person, leaving: null, contender: c });
    c.won = { ...c.won, [field]: key };
    c.holds = { ...c.holds, [field]: key };
    c.wants = { ...c.wants, [field]: null };
    c.isJoiner = false;
  }
}
