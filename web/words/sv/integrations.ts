// Words of the page integrations, Swedish.

export const integrations = {
  title: 'Integrationer',
};
