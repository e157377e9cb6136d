// The page /runs.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function RunsPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.runs.title} crumbs={[]} />;
}
