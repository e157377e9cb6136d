// planSync(): who is created, changed, leaves, returns, is deleted, is skipped, and why. The table of contents
// of everything decided here (SPEC §5, §6). Pure: a plan is a function of its input, in whatever order people
// come (R4). Works in two passes over slices of people, so that a plan of 500,000 needs no array of them:
// pass one keeps a compact index of claims and counts, pass two gives the steps.
import { decideBrake } from './brakes.ts';
import type { BrakeVerdict, Counted } from './brakes.ts';
import { openDirectory } from './directory.ts';
import type { Settled } from './directory.ts';
import { decideIntent, decideLinking } from './intent.ts';
import type { Intent } from './intent.ts';
import { openMailLinks } from './mail-links.ts';
import { openUnlinkedUsers } from './match.ts';
import { presentOutcome } from './outcome.ts';
import type { PlanContext, PlanPerson } from './person.ts';
import type { BrakeKind, Outcome, PersonId, Withheld } from './steps.ts';

export interface Verdict {
  withheld: Withheld[];
  /** Kinds that go through because they were approved. */
  approved: BrakeKind[];
  /** People who make the given approval void; null when it stands or none was given. */
  approvalChanged: { person: PersonId; alias: string | null }[] | null;
}

export interface PlanBuilder {
  /** Pass one: every person once, in slices of any size and order. */
  claim(people: readonly PlanPerson[]): void;
  /** Between the passes: grants claims, applies the brakes. */
  settle(): Verdict;
  /** Pass two: the same people again. */
  steps(people: readonly PlanPerson[]): Outcome[];
}

export interface Plan extends Verdict {
  outcomes: Outcome[];
}

export function planSync(context: PlanContext, people: readonly PlanPerson[]): Plan {
  const plan = openPlan(context);
  plan.claim(people);
  const verdict = plan.settle();
  return { ...verdict, outcomes: plan.steps(people) };
}

export function openPlan(context: PlanContext): PlanBuilder {
  const directory = openDirectory(context);
  const alike = openUnlinkedUsers(context.holdings);
  const mail = openMailLinks();
  // A user that this plan links is like nobody else any more, as it will be in the next one (R2).
  const unlinked = {
    match: (person: PlanPerson) => alike.match(person, (user) => mail.isLinked(user)),
  };
  const decide = (person: PlanPerson): Intent => {
    const link = mail.linkOf(person);
    return link ? decideLinking(person, link, context) : decideIntent(person, context, unlinked);
  };
  const removals: Counted[] = [];
  let mustWithhold = false;
  let settled: Settled | null = null;
  const withheldKinds = new Set<BrakeKind>();
  return {
    claim(people) {
      for (const person of people) {
        const intent = decide(person);
        if (context.template.linkByMail && mail.claim(person, intent)) continue;
        directory.add(person, intent);
        const removal = countRemoval(person, intent);
        if (removal) removals.push(removal);
        if (removal && person.presence.is === 'unchecked') mustWithhold = true;
      }
    },
    settle() {
      for (const person of mail.settle()) directory.add(person, decide(person));
      const removal = decideBrake('removals', removals, mustWithhold, context);
      const areRemovalsWithheld = removal.withheld !== null;
      settled = directory.settle({ areRemovalsWithheld, areNumbersWithheld: false });
      const numbers = decideBrake('numbers', settled.numbers, false, context);
      // Nobody gives up a number then, so who gets what has to be settled anew (R7).
      if (numbers.withheld) settled = directory.settle({ areRemovalsWithheld, areNumbersWithheld: true });
      // Last, because a new user who needs a number that a withheld step would free is not created.
      const verdicts = [removal, numbers, decideBrake('creates', settled.creates, false, context)];
      for (const { withheld } of verdicts) if (withheld) withheldKinds.add(withheld.kind);
      return presentVerdict(verdicts, context);
    },
    steps(people) {
      if (settled === null) throw new Error('settle() comes before steps()');
      const claims = settled;
      return people.map((person) => presentOutcome(person, decide(person), claims, withheldKinds, context));
    },
  };
}

function countRemoval(person: PlanPerson, intent: Intent): Counted | null {
  if (intent.is !== 'going' || !intent.going.isRemoval || intent.going.step === null) return null;
  return { person: person.id, alias: intent.going.step.alias, effect: intent.going.step.do };
}

function presentVerdict(verdicts: BrakeVerdict[], context: PlanContext): Verdict {
  const changed = verdicts.flatMap((v) => v.changed ?? []);
  const approved = verdicts.some((v) => v.isApproved) ? context.approved?.kind : undefined;
  return {
    withheld: verdicts.flatMap((v) => (v.withheld ? [v.withheld] : [])),
    approved: approved ? [approved] : [],
    approvalChanged: changed.length > 0 ? changed : null,
  };
}
