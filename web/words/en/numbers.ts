// Words of the page numbers, English.
import type { numbers as shape } from '../sv/numbers.ts';

export const numbers: typeof shape = {
  title: 'Numbers',
};
