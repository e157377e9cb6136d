// Words of signing in, on its own page and on the spot, English.
import type { signIn as shape } from '../sv/sign-in.ts';

export const signIn: typeof shape = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  send: 'Sign in',
  or: 'or',
  oidc: 'Sign in with the company account',
  forgotten: 'Have you forgotten the password? Ask another administrator for a new link.',
  wait: (seconds) => `Try again in ${seconds} s.`,
  again: {
    title: 'You have been signed out',
    text: 'Sign in again and go on where you were. What you have typed is kept.',
    leave: 'To the sign-in page',
    oidcText: 'Sign in in the new tab and come back here.',
  },
};
