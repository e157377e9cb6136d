// Words of the page webhooks, English.
import type { webhooks as shape } from '../sv/webhooks.ts';

export const webhooks: typeof shape = {
  title: 'Webhooks',
};
