// Words of the page administrators, Swedish.

export const administrators = {
  title: 'Administratörer',
};
