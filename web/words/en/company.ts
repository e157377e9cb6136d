// Words of the page company, English.
import type { company as shape } from '../sv/company.ts';

export const company: typeof shape = {
  title: 'Company settings',
};
