// Words of the page settings-templates, English.
import type { settingsTemplates as shape } from '../sv/settings-templates.ts';

export const settingsTemplates: typeof shape = {
  title: 'Settings templates',
};
