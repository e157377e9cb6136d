// Language and theme: chosen here they count at once, and wherever the person signs in next.
import type { ReactNode } from 'react';
import { Group, Radio } from '@mantine/core';
import { Section } from '../../parts/section.tsx';
import { useLooks } from '../../session/use-looks.ts';
import type { Theme } from '../../session/profile-looks.ts';
import type { Language } from '../../words/language.ts';
import { useWords } from '../../words/words.tsx';

export function LooksSection(): ReactNode {
  const { words } = useWords();
  const { theme, language, choose } = useLooks();
  return (
    <Section title={words.profile.looks.title} text={words.profile.looks.text}>
      <Radio.Group
        label={words.frame.language}
        value={language}
        onChange={(value) => choose({ language: value as Language })}
      >
        <Group mt={6} gap="lg">
          <Radio value="sv" label={<span lang="sv">Svenska</span>} />
          <Radio value="en" label={<span lang="en">English</span>} />
        </Group>
      </Radio.Group>
      <Radio.Group
        label={words.frame.theme}
        value={theme}
        onChange={(value) => choose({ theme: value as Theme })}
      >
        <Group mt={6} gap="lg">
          {(['light', 'dark', 'system'] as const).map((one) => (
            <Radio key={one} value={one} label={words.frame.themes[one]} />
          ))}
        </Group>
      </Radio.Group>
    </Section>
  );
}
