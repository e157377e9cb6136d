// Words of the page overview, English.
import type { overview as shape } from '../sv/overview.ts';

export const overview: typeof shape = {
  title: 'Overview',
};
