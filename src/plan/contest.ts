// One round of granting contested values: decides who wins which key when everybody's claims stand in line,
// best rank first (R4, R11, R12; SPEC §5). A key goes to the first in line as soon as nobody holds it; whoever
// is given another gives hers up to the next; people who want each other's swap. A claim that can not be had
// is out of the line, so it stops nobody. Every claim ends won or lost, so the work is linear in claims.
import assert from 'node:assert/strict';
import { uniqueFields } from './mapping.ts';
import type { UniqueField } from './mapping.ts';
import type { PersonId, UserId } from './steps.ts';

export type Keys = Record<UniqueField, string | null>;

/** Somebody who wants values: a joiner takes all that is required or nothing, a mover each by itself. */
export interface Claimant {
  person: PersonId;
  name: string;
  /** As it is written, to call her by. */
  alias: string | null;
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
  /** Not granted what a new user must have yet; after that she goes on as a mover, for what is left. */
  isJoiner: boolean;
  wants: Keys;
  holds: Keys;
  /** Keys she was granted. */
  won: Keys;
  /** This round's claims. */
  claims: Partial<Record<UniqueField, Claim>>;
}

interface Claim {
  contender: Contender;
  field: UniqueField;
  key: string;
  state: 'open' | 'won' | 'lost';
  /** The next in rank who wants the same. */
  behind: Claim | undefined;
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

interface Contest extends Claims {
  /** First in line for each key. */
  lines: Record<UniqueField, Map<string, Claim>>;
  /** Claims whose line has to be looked at again. */
  touched: Claim[];
  wins: number;
}

const joinerFields = ['alias', 'pstnFixed'] as const satisfies readonly UniqueField[];

/** Grants what can be granted among these, best rank first; gives the number of keys granted. */
export function settleContest(
  ranked: readonly Contender[],
  claims: Claims,
  areNumbersFrozen: boolean,
): number {
  const lines = { alias: new Map(), pstnFixed: new Map(), extension: new Map() };
  const contest: Contest = { ...claims, lines, touched: [], wins: 0 };
  let open = lineUp(ranked, contest, areNumbersFrozen);
  for (const claim of open) if (isHopeless(claim, contest)) lose(claim, contest);
  grantSwaps(open, contest);
  for (const claim of open) if (!claim.contender.isJoiner) loseBehind(claim, contest);
  for (const claim of open) grantLine(claim, contest);
  for (;;) {
    for (let next = contest.touched.pop(); next; next = contest.touched.pop()) grantLine(next, contest);
    open = open.filter((claim) => claim.state === 'open');
    if (open.length === 0) return contest.wins;
    for (const circle of findCircles(open, (claim) => decideWait(claim, contest))) {
      // An earlier circle of this pass may have settled this one.
      if (circle.every(({ claim }) => claim.state === 'open')) breakCircle(circle, contest);
    }
  }
}

function lineUp(ranked: readonly Contender[], contest: Contest, areNumbersFrozen: boolean): Claim[] {
  const open: Claim[] = [];
  for (const contender of ranked.toReversed()) {
    contender.claims = {};
    for (const field of uniqueFields) {
      const key = contender.wants[field];
      if (key === null || (areNumbersFrozen && field === 'pstnFixed' && !contender.isJoiner)) continue;
      const line = contest.lines[field];
      const claim: Claim = { contender, field, key, state: 'open', behind: line.get(key) };
      line.set(key, claim);
      contender.claims[field] = claim;
      open.push(claim);
    }
  }
  return open.reverse();
}

function isHopeless(claim: Claim, contest: Contest): boolean {
  if (!contest.isOpen(claim.field, claim.key, claim.contender.claimant.person)) return true;
  return findHolder(claim, contest) === 'keeps';
}

/** The claim by which the holder of the wanted key may give it up; null when nobody holds it. */
function findHolder({ field, key }: Claim, contest: Contest): Claim | 'keeps' | null {
  const holder = contest.holders[field].get(key);
  if (holder === undefined) return null;
  const giver = holder.contender?.claims[field];
  return giver?.state === 'open' && giver.contender.holds[field] === key ? giver : 'keeps';
}

function findFirst({ field, key }: Claim, contest: Contest): Claim | undefined {
  let first = contest.lines[field].get(key);
  if (first === undefined || first.state === 'open') return first;
  while (first !== undefined && first.state !== 'open') first = first.behind;
  if (first === undefined) contest.lines[field].delete(key);
  else contest.lines[field].set(key, first);
  return first;
}

// Holders who want each other's get it first, whoever else wants it: it comes free in no other way.
function grantSwaps(open: readonly Claim[], contest: Contest): void {
  const movers = open.filter((claim) => claim.state === 'open' && !claim.contender.isJoiner);
  const waitForHolder = (claim: Claim): Waiting | null => {
    const holder = findHolder(claim, contest);
    return holder === null || holder === 'keeps' ? null : { claim, waitsFor: holder, isRival: false };
  };
  for (const swap of findCircles(movers, waitForHolder)) for (const { claim } of swap) win(claim, contest);
}

function grantLine(touched: Claim, contest: Contest): void {
  const first = findFirst(touched, contest);
  if (first === undefined || findHolder(first, contest) !== null) return;
  const { contender, field } = first;
  if (!contender.isJoiner) {
    win(first, contest);
    return;
  }
  if (field === 'extension') return;
  const needed = joinerFields.flatMap((f) => contender.claims[f] ?? []);
  const isReady = (claim: Claim) =>
    findFirst(claim, contest) === claim && findHolder(claim, contest) === null;
  const missing = needed.filter((claim) => !isReady(claim));
  // All she lacks is this one, so she will have it before anybody behind her.
  if (missing[0] && missing.length === 1) loseBehind(missing[0], contest);
  if (missing.length > 0) return;
  contender.isJoiner = false;
  for (const claim of needed) win(claim, contest);
  if (contender.claims.extension) contest.touched.push(contender.claims.extension);
}

function loseBehind(claim: Claim, contest: Contest): void {
  if (claim.state !== 'open') return;
  for (let other = claim.behind; other; other = other.behind) lose(other, contest);
}

function win(claim: Claim, contest: Contest): void {
  const { contender: c, field, key } = claim;
  const { name, user, person } = c.claimant;
  const holders = contest.holders[field];
  const given = c.holds[field];
  if (given !== null && holders.get(given)?.contender === c) holders.delete(given);
  holders.set(key, { name, user, person, leaving: null, contender: c });
  claim.state = 'won';
  c.won = { ...c.won, [field]: key };
  c.holds = { ...c.holds, [field]: key };
  c.wants = { ...c.wants, [field]: null };
  contest.wins += 1;
  for (let other = contest.lines[field].get(key); other; other = other.behind) lose(other, contest);
  const next = given === null ? undefined : contest.lines[field].get(given);
  if (next) contest.touched.push(next);
}

// Whoever does not get what she wants keeps what she has, so those who want that lose as well: the whole
// chain at once.
function lose(claim: Claim, contest: Contest): void {
  const queue = [claim];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.state !== 'open') continue;
    next.state = 'lost';
    const { contender, field } = next;
    if (contender.isJoiner && field !== 'extension') {
      for (const f of uniqueFields) {
        const other = contender.claims[f];
        if (other) queue.push(other);
      }
    }
    const kept = contender.holds[field];
    if (kept !== null && contest.holders[field].get(kept)?.contender === contender) {
      for (let other = contest.lines[field].get(kept); other; other = other.behind) queue.push(other);
    }
    if (next.behind) contest.touched.push(next.behind);
  }
}

type Waiting = { claim: Claim; waitsFor: Claim; isRival: boolean };

function findCircles(open: readonly Claim[], decideNext: (claim: Claim) => Waiting | null): Waiting[][] {
  const circles: Waiting[][] = [];
  const seen = new Set<Claim>();
  for (const start of open) {
    const path: Waiting[] = [];
    let claim: Claim | null = presentNode(start);
    while (claim !== null && !seen.has(claim)) {
      seen.add(claim);
      const waiting = decideNext(claim);
      if (waiting) path.push(waiting);
      claim = waiting?.waitsFor ?? null;
    }
    const first = path.findIndex((waiting) => waiting.claim === claim);
    if (first >= 0) circles.push(path.slice(first));
  }
  return circles;
}

/** A joiner's required claims are won and lost together: the one for the alias stands for both. */
function presentNode(claim: Claim): Claim {
  const { contender, field } = claim;
  return contender.isJoiner && field === 'pstnFixed' ? (contender.claims.alias ?? claim) : claim;
}

// When nobody can be granted anything at once, everybody open waits for somebody else who is: for the holder
// to get another value, or for a rival of better rank to fail. So all of them lead into circles.
function decideWait(claim: Claim, contest: Contest): Waiting {
  const { contender, field } = claim;
  let needed = [claim];
  if (contender.isJoiner) {
    const required = joinerFields.flatMap((f) => contender.claims[f] ?? []);
    if (field === 'extension' && required[0])
      return { claim, waitsFor: presentNode(required[0]), isRival: false };
    needed = required;
  }
  for (const one of needed) {
    const first = findFirst(one, contest);
    if (first && first !== one) return { claim, waitsFor: presentNode(first), isRival: true };
    const holder = findHolder(one, contest);
    if (holder !== null && holder !== 'keeps') return { claim, waitsFor: holder, isRival: false };
  }
  return assert.fail('an open claim waits for another');
}

// Two new users of whom either could be created if the other were not: the last in rank makes way.
function breakCircle(circle: readonly Waiting[], contest: Contest): void {
  const rivals = circle.filter((waiting) => waiting.isRival).map((waiting) => waiting.waitsFor);
  const last = rivals.toSorted((a, b) => byRank(b.contender.claimant, a.contender.claimant))[0];
  assert(last, 'holders who wait for each other have swapped');
  lose(last, contest);
}

/** Earliest createdDateTime first (null before all), then the smallest object id. */
export function byRank(
  a: { createdAt: number | null; person: PersonId },
  b: { createdAt: number | null; person: PersonId },
): number {
  const first = a.createdAt ?? Number.NEGATIVE_INFINITY;
  const second = b.createdAt ?? Number.NEGATIVE_INFINITY;
  if (first !== second) return first < second ? -1 : 1;
  return a.person < b.person ? -1 : a.person > b.person ? 1 : 0;
}
