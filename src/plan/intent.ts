// The mode switch and the table of SPEC §5: what a person's standing comes to before anybody else's claims
// are looked at (R8, R9).
import type { Keys } from './claims.ts';
import { decideJoiner } from './joiners.ts';
import type { Joining } from './joiners.ts';
import { decideLeaver } from './leavers.ts';
import type { Going } from './leavers.ts';
import type { UnlinkedUsers } from './match.ts';
import { decideWants } from './movers.ts';
import type { LinkedUser, PlanContext, PlanPerson } from './person.ts';

export type Intent =
  /** Neither in scope nor linked. */
  | { is: 'outside' }
  /** In scope without a user of this template. */
  | { is: 'joining'; joining: Joining }
  /** Linked and known to be in scope; wants: unique values she asks for instead of hers. */
  | { is: 'staying'; link: LinkedUser; isReturning: boolean; mayChange: boolean; wants: Keys | null }
  /** Linked and not known to be in scope. */
  | { is: 'going'; link: LinkedUser; going: Going };

export function decideIntent(person: PlanPerson, context: PlanContext, unlinked: UnlinkedUsers): Intent {
  const { link } = person;
  if (link === null) {
    // Disabled people who count as gone are still in scope: they are listed, not forgotten.
    const isDisabled = person.presence.is === 'absent' && person.presence.code === 'person.disabled';
    if (person.presence.is !== 'in' && !isDisabled) return { is: 'outside' };
    return { is: 'joining', joining: decideJoiner(person, context, unlinked) };
  }
  if (person.presence.is !== 'in') return { is: 'going', link, going: decideLeaver(person, link, context) };
  const mayChange = context.template.mode === 'full' && person.mapped !== null;
  const isReturning = link.missingSince !== null;
  return { is: 'staying', link, isReturning, mayChange, wants: mayChange ? decideWants(person, link) : null };
}
