// Words of the page users, English.
import type { users as shape } from '../sv/users.ts';

export const users: typeof shape = {
  title: 'Users',
};
