// Which unlinked user may be the person we are about to create (SPEC §5: same alias, number, mail or name).
// Only finds likenesses, with the evidence; linking is an administrator's word, or exact mail's (mail-links.ts; R6, R11).
import { foldAlias } from './claims.ts';
import type { Holding, PlanPerson } from './person.ts';
import type { Candidate, Evidence } from './likeness.ts';

export interface UnlinkedUsers {
  match(person: PlanPerson): Candidate[];
}

export function openUnlinkedUsers(holdings: Iterable<Holding>): UnlinkedUsers {
  const index: Record<Evidence, Map<string, Holding[]>> = {
    alias: new Map(),
    pstnFixed: new Map(),
    email: new Map(),
    name: new Map(),
  };
  let count = 0;
  for (const user of holdings) {
    if (!user.unlinked) continue;
    count += 1;
    add(index.alias, foldAlias(user.alias), user);
    add(index.pstnFixed, user.pstnFixed, user);
    add(index.email, user.email?.toLowerCase() ?? null, user);
    add(index.name, foldName(user.displayName), user);
  }
  return { match: (person) => (count === 0 ? [] : matchUnlinked(person, index)) };
}

function matchUnlinked(person: PlanPerson, index: Record<Evidence, Map<string, Holding[]>>): Candidate[] {
  const values = person.mapped?.values ?? {};
  const keys: [Evidence, string | null][] = [
    ['alias', values.alias ? foldAlias(values.alias) : null],
    ['pstnFixed', values.pstnFixed ?? null],
    ['email', values.email?.toLowerCase() ?? null],
    ['name', values.name && values.surname ? foldName(`${values.name} ${values.surname}`) : null],
  ];
  const found = new Map<string, Candidate>();
  for (const [evidence, key] of keys) {
    for (const user of key === null ? [] : (index[evidence].get(key) ?? [])) {
      const candidate = found.get(user.user);
      if (candidate) candidate.evidence.push(evidence);
      else found.set(user.user, { user: user.user, alias: user.alias, evidence: [evidence] });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.alias < b.alias ? -1 : 1));
}

/** Names are alike when they are the same but for case and blanks. */
export function foldName(name: string): string {
  return foldAlias(name).replace(/\s+/gu, ' ').trim();
}

function add(map: Map<string, Holding[]>, key: string | null, user: Holding): void {
  if (key === null) return;
  const there = map.get(key);
  if (there) there.push(user);
  else map.set(key, [user]);
}
