// Words of the page people, English.
import type { people as shape } from '../sv/people.ts';

export const people: typeof shape = {
  title: 'People in Entra ID',
};
