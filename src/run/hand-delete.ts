// Deleting a user now, by an administrator's word: one who is leaving, one that no sync keeps, or anybody together with
// ignoring the person, who would be made a user again the next night. Number and extension follow as in a sync.
import { byHandReason } from '../plan/reasons.ts';
import type { HandUser } from '../store/hand-users.ts';
import { carryOut, doUserDeed, failure, presentSubject, presentUserStep } from './hand-deed.ts';
import type { Expected, Hand, HandResult } from './hand-deed.ts';
import { presentHandValues } from './hand-values.ts';

export interface DeleteOptions extends Expected {
  /** Needed for a linked user who is not leaving. */
  ignorePerson?: boolean;
  why?: string | null;
}

export async function deleteUserNow(
  hand: Hand,
  userId: string,
  options: DeleteOptions = {},
): Promise<HandResult<{ step: number }>> {
  return doUserDeed(hand, userId, options, async (deed, user) => {
    const ignores = user.link !== null && options.ignorePerson === true;
    if (user.link !== null && user.link.missingSince === null && !ignores) {
      const message = `${user.alias} is kept by the sync template ${JSON.stringify(user.link.template)}, whose next run would make it again.`;
      return failure(
        'user.linked',
        message,
        'Delete it together with ignoring the person, or unlink it first.',
      );
    }
    const [step = 0] = await carryOut(deed, [presentDelete(user, ignores, options.why ?? null)], {
      action: 'user.delete',
      subject: presentSubject(user),
      before: presentHandValues(user),
      details: { person: user.link?.person ?? null, ignoresPerson: ignores, why: options.why ?? null },
    });
    return { ok: true, step };
  });
}

function presentDelete(user: HandUser, ignores: boolean, why: string | null) {
  return {
    ...presentUserStep(user, 'delete'),
    before: presentHandValues(user),
    because: byHandReason(why),
    details: { counted: false, ...(ignores && { ignores: { why, until: null } }) },
  };
}
