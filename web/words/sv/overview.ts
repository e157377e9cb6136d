// Words of the page overview, Swedish.

export const overview = {
  title: 'Översikt',
};
