// Words of parts that know no domain: tables, states, dialogs. English.
import { plural } from '../plural.ts';
import type { parts as shape } from '../sv/parts.ts';

export const parts: typeof shape = {
  rows: (count, shown) => plural(count, shown, '# row', '# rows'),
  sortBy: (column) => `Sort by ${column}`,
  selectRow: (name) => `Select ${name}`,
  selectAll: 'Select all that match',
  unfolded: 'Unfolded',
  selected: (count, shown) => plural(count, shown, '# selected', '# selected'),
  columns: 'Columns',
  failed: 'It could not be loaded',
  showPassword: 'Show the password',
  unharmed: 'Nothing has changed.',
  reference: 'Reference',
  typeCount: (count) => `Type ${count} to confirm`,
  copied: (what) => `${what} is copied`,
  copyThing: (what) => `Copy ${what}`,
  day: {
    form: 'DD/MM/YYYY',
    choose: 'Choose in the calendar',
    wrong: (example: string) => `Write the day as ${example}.`,
  },
  saveBar: {
    dirty: 'Unsaved changes',
    faults: (count: number, shown: string) =>
      plural(count, shown, 'Mend # problem to save', 'Mend # problems to save'),
    revert: 'Revert changes',
    off: {
      clean: 'Nothing has changed.',
      faulty: 'Mend the problems first.',
      saving: 'The changes are being saved.',
    },
  },
  unsaved: {
    title: 'You have unsaved changes',
    text: 'They are lost when you leave the page.',
    closeText: 'They are lost if you close this.',
    close: 'Close without saving',
    leave: 'Leave without saving',
  },
};
