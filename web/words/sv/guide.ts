// Words of the page guide, Swedish.

export const guide = {
  title: 'Guide för Azure-appen',
};
