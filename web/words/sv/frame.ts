// Words of what stands around every page, Swedish.

export const frame = {
  skip: 'Hoppa till innehållet',
  navigation: 'Huvudmeny',
  side: 'Sidofält',
  openMenu: 'Öppna menyn',
  breadcrumb: 'Var du är',
  search: 'Sök …',
  language: 'Språk',
  theme: 'Tema',
  themes: { system: 'Som systemet', light: 'Ljust', dark: 'Mörkt' },
  signOut: 'Logga ut',
  chooseCompany: 'Byt företag',
  groups: { company: 'Företag', other: 'Övrigt' },
  offline: 'Ingen kontakt med servern – försöker igen. Det du har skrivit finns kvar.',
  notFound: 'Sidan finns inte',
  notFoundText: 'Adressen leder ingenstans, eller så finns det som stod här inte längre.',
  toOverview: 'Till översikten',
  broken: 'Den här delen av sidan kunde inte visas',
  brokenText:
    'Inget har ändrats. Läs in sidan på nytt; händer det igen, skicka texten nedan till den som sköter Rollcall.',
  reload: 'Läs in på nytt',
};
