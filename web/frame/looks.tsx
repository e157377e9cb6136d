// Language and theme, at the bottom of the sidebar.
import type { ReactNode } from 'react';
import {
  ActionIcon,
  Group,
  SegmentedControl,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import type { Language } from '../words/language.ts';
import { useWords } from '../words/words.tsx';

export function Looks(): ReactNode {
  const { words, language, choose } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <Group gap="xs">
      <SegmentedControl
        aria-label={words.frame.language}
        size="xs"
        value={language}
        onChange={(value) => choose(value as Language)}
        data={[
          { value: 'sv', label: <span lang="sv">Svenska</span> },
          { value: 'en', label: <span lang="en">English</span> },
        ]}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${words.frame.theme}: ${words.frame.themes[other]}`}
        onClick={() => setColorScheme(other)}
      >
        {scheme === 'light' ? <IconMoon size={17} aria-hidden /> : <IconSun size={17} aria-hidden />}
      </ActionIcon>
    </Group>
  );
}
