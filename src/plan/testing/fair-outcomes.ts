// Every outcome of a contest for values that SPEC §5 allows, found by trying all of them; for tests alone, and
// for four people at most. Written from these sentences and from nothing in claims.ts or contest.ts: nobody
// shares a value; a holder keeps hers unless she is given another; a new user has all that is required or is
// none; nothing is refused that could be had besides; and nobody of worse rank has what she could have had.
import { uniqueFields } from '../mapping.ts';
import type { UniqueField } from '../mapping.ts';
import type { Claimant } from '../contest.ts';

export interface Contested {
  claimants: Claimant[];
  /** Keys that users hold who want nothing else: 'field key'. */
  kept: Set<string>;
  /** Keys that nobody may have: 'field key'. */
  closed: Set<string>;
}

/** What is granted together or not at all. */
interface Unit {
  claimant: Claimant;
  fields: UniqueField[];
  /** Granted only with this one. */
  needs: Unit | null;
}

export type Grants = ReadonlySet<string>;

/** The names of what is granted ('person field'), for each outcome that is fair. */
export function presentFairOutcomes(contested: Contested): Grants[] {
  const units = contested.claimants.flatMap(presentUnits);
  const outcomes = presentSubsets(units).filter((granted) => isPossible(granted, contested));
  const fullest = outcomes.filter((granted) => !outcomes.some((other) => isMore(other, granted)));
  return fullest
    .filter((granted) => units.every((unit) => granted.has(unit) || !isWronged(unit, granted, contested)))
    .map(
      (granted) =>
        new Set([...granted].flatMap((unit) => unit.fields.map((f) => `${unit.claimant.person} ${f}`))),
    );
}

function presentUnits(claimant: Claimant): Unit[] {
  const wanted = uniqueFields.filter((field) => claimant.wants[field] !== null);
  if (claimant.kind === 'mover') return wanted.map((field) => ({ claimant, fields: [field], needs: null }));
  const user: Unit = { claimant, fields: ['alias', 'pstnFixed'], needs: null };
  return wanted.includes('extension') ? [user, { claimant, fields: ['extension'], needs: user }] : [user];
}

function presentSubsets(units: Unit[]): Set<Unit>[] {
  return units.reduce<Set<Unit>[]>(
    (sets, unit) => sets.flatMap((set) => [set, new Set([...set, unit])]),
    [new Set()],
  );
}

function isMore(other: ReadonlySet<Unit>, granted: ReadonlySet<Unit>): boolean {
  return other.size > granted.size && [...granted].every((unit) => other.has(unit));
}

/** Who has each key when these are granted; null when two would have the same, or somebody what is closed. */
function presentHolders(
  granted: ReadonlySet<Unit>,
  { claimants, kept, closed }: Contested,
): Map<string, Claimant | null> | null {
  const holders = new Map<string, Claimant | null>([...kept].map((key) => [key, null]));
  for (const claimant of claimants) {
    const won = new Set([...granted].flatMap((unit) => (unit.claimant === claimant ? unit.fields : [])));
    for (const field of uniqueFields) {
      const has = won.has(field) ? claimant.wants[field] : claimant.holds[field];
      if (has === null) continue;
      const key = `${field} ${has}`;
      if (holders.has(key) || (won.has(field) && closed.has(key))) return null;
      holders.set(key, claimant);
    }
  }
  return holders;
}

function isPossible(granted: ReadonlySet<Unit>, contested: Contested): boolean {
  if ([...granted].some((unit) => unit.needs !== null && !granted.has(unit.needs))) return false;
  return presentHolders(granted, contested) !== null;
}

// She is wronged when all who have what she wants come after her, and she could have it were they refused,
// with whatever that takes away from others.
function isWronged(unit: Unit, granted: ReadonlySet<Unit>, contested: Contested): boolean {
  if (unit.needs !== null && !granted.has(unit.needs)) return false;
  const wanted = new Set(presentKeys(unit));
  const inTheWay = [...granted].filter((other) => presentKeys(other).some((key) => wanted.has(key)));
  if (inTheWay.length === 0 || inTheWay.some((other) => !isBefore(unit.claimant, other.claimant)))
    return false;
  let left = new Set([...granted].filter((other) => !inTheWay.includes(other)));
  for (;;) {
    const fallen = [...left].filter((other) => !canStand(other, left, contested));
    if (fallen.length === 0) break;
    left = new Set([...left].filter((other) => !fallen.includes(other)));
  }
  return isPossible(new Set([...left, unit]), contested);
}

function presentKeys({ claimant, fields }: Unit): string[] {
  return fields.map((field) => `${field} ${claimant.wants[field]}`);
}

/** Whether nobody keeps what this one was granted. */
function canStand(unit: Unit, granted: ReadonlySet<Unit>, { claimants }: Contested): boolean {
  if (unit.needs !== null && !granted.has(unit.needs)) return false;
  return unit.fields.every((field) => {
    const holder = claimants.find((c) => c.holds[field] === unit.claimant.wants[field]);
    return (
      holder === undefined ||
      [...granted].some((other) => other.claimant === holder && other.fields.includes(field))
    );
  });
}

function isBefore(one: Claimant, other: Claimant): boolean {
  if (one.createdAt !== other.createdAt)
    return (one.createdAt ?? Number.NEGATIVE_INFINITY) < (other.createdAt ?? Number.NEGATIVE_INFINITY);
  return one.person < other.person;
}
