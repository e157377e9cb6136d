// An undo: rows of the change log and today's values ─▶ reverse steps, or for a row why it stays (SPEC §5, R17). Values
// that users gave each other come back together: what one gives up in the undo is free in it for another. Works in two
// passes over slices, as planSync does, so that a run of 500,000 people can be undone. Pure.
import type { UniqueField } from './mapping.ts';
import { decideClosed, takenReason } from './open-values.ts';
import type { ValueFacts } from './open-values.ts';
import type { Reason } from './reasons.ts';
import type { LoggedStep } from './logged-step.ts';
import { decideTaking } from './undo-step.ts';
import type { ReverseStep, Taking, UndoSubject } from './undo-step.ts';
import { undoReason } from './undo-reasons.ts';

export interface UndoPlan {
  reverses: ReverseStep[];
  /** Rows of which nothing is taken back, and parts of rows that stay, with the reason. */
  kept: { step: LoggedStep; because: Reason }[];
}

export interface Undo {
  /** Pass one: every row once, those of a user together. */
  claim(subjects: readonly UndoSubject[]): void;
  /** Keys that come back, to ask who has them. */
  wanted(): Record<UniqueField, string[]>;
  /** Between the passes. */
  settle(facts: ValueFacts): void;
  /** Pass two: the same rows again, those of a user in one call. */
  steps(subjects: readonly UndoSubject[]): UndoPlan;
}

interface Claim {
  /** The row that it belongs to. */
  row: number;
  user: string;
  person: string | null;
  alias: string;
  field: UniqueField;
  value: string;
  key: string;
  /** What the user has instead today, and keeps when it does not get this. */
  gives: string | null;
  /** Without it nothing of the row can be taken back. */
  isRequired: boolean;
}

type Given = { user: string; claim: Claim | null };

interface Ledger {
  claims: Claim[];
  wanted: Record<UniqueField, Map<string, Claim[]>>;
  /** Key → who gives it up; claim null: in any case. */
  given: Record<UniqueField, Map<string, Given>>;
  lost: Map<Claim, Reason>;
  /** User that comes back, and person who has one back → the newest of the rows that would do so. */
  comingBack: Map<string, LoggedStep>;
}

export function planUndo(subjects: readonly UndoSubject[], facts: ValueFacts): UndoPlan {
  const undo = openUndo(facts.timeZone);
  undo.claim(subjects);
  undo.settle(facts);
  return undo.steps(subjects);
}

export function openUndo(timeZone: string): Undo {
  const maps = <T>() => ({
    alias: new Map<string, T>(),
    pstnFixed: new Map<string, T>(),
    extension: new Map<string, T>(),
  });
  const ledger: Ledger = {
    claims: [],
    wanted: maps(),
    given: maps(),
    lost: new Map(),
    comingBack: new Map(),
  };
  return {
    claim(subjects) {
      for (const { subject, taking } of decideTogether(subjects, timeZone)) {
        addClaims(ledger, subject, taking);
        addComingBack(ledger, subject, taking);
      }
    },
    wanted: () => ({
      alias: [...ledger.wanted.alias.keys()],
      pstnFixed: [...ledger.wanted.pstnFixed.keys()],
      extension: [...ledger.wanted.extension.keys()],
    }),
    settle: (facts) => settleClaims(ledger, facts),
    steps(subjects) {
      const lost = new Map<number, [UniqueField, Reason, boolean][]>();
      for (const [{ row, field, isRequired }, reason] of ledger.lost)
        lost.set(row, [...(lost.get(row) ?? []), [field, reason, isRequired]]);
      const decided = decideTogether(subjects, timeZone);
      return presentPlan(
        decided.map((one) => withoutSecond(one, ledger)),
        lost,
      );
    },
  };
}

interface Decided {
  subject: UndoSubject;
  taking: Taking;
}

/** A user that is removed by the undo has nothing else to be taken back. */
function decideTogether(subjects: readonly UndoSubject[], timeZone: string): Decided[] {
  const decided = subjects.map((subject) => ({ subject, taking: decideTaking(subject, timeZone) }));
  const removed = new Set(
    decided.flatMap(({ taking }) =>
      taking.is === 'taken' && taking.reverse.do === 'delete' ? [taking.reverse.user] : [],
    ),
  );
  return decided.map(({ subject, taking }) => {
    const isOver =
      taking.is === 'taken' && taking.reverse.do !== 'delete' && removed.has(taking.reverse.user);
    return { subject, taking: isOver ? { is: 'kept', because: undoReason('undo.userGone') } : taking };
  });
}

const comesBack = ({ do: what, details }: ReverseStep) => what === 'create' || details.links === true;
const presentBack = ({ user, person, details }: ReverseStep) => [
  `user ${user}`,
  ...(details.link || details.links ? [`person ${person}`] : []),
];

function addComingBack({ comingBack }: Ledger, { step }: UndoSubject, taking: Taking): void {
  if (taking.is === 'kept' || !comesBack(taking.reverse)) return;
  for (const key of presentBack(taking.reverse))
    if ((comingBack.get(key)?.id ?? 0) < step.id) comingBack.set(key, step);
}

/** A user comes back once, and a person to one user: to the one that she lost last. */
function withoutSecond({ subject, taking }: Decided, { comingBack }: Ledger): Decided {
  if (taking.is === 'kept' || !comesBack(taking.reverse)) return { subject, taking };
  const other = presentBack(taking.reverse)
    .map((key) => comingBack.get(key))
    .find((step) => step && step.id !== subject.step.id);
  if (!other) return { subject, taking };
  return {
    subject,
    taking: { is: 'kept', because: undoReason('undo.personHasUser', `It is ${other.alias}.`) },
  };
}

function addClaims(ledger: Ledger, { step }: UndoSubject, taking: Taking): void {
  if (taking.is === 'kept') return;
  const { reverse, wants, gives } = taking;
  const givenBy = new Map(gives.map(([field, , key]) => [field, key]));
  const mine: Claim[] = [];
  for (const [field, value, key] of wants) {
    const isRequired = reverse.do === 'create' && field !== 'extension';
    const own = { row: step.id, user: reverse.user, person: step.person, alias: reverse.alias ?? '' };
    const claim = { ...own, field, value, key, gives: givenBy.get(field) ?? null, isRequired };
    mine.push(claim);
    ledger.claims.push(claim);
    ledger.wanted[field].set(key, [...(ledger.wanted[field].get(key) ?? []), claim]);
  }
  for (const [field, , key] of gives) {
    const claim = mine.find((one) => one.field === field) ?? null;
    ledger.given[field].set(key, { user: reverse.user, claim });
  }
}

function settleClaims(ledger: Ledger, facts: ValueFacts): void {
  const lose = (claim: Claim, reason: Reason) => {
    const queue: [Claim, Reason][] = [[claim, reason]];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [one, why] = next;
      if (ledger.lost.has(one)) continue;
      ledger.lost.set(one, why);
      // Whoever does not get what comes back keeps what she has, so nobody else gets that.
      const { field, gives, user, person, alias } = one;
      for (const other of gives === null ? [] : (ledger.wanted[field].get(gives) ?? []))
        queue.push([other, takenReason(field, other.value, { user, person, name: alias })]);
    }
  };
  // Two who had the same value at different times: whoever had it last.
  for (const lines of Object.values(ledger.wanted)) {
    for (const claims of lines.values()) {
      const [first, ...others] = claims.toSorted((a, b) => b.row - a.row);
      for (const other of others) {
        if (!first || first.user === other.user) continue;
        const { user, person, alias } = first;
        lose(other, takenReason(other.field, other.value, { user, person, name: alias }));
      }
    }
  }
  for (const claim of ledger.claims) {
    const reason = decideRefusal(claim, ledger, facts);
    if (reason) lose(claim, reason);
  }
}

function decideRefusal(claim: Claim, { given, lost }: Ledger, facts: ValueFacts): Reason | null {
  const { field, key, value, user, person } = claim;
  const closed = decideClosed(field, value, { user, person }, facts);
  if (closed) return closed;
  const holder = facts.holders[field].get(key);
  if (holder === undefined || holder.user === user) return null;
  const giver = given[field].get(key);
  const isGiven = giver?.user === holder.user && (giver.claim === null || !lost.has(giver.claim));
  return isGiven ? null : takenReason(field, value, holder);
}

function presentPlan(
  decided: readonly Decided[],
  lost: ReadonlyMap<number, readonly [UniqueField, Reason, boolean][]>,
): UndoPlan {
  const plan: UndoPlan = { reverses: [], kept: [] };
  const changes = new Map<string, ReverseStep>();
  for (const { subject, taking } of decided) {
    const { step } = subject;
    if (taking.is === 'kept') {
      plan.kept.push({ step, because: taking.because });
      continue;
    }
    const missed = lost.get(step.id) ?? [];
    const left = [...taking.left, ...missed.map(([, reason]) => reason)];
    const reverse = withoutLost(taking.reverse, missed, left.length > 0);
    // What stays is told whether the rest is taken back or not; a row of several lost fields gives several.
    for (const because of left) plan.kept.push({ step, because });
    if (reverse === null) continue;
    const earlier = reverse.do === 'change' ? changes.get(reverse.user) : undefined;
    if (earlier) mergeChange(earlier, reverse);
    else plan.reverses.push(reverse);
    if (reverse.do === 'change' && !earlier) changes.set(reverse.user, reverse);
  }
  return plan;
}

/** null: nothing is left of it. isPartly: something of the row stays, so it does not count as taken back. */
function withoutLost(
  reverse: ReverseStep,
  missed: readonly [UniqueField, Reason, boolean][],
  isPartly: boolean,
): ReverseStep | null {
  if (missed.some(([, , isRequired]) => isRequired)) return null;
  const fields = missed.map(([field]) => field as string);
  const without = (values: ReverseStep['after']) =>
    Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
  const { pins, unpins, ...details } = reverse.details;
  const leftPins = pins && without(pins);
  const after =
    reverse.do === 'create' ? { ...reverse.after, ...presentNulls(fields) } : without(reverse.after);
  const isLink = details.links === true || details.unlinks === true;
  if (reverse.do === 'change' && !isLink && Object.keys(after).length === 0) return null;
  return {
    ...reverse,
    before: without(reverse.before),
    after,
    details: {
      ...details,
      ...(leftPins && { pins: leftPins as NonNullable<typeof pins> }),
      ...(unpins && { unpins: unpins.filter((field) => !fields.includes(field)) }),
      ...(isPartly && reverse.do === 'change' && { undoes: [] }),
    },
  };
}

const presentNulls = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, null]));

/** Two rows about different fields of one user; of the same field the row that comes first counts. */
function mergeChange(into: ReverseStep, more: ReverseStep): void {
  const { details } = more;
  into.before = { ...more.before, ...into.before };
  into.after = { ...more.after, ...into.after };
  into.details = {
    ...details,
    ...into.details,
    undoes: [...(into.details.undoes ?? []), ...(details.undoes ?? [])],
    ...((into.details.pins || details.pins) && { pins: { ...details.pins, ...into.details.pins } }),
    ...((into.details.unpins || details.unpins) && {
      unpins: [...(into.details.unpins ?? []), ...(details.unpins ?? [])],
    }),
  };
}
