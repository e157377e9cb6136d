// Words of comparing what two people have made of one form, English.
import type { compare as shape } from '../sv/compare.ts';

export const compare: typeof shape = {
  by: (who: string, at: string) => `${who} changed this ${at}`,
  byUnknown: 'Somebody else has changed this',
  text: 'Nothing is saved yet. Choose for each field what is to stand.',
  mine: 'Yours',
  theirs: 'Theirs',
  choiceOf: (field: string) => `Choose for ${field}`,
  save: 'Save what was chosen',
  chooseAll: 'Choose for each field first.',
};
