// When a plan is too large to run unseen (R7; SPEC §6): counts the steps of a kind, says whether the kind is
// withheld, and whether what an administrator approved is still what would happen.
import { foldAlias } from './claims.ts';
import type { PlanContext } from './person.ts';
import type { BrakeKind, PersonId, Step, Withheld } from './steps.ts';

/** A step of a kind that a brake counts, as little of it as must be remembered. */
export interface Counted {
  person: PersonId;
  alias: string | null;
  /** What must be the same for an approval to stand. */
  effect: string;
}

/** What must still be the same about a step for its approval to stand. */
export function approvalKey(step: Step): string {
  switch (step.do) {
    case 'create':
      return createEffect(foldAlias(step.to.alias ?? ''), step.to.pstnFixed ?? '');
    case 'change':
      return numberEffect(step.from.pstnFixed ?? null, step.to.pstnFixed ?? '');
    case 'leave':
    case 'return':
    case 'delete':
    case 'skip':
    case 'conflict':
      return step.do;
  }
}

/** aliasKey: the folded alias. */
export function createEffect(aliasKey: string, pstnFixed: string): string {
  return `create ${aliasKey} ${pstnFixed}`;
}

export function numberEffect(from: string | null, to: string): string {
  return `number ${from ?? '-'} ${to}`;
}

export interface BrakeVerdict {
  /** What is withheld; null when the kind goes through. */
  withheld: Withheld | null;
  /** The kind goes through because an administrator approved it. */
  isApproved: boolean;
  /** People who make the approval void: new on the list, or with another effect. */
  changed: { person: PersonId; alias: string | null }[] | null;
}

export function decideBrake(
  kind: BrakeKind,
  steps: Counted[],
  mustWithhold: boolean,
  context: PlanContext,
): BrakeVerdict {
  const { counting, brakes } = context;
  const base = kind === 'removals' ? Math.max(counting.linkedNow, counting.linkedThen) : counting.linkedNow;
  const counted = steps.length + (kind === 'removals' ? counting.removalsInLastDay : 0);
  const limit = kind === 'creates' ? { count: brakes.creates.count, percent: null } : brakes[kind];
  const withheld: Withheld = {
    kind,
    count: steps.length,
    counted,
    percent: base === 0 ? 0 : Math.round((counted / base) * 1000) / 10,
    limit: { count: limit.count, percent: limit.percent },
  };
  const isOver = steps.length > 0 && (mustWithhold || isPast(kind, counted, base, limit, counting.inScope));
  if (!isOver) return { withheld: null, isApproved: false, changed: null };
  // What could not be looked up is withheld whoever approved it (R1).
  if (context.approved?.kind !== kind || mustWithhold) return { withheld, isApproved: false, changed: null };
  const approved = context.approved.effects;
  const changed = steps
    .filter((s) => approved.get(s.person) !== s.effect)
    .map(({ person, alias }) => ({ person, alias }));
  return changed.length > 0
    ? { withheld, isApproved: false, changed }
    : { withheld: null, isApproved: true, changed: null };
}

// A company of ten or fewer has no meaningful percentage: there, two people who are half of it are too many.
const smallCompany = 10;

function isPast(
  kind: BrakeKind,
  counted: number,
  base: number,
  limit: { count: number | null; percent: number | null },
  inScope: number,
): boolean {
  if (kind === 'removals') {
    if (inScope === 0) return true;
    if (base <= smallCompany) return counted >= 2 && counted * 2 >= base;
  }
  if (limit.count === null || counted <= limit.count) return false;
  return limit.percent === null || counted * 100 > limit.percent * base;
}
