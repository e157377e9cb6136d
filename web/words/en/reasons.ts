// Why a plan does what it does, by the reason's code: a short title, a sentence about this person, and what to do. Codes of fields stand
// here without their field. In English the server's own sentence, which knows the person, is shown where there is one. English.
import { plain } from '../reason-shape.ts';
import type { ReasonFacts } from '../reason-shape.ts';
import { troubles } from './reasons-troubles.ts';

const fieldReasons = {
  missing: ({ field }: ReasonFacts) => ({
    title: `${field} is missing`,
    text: `${field} has no value in Entra ID.`,
    cure: `Fill in the field for this person in Entra ID, or map ${field} from another field.`,
  }),
  invalid: ({ field, value }: ReasonFacts) => ({
    title: `${field} is invalid`,
    text: value ? `${field} can not be ${value}.` : `${field} can not be worked out for this person.`,
    cure: `Correct the value for this person in Entra ID, or change how ${field} is mapped.`,
  }),
  taken: ({ field, value, winner }: ReasonFacts) => ({
    title: `${field} is taken`,
    text: `${field} ${value} belongs to ${winner || 'somebody else'}.`,
    cure: `Give one of the two another ${field} in Entra ID.`,
  }),
  reserved: ({ field, value }: ReasonFacts) => ({
    title: `${field} is reserved`,
    text: `${field} ${value} is reserved in the company’s numbers.`,
    cure: 'Give the person another number in Entra ID, or release the number.',
  }),
  cooling: ({ field, value, until }: ReasonFacts) => ({
    title: `${field} is cooling`,
    text: `${field} ${value} was given up and stays untaken${until ? ` until ${until}` : ''}.`,
    cure: 'Wait until then, or free it now under Numbers.',
  }),
  leaving: ({ field, value, winner, until }: ReasonFacts) => ({
    title: `${field} is held by somebody who is leaving`,
    text: `${field} ${value} is held by ${winner || 'a user'} who is leaving${until ? ` and is deleted on ${until}` : ''}.`,
    cure: 'Wait until then, or delete that user now.',
  }),
  'field.pinned': ({ field }: ReasonFacts) => ({
    title: `${field || 'The field'} is pinned at the undone value`,
    text: `An undone change of ${field || 'the field'} is not made again until Entra ID has another value.`,
    cure: 'Release the pin to let the value follow Entra ID.',
  }),
  'field.locked': ({ field }: ReasonFacts) => ({
    title: `${field || 'The field'} follows Entra ID`,
    text: 'The field comes from Entra ID and can not be changed by hand.',
    cure: 'Change the value in Entra ID, or unlink the user.',
  }),
};

const peopleReasons = {
  'person.new': plain('New person', 'In scope and without a user.'),
  'person.back': plain('Is back', 'Is in scope again.'),
  'person.disabled': plain(
    'The account is disabled',
    'The account is disabled in Entra ID.',
    'Enable the account in Entra ID if the person should have a user.',
  ),
  'person.guest': plain(
    'Guest',
    'A guest in Entra ID.',
    'Set Guests to include in the template if guests should have users.',
  ),
  'person.gone': plain(
    'Not in Entra ID any more',
    'Does not exist in Entra ID any more.',
    'Restore the person in Entra ID within 30 days if this was a mistake.',
  ),
  'person.ignored': plain(
    'Ignored',
    'An administrator chose to ignore this person.',
    'Stop ignoring the person to give them a user.',
  ),
  'person.otherTemplate': plain(
    'Kept by another template',
    'Another sync template already keeps this person’s user.',
    'Nothing to do. Unlink the user from the other template if this one should take over.',
  ),
  'person.unreadable': plain(
    'Could not be read',
    'Could not be read in Entra ID this time, so nothing was concluded.',
    'Nothing to do: the next run asks again.',
  ),
  'scope.left': plain(
    'Has left the groups',
    'Belongs to none of the groups that are synced.',
    'Add the person to one of the groups in Entra ID if this was a mistake.',
  ),
  'filter.false': plain(
    'Does not fit the condition',
    'The template’s condition is false for this person.',
    'Correct the person in Entra ID, or the condition, if this was a mistake.',
  ),
  'filter.failed': plain(
    'The condition can not be worked out',
    'The condition can not be worked out for this person, who stays as before.',
    'Correct the condition so that it works for everybody, or the person in Entra ID.',
  ),
  'user.held': plain(
    'Held',
    'The user is held: a sync never removes it.',
    'End the hold to let the user go.',
  ),
  'user.byHand': plain('Done by hand', 'An administrator did it by hand.'),
  'link.conflict': ({ candidates }: ReasonFacts) => ({
    title: 'May be a user who is there already',
    text: `A user that no sync keeps fits this person${candidates ? `: ${candidates}` : ''}.`,
    cure: 'Link the person to that user, create anyway, or ignore the person under People in Entra ID.',
  }),
  'link.moved': plain(
    'Passes to another template',
    'Left this template’s scope but is in scope of another, which keeps the user from now on.',
  ),
  'link.matched': plain(
    'Linked to the user with the same e-mail',
    'Exactly one user that no sync keeps has the same e-mail: it is linked to the person.',
  ),
  'template.deleted': plain('The template is deleted', 'The sync template was deleted.'),
  'tenant.changed': plain(
    'The template points at another tenant',
    'The users came from another Entra tenant than the one the template points at now.',
    'Put the old tenant_id back, or keep the users and cut their links.',
  ),
  'mapping.changed': plain('The mapping was changed', 'The mapping was changed.'),
  'source.changed': plain('Changed in Entra ID', 'The values in Entra ID were changed.'),
  'source.drift': plain(
    'Changed by hand',
    'The user was changed by hand in a field that Entra ID rules.',
    'Change the value in Entra ID, or unlink the user.',
  ),
};

const undoReasons = {
  'undo.asked': plain('Undone', 'An administrator takes the change back.'),
  'undo.done': plain(
    'Undone already',
    'Was taken back already.',
    'Nothing to do; that undo can itself be undone.',
  ),
  'undo.changed': plain(
    'Changed since',
    'Has been changed since.',
    'Undo what came later first, or change the user by hand.',
  ),
  'undo.userGone': plain('The user is gone', 'The user does not exist any more.', 'Undo its deletion first.'),
  'undo.personHasUser': plain(
    'The person has another user',
    'The person has another user by now.',
    'Delete that user together with ignoring the person, then undo this.',
  ),
  'undo.unlinked': plain(
    'Not linked any more',
    'The user is linked to the person no more.',
    'Nothing to do: no sync changes or deletes it. Delete it by hand if it is not wanted.',
  ),
  'undo.inScope': plain(
    'The person is in scope',
    'Came back because the person is in scope, so the next run would bring the user back again.',
    'Delete the user now together with ignoring the person.',
  ),
  'undo.moved': plain(
    'Kept by another template',
    'The user passed to another template, which has the person in scope.',
    'Unlink the user from that template.',
  ),
  'undo.word': plain(
    'A decision of its own',
    'Is an administrator’s own word and no change of the user.',
    'Take it back where it was given: end the hold, stop ignoring the person, link or unlink the user.',
  ),
  'undo.erased': plain(
    'The values are erased',
    'Is older than the company keeps personal data, so what was there before is not known.',
    'Write the values by hand.',
  ),
};

export const reasons = { ...fieldReasons, ...peopleReasons, ...undoReasons, ...troubles };
