// The page /integrations/ad-sync/$template.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function SyncTemplatePage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.syncTemplates.title} crumbs={[]} />;
}
