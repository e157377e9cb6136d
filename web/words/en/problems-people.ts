// What the server refuses of deeds on users, people, templates and runs, by its code: a sentence and what to do. English.
import type { ProblemWords } from '../sv/problems.ts';

export const problemsOfPeople: Readonly<Record<string, ProblemWords>> = {
  'user.unknown': { text: 'There is no such user any more.', cure: 'Look the user up again.' },
  'user.changed': {
    text: 'The user has been changed in the meantime.',
    cure: 'Look at the user as it is now, and decide again.',
  },
  'user.linked': {
    text: 'A sync keeps the user, which would come back.',
    cure: 'Delete it together with ignoring the person, or unlink it first.',
  },
  'user.notLinked': { text: 'No sync keeps the user.', cure: 'Nothing to do.' },
  'phone.none': {
    text: 'No exchange of the company knows phones by a secret.',
    cure: 'Add an exchange such as Asterisk or Kamailio first.',
  },
  'user.notHeld': { text: 'The user is not held.', cure: 'Nothing to do.' },
  'user.notLeaving': {
    text: 'The user is not leaving.',
    cure: 'Hold the user if it must not leave when its person is gone.',
  },
  'user.invalid': { text: 'One of the user’s values is not right.', cure: 'Correct what is marked.' },
  'field.notPinned': { text: 'The field is not pinned.', cure: 'Nothing to do.' },
  'person.unknown': {
    text: 'The person is not among those that the sync has read.',
    cure: 'Look again after the next run.',
  },
  'person.ambiguous': { text: 'Several people fit.', cure: 'Give the object id of the person.' },
  'person.hasUser': { text: 'The person has a user already.', cure: 'Nothing to do.' },
  'person.notIgnored': { text: 'The person is not ignored.', cure: 'Nothing to do.' },
  'adoption.changed': {
    text: 'It would not be as in the preview any more, and nothing was linked.',
    cure: 'Make a new preview, and link then.',
  },
  'adoption.nobody': {
    text: 'Nobody can be linked without a doubt in that way, and nothing was linked.',
    cure: 'Try another way, or link people one by one.',
  },
  'adoption.severalPeople': {
    text: 'Several people fit the same user.',
    cure: 'Link the user to the right one; for the others choose Create anyway or Ignore.',
  },
  'adoption.severalUsers': {
    text: 'Several users fit the same person.',
    cure: 'Link the person to the right user.',
  },
  'createAnyway.notAlike': {
    text: 'There is no user like the person.',
    cure: 'Nothing to do: the next run makes the user.',
  },
  'createAnyway.notSaid': {
    text: 'It is not said that the person is to have a new user, or it has been done.',
    cure: 'Nothing to do. A creation is undone in its run.',
  },
  'createAnyway.taken': {
    text: 'Another user has the same alias or number already.',
    cure: 'Give the person another one, or link the person to that user.',
  },
  'template.unknown': {
    text: 'There is no such sync template any more.',
    cure: 'Choose one of the company’s.',
  },
  'template.changed': {
    text: 'The sync template has been changed in the meantime.',
    cure: 'Look at it again, then repeat what you wanted.',
  },
  'tenant.unchanged': {
    text: 'The users came from the tenant that the template names, so their links stand.',
    cure: 'Change tenant_id first and run it once, or delete the template and keep its users.',
  },
  'provider.invalid': { text: 'Provider Settings are not right.', cure: 'Correct what is marked.' },
  'trial.tooSlow': {
    text: 'Reading the fields of everybody took longer than a minute, and nothing was tried.',
    cure: 'Try without the new field first.',
  },
  'run.ended': {
    text: 'The run has ended already.',
    cure: 'Nothing to do. Undo it if it should not have been.',
  },
  'undo.isRun': { text: 'A sync template stands behind these changes.', cure: 'Undo them as its run.' },
  'undo.severalTemplates': {
    text: 'Several sync templates stand behind these changes.',
    cure: 'Take back those of one template at a time.',
  },
  'guides.tooMany': {
    text: 'The company has as many guides under way as it can have.',
    cure: 'End or remove one of them.',
  },
  'guide.changed': {
    text: 'Somebody else has changed the guide in the meantime.',
    cure: 'Load it again and go on from there.',
  },
};
