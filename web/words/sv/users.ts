// Words of the page users, Swedish.
import { plural } from '../plural.ts';

export const users = {
  title: 'Användare',
  search: 'Sök namn, alias, e-post eller nummer',
  statusLabel: 'Status',
  sourceLabel: 'Källa',
  templateLabel: 'Användarinställningsmall',
  syncedLabel: 'Senast synkad',
  status: { active: 'Aktiv', leaving: 'Slutar', new: 'Ny' },
  leavesOn: (day: string) => `Slutar ${day}`,
  entra: 'Entra ID',
  byHand: 'Manuellt',
  noNumber: 'Inget nummer',
  count: (count: number, shown: string) => plural(count, shown, '# användare', '# användare'),
  countOf: (shown: string, _total: number, all: string) => `${shown} av ${all} användare`,
  empty: 'Inga användare än',
  noHit: 'Ingen användare matchar',
  failed: 'Användarna kunde inte läsas in',
};
