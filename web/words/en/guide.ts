// Words of the page guide, English.
import type { guide as shape } from '../sv/guide.ts';

export const guide: typeof shape = {
  title: 'Azure app guide',
};
