// Language and theme, at the bottom of the sidebar and on the sign-in page.
import type { ReactNode } from 'react';
import { ActionIcon, Group, Menu, SegmentedControl } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useLooks } from '../session/use-looks.ts';
import type { Theme } from '../session/profile-looks.ts';
import type { Language } from '../words/language.ts';
import { useWords } from '../words/words.tsx';
import classes from './looks.module.css';

const themes = ['light', 'dark', 'system'] as const;
const signs = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

export function Looks(): ReactNode {
  const { words } = useWords();
  const { language, choose } = useLooks();
  return (
    <Group gap={6} wrap="nowrap">
      <SegmentedControl
        aria-label={words.frame.language}
        size="xs"
        className={classes['languages'] ?? ''}
        value={language}
        onChange={(value) => choose({ language: value as Language })}
        data={[
          { value: 'sv', label: <span lang="sv">Svenska</span> },
          { value: 'en', label: <span lang="en">English</span> },
        ]}
      />
      <ThemeMenu />
    </Group>
  );
}

function ThemeMenu(): ReactNode {
  const { words } = useWords();
  const { theme, choose } = useLooks();
  const Sign = signs[theme];
  return (
    <Menu position="top-start">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${words.frame.theme}: ${words.frame.themes[theme]}`}
        >
          <Sign size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.frame.theme}>
        {themes.map((one) => (
          <ThemeItem
            key={one}
            theme={one}
            isChosen={one === theme}
            onChoose={(chosen) => choose({ theme: chosen })}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeItem({
  theme,
  isChosen,
  onChoose,
}: {
  theme: Theme;
  isChosen: boolean;
  onChoose: (theme: Theme) => void;
}): ReactNode {
  const { words } = useWords();
  const Sign = signs[theme];
  return (
    <Menu.RadioItem
      value={theme}
      checked={isChosen}
      checkIcon={<IconCheck size={15} aria-hidden />}
      rightSection={<Sign size={16} aria-hidden />}
      closeMenuOnClick
      onClick={() => onChoose(theme)}
    >
      {words.frame.themes[theme]}
    </Menu.RadioItem>
  );
}
