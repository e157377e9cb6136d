// The page /integrations/ad-sync.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function SyncTemplatesPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.syncTemplates.title} crumbs={[]} />;
}
