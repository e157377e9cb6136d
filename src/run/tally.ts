// Counts a plan while it streams by: steps by what they do, people by reason, linked people whom something happens to.
// A number in a report is made here and nowhere else. Pure.
import type { Counts } from '../plan/counts.ts';
import type { PlanPerson } from '../plan/person.ts';
import type { RuleReach } from '../plan/rule-reach.ts';
import type { Outcome } from '../plan/steps.ts';
import type { StandingCounts } from '../store/roster-planned.ts';

export interface ReasonCount {
  code: string;
  count: number;
}

/** count: new users for whom the rule decided. In a preview also over everybody in scope, as if all were new (plan/rule-reach.ts). */
export interface RuleCount extends Partial<Pick<RuleReach, 'fits' | 'decides' | 'unknown'>> {
  name: string;
  count: number;
}

export interface Tally {
  add(person: PlanPerson, outcome: Outcome): void;
  /** With everybody who was not planned in this run. */
  present(
    unplanned: StandingCounts,
    linked: number,
  ): { counts: Counts; reasons: ReasonCount[]; rules: RuleCount[] };
}

export const noCounts: Counts = Object.freeze({
  create: 0,
  change: 0,
  leave: 0,
  return: 0,
  delete: 0,
  skip: 0,
  conflict: 0,
  unchanged: 0,
});

/** rules: names of the template's rules, in their order. */
export function openTally(rules: readonly string[]): Tally {
  const byRule = new Map(rules.map((name) => [name, 0]));
  const counts = { ...noCounts };
  const codes = new Map<string, number>();
  let touched = 0;
  return {
    add(person, outcome) {
      const hers = new Set<string>(outcome.reasons.map((reason) => reason.code));
      for (const step of outcome.steps) {
        counts[step.do] += 1;
        if (step.do === 'create' && step.rule !== undefined)
          byRule.set(step.rule, (byRule.get(step.rule) ?? 0) + 1);
        // That somebody is new or back is no reason that anybody has to look at.
        if (step.do !== 'create' && step.do !== 'return') hers.add(step.because.code);
      }
      for (const code of hers) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (person.link !== null && outcome.steps.length + outcome.withheld.length > 0) touched += 1;
    },
    present(unplanned, linked) {
      for (const [code, count] of unplanned.codes) codes.set(code, (codes.get(code) ?? 0) + count);
      const reasons = [...codes].map(([code, count]) => ({ code, count }));
      reasons.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
      const { skip, conflict } = unplanned;
      const all = { ...counts, skip: counts.skip + skip, conflict: counts.conflict + conflict };
      const hits = [...byRule].map(([name, count]) => ({ name, count }));
      return { counts: { ...all, unchanged: linked - touched }, reasons, rules: hits };
    },
  };
}
