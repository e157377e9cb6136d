// What the fields of a user, the steps of a plan and the modes of a template are called, Swedish. The article's own words.

export const fields = {
  user: {
    alias: 'Alias',
    name: 'Namn',
    surname: 'Surname',
    pstnFixed: 'PSTN Fixed',
    email: 'E-post',
    mobile: 'Mobil',
    extension: 'Anknytning',
    title: 'Titel',
    department: 'Avdelning',
    callerId: 'Callerid',
    settingsTemplate: 'Användarinställningsmall',
    language: 'Språk',
  } as Readonly<Record<string, string>>,
  /** What a plan would do. */
  steps: {
    create: 'Skapa',
    change: 'Ändra',
    leave: 'Slutar',
    return: 'Kommer tillbaka',
    delete: 'Ta bort',
    skip: 'Hoppas över',
    conflict: 'Krock',
    unchanged: 'Oförändrade',
  },
  /** What a run has done. */
  done: {
    create: 'Skapade',
    change: 'Ändrade',
    leave: 'Slutar',
    return: 'Kom tillbaka',
    delete: 'Borttagna',
    skip: 'Hoppades över',
    conflict: 'Krockar',
    unchanged: 'Oförändrade',
  },
  modes: { paused: 'Pausa', full: 'Användarsynk', onlyNew: 'Enbart nya användare' },
  brake: 'Spärr',
};
