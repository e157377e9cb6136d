// Words of the page numbers, Swedish.

export const numbers = {
  title: 'Nummer',
};
