// Words of the page profile, English.
import type { profile as shape } from '../sv/profile.ts';

export const profile: typeof shape = {
  title: 'My profile',
};
