// Words of parts that know no domain: tables, states, dialogs. Swedish.
import { plural } from '../plural.ts';

export const parts = {
  rows: (count: number, shown: string) => plural(count, shown, '# rad', '# rader'),
  sortBy: (column: string) => `Sortera på ${column}`,
  selectRow: (name: string) => `Markera ${name}`,
  selectAll: 'Markera alla som matchar',
  unfolded: 'Utfälld',
  selected: (count: number, shown: string) => plural(count, shown, '# markerad', '# markerade'),
  columns: 'Kolumner',
  failed: 'Det gick inte att läsa in',
  showPassword: 'Visa lösenordet',
  unharmed: 'Inget har ändrats.',
  reference: 'Referens',
  typeCount: (count: string) => `Skriv ${count} för att bekräfta`,
  copied: (what: string) => `${what} är kopierat`,
  copyThing: (what: string) => `Kopiera ${what}`,
  day: {
    form: 'ÅÅÅÅ-MM-DD',
    choose: 'Välj i kalendern',
    wrong: (example: string) => `Skriv dagen som ${example}.`,
  },
  saveBar: {
    dirty: 'Osparade ändringar',
    faults: (_count: number, shown: string) => `Åtgärda ${shown} problem för att kunna spara`,
    revert: 'Ångra ändringar',
    off: {
      clean: 'Inget har ändrats.',
      faulty: 'Åtgärda problemen först.',
      saving: 'Ändringarna sparas.',
    },
  },
  unsaved: {
    title: 'Du har osparade ändringar',
    text: 'De försvinner om du lämnar sidan.',
    leave: 'Lämna utan att spara',
    closeText: 'De försvinner om du stänger.',
    close: 'Stäng utan att spara',
  },
};
