// Language and theme: taken from the profile where this device has no choice of its own; choosing keeps them on the device and, for whoever
// is signed in, in the profile. Nothing but choosing does: a shared machine must not write into the next person's profile.
import { use, useCallback, useEffect, useEffectEvent } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { MeContext } from '../api/me.ts';
import { useApi, useForget, useRead } from '../api/use-api.ts';
import { hasChosenLanguage } from '../words/language.ts';
import type { Language } from '../words/language.ts';
import { useWords } from '../words/words.tsx';
import { dropChosenTheme, hasChosenTheme, keepProfileLooks } from './profile-looks.ts';
import type { Theme } from './profile-looks.ts';

export interface Looks {
  theme: Theme;
  language: Language;
  /** The language is loaded, so it comes a moment later. */
  choose: (looks: { theme?: Theme; language?: Language }) => void;
}

const schemeOf = (theme: Theme): 'light' | 'dark' | 'auto' => (theme === 'system' ? 'auto' : theme);

export function useLooks(): Looks {
  const isSignedIn = use(MeContext) !== null;
  const { language, choose: chooseLanguage } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const api = useApi();
  const forget = useForget();
  const { mutate: keep } = useMutation({
    mutationFn: (body: { theme?: Theme; language?: Language }) =>
      api.call('patch', '/me/profile', { body, ifMatch: '*' }),
    // Where it can not be kept, this device has it all the same.
    onSuccess: () => forget('/me/profile'),
  });
  const choose = useCallback<Looks['choose']>(
    (looks) => {
      if (looks.theme) setColorScheme(schemeOf(looks.theme));
      if (looks.language) chooseLanguage(looks.language);
      if (isSignedIn) keep(looks);
    },
    [chooseLanguage, isSignedIn, keep, setColorScheme],
  );
  return { theme: colorScheme === 'auto' ? 'system' : colorScheme, language, choose };
}

/** Once in the frame: follows the profile where nothing is chosen on this device. */
export function useProfileLooks(): void {
  const profile = useRead('/me/profile', {}, { staleTime: 60_000 }).data;
  const { follow } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const { language, theme } = profile ?? {};
  // The profile alone is followed: setColorScheme is another function each time it is asked for, and taken for news it never ended.
  const followProfile = useEffectEvent((looks: { language: Language; theme: Theme }) => {
    keepProfileLooks(looks);
    if (!hasChosenLanguage()) follow(looks.language);
    if (hasChosenTheme()) return;
    setColorScheme(schemeOf(looks.theme));
    dropChosenTheme();
  });
  useEffect(() => {
    if (language && theme) followProfile({ language, theme });
  }, [language, theme]);
}
