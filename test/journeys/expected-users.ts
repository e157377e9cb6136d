// What a small company's directory has to be after a run, worked out from SPEC §2, §4, §5 and the words about automatic
// numbers and rules alone: an oracle for made-up histories. Shares no code with the product, and is slow and plain on purpose.
// Aliases never clash here, and each line's number is named by one person at most, so that only numbers have to be settled.

export interface Person {
  id: string;
  /** ms; null: Entra does not know, which ranks first. */
  createdAt: number | null;
  alias: string;
  givenName: string;
  surname: string | null;
  /** Digits that Entra names; null: none. */
  number: string | null;
  department: string;
  city: string;
  /** 'fails': the filter can not be worked out for her. */
  filter: 'in' | 'out' | 'fails';
  isMember: boolean;
  isEnabled: boolean;
  isHere: boolean;
}

interface User {
  person: string;
  alias: string;
  name: string;
  surname: string;
  number: string;
  department: string;
  callerId: string | null;
  settingsTemplate: string | null;
  language: string | null;
  /** Nominal time, ms, at which a run first found her gone; null while active. */
  leftAt: number | null;
}

export interface Company {
  keepDays: number;
  /** Series by name: digits of the first number → how many. */
  series: Readonly<Record<string, number>>;
  /** Never anybody's: a service's. */
  service: readonly string[];
  /** Free, but not to be given. */
  callerIds: readonly string[];
  users: Map<string, User>;
  /** Number → who had it last, and nobody after her; cools for longer than a history lasts. */
  cooling: Map<string, { person: string; since: number }>;
  /** People as a run has read them last. */
  read: Map<string, Person>;
}

export interface Expected {
  counts: Record<'create' | 'change' | 'leave' | 'return' | 'delete' | 'skip' | 'unchanged', number>;
  reasons: Map<string, number>;
}

const day = 86_400_000;
const isIn = (p: Person) => p.isHere && p.filter !== 'out';

/** One run: what it began with, and what it has come to so far. */
interface Pass {
  company: Company;
  now: number;
  /** Everybody known, in order of rank. */
  all: readonly Person[];
  planned: readonly Person[];
  before: ReadonlyMap<string, User>;
  linkedBefore: readonly Person[];
  leavingNow: Set<string>;
  deleted: Set<string>;
  counts: Expected['counts'];
  reasons: Map<string, number>;
  touch: (id: string, what: keyof Expected['counts']) => void;
  say: (code: string) => void;
}

/** Changes the company as a run of these people at that time has to. only: a run of one person. */
export function expectRun(company: Company, people: readonly Person[], now: number, only?: string): Expected {
  for (const p of people) if (only === undefined || p.id === only) company.read.set(p.id, { ...p });
  const pass = openPass(company, now, only);
  decideGoing(pass);
  const joining = decideJoining(pass);
  // People who stay and whose number is another, and people who are new with one.
  const moving = pass.linkedBefore.filter(
    (p) => isIn(p) && p.filter === 'in' && p.number !== null && p.number !== pass.before.get(p.id)?.number,
  );
  const numbers = new Map([...decideNamed(pass, moving, joining), ...decideAutomatic(pass, joining)]);
  carryOut(pass, joining, numbers);
  return { counts: pass.counts, reasons: pass.reasons };
}

function openPass(company: Company, now: number, only: string | undefined): Pass {
  const all = [...company.read.values()].toSorted(byRank);
  const planned = all.filter(({ id }) => only === undefined || id === only);
  const before = new Map([...company.users].map(([id, user]) => [id, { ...user }]));
  const linkedBefore = planned.filter(({ id }) => before.has(id));
  const counts = { create: 0, change: 0, leave: 0, return: 0, delete: 0, skip: 0, unchanged: 0 };
  const touched = new Set<string>();
  counts.unchanged = linkedBefore.length;
  const reasons = new Map<string, number>();
  return {
    company,
    now,
    all,
    planned,
    before,
    linkedBefore,
    leavingNow: new Set(),
    deleted: new Set(),
    counts,
    reasons,
    touch: (id, what) => {
      counts[what] += 1;
      if (before.has(id) && !touched.has(id)) counts.unchanged -= 1;
      touched.add(id);
    },
    say: (code) => void reasons.set(code, (reasons.get(code) ?? 0) + 1),
  };
}

function decideGoing({ company, now, linkedBefore, leavingNow, deleted, touch, say }: Pass): void {
  for (const p of linkedBefore) {
    const user = company.users.get(p.id) as User;
    const isGone = !p.isHere || p.filter === 'out';
    if (!isGone && p.filter === 'fails') {
      say('filter.failed');
    } else if (isGone && user.leftAt === null) {
      user.leftAt = now;
      leavingNow.add(p.id);
      touch(p.id, 'leave');
    } else if (isGone && user.leftAt !== null && now >= user.leftAt + company.keepDays * day) {
      deleted.add(p.id);
      touch(p.id, 'delete');
    } else if (!isGone && user.leftAt !== null) {
      user.leftAt = null;
      touch(p.id, 'return');
    }
  }
}

/** Who can be new, but for the number. */
function decideJoining({ planned, before, counts, say }: Pass): Person[] {
  const joining: Person[] = [];
  for (const p of planned) {
    if (before.has(p.id) || !isIn(p)) continue;
    const code = !p.isEnabled ? 'person.disabled' : p.filter === 'fails' ? 'filter.failed' : null;
    const why = code ?? (p.surname === null ? 'surname.missing' : null);
    if (why === null) joining.push(p);
    else {
      say(why);
      counts.skip += 1;
    }
  }
  return joining;
}

/** Numbers that the source names: all are granted what nobody keeps, and swaps and chains are. */
function decideNamed(
  { company, before, leavingNow, deleted, counts, say }: Pass,
  moving: readonly Person[],
  joining: readonly Person[],
): Map<string, string> {
  const asking = [...moving, ...joining.filter(({ number }) => number !== null)];
  const granted = new Set(asking.filter((p) => isOpen(company, p)).map(({ id }) => id));
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const p of asking) {
      const holder = holderOf(before, p.number as string);
      if (!granted.has(p.id) || holder === null) continue;
      const isFreed = deleted.has(holder) || (granted.has(holder) && moving.some(({ id }) => id === holder));
      if (!isFreed) hasChanged = granted.delete(p.id) || hasChanged;
    }
  }
  for (const p of asking.filter(({ id }) => !granted.has(id))) {
    const holder = holderOf(before, p.number as string);
    const isLeaving =
      holder !== null && (leavingNow.has(holder) || company.users.get(holder)?.leftAt !== null);
    const isService = company.service.includes(p.number as string);
    say(
      `pstnFixed.${isService ? 'reserved' : holder === null ? 'cooling' : isLeaving ? 'leaving' : 'taken'}`,
    );
    if (!before.has(p.id)) counts.skip += 1;
  }
  return new Map(asking.filter(({ id }) => granted.has(id)).map((p) => [p.id, p.number as string]));
}

/** In order of rank, her own again, else one that nobody has, had or is named for. */
function decideAutomatic(
  { company, before, all, counts, say }: Pass,
  joining: readonly Person[],
): Map<string, string> {
  const numbers = new Map<string, string>();
  const free = openFree(company, before, all);
  for (const p of joining.filter(({ number }) => number === null)) {
    const series = p.city === 'Malmö' ? '46812346000' : '46812345000';
    const number = ownNumber(company, p.id) ?? free(series);
    if (number !== null) numbers.set(p.id, number);
    else {
      say('pstnFixed.missing');
      counts.skip += 1;
    }
  }
  return numbers;
}

function carryOut(
  { company, now, before, linkedBefore, deleted, touch, say }: Pass,
  joining: readonly Person[],
  numbers: ReadonlyMap<string, string>,
): void {
  const givenUp = new Map<string, string>();
  for (const id of deleted) {
    givenUp.set((before.get(id) as User).number, id);
    company.users.delete(id);
  }
  for (const p of linkedBefore) {
    const user = company.users.get(p.id);
    if (user === undefined || user.leftAt !== null || !isIn(p) || p.filter !== 'in') continue;
    if (p.surname === null) say('surname.missing');
    const number = numbers.get(p.id) ?? user.number;
    if (number !== user.number) givenUp.set(user.number, p.id);
    const next = {
      name: p.givenName,
      surname: p.surname ?? user.surname,
      number,
      department: p.department,
    };
    if (JSON.stringify(next) !== JSON.stringify(pick(user))) touch(p.id, 'change');
    Object.assign(user, next);
  }
  for (const p of joining) {
    const number = numbers.get(p.id);
    if (number === undefined) continue;
    company.users.set(p.id, newUser(p, number));
    touch(p.id, 'create');
  }
  for (const [number, person] of givenUp) company.cooling.set(number, { person, since: now });
  for (const { number } of company.users.values()) company.cooling.delete(number);
}

const pick = ({ name, surname, number, department }: User) => ({ name, surname, number, department });

function byRank(a: Person, b: Person): number {
  const [one, other] = [a.createdAt ?? -1, b.createdAt ?? -1];
  return one === other ? (a.id < b.id ? -1 : 1) : one - other;
}

function holderOf(users: ReadonlyMap<string, User>, number: string): string | null {
  return [...users.values()].find((user) => user.number === number)?.person ?? null;
}

function isOpen({ cooling, service }: Company, { id, number }: Person): boolean {
  const cools = cooling.get(number as string);
  return !service.includes(number as string) && (cools === undefined || cools.person === id);
}

/** Of several, the one that was given up last. */
function ownNumber({ cooling }: Company, person: string): string | null {
  const own = [...cooling].filter(([, cools]) => cools.person === person);
  return own.toSorted(([, a], [, b]) => b.since - a.since)[0]?.[0] ?? null;
}

function openFree(company: Company, before: ReadonlyMap<string, User>, people: readonly Person[]) {
  const taken = new Set([
    ...[...before.values()].map(({ number }) => number),
    ...company.cooling.keys(),
    ...company.service,
    ...company.callerIds,
    ...people.flatMap((p) => (isIn(p) && p.number !== null ? [p.number] : [])),
  ]);
  return (series: string): string | null => {
    for (let nth = 0; nth < (company.series[series] ?? 0); nth += 1) {
      const digits = String(Number(series) + nth);
      if (taken.has(digits)) continue;
      taken.add(digits);
      return digits;
    }
    return null;
  };
}

/** Rules: Malmö first, then the group, then what the template says. */
function newUser(p: Person, number: string): User {
  const base = {
    person: p.id,
    alias: p.alias,
    name: p.givenName,
    surname: p.surname as string,
    number,
    department: p.department,
    callerId: '46812345003',
    settingsTemplate: 'Bas',
    language: null,
    leftAt: null,
  };
  if (p.city === 'Malmö') return { ...base, settingsTemplate: 'Malmö' };
  return p.isMember ? { ...base, callerId: '46812345004', language: 'en' } : base;
}
