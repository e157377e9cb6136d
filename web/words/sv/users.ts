// Words of the page users, Swedish.

export const users = {
  title: 'Användare',
};
