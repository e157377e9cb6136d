// Words of the page runs, Swedish.

export const runs = {
  title: 'Synkroniseringar',
};
