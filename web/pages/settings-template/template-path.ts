// Where a settings template is asked for.
export const templatePath = '/companies/{company}/settings-templates/{settingsTemplate}';
