// Words of the page company, Swedish.

export const company = {
  title: 'Företagsinställningar',
};
