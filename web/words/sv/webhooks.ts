// Words of the page webhooks, Swedish.

export const webhooks = {
  title: 'Webhooks',
};
