// The page /runs/$run.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function RunPage(): ReactNode {
  const { words } = useWords();
  return <Page title={words.runs.title} crumbs={[]} />;
}
