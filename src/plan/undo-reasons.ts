// What an undo says about a row of the change log: why it stays as it is, and what to do about it. The codes are
// reasons.ts's; values that somebody else has are told by contestedReason as everywhere.
import { presentField } from './reasons.ts';
import type { FieldName, Reason, UndoCode } from './reasons.ts';

const sentences: Record<UndoCode, readonly [message: string, cure: string]> = {
  'undo.asked': ['An administrator took a change back.', ''],
  'undo.done': ['Was taken back already.', 'Nothing to do; that undo can itself be undone.'],
  'undo.changed': ['Has been changed since.', 'Undo what came later first, or change the user by hand.'],
  'undo.userGone': ['The user does not exist any more.', 'Undo its deletion first.'],
  'undo.personHasUser': [
    'The person has another user by now.',
    'Delete that user together with ignoring the person, then undo this.',
  ],
  'undo.unlinked': [
    'The user is linked to the person no more.',
    'Nothing to do: no sync changes or deletes it. Delete it by hand if it is not wanted.',
  ],
  'undo.inScope': [
    'Came back because Entra has the person in scope, so the next run would bring the user back again.',
    'Delete the user now together with ignoring the person.',
  ],
  'undo.moved': [
    'The user passed to another sync template, which has the person in scope.',
    'Unlink the user from that template.',
  ],
  'undo.word': [
    'Is an administrator’s own word and no change of the user.',
    'Take it back where it was given: end the hold, stop ignoring the person, link or unlink the user.',
  ],
  'undo.erased': [
    'Is older than the company keeps personal data, so what was there before is not known.',
    'Write the values by hand.',
  ],
};

/** more: what exactly, such as the fields. */
export function undoReason(code: UndoCode, more?: string): Reason {
  const [message, cure] = sentences[code];
  return { code, message: more === undefined ? message : `${message} ${more}`, cure };
}

/** A field whose value is another by now. */
export function changedSinceReason(fields: readonly string[]): Reason {
  const words = fields.map((field) => presentAnyField(field)).join(', ');
  return {
    ...undoReason('undo.changed'),
    message: `${words} ${fields.length === 1 ? 'has' : 'have'} been changed since.`,
  };
}

function presentAnyField(field: string): string {
  if (field === 'callerId') return 'Caller id';
  if (field === 'settingsTemplate') return 'Settings template';
  return field.startsWith('settings.') ? field : presentField(field as FieldName);
}

/** For counts, where no single row is meant; null for codes of others. */
export function presentUndoCode(code: string): { message: string; cure: string } | null {
  return Object.hasOwn(sentences, code) ? undoReason(code as UndoCode) : null;
}
