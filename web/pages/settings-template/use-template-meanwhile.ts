// What another administrator has made of a settings template meanwhile: its name, and each setting by itself.
import { useMemo } from 'react';
import type { UserSettings } from '../../api/api-types.ts';
import { useMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import { presentSetting, settingNames } from './settings.ts';
import { templatePath } from './template-path.ts';

export interface Draft {
  name: string;
  settings: UserSettings;
}

interface FlatDraft extends UserSettings {
  name: string;
}
const keys = ['name', ...settingNames] as const;

const flatten = ({ name, settings }: Draft): FlatDraft => ({ name, ...settings });
const join = ({ name, ...settings }: FlatDraft): Draft => ({ name, settings });

interface TemplateMeanwhile {
  id: string;
  base: Draft;
  mine: Draft;
  isSaving: boolean;
  onChoose: (merged: Draft, theirs: { draft: Draft; etag: string }) => void;
}

export function useTemplateMeanwhile({
  id,
  base,
  mine,
  isSaving,
  onChoose,
}: TemplateMeanwhile): ReturnType<typeof useMeanwhile> {
  const { words } = useWords();
  const [was, own] = useMemo(() => [flatten(base), flatten(mine)] as const, [base, mine]);
  return useMeanwhile<FlatDraft, (typeof keys)[number]>({
    subject: ['settingsTemplate', id],
    base: was,
    mine: own,
    isSaving,
    keys,
    label: (key) => (key === 'name' ? words.settingsTemplates.name : words.settingsTemplates.settings[key]),
    tell: (key, values) =>
      key === 'name'
        ? values.name
        : presentSetting(key, values[key], words) || words.settingsTemplates.leftAlone,
    read: async (api) => {
      const { data, etag } = await api.callTagged('get', templatePath, { path: { settingsTemplate: id } });
      return { values: flatten(data), etag: etag ?? '' };
    },
    onChoose: (merged, theirs) => onChoose(join(merged), { draft: join(theirs.values), etag: theirs.etag }),
  });
}
