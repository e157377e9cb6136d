// Who is new: in scope and without a user (SPEC §5). Says why she can not become one, or what the user will
// be; values that others may want as well are granted in claims.ts.
import type { NumberNeed } from './automatic-numbers.ts';
import type { Contender } from './contest.ts';
import { canCreateBeside } from './likeness.ts';
import type { UnlinkedUsers } from './match.ts';
import { decideGets, lacksNumber, mayBeAutomatic } from './new-user.ts';
import type { NewUserGets } from './new-user.ts';
import type { PlanPerson } from './person.ts';
import { conflictReason, filterReason, otherTemplateReason, plainReason, unusableReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { Candidate } from './likeness.ts';
import type { Values } from './steps.ts';
import { requiredFields, userFields } from './sync-template.ts';
import type { PlanContext } from './person.ts';

export type Joining =
  | { is: 'contender'; gets: NewUserGets; need: NumberNeed | null }
  | { is: 'skip'; reasons: Reason[]; settled: boolean }
  | { is: 'conflict'; reasons: Reason[]; candidates: Candidate[] };

/** For a person in scope who has no user of this template. */
export function decideJoiner(person: PlanPerson, context: PlanContext, unlinked: UnlinkedUsers): Joining {
  if (person.otherTemplate !== null)
    return { is: 'skip', reasons: [otherTemplateReason(person.otherTemplate)], settled: false };
  if (person.ignored) return { is: 'skip', reasons: [plainReason('person.ignored')], settled: true };
  if (person.isGuest && context.template.guests === 'leaveOut')
    return { is: 'skip', reasons: [plainReason('person.guest')], settled: true };
  if (person.isDisabled || person.presence.is === 'absent')
    return { is: 'skip', reasons: [plainReason('person.disabled')], settled: true };
  if (person.mapped?.filter?.is === 'failed')
    return { is: 'skip', reasons: [filterReason(person.mapped.filter.why)], settled: true };
  const gets = decideGets(person, context.template);
  const need = decideNeed(person, gets);
  // Whatever a group would decide, some series gives the number where the template names one.
  const isUnread = gets === 'unknown' && context.template.automaticNumbers !== null && lacksNumber(person);
  const isAutomatic = need !== null || isUnread;
  const reasons = presentProblems(person, isAutomatic);
  const values = person.mapped?.values ?? {};
  const lacks = requiredFields.filter((field) => typeof values[field] !== 'string');
  if (lacks.some((field) => field !== 'pstnFixed' || !isAutomatic)) {
    // Asked again for her groups: one of them may decide that a series gives her a number.
    const mayGetOne = gets === 'unknown' && lacks.length === 1 && mayBeAutomatic(person, context.template);
    return { is: 'skip', reasons, settled: !(mayGetOne && lacksNumber(person)) };
  }
  if (gets === 'unknown') return { is: 'skip', reasons: [groupsUnknown, ...reasons], settled: false };
  const candidates = unlinked.match(person);
  if (candidates.length > 0 && !(person.createAnyway && canCreateBeside(candidates)))
    return { is: 'conflict', reasons: [conflictReason(candidates), ...reasons], candidates };
  return { is: 'contender', gets, need };
}

/** Somebody may have come in scope, or lost her user, since the groups were asked about. */
const groupsUnknown = plainReason(
  'person.unreadable',
  'A rule asks for a group, and her groups were not read in this run.',
);

function decideNeed(person: PlanPerson, gets: NewUserGets | 'unknown'): NumberNeed | null {
  if (gets === 'unknown' || gets.numberSeries === null || !lacksNumber(person)) return null;
  return { series: gets.numberSeries, own: person.ownNumber };
}

/** Every field of hers that can not be used, required or not; without the number where a series gives it. */
export function presentProblems(person: PlanPerson, isNumberAutomatic: boolean): Reason[] {
  const problems = person.mapped?.problems ?? [];
  return problems
    .filter((p) => person.link === null || !p.keeps)
    .filter((p) => !(isNumberAutomatic && p.field === 'pstnFixed' && p.trouble === 'missing'))
    .map((p) => unusableReason(p.field, p.trouble, p.source, p.found, p.why));
}

/** All values of the new user: what is mapped and granted, null elsewhere. */
export function presentNewUser(person: PlanPerson, contender: Contender, extension: string | null): Values {
  const mapped = person.mapped?.values ?? {};
  const values: Values = {};
  for (const field of userFields) values[field] = mapped[field] ?? null;
  values.pstnFixed ??= contender.won.pstnFixed;
  values.extension = contender.won.extension ?? extension;
  for (const [field, value] of Object.entries(mapped))
    if (field.startsWith('fields.')) values[field as `fields.${string}`] = value;
  return values;
}
