// Automatic numbers: a new user whose PSTN Fixed is empty in Entra gets her own number back while it cools for her, else
// the lowest free one of a series, people in order of rank (R4). Whoever gets none takes part in no contest: what she
// would have won is granted anew without her (R12). Which numbers are free is read; here they are handed out. Pure.
import type { Claimant, Claims, Contender } from './contest.ts';
import type { PersonId } from './steps.ts';

/** A series that somebody may get a number of. */
export interface SeriesToGive {
  /** Digits of its first number, by which sync template and rules name it. */
  series: string;
  /** Digits of its last number; null: the company has no such series any more. */
  last: string | null;
  /**
   * Runs of free numbers, ascending and apart, without those that the source names for people beside the plan; at least as many
   * numbers as there are people in it.
   */
  free: readonly (readonly [first: number, last: number])[];
}

/** What a new user needs when the source names no number. */
export interface NumberNeed {
  series: string;
  /** A number that she had and that cools for her. */
  own: string | null;
}

export interface Granted {
  claims: Claims;
  /** In order of rank. */
  contenders: Map<PersonId, Contender>;
}

/** Whoever was given a number has won it. */
export interface GrantedNumbers extends Granted {
  /** For whom no number was left, with the series. */
  short: Map<PersonId, string>;
}

/** Hands out numbers that are not yet taken, lowest first, and takes them; null when there is none left. */
export function openSeries({ free }: Pick<SeriesToGive, 'free'>, taken: Set<string>): () => string | null {
  let run = 0;
  let next = free[0]?.[0] ?? 0;
  return () => {
    for (;;) {
      const here = free[run];
      if (here === undefined) return null;
      if (next > here[1]) {
        run += 1;
        next = free[run]?.[0] ?? 0;
        continue;
      }
      const digits = String(next);
      next += 1;
      if (taken.has(digits)) continue;
      taken.add(digits);
      return digits;
    }
  };
}

export interface Giving {
  needs: ReadonlyMap<PersonId, NumberNeed>;
  series: readonly SeriesToGive[];
  /**
   * Numbers that the source names for somebody of the plan. They are nobody else's to get, also while she can not be made a
   * user: she would find her number given away once she can.
   */
  named: ReadonlySet<string>;
}

/** settle: grants what these people claim; called again when some of them get no number. */
export function settleNumbers(
  claimants: readonly Claimant[],
  { needs, series, named }: Giving,
  settle: (claimants: readonly Claimant[]) => Granted,
): GrantedNumbers {
  const short = new Map<PersonId, string>();
  if (needs.size === 0) return { ...settle(claimants), short };
  for (let left = claimants; ;) {
    const granted = settle(left);
    const without = giveNumbers(granted.contenders, needs, openAll(series, named));
    if (without.size === 0) return { ...granted, short };
    for (const [person, digits] of without) short.set(person, digits);
    left = left.filter(({ person }) => !without.has(person));
  }
}

function openAll(series: readonly SeriesToGive[], named: ReadonlySet<string>) {
  // One for all of them: a series may lie within another.
  const taken = new Set(named);
  return new Map(series.map((one) => [one.series, openSeries(one, taken)]));
}

// Where a series is used up, everybody behind in rank who would need it goes at once, also whoever has not won an alias yet:
// otherwise a thousand people of one alias would take a thousand rounds.
function giveNumbers(
  ranked: ReadonlyMap<PersonId, Contender>,
  needs: ReadonlyMap<PersonId, NumberNeed>,
  series: ReadonlyMap<string, () => string | null>,
): Map<PersonId, string> {
  const without = new Map<PersonId, string>();
  const usedUp = new Set<string>();
  for (const [person, contender] of ranked) {
    const need = needs.get(person);
    if (need === undefined) continue;
    const hasWon = contender.won.alias !== null;
    if (need.own !== null) {
      if (hasWon) contender.won = { ...contender.won, pstnFixed: need.own };
      continue;
    }
    const digits = hasWon && !usedUp.has(need.series) ? (series.get(need.series)?.() ?? null) : null;
    if (digits !== null) contender.won = { ...contender.won, pstnFixed: digits };
    else if (hasWon) usedUp.add(need.series);
    if (usedUp.has(need.series)) without.set(person, need.series);
  }
  return without;
}
