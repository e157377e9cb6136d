// Language and theme as the profile has them, kept on this device for the next page load: it is shown right from its first moment, before
// the server has said who is signed in. A choice made on this device itself goes before it. Taken away with signing out.
import type { Profile } from '../api/api-types.ts';
import type { Language } from '../words/language.ts';

export type Theme = Profile['theme'];

const LANGUAGE = 'rollcall.profile.language';
/** Read by public/scheme.js as well, before the first paint. */
const THEME = 'rollcall.profile.theme';
/** Where the component library keeps what is chosen. */
const CHOSEN_THEME = 'mantine-color-scheme-value';

export function keepProfileLooks({ language, theme }: Pick<Profile, 'language' | 'theme'>): void {
  localStorage.setItem(LANGUAGE, language);
  localStorage.setItem(THEME, theme);
}

export function forgetProfileLooks(): void {
  localStorage.removeItem(LANGUAGE);
  localStorage.removeItem(THEME);
}

export function readProfileLanguage(): Language | null {
  const kept = localStorage.getItem(LANGUAGE);
  return kept === 'sv' || kept === 'en' ? kept : null;
}

/** As the component library names it. */
export function readProfileScheme(): 'light' | 'dark' | 'auto' {
  const kept = localStorage.getItem(THEME);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** What only follows the profile is no choice. */
export const dropChosenTheme = (): void => localStorage.removeItem(CHOSEN_THEME);

export const hasChosenTheme = (): boolean => localStorage.getItem(CHOSEN_THEME) !== null;
