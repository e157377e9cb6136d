// What the palette can do, beside going somewhere: looks, keys, signing out, inviting, another company.
import {
  IconBuilding,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconPalette,
  IconUserPlus,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCan, useMe } from '../api/me.ts';
import type { Choice } from '../parts/choices.tsx';
import { useLooks } from '../session/use-looks.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useWords } from '../words/words.tsx';
import { useShell } from './shell-context.ts';
import { useGoToCompany } from './use-go-to-company.ts';

const themes = ['light', 'dark', 'system'] as const;

export function useDeeds(onDone: () => void): Choice[] {
  const deeds = [...usePersonalDeeds(), ...useOfficeDeeds()];
  return deeds.map((deed) => ({
    ...deed,
    go: () => {
      onDone();
      deed.go();
    },
  }));
}

function useOfficeDeeds(): Choice[] {
  const { words } = useWords();
  const { company } = useMe();
  const can = useCan();
  const navigate = useNavigate();
  const goToCompany = useGoToCompany();
  const deeds: Choice[] = [];
  if (can('administrator.change')) {
    deeds.push({
      id: 'invite',
      label: words.administrators.invite,
      icon: <IconUserPlus size={16} aria-hidden />,
      go: () => void navigate({ to: '/admins', search: { invite: true } }),
    });
  }
  if (company === null) {
    deeds.push({
      id: 'companies',
      label: words.frame.companies.all,
      icon: <IconBuilding size={16} aria-hidden />,
      go: () => void goToCompany(''),
    });
  }
  return deeds;
}

function usePersonalDeeds(): Choice[] {
  const { words } = useWords();
  const { language, theme, choose } = useLooks();
  const signOut = useSignOut();
  const { openKeys } = useShell();
  const [other, otherName] = language === 'sv' ? (['en', 'English'] as const) : (['sv', 'Svenska'] as const);
  return [
    {
      id: 'language',
      label: otherName,
      detail: words.frame.language,
      icon: <IconLanguage size={16} aria-hidden />,
      go: () => choose({ language: other }),
    },
    ...themes
      .filter((one) => one !== theme)
      .map((one) => ({
        id: `theme ${one}`,
        label: words.frame.palette.useTheme(words.frame.themes[one]),
        icon: <IconPalette size={16} aria-hidden />,
        go: () => choose({ theme: one }),
      })),
    {
      id: 'keys',
      label: words.frame.keys.title,
      icon: <IconKeyboard size={16} aria-hidden />,
      go: openKeys,
    },
    {
      id: 'sign out',
      label: words.frame.signOut,
      icon: <IconLogout size={16} aria-hidden />,
      go: signOut,
    },
  ];
}
