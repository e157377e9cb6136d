// Links by an administrator's word (R11): cutting one leaves the user as it is and stops its clock; making one settles
// a conflict, or gives somebody else's user to another person when that is said in so many words.
import { byHandReason } from '../plan/reasons.ts';
import { readPersonInTemplate } from '../store/hand-people.ts';
import type { PersonInTemplate } from '../store/hand-people.ts';
import type { HandUser } from '../store/hand-users.ts';
import { carryOut, doUserDeed, failure, isId, presentSubject, presentUserStep } from './hand-deed.ts';
import type { Expected, Hand, HandFailure, HandResult } from './hand-deed.ts';

/** The user stays, with all it has, and no sync changes or deletes it any more. */
export async function unlinkUser(
  hand: Hand,
  userId: string,
  options: Expected & { why?: string | null } = {},
): Promise<HandResult> {
  return doUserDeed(hand, userId, options, async (deed, user) => {
    if (user.link === null)
      return failure('user.notLinked', `No sync keeps ${user.alias}.`, 'Nothing to do.');
    const before = presentLink(user);
    const because = byHandReason(options.why ?? null);
    const step = { ...presentUserStep(user, 'unlink'), before, because, details: {} };
    await carryOut(deed, [step], { action: 'user.unlink', subject: presentSubject(user), before });
    return { ok: true };
  });
}

export interface LinkOptions extends Expected {
  /** Also when the user is linked to another person. */
  relink?: boolean;
  why?: string | null;
}

/** From the next run on the person's values rule the user. unseen: the template has not read anybody yet. */
export async function linkUser(
  hand: Hand,
  userId: string,
  { templateId, person }: { templateId: string; person: string },
  options: LinkOptions = {},
): Promise<HandResult<{ unseen: boolean }>> {
  return doUserDeed(hand, userId, options, async (deed, user) => {
    const found = isId(templateId)
      ? await readPersonInTemplate(deed.db, hand.companyId, templateId, person)
      : null;
    if (found === null)
      return failure('template.unknown', 'There is no such sync template.', 'Choose one of the company’s.');
    const unseen = !found.hasRead;
    if (user.link?.person === person && user.link.templateId === templateId) return { ok: true, unseen };
    const fault = decideLinkFault(user, found, person, options.relink ?? false);
    if (fault) return fault;
    const because = byHandReason(options.why ?? null);
    const before = presentLink(user);
    const cut = user.link ? [{ ...presentUserStep(user, 'unlink'), before, because, details: {} }] : [];
    const after = { person, template: templateId };
    const made = { ...presentUserStep(user, 'link'), templateId, person, after, because, details: {} };
    await carryOut(deed, [...cut, made], {
      action: 'user.link',
      subject: presentSubject(user),
      before,
      after,
    });
    return { ok: true, unseen };
  });
}

function decideLinkFault(
  user: HandUser,
  found: PersonInTemplate,
  person: string,
  relink: boolean,
): HandFailure | null {
  if (found.linkUser !== null && found.linkUser !== user.id) {
    const message = `The person is linked to another user (${found.linkAlias}).`;
    return failure('person.hasUser', message, 'A person has one user: unlink that one first.');
  }
  if (user.link !== null && user.link.person !== person && !relink) {
    const message = `${user.alias} is linked to another person (${user.link.person}).`;
    return failure(
      'user.linked',
      message,
      'Choose a user that no sync keeps, or say that it is to be relinked.',
    );
  }
  // Linking somebody who is not there would end in the user's removal: a slip in an object id must not cost a user.
  if (found.hasRead && !found.isPresent) {
    const message = 'This template has not seen such a person in scope.';
    return failure('person.unknown', message, 'Copy the object id from the list of people.');
  }
  return null;
}

function presentLink({ link }: HandUser) {
  return link === null ? null : { person: link.person, template: link.templateId };
}
