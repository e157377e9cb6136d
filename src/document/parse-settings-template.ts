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
  const changes = parseSettingsTemplateChanges(spot);
  if (!changes) return undefined;
  const { name, settings } = changes;
  if (name === null) return fault(spot, 'The settings template has no name.', 'Add "name".');
  return { name, settings };
}

/** The same where only what changes is said. name: null when it was not given. */
export function parseSettingsTemplateChanges(
  spot: Spot,
): { name: string | null; settings: UserSettings | null } | undefined {
  const members = parseMembers(spot, ['name', 'settings'], 'a settings template');
  if (!members) return undefined;
  const [nameSpot, settingsSpot] = [members.get('name'), members.get('settings')];
  const settings = settingsSpot ? parseSettings(settingsSpot) : null;
  const name = nameSpot ? parseText(nameSpot) : null;
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
