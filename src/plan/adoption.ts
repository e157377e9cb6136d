// Which people are which users that no sync keeps, all at once and without a doubt: one person, one user, and no other
// evidence that says otherwise (SPEC §5). Decides nothing about a single pair that an administrator looks at. Pure.
import type { Candidate, Evidence } from './likeness.ts';
import type { PersonId, UserId } from './steps.ts';

/** A person to be created who is like users that no sync keeps. */
export interface Likeness {
  person: PersonId;
  candidates: readonly Candidate[];
}

interface AdoptionPair {
  person: PersonId;
  user: UserId;
  /** All of it, also what was not asked for. */
  evidence: readonly Evidence[];
}

/** Somebody with evidence of the kinds that were asked for who is not adopted, and why. */
export interface Ambiguity {
  person: PersonId;
  why: 'severalUsers' | 'severalPeople';
  /** The users that she may be. */
  candidates: readonly Candidate[];
  /** Other people who may be the user. */
  others: readonly PersonId[];
}

export interface Adoption {
  pairs: AdoptionPair[];
  ambiguous: Ambiguity[];
}

/** In the order of the people. */
export function decideAdoption(likenesses: readonly Likeness[], kinds: readonly Evidence[]): Adoption {
  const fitting = indexPeople(likenesses);
  const adoption: Adoption = { pairs: [], ambiguous: [] };
  for (const { person, candidates } of likenesses) {
    const asked = candidates.filter(({ evidence }) => evidence.some((kind) => kinds.includes(kind)));
    const [only] = asked;
    if (only === undefined) continue;
    // Many people have one name: it speaks against a pair only where the pair has nothing better to show.
    const isStrong = asked.some((one) => hasBetter(one.evidence, kinds));
    const counts = (evidence: readonly Evidence[]) => !isStrong || hasBetter(evidence, null);
    const users = candidates.filter(({ evidence }) => counts(evidence));
    const [user, another] = users;
    if (user === undefined || another !== undefined) {
      adoption.ambiguous.push({ person, why: 'severalUsers', candidates: users, others: [] });
      continue;
    }
    const others = (fitting.get(user.user) ?? [])
      .filter((other) => other.person !== person && counts(other.evidence))
      .map((other) => other.person);
    if (others.length > 0)
      adoption.ambiguous.push({ person, why: 'severalPeople', candidates: users, others });
    else adoption.pairs.push({ person, user: user.user, evidence: user.evidence });
  }
  return adoption;
}

/** Something else than the name, of these kinds if they are given. */
function hasBetter(evidence: readonly Evidence[], kinds: readonly Evidence[] | null): boolean {
  return evidence.some((kind) => kind !== 'name' && (kinds === null || kinds.includes(kind)));
}

function indexPeople(
  likenesses: readonly Likeness[],
): Map<UserId, { person: PersonId; evidence: readonly Evidence[] }[]> {
  const fitting = new Map<UserId, { person: PersonId; evidence: readonly Evidence[] }[]>();
  for (const { person, candidates } of likenesses) {
    for (const { user, evidence } of candidates) {
      const there = fitting.get(user);
      if (there) there.push({ person, evidence });
      else fitting.set(user, [{ person, evidence }]);
    }
  }
  return fitting;
}
