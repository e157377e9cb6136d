// Words of the page outbox, English.
import type { outbox as shape } from '../sv/outbox.ts';

export const outbox: typeof shape = {
  title: 'Outbox',
};
