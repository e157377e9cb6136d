// How the chosen company is: its half of the overview.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function Health(): ReactNode {
  const { words } = useWords();
  return <Page title={words.overview.title} crumbs={[]} />;
}
