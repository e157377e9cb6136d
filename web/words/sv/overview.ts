// Words of the overview: how the company is, and all companies for an operator. Swedish.
import { plural } from '../plural.ts';

export const overview = {
  title: 'Översikt',
  failed: 'Översikten gick inte att läsa in',
  calm: 'Allt är i ordning',
  calmText: (when: string) => `Senaste lyckade synkronisering ${when}. Inget väntar på dig.`,
  attention: 'Att titta på',
  templates: 'Mallar för AD-synk',
  linked: (count: number, shown: string) =>
    plural(count, shown, '# kopplad användare', '# kopplade användare'),
  leaving: (count: number, shown: string) => plural(count, shown, '# slutar', '# slutar'),
  lastSuccess: (when: string) => `Senaste lyckade synkronisering ${when}`,
  neverRun: 'Har aldrig synkroniserats',
  nextStart: (when: string) => `Nästa start ${when}`,
  due: 'Startar strax',
  noStart: 'Startar inte av sig själv: mallen står på Pausa',
  retiring: 'Borttagen: låter sina användare gå',
  preview: 'Förhandsgranska',
  previewText: 'Se först vad som skulle hända. Inget ändras förrän du säger till.',
  resync: 'Omsynkronisering',
  lastRun: 'Visa senaste',
  withheld: {
    removals: (count: number, shown: string) =>
      plural(
        count,
        shown,
        '# användare skulle sluta eller tas bort',
        '# användare skulle sluta eller tas bort',
      ),
    numbers: (count: number, shown: string) =>
      plural(count, shown, '# användare skulle byta nummer', '# användare skulle byta nummer'),
    creates: (count: number, shown: string) =>
      plural(count, shown, '# användare skulle skapas', '# användare skulle skapas'),
  } as Readonly<Record<string, (count: number, shown: string) => string>>,
  withheldText: (template: string) => `Stegen hålls inne tills någon godkänner listan. Mall: ${template}.`,
  since: (when: string, template: string) => `Sedan ${when}. Mall: ${template}.`,
  quiet: 'Påminn inte',
  quietDays: (count: number, shown: string) => plural(count, shown, 'I # dag', 'I # dagar'),
  quietUntil: (when: string) => `Påminner igen ${when}.`,
  quieted: 'Påminnelserna är tysta så länge',
  quietFailed: 'Påminnelserna gick inte att tysta',
  exchanges: {
    refused: (name: string) => `Växeln ${name} släpper inte in Rollcall`,
    away: (name: string) => `Växeln ${name} tar inte emot ändringar`,
    waiting: (count: number, shown: string) =>
      plural(
        count,
        shown,
        '# användare väntar på att skrivas dit.',
        '# användare väntar på att skrivas dit.',
      ),
    kept: 'Inget är förlorat: det skrivs när det går igen.',
    open: 'Till växeln',
  },
  toTemplate: 'Till mallen',
  credential: (days: number, shown: string, template: string) =>
    days < 0
      ? `Hemligheten i mallen ${template} har gått ut`
      : plural(
          days,
          shown,
          `Hemligheten i mallen ${template} går ut om # dag`,
          `Hemligheten i mallen ${template} går ut om # dagar`,
        ),
  credentialText: 'Skapa en ny hemlighet i Azure och spara dess värde i mallen innan dess.',
  noCredentials: (template: string) => `Mallen ${template} har ingen hemlighet än`,
  noCredentialsText: 'Guiden visar steg för steg hur appen i Azure skapas.',
  toGuide: 'Öppna guiden',
  mails: {
    held: (count: number, shown: string) =>
      plural(
        count,
        shown,
        '# välkomstmeddelande väntar på att släppas',
        '# välkomstmeddelanden väntar på att släppas',
      ),
    uncertain: (count: number, shown: string) =>
      plural(count, shown, '# mail är osäkert om det kom fram', '# mail är osäkra om de kom fram'),
    failed: (count: number, shown: string) =>
      plural(count, shown, '# mail gick inte att skicka', '# mail gick inte att skicka'),
  },
  mailServer: 'Mailen väntar: mailservern tar inte emot något just nu',
  mailServerText: (when: string) => `Inget mail är förlorat. Nästa försök ${when}.`,
  toOutbox: 'Till utkorgen',
  seriesLeft: (named: string, free: number, shown: string) =>
    plural(free, shown, `I serien ${named} är # nummer ledigt.`, `I serien ${named} är # nummer lediga.`),
  seriesRunsOut: (month: string) => `I den takt som gäller nu är de slut omkring ${month}.`,
  toNumbers: 'Till nummer',
  leftOut: (count: number, shown: string) =>
    plural(
      count,
      shown,
      '# person i Entra ID har ingen användare',
      '# personer i Entra ID har ingen användare',
    ),
  leftOutText: 'Tryck på en orsak för att se vilka det är och vad som hjälper.',
  group: (count: number, shown: string, title: string) =>
    plural(count, shown, `# person: ${title}`, `# personer: ${title}`),
  allRuns: 'Alla synkroniseringar',
  start: 'Kom igång',
  startText: 'Koppla företagets Entra ID, så sköts användarna i växeln av sig själva.',
  startSteps: [
    ['Skapa en mall', 'Guiden visar var allt finns i Azure. Mallen står på Pausa tills du säger till.'],
    ['Förhandsgranska', 'Se vem som skulle få en användare, och varför någon inte får det. Inget ändras.'],
    ['Genomför', 'Precis det du såg görs. Sedan följer växeln Entra ID varje natt.'],
  ],
  create: 'Skapa ny mall',
};
