// The tab Field mapping and the guide, with what has to be opened first.
import type { Shot, ShotIds } from '../shot.ts';

const tab = ({ template }: ShotIds): string => `/integrations/ad-sync/${template}?tab=mapping`;
const start = { sv: 'Starta guiden', en: 'Start the guide' };
const steps = { sv: '5. Skapa en hemlighet', en: '5. Make a secret' };
const label = { sv: 'Källa till Titel', en: 'Source of Title' };

export const shots: Shot[] = [
  { name: 'mapping', path: tab },
  { name: 'mapping-viewer', path: tab, as: 'viewer' },
  {
    name: 'mapping-source',
    path: tab,
    prepare: (page, language) => page.getByRole('combobox', { name: label[language] }).fill('d'),
  },
  {
    name: 'guide-step',
    path: '/integrations/ad-sync/new/guide',
    prepare: async (page, language) => {
      await page.getByRole('button', { name: start[language] }).click();
      await page.getByRole('button', { name: steps[language] }).click();
    },
  },
];
