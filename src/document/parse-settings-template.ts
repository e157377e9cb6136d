// A settings template of the document: which user settings there are (SPEC §7) and what each may be.
// A setting that is not in it is left alone when the template is applied.
import type { UserSettings } from '../store/settings-templates.ts';
import { parseLanguage } from './parse-company.ts';
import { fault, parseBoolean, parseMembers, parseNumber, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

/** In the order in which they are exported. */
export const settingParsers: Record<string, (spot: Spot) => string | number | boolean | undefined> = {
  // Below 5 s nobody reaches the phone; after 5 minutes every caller has hung up.
  ringTimeSeconds: (spot) => parseNumber(spot, { min: 5, max: 300 }),
  standardProfile: (spot) => parseText(spot, 100),
  callWaiting: parseBoolean,
  hiddenNumber: parseBoolean,
  busyOnAll: parseBoolean,
  hideInPhoneBook: parseBoolean,
  voicemail: parseBoolean,
  language: parseLanguage,
};

export interface SettingsTemplateDocument {
  name: string;
  /** Null when the key is absent. */
  settings: UserSettings | null;
}

export function parseSettingsTemplate(spot: Spot): SettingsTemplateDocument | undefined {
  const members = parseMembers(spot, ['name', 'settings'], 'a settings template');
  if (!members) return undefined;
  const settingsSpot = members.get('settings');
  const settings = settingsSpot ? parseSettings(settingsSpot) : null;
  const nameSpot = members.get('name');
  if (!nameSpot) return fault(spot, 'The settings template has no name.', 'Add "name".');
  const name = parseText(nameSpot);
  return name === undefined || settings === undefined ? undefined : { name, settings };
}

function parseSettings(spot: Spot): UserSettings | undefined {
  const members = parseMembers(spot, Object.keys(settingParsers), 'the settings');
  if (!members) return undefined;
  const settings: UserSettings = {};
  for (const [key, parse] of Object.entries(settingParsers)) {
    const member = members.get(key);
    const value = member && parse(member);
    if (value !== undefined) settings[key] = value;
  }
  return settings;
}
