// The page /.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function OverviewPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.overview.title} crumbs={[]} />;
}
