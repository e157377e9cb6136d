// The mode switch and the table of SPEC §5: what a person's standing comes to before anybody else's claims
// are looked at (R8, R9).
import type { Keys } from './contest.ts';
import { decideJoiner } from './joiners.ts';
import type { Joining } from './joiners.ts';
import { decideLeaver, presentUntold } from './leavers.ts';
import type { Going } from './leavers.ts';
import type { UnlinkedUsers } from './match.ts';
import { decideDifferences, decideWants } from './movers.ts';
import type { LinkedUser, PersonPresence, PlanContext, PlanPerson } from './person.ts';

export type Intent =
  /** Neither in scope nor linked. */
  | { is: 'outside' }
  /** In scope without a user of this template. */
  | { is: 'joining'; joining: Joining }
  /** Linked and known to be in scope. */
  | {
      is: 'staying';
      link: LinkedUser;
      isReturning: boolean;
      /** By this plan: the user was nobody's. */
      isLinking: boolean;
      mayChange: boolean;
      /** Unique values she asks for instead of hers. */
      wants: Keys | null;
      emptiesExtension: boolean;
    }
  /** Linked and not known to be in scope: gone, not to be told, or left where she was by a filter that fails. */
  | { is: 'going'; link: LinkedUser; going: Going };

export function decideIntent(person: PlanPerson, context: PlanContext, unlinked: UnlinkedUsers): Intent {
  const { link } = person;
  const presence = decidePresence(person, context);
  if (link === null) {
    // Disabled people who count as gone are still in scope: they are listed, not forgotten.
    const isListed =
      presence.is === 'in' || (presence.is === 'absent' && presence.code === 'person.disabled');
    if (!isListed) return { is: 'outside' };
    return { is: 'joining', joining: decideJoiner(person, context, unlinked) };
  }
  if (presence.is !== 'in')
    return { is: 'going', link, going: decideLeaver(person, presence, link, context) };
  // Asked last: a disabled person who counts as gone is gone whatever the filter would have said.
  if (person.mapped?.filter?.is === 'failed')
    return { is: 'going', link, going: presentUntold(person.mapped.filter.why) };
  return decideStaying(person, link, context, false);
}

/** Somebody new whom exact mail links to a user that is there: from now on planned as the person of that user. */
export function decideLinking(person: PlanPerson, link: LinkedUser, context: PlanContext): Intent {
  return decideStaying(person, link, context, true);
}

function decideStaying(
  person: PlanPerson,
  link: LinkedUser,
  context: PlanContext,
  isLinking: boolean,
): Intent {
  const mayChange = context.template.mode === 'full' && person.mapped !== null;
  const isReturning = link.missingSince !== null;
  const differences = mayChange ? decideDifferences(person, link) : {};
  const wants = decideWants(differences, link);
  const emptiesExtension = differences.extension === null;
  return { is: 'staying', link, isReturning, isLinking, mayChange, wants, emptiesExtension };
}

function decidePresence(person: PlanPerson, { template }: PlanContext): PersonPresence {
  const { presence, isDisabled, mapped } = person;
  if (presence.is !== 'in') return presence;
  if (mapped?.filter?.is === 'out') return { is: 'absent', code: 'filter.false' };
  const countsAsGone = isDisabled && template.disabledPeople === 'asLeaver';
  return countsAsGone ? { is: 'absent', code: 'person.disabled' } : presence;
}
