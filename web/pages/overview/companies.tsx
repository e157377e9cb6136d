// All companies, for an operator who has chosen none: the operator's half of the overview.
import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';

export function Companies(): ReactNode {
  const { words } = useWords();
  return <Page title={words.overview.title} crumbs={[]} />;
}
