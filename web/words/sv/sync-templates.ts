// Words of the list of sync templates and of the integrations, Swedish.
import { plural } from '../plural.ts';

export const syncTemplates = {
  title: 'AD Sync',
  lead: 'Varje mall är en koppling till en Entra ID-tenant och dess regler.',
  create: 'Skapa ny mall',
  createFirst: 'Skapa den första mallen',
  createTitle: 'Hur vill du börja?',
  createText:
    'Guiden visar steg för steg hur appen görs i Azure och samlar värdena på vägen. Den går att pausa och att lämna över till en kollega.',
  openGuide: 'Öppna guiden för Azure-appen',
  haveValues: 'Jag har redan värdena',
  empty: 'Ingen mall än',
  emptyText: 'Med en mall för AD-synk skapas, ändras och tas användarna bort här när de gör det i Entra ID.',
  failed: 'Mallarna kunde inte läsas in',
  columns: {
    name: 'Namn på mallen',
    mode: 'Läge',
    success: 'Senaste lyckade',
    next: 'Nästa start',
    linked: 'Synkade',
    credential: 'Hemlighet',
    withheld: 'Spärrat',
  },
  never: 'Aldrig',
  neverByItself: 'Startar inte själv',
  due: 'Nu',
  leaving: (count: number, shown: string) => plural(count, shown, 'varav # slutar', 'varav # slutar'),
  retiring: 'Tas bort när de sista användarna slutat',
  expiresIn: (days: number, shown: string) =>
    days < 0
      ? 'Har gått ut'
      : days === 0
        ? 'Går ut i dag'
        : plural(days, shown, 'Går ut om # dag', 'Går ut om # dagar'),
  noSecret: 'Saknas',
  withheldSteps: (count: number, shown: string) => plural(count, shown, '# steg väntar', '# steg väntar'),
  nothingWithheld: 'Inget',
  guideDrafts: 'Påbörjade guider',
  resumeGuide: (name: string) => (name === '' ? 'Fortsätt guiden' : `Fortsätt guiden för ${name}`),
  status: {
    success: (at: string) => `Senaste lyckade synkronisering ${at}`,
    none: 'Ingen lyckad synkronisering än',
    waiting: 'Väntar på godkännande',
    failed: (at: string) => `Misslyckades ${at} – visa varför`,
    running: 'Synkroniserar',
    queued: 'Synkroniseringen väntar på sin tur',
    previewing: 'Förhandsgranskar',
    unread: 'Läget kunde inte läsas',
  },
  resync: 'Omsynkronisering',
  resyncPaused: 'Mallen är pausad. Välj Användarsynk eller Enbart nya användare först.',
  resyncStarted: 'Synkroniseringen har startat',
  resyncRunning: 'En synkronisering pågår redan.',
  preview: 'Förhandsgranska',
  cannotStart: 'Synkroniseringen kunde inte startas',
};
