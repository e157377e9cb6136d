// Words of the page outbox, Swedish.

export const outbox = {
  title: 'Utkorg',
};
