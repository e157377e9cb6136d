// Who is new: in scope and without a user (SPEC §5). Says why she can not become one, or what the user will
// be; values that others may want as well are granted in claims.ts.
import type { Contender } from './contest.ts';
import { canCreateBeside } from './likeness.ts';
import type { UnlinkedUsers } from './match.ts';
import type { PlanPerson } from './person.ts';
import { conflictReason, filterReason, otherTemplateReason, plainReason, unusableReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { Candidate } from './likeness.ts';
import type { Values } from './steps.ts';
import { requiredFields, userFields } from './sync-template.ts';
import type { PlanContext } from './person.ts';

export type Joining =
  | { is: 'contender' }
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
  const reasons = presentProblems(person);
  const values = person.mapped?.values ?? {};
  if (requiredFields.some((field) => typeof values[field] !== 'string'))
    return { is: 'skip', reasons, settled: true };
  const candidates = unlinked.match(person);
  if (candidates.length > 0 && !(person.createAnyway && canCreateBeside(candidates)))
    return { is: 'conflict', reasons: [conflictReason(candidates), ...reasons], candidates };
  return { is: 'contender' };
}

/** Every field of hers that can not be used, required or not. */
export function presentProblems(person: PlanPerson): Reason[] {
  const problems = person.mapped?.problems ?? [];
  return problems
    .filter((p) => person.link === null || !p.keeps)
    .map((p) => unusableReason(p.field, p.trouble, p.source, p.found, p.why));
}

/** All values of the new user: what is mapped and granted, null elsewhere. */
export function presentNewUser(person: PlanPerson, contender: Contender, extension: string | null): Values {
  const mapped = person.mapped?.values ?? {};
  const values: Values = {};
  for (const field of userFields) values[field] = mapped[field] ?? null;
  values.extension = contender.won.extension ?? extension;
  for (const [field, value] of Object.entries(mapped))
    if (field.startsWith('fields.')) values[field as `fields.${string}`] = value;
  return values;
}
