// Whom exact mail links to a user that no sync keeps, where the template says so (SPEC §5): a person to be created whose
// mail is that of one such user and who is the only one with it, unless her alias or number is another user's. Told when
// everybody has been seen, so that no order of people matters (R4); never a user that somebody is linked to (R11).
import type { Intent } from './intent.ts';
import { isUnshareable } from './likeness.ts';
import type { LinkedUser, PlanPerson } from './person.ts';
import type { Candidate } from './likeness.ts';
import type { PersonId, UserId } from './steps.ts';

export interface MailLinks {
  /** Pass one. True: what becomes of her is told by settle(), and not before. */
  claim(person: PlanPerson, intent: Intent): boolean;
  /** Between the passes. Everybody who waited. */
  settle(): PlanPerson[];
  /** null: nobody's, as far as mail says. */
  linkOf(person: PlanPerson): LinkedUser | null;
  isLinked(user: UserId): boolean;
}

interface Waiting {
  person: PlanPerson;
  candidates: readonly Candidate[];
}

export function openMailLinks(): MailLinks {
  let waiting: Waiting[] = [];
  const links = new Map<PersonId, UserId>();
  const linked = new Set<UserId>();
  return {
    claim(person, intent) {
      if (intent.is !== 'joining' || intent.joining.is !== 'conflict') return false;
      waiting.push({ person, candidates: intent.joining.candidates });
      return true;
    },
    settle() {
      const people = waiting.map(({ person }) => person);
      // A user that is linked stands in nobody else's way any more, so others may be told by their mail then: what
      // the next run would link is linked in this one (R2).
      for (let open = waiting; ;) {
        const found = decideLinks(open, linked);
        if (found.length === 0) break;
        for (const { person, user } of found) links.set(person, user);
        for (const { user } of found) linked.add(user);
        open = open.filter(({ person }) => !links.has(person.id));
      }
      waiting = [];
      return people;
    },
    linkOf(person) {
      const user = links.get(person.id);
      return user !== undefined && person.mailMatch?.id === user ? person.mailMatch : null;
    },
    isLinked: (user) => linked.has(user),
  };
}

function decideLinks(
  waiting: readonly Waiting[],
  linked: ReadonlySet<UserId>,
): { person: PersonId; user: UserId }[] {
  const claims = new Map<UserId, number>();
  const found: { person: PersonId; user: UserId }[] = [];
  for (const { person, candidates } of waiting) {
    // Of her an administrator has said that she is none of them.
    if (person.createAnyway) continue;
    const open = candidates.filter(({ user }) => !linked.has(user));
    const byMail = open.filter(({ evidence }) => evidence.includes('email'));
    for (const { user } of byMail) claims.set(user, (claims.get(user) ?? 0) + 1);
    const [only, another] = byMail;
    if (!only || another || only.user !== person.mailMatch?.id) continue;
    if (!open.some((other) => other !== only && isUnshareable(other)))
      found.push({ person: person.id, user: only.user });
  }
  return found.filter(({ user }) => claims.get(user) === 1);
}
