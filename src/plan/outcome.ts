// A person's intent and what claims and brakes left of it ─▶ her steps, reasons and standing.
import type { Settled } from './directory.ts';
import { presentDate } from './due.ts';
import type { Intent } from './intent.ts';
import { presentNewUser, presentProblems } from './joiners.ts';
import { decideChange, decideChangeReason, decideFallenPins, presentPins } from './movers.ts';
import type { UniqueField } from './mapping.ts';
import { mayBeAutomatic, presentGets } from './new-user.ts';
import type { PlanContext, PlanPerson } from './person.ts';
import { contestedReason, matchedReason, numberShortReason, plainReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { BrakeKind, Outcome, Step } from './steps.ts';

export function presentOutcome(
  person: PlanPerson,
  intent: Intent,
  claims: Settled,
  withheld: ReadonlySet<BrakeKind>,
  context: PlanContext,
): Outcome {
  switch (intent.is) {
    case 'outside': {
      const { presence } = person;
      const reasons = presence.is === 'unreadable' ? [plainReason('person.unreadable', presence.why)] : [];
      const settled = reasons.length === 0;
      const none = { person: person.id, steps: [], withheld: [], fallenPins: [] };
      return { ...none, reasons, standing: 'outside', settled };
    }
    case 'joining':
      return presentJoiner(person, intent, claims, withheld, context);
    case 'staying':
      return presentStaying(person, intent, claims, withheld, context);
    case 'going':
      return presentLeaver(person, intent, withheld);
  }
}

type Of<K extends Intent['is']> = Extract<Intent, { is: K }>;

function presentJoiner(
  person: PlanPerson,
  { joining }: Of<'joining'>,
  settled: Settled,
  withheld: ReadonlySet<BrakeKind>,
  context: PlanContext,
): Outcome {
  const base = { person: person.id, alias: person.mapped?.values.alias ?? null };
  const none = { person: person.id, steps: [], withheld: [], fallenPins: [] };
  if (joining.is === 'skip') {
    const step: Step = { do: 'skip', ...base, because: joining.reasons[0] ?? plainReason('person.new') };
    return { ...none, steps: [step], reasons: joining.reasons, standing: 'skip', settled: joining.settled };
  }
  if (joining.is === 'conflict') {
    const because = joining.reasons[0] ?? plainReason('person.new');
    const step: Step = { do: 'conflict', ...base, because, candidates: joining.candidates };
    return { ...none, steps: [step], reasons: joining.reasons, standing: 'conflict', settled: false };
  }
  const contender = settled.contenders.get(person.id);
  const problems = presentProblems(person, joining.need !== null);
  if (!contender || contender.won.alias === null) {
    const lost = contender
      ? presentLost(person, contender.claimant.wants, settled, context)
      : presentShort(person, settled, context);
    const step: Step = { do: 'skip', ...base, because: lost[0] ?? plainReason('person.new') };
    return { ...none, steps: [step], reasons: [...lost, ...problems], standing: 'skip', settled: false };
  }
  const extension = settled.extensions.get(person.id) ?? null;
  const lostExtension = contender.claimant.wants.extension !== contender.won.extension;
  const reasons = lostExtension
    ? presentLost(person, { ...contender.claimant.wants, alias: null, pstnFixed: null }, settled, context)
    : [];
  const step: Step = {
    do: 'create',
    ...base,
    to: presentNewUser(person, contender, extension),
    ...presentGets(joining.gets),
    because: plainReason('person.new'),
  };
  const all = [...reasons, ...problems];
  if (withheld.has('creates')) {
    return { ...none, withheld: [{ kind: 'creates', step }], reasons: all, standing: 'skip', settled: false };
  }
  return { ...none, steps: [step], reasons: all, standing: 'linked', settled: !lostExtension };
}

function presentStaying(
  person: PlanPerson,
  intent: Of<'staying'>,
  settled: Settled,
  withheld: ReadonlySet<BrakeKind>,
  context: PlanContext,
): Outcome {
  const { link } = intent;
  const outcome: Outcome = {
    person: person.id,
    steps: [],
    withheld: [],
    reasons: [],
    standing: 'linked',
    fallenPins: [],
    settled: true,
  };
  const base = { person: person.id, user: link.id, alias: link.values.alias ?? null };
  if (intent.isReturning) outcome.steps.push({ do: 'return', ...base, because: plainReason('person.back') });
  const because = intent.isLinking
    ? matchedReason(link.values.alias ?? '', link.values.email ?? '')
    : decideChangeReason(person, link);
  if (!intent.mayChange) {
    if (intent.isLinking)
      outcome.steps.push({ do: 'change', ...base, from: {}, to: {}, because, links: true });
    return outcome;
  }
  outcome.fallenPins = decideFallenPins(person, link);
  const contender = settled.contenders.get(person.id);
  const heldBack = settled.heldBackNumbers.get(person.id);
  const { from, to, lost } = decideChange(person, link, contender);
  if (heldBack !== undefined && withheld.has('numbers')) {
    const number = { from: { pstnFixed: link.values.pstnFixed ?? null }, to: { pstnFixed: heldBack } };
    outcome.withheld.push({ kind: 'numbers', step: { do: 'change', ...base, ...number, because } });
    delete from.pstnFixed;
    delete to.pstnFixed;
    outcome.settled = false;
  }
  const losses = lost.filter(([field]) => !(field === 'pstnFixed' && heldBack !== undefined));
  if (intent.isLinking) outcome.steps.push({ do: 'change', ...base, from, to, because, links: true });
  else if (Object.keys(to).length > 0) outcome.steps.push({ do: 'change', ...base, from, to, because });
  for (const [field, key] of losses) outcome.reasons.push(presentLoss(person, field, key, settled, context));
  if (losses.length > 0) outcome.settled = false;
  const isAutomatic = mayBeAutomatic(person, context.template);
  outcome.reasons.push(...presentProblems(person, isAutomatic), ...presentPins(person, link));
  return outcome;
}

function presentLeaver(
  person: PlanPerson,
  { going }: Of<'going'>,
  withheld: ReadonlySet<BrakeKind>,
): Outcome {
  const outcome: Outcome = {
    person: person.id,
    steps: [],
    withheld: [],
    reasons: going.reasons,
    standing: 'linked',
    fallenPins: [],
    settled: going.isSettled ?? false,
  };
  if (going.step === null) return outcome;
  if (going.isRemoval && withheld.has('removals'))
    outcome.withheld.push({ kind: 'removals', step: going.step });
  else outcome.steps.push(going.step);
  return outcome;
}

/** A series that is used up or gone leaves her without a number. */
function presentShort(person: PlanPerson, settled: Settled, context: PlanContext): Reason[] {
  const digits = settled.short.get(person.id);
  if (digits === undefined) return [];
  const series = context.series.find((one) => one.series === digits);
  return [numberShortReason(digits, series?.last ?? null)];
}

function presentLost(
  person: PlanPerson,
  wants: Record<UniqueField, string | null>,
  settled: Settled,
  context: PlanContext,
): Reason[] {
  const reasons: Reason[] = [];
  for (const field of ['alias', 'pstnFixed', 'extension'] as const) {
    const key = wants[field];
    if (key === null) continue;
    const isHeld = settled.claims.holders[field].has(key);
    if (isHeld || !settled.claims.isOpen(field, key, person.id))
      reasons.push(presentLoss(person, field, key, settled, context));
  }
  return reasons;
}

function presentLoss(
  person: PlanPerson,
  field: UniqueField,
  key: string,
  settled: Settled,
  context: PlanContext,
): Reason {
  const value = person.mapped?.values[field] ?? key;
  const state = field === 'pstnFixed' ? settled.numberStates.get(key) : undefined;
  if (state?.state === 'reserved') return contestedReason(field, 'reserved', value, undefined, null);
  const holder = settled.claims.holders[field].get(key);
  if (holder) {
    const winner = { user: holder.user, person: holder.person, name: holder.name };
    return contestedReason(
      field,
      holder.leaving ? 'leaving' : 'taken',
      value,
      winner,
      holder.leaving?.deleteOn ?? null,
    );
  }
  const until = state?.until ?? settled.keptExtensions.get(key)?.until ?? null;
  return contestedReason(
    field,
    'cooling',
    value,
    undefined,
    until === null ? null : presentDate(until, context.timeZone),
  );
}
