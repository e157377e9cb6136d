// The settings of a user that a settings template can give, in the order in which they are shown, and how their values are written. Pure.
import type { UserSettings } from '../../api/api-types.ts';
import type { Words } from '../../words/words.tsx';

export const settingNames = [
  'ringTimeSeconds',
  'standardProfile',
  'callWaiting',
  'hiddenNumber',
  'busyOnAll',
  'hideInPhoneBook',
  'voicemail',
  'language',
] as const satisfies readonly (keyof UserSettings)[];
export type SettingName = (typeof settingNames)[number];

export const isSettingName = (name: string): name is SettingName =>
  (settingNames as readonly string[]).includes(name);

/** '': the setting is not set. */
export function presentSetting(name: string, value: unknown, words: Words): string {
  if (typeof value === 'boolean') return value ? words.settingsTemplates.on : words.settingsTemplates.off;
  if (typeof value === 'number') return words.settingsTemplates.seconds(value.toString());
  if (typeof value !== 'string') return '';
  const languages: Readonly<Record<string, string>> = words.settingsTemplates.languages;
  return name === 'language' ? (languages[value] ?? value) : value;
}
