// Words of the page profile, Swedish.

export const profile = {
  title: 'Min profil',
};
