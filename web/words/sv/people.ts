// Words of the page people, Swedish.

export const people = {
  title: 'Personer i Entra ID',
};
