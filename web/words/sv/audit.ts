// Words of the page audit, Swedish.

export const audit = {
  title: 'Händelselogg',
};
