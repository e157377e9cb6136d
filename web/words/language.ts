// Which language is shown, and where the choice is kept. Reading it never stores it: only choosing does, so that a shared machine's
// default stays a default.
export type Language = 'sv' | 'en';

const KEY = 'rollcall.language';

/** Chosen on this device, else the profile's, else the browser's. */
export function decideLanguage(profile: Language | null): Language {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'sv' || chosen === 'en') return chosen;
  if (profile) return profile;
  return navigator.languages.some((tag) => tag.startsWith('sv'))
    ? 'sv'
    : navigator.languages[0]?.startsWith('en')
      ? 'en'
      : 'sv';
}

export function hasChosenLanguage(): boolean {
  const chosen = localStorage.getItem(KEY);
  return chosen === 'sv' || chosen === 'en';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
