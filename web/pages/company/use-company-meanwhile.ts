// What another administrator has made of the company's settings meanwhile, in the words of the form.
import { useMeanwhile } from '../../parts/use-meanwhile.tsx';
import type { Version } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import { presentCountries, presentLanguages } from './name-lists.ts';
import { mapValues, settingsKeys } from './settings-values.ts';
import type { SettingsValues } from './settings-fields.tsx';

interface CompanyMeanwhile {
  id: string;
  base: SettingsValues;
  mine: SettingsValues;
  isSaving: boolean;
  onChoose: (merged: SettingsValues, theirs: Version<SettingsValues>) => void;
}

type Key = (typeof settingsKeys)[number];

export function useCompanyMeanwhile({ id, ...rest }: CompanyMeanwhile): ReturnType<typeof useMeanwhile> {
  const { words } = useWords();
  return useMeanwhile<SettingsValues, Key>({
    ...rest,
    subject: ['company', id],
    keys: settingsKeys,
    label: (key) => (key === 'tables' ? words.company.lookups.title : words.company[key]),
    tell: useTell(),
    read: async (api) => {
      const { data, etag } = await api.callTagged('get', '/companies/{company}', {});
      return { values: mapValues(data), etag: etag ?? '*' };
    },
  });
}

function useTell(): (key: Key, values: SettingsValues) => string {
  const { words, language, format } = useWords();
  const nameOf = (options: readonly { value: string; label: string }[], value: string): string =>
    options.find((one) => one.value === value)?.label ?? value;
  return (key, values) => {
    switch (key) {
      case 'country':
        return nameOf(presentCountries(language, format, values.country), values.country);
      case 'language':
        return nameOf(presentLanguages(language, format, values.language), values.language);
      case 'coolingDays':
      case 'retentionDays':
        return `${format.number(values[key])} ${words.company.days}`;
      case 'ownNumbersOnly':
        return values.ownNumbersOnly ? words.common.yes : words.common.no;
      case 'tables':
        return (
          values.tables.map(({ name, text }) => `${name}: ${text.replaceAll('\n', ', ')}`).join('; ') || '–'
        );
      case 'name':
      case 'timeZone':
        return values[key];
    }
  };
}
