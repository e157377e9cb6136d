// What is wrong with a field of the form, as a sentence in the chosen language. Pure.
import type { Format } from '../../../words/format.ts';
import type { Words } from '../../../words/words.tsx';
import type { DraftFault } from './check-draft.ts';
import type { DraftKey } from './draft.ts';

export function tellDraftFault(key: DraftKey, fault: DraftFault, words: Words, format: Format): string {
  const told = words.syncTemplate;
  switch (fault.is) {
    case 'required':
      return told.required(told.fields[key]);
    case 'mail':
      return told.faultMail;
    case 'time':
      return told.faultTime;
    case 'date':
      return told.faultDate;
    case 'number':
      return told.faultNumber(format.number(fault.from), format.number(fault.to), fault.mayBeEmpty);
  }
}
