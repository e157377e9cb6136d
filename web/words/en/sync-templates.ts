// Words of the page sync-templates, English.
import type { syncTemplates as shape } from '../sv/sync-templates.ts';

export const syncTemplates: typeof shape = {
  title: 'AD Sync',
};
