// The page /settings-templates/$settingsTemplate.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function SettingsTemplatePage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.settingsTemplates.title} crumbs={[]} />;
}
