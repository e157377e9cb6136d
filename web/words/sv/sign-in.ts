// Words of the page sign-in, Swedish.

export const signIn = {
  title: 'Logga in',
};
