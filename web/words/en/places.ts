// Names of pages whose other words come with the first look at them: the sidebar shows them always. English.
import type { places as swedish } from '../sv/places.ts';

export const places: typeof swedish = {
  numbers: 'Numbers',
  company: 'Company settings',
  outbox: 'Outbox',
  audit: 'Audit log',
};
