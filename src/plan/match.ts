// Which unlinked user may be the person we are about to create (SPEC §5: same alias, number, mail or name).
// Only finds likenesses, with the evidence; linking is an administrator's word, or exact mail's (mail-links.ts; R6, R11).
import { foldAlias } from './claims.ts';
import type { Holding, PlanPerson } from './person.ts';
import type { Candidate, Evidence } from './likeness.ts';
import type { UserId } from './steps.ts';

export interface UnlinkedUsers {
  /** By alias; of more than MOST_ALIKE with her mail or name only the first. without: users that are left out. */
  match(person: PlanPerson, without?: (user: UserId) => boolean): Candidate[];
}

/**
 * A constant where a name belongs makes everybody alike: thousands of people with thousands of users each would be more than
 * fits in memory, and nobody chooses among more than a few.
 */
export const MOST_ALIKE = 20;

/** Users by what is alike; whoever asks first for many has them put in order. */
interface Alike {
  users: Holding[];
  isSorted: boolean;
}
type Index = Record<Evidence, Map<string, Alike>>;

const keyOf: Record<Evidence, (user: Holding) => string | null> = {
  alias: ({ alias }) => foldAlias(alias),
  pstnFixed: ({ pstnFixed }) => pstnFixed,
  email: ({ email }) => email?.toLowerCase() ?? null,
  name: ({ displayName }) => foldName(displayName),
};
const kinds = Object.keys(keyOf) as Evidence[];

export function openUnlinkedUsers(holdings: Iterable<Holding>): UnlinkedUsers {
  const index: Index = { alias: new Map(), pstnFixed: new Map(), email: new Map(), name: new Map() };
  let count = 0;
  for (const user of holdings) {
    if (!user.unlinked) continue;
    count += 1;
    for (const kind of kinds) add(index[kind], keyOf[kind](user), user);
  }
  return {
    match: (person, without = () => false) => (count === 0 ? [] : matchUnlinked(person, index, without)),
  };
}

function matchUnlinked(person: PlanPerson, index: Index, without: (user: UserId) => boolean): Candidate[] {
  const values = person.mapped?.values ?? {};
  const keys: [Evidence, string | null][] = [
    ['alias', values.alias ? foldAlias(values.alias) : null],
    ['pstnFixed', values.pstnFixed ?? null],
    ['email', values.email?.toLowerCase() ?? null],
    ['name', values.name && values.surname ? foldName(`${values.name} ${values.surname}`) : null],
  ];
  const found = new Map<UserId, Holding>();
  for (const [evidence, key] of keys)
    for (const user of readAlike(index[evidence], key, without)) found.set(user.user, user);
  return [...found.values()].toSorted(byAlias).map((user) => ({
    user: user.user,
    alias: user.alias,
    evidence: keys.flatMap(([kind, key]) => (key !== null && keyOf[kind](user) === key ? [kind] : [])),
  }));
}

function readAlike(
  map: Map<string, Alike>,
  key: string | null,
  without: (user: UserId) => boolean,
): Holding[] {
  const alike = key === null ? undefined : map.get(key);
  if (alike === undefined) return [];
  if (alike.users.length > MOST_ALIKE && !alike.isSorted) {
    alike.users.sort(byAlias);
    alike.isSorted = true;
  }
  const first: Holding[] = [];
  for (const user of alike.users) {
    if (first.length === MOST_ALIKE) break;
    if (!without(user.user)) first.push(user);
  }
  return first;
}

const byAlias = (a: Holding, b: Holding) => (a.alias < b.alias ? -1 : a.alias > b.alias ? 1 : 0);

/** Names are alike when they are the same but for case and blanks. */
export function foldName(name: string): string {
  return foldAlias(name).replace(/\s+/gu, ' ').trim();
}

function add(map: Map<string, Alike>, key: string | null, user: Holding): void {
  if (key === null) return;
  const there = map.get(key);
  if (there) there.users.push(user);
  else map.set(key, { users: [user], isSorted: false });
}
