// Words of the page settings-templates, Swedish.

export const settingsTemplates = {
  title: 'Användarinställningsmallar',
};
