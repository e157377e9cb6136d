// Words of the page sync-templates, Swedish.

export const syncTemplates = {
  title: 'AD Sync',
};
