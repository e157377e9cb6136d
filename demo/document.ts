// The configuration document of the demonstration's company.

/** The mapping that the demonstration, the benchmark and the tests' world use: the four required fields and the usual rest. */
export const articleMapping = {
  alias: 'mailNickname',
  name: 'givenName',
  surname: 'surname',
  pstnFixed: 'businessPhones',
  email: 'mail',
  mobile: 'mobilePhone',
  title: 'jobTitle',
  department: 'department',
};

export function presentDocument(template: string, provider: Record<string, unknown>) {
  return {
    company: { name: 'Nordvik Energi AB', country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' },
    numbers: [{ from: '46846500400', kind: 'service', note: 'Växelnummer' }],
    settingsTemplates: [{ name: 'Kontor', settings: { ringTimeSeconds: 30, callWaiting: true } }],
    syncTemplates: [
      {
        name: template,
        kind: 'entra',
        mode: 'full',
        keepDays: 30,
        welcomeMail: true,
        welcomeCopyTo: 'it@nordvik.example',
        errorMailTo: 'it@nordvik.example',
        errorMailLevel: 'warning',
        provider,
        defaultCallerId: '46846500400',
        defaultSettingsTemplate: 'Kontor',
        fieldMapping: articleMapping,
        schedule: { nightlyAt: '02:00' },
      },
    ],
  };
}
