// Words of the page administrators, English.
import type { administrators as shape } from '../sv/administrators.ts';

export const administrators: typeof shape = {
  title: 'Administrators',
};
