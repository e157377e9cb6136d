// Words of the page integrations, English.
import type { integrations as shape } from '../sv/integrations.ts';

export const integrations: typeof shape = {
  title: 'Integrations',
};
