// The page /integrations.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function IntegrationsPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.integrations.title} crumbs={[]} />;
}
