// A reason's code in a few words, for counts where no single person is meant. What is said about a person is
// the planner's own sentence; codes and fields are plan/reasons's.
import { plainReason, presentField } from '../plan/reasons.ts';
import type { FieldName } from '../plan/reasons.ts';
import { presentUndoCode } from '../plan/undo-reasons.ts';

const fieldTroubles: Record<string, [message: string, cure: string]> = {
  missing: ['is empty in Entra', 'Fill it in in Entra, or map it from another field.'],
  invalid: ['can not be used as it stands', 'Correct it in Entra; rollcall explain shows the value.'],
  taken: ['belongs to somebody else', 'Give one of the two another one in Entra.'],
  reserved: ['is reserved', 'Give another one in Entra, or release it.'],
  cooling: ['was given up lately and still cools', 'Wait, or give another one in Entra.'],
  leaving: ['is held by somebody who is leaving', 'Wait until that user is deleted.'],
};

const others: Record<string, [message: string, cure: string]> = {
  'person.otherTemplate': ['Another sync template keeps the user.', ''],
  'link.conflict': [
    'A user that no sync keeps fits.',
    'rollcall conflicts lists who; settle it with rollcall link, adopt, create-anyway or ignore.',
  ],
  'link.matched': ['Linked to the user of the same mail.', ''],
  'link.moved': ['The user passes to another sync template.', ''],
  'field.pinned': ['A field is pinned.', 'Remove the pin to let it follow Entra.'],
  'filter.false': ['The filter leaves them out.', ''],
  'filter.failed': [
    'The filter can not be worked out for them.',
    'Correct the filter, or the people in Entra.',
  ],
};

type PlainCode = Parameters<typeof plainReason>[0];
const plainCodes: readonly PlainCode[] = [
  'person.new',
  'person.back',
  'person.disabled',
  'person.guest',
  'person.gone',
  'person.ignored',
  'person.unreadable',
  'scope.left',
  'user.held',
  'mapping.changed',
  'source.changed',
  'source.drift',
];

export function presentReasonCode(code: string): { message: string; cure: string } {
  const plain = plainCodes.find((one) => one === code);
  if (plain) return plainReason(plain);
  const [message, cure] = others[code] ?? [];
  if (message !== undefined) return { message, cure: cure ?? '' };
  const undo = presentUndoCode(code);
  if (undo) return undo;
  const at = code.lastIndexOf('.');
  const [trouble, fieldCure] = fieldTroubles[code.slice(at + 1)] ?? [];
  if (trouble === undefined) return { message: code, cure: '' };
  return { message: `${presentField(code.slice(0, at) as FieldName)} ${trouble}.`, cure: fieldCure ?? '' };
}
