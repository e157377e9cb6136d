// Words of the page sign-in, English.
import type { signIn as shape } from '../sv/sign-in.ts';

export const signIn: typeof shape = {
  title: 'Sign in',
};
