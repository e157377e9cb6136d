// Words of the page audit, English.
import type { audit as shape } from '../sv/audit.ts';

export const audit: typeof shape = {
  title: 'Audit log',
};
